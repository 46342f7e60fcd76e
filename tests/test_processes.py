"""Work is shared between processes, and none of their errors is lost."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

import pytest

from statusgen.processes import (
    Errand,
    WorkFailure,
    errand,
    in_processes,
    in_turns,
    without_garbage_collection,
)


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


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 5, 256, 257, 10_000])
def test_parts_are_taken_in_turns_and_each_once(count: int, processes: int) -> None:
    """However many there are, and however many processes; what is to be done meanwhile is done here, and once."""
    done: list[int] = []

    def work(parts: Iterator[Sequence[int]]) -> bytes:
        return b"".join(index.to_bytes(4, "big") for part in parts for index in part)

    indices = range(1000, 1000 + count)
    results = in_turns(work, indices, processes, lambda: done.append(os.getpid()))
    found = b"".join(results)
    numbers = [int.from_bytes(found[at : at + 4], "big") for at in range(0, len(found), 4)]
    assert sorted(numbers) == list(indices)
    assert done == [os.getpid()]


def test_who_is_done_takes_the_next_part() -> None:
    """While one process is held up, the other does all that is left."""
    here = os.getpid()

    def work(parts: Iterator[Sequence[int]]) -> bytes:
        is_here = os.getpid() == here
        taken = 0
        if not is_here:
            os.read(to_child[0], 1)  # until there is one who is held up
        for _ in parts:
            taken += 1
            if is_here:
                os.write(to_child[1], b"x")
                os.read(to_parent[0], 1)  # until the other has no more to do
        if not is_here:
            os.write(to_parent[1], b"x")
        return bytes([taken])

    to_child, to_parent = os.pipe(), os.pipe()
    own, other = in_turns(work, range(10), 2)
    for end in (*to_child, *to_parent):
        os.close(end)
    assert (own, other) == (bytes([1]), bytes([9]))


@pytest.mark.parametrize("fails_here", [True, False])
def test_an_error_in_a_part_is_raised_here(fails_here: bool) -> None:
    """Whoever has taken it; nobody waits for ever."""
    here = os.getpid()

    def work(parts: Iterator[Sequence[int]]) -> bytes:
        next(parts)
        is_here = os.getpid() == here
        # Both have begun before one of them fails.
        os.write(to_child[1] if is_here else to_parent[1], b"x")
        os.read(to_parent[0] if is_here else to_child[0], 1)
        if is_here is fails_here:
            raise OSError(28, "No space left on device")
        return bytes(len(part) for part in parts)

    to_child, to_parent = os.pipe(), os.pipe()
    with pytest.raises(OSError, match="No space left on device"):
        in_turns(work, range(1000), 2)
    for end in (*to_child, *to_parent):
        os.close(end)


def test_an_errand_is_done_meanwhile() -> None:
    """It goes on while this process does something else, and tells its result when it is asked."""
    reading, writing = os.pipe()
    with errand(lambda: os.read(reading, 5)) as task:
        assert not task.is_done
        os.write(writing, b"ready")
        assert task.result() == b"ready"
        assert task.is_done
    os.close(reading)
    os.close(writing)


def test_the_error_of_an_errand_is_raised_where_its_result_is_wanted() -> None:
    """Not before: whoever does not need it need not hear of it."""

    def fail() -> bytes:
        raise OSError(13, "Permission denied")

    with errand(fail) as task, pytest.raises(OSError, match="Permission denied"):
        task.result()
    with errand(fail):
        pass


def test_an_errand_ends_with_its_block() -> None:
    """A build that fails leaves no process behind that goes on writing."""
    reading, writing = os.pipe()

    def wait() -> bytes:
        os.write(writing, os.getpid().to_bytes(4, "big"))
        signal.pause()
        return b""

    def begin() -> None:
        with errand(wait):
            found.append(int.from_bytes(os.read(reading, 4), "big"))
            raise KeyError("something else")

    found: list[int] = []
    with pytest.raises(KeyError):
        begin()
    with pytest.raises(ProcessLookupError):
        os.kill(found[0], 0)
    os.close(reading)
    os.close(writing)


def test_who_is_told_to_end_while_it_waits_ends_its_errand_first() -> None:
    """A runner of pipelines that gives up leaves nobody who goes on writing."""

    class Told(BaseException):
        pass

    def told(_number: int, frame: FrameType | None) -> None:
        while frame and frame.f_code is not Errand.result.__code__:
            frame = frame.f_back
        if frame:  # else it does not wait yet: the next signal comes soon
            signal.setitimer(signal.ITIMER_REAL, 0)
            raise Told

    def wait() -> bytes:
        os.write(writing, os.getpid().to_bytes(4, "big"))
        signal.pause()
        return b""

    reading, writing = os.pipe()
    before = signal.signal(signal.SIGALRM, told)
    try:
        with errand(wait) as task:
            child = int.from_bytes(os.read(reading, 4), "big")
            signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
            with pytest.raises(Told):
                task.result()
            with pytest.raises(ProcessLookupError):
                os.kill(child, 0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    os.close(reading)
    os.close(writing)


def test_garbage_is_looked_for_again_after_the_block() -> None:
    """A program that builds many sites does not grow with each of them."""
    with without_garbage_collection():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert not gc.get_freeze_count()
