"""Work is shared between processes, and none of their errors is lost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from statusgen.processes import WorkFailure, in_processes


@pytest.mark.parametrize("processes", [1, 2, 3, 7])
def test_every_index_is_worked_on_once(processes: int, tmp_path: Path) -> None:
    """However many processes there are, also more than there is work for."""

    def work(share: Sequence[int]) -> bytes:
        for index in share:
            with (tmp_path / str(index)).open("x") as file:
                file.write(str(os.getpid()))
        return bytes(share)

    results = in_processes(work, range(5), processes)
    assert sorted(index for result in results for index in result) == [0, 1, 2, 3, 4]
    assert results[0] == bytes(range(0, 5, processes))
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["0", "1", "2", "3", "4"]
    assert len({file.read_text() for file in files}) == min(processes, 5)


def test_an_error_in_another_process_is_raised_here() -> None:
    """A full disk is the same error in whichever process it shows."""

    def work(share: Sequence[int]) -> bytes:
        if 1 in share:
            raise OSError(28, "No space left on device")
        return b""

    with pytest.raises(OSError, match="No space left on device"):
        in_processes(work, range(4), 2)


class _Unreadable(Exception):  # an exception of some plugin
    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(_Unreadable("two", "words"), "two words", id="cannot be unpickled"),
        pytest.param(ValueError("x" * 1_000_000), "xxx", id="longer than a pipe takes"),
    ],
)
def test_an_error_that_cannot_travel_is_told_in_words(error: Exception, said: str) -> None:
    """What is known of it arrives."""

    def work(share: Sequence[int]) -> bytes:
        if 1 in share:
            raise error
        return b""

    with pytest.raises(WorkFailure, match=said):
        in_processes(work, range(4), 2)


def test_a_process_that_dies_is_noticed() -> None:
    """A build that is killed in part is no complete build."""

    def work(share: Sequence[int]) -> bytes:
        if 1 in share:
            os._exit(9)
        return b""

    with pytest.raises(WorkFailure, match="ended with status 9"):
        in_processes(work, range(4), 2)


def test_results_may_be_larger_than_a_pipe() -> None:
    """A process that has more to say than a pipe takes waits until somebody listens."""
    assert in_processes(lambda share: bytes(2_000_000) + bytes(share), range(2), 2) == [
        bytes(2_000_000) + bytes([0]),
        bytes(2_000_000) + bytes([1]),
    ]
