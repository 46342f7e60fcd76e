"""Work shared between forked processes."""

from __future__ import annotations

import atexit
import gc
import os
import pickle
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

__all__ = [
    "WorkFailure",
    "beside",
    "end_without_garbage_collection",
    "in_processes",
    "processors",
    "without_garbage_collection",
]

T = TypeVar("T")

_RESULT, _ERROR = b"r", b"e"
_LONGEST_TEXT = 10_000
_LONGEST_ERROR = 60_000


class WorkFailure(Exception):
    """A process ended without saying why; the text is what is known."""


def processors() -> int:
    """How many processes can work at once, where the platform can fork."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """The block, in which everything that is made is needed to the end: looking for garbage finds none, at length."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def end_without_garbage_collection() -> None:
    """When this process ends, Python does not look for garbage among all that is about to vanish anyway.

    For a command that works for a tenth of a second, that is a tenth of its time.
    """
    atexit.register(gc.freeze)


def in_processes(
    work: Callable[[Sequence[int]], bytes], indices: Sequence[int], processes: int
) -> list[bytes]:
    """Calls `work` with every index once, in up to `processes` processes that see what this one sees.

    Returns what the calls returned; the first had every n-th index from the first on, and so on. What
    `work` raises in one of them is raised here, once all have ended.
    """
    shares = [indices[offset::processes] for offset in range(1, processes)]
    children = [_forked(work, share) for share in shares if share]
    results: list[bytes] = []
    errors: list[BaseException] = []
    try:
        results.append(work(indices[0::processes]))
    finally:
        for pid, pipe in children:
            result, error = _ended(pid, pipe)
            if error is None:
                results.append(result)
            else:
                errors.append(error)
    if errors:
        raise errors[0]
    return results


def beside(here: Callable[[], T], there: Callable[[], bytes]) -> tuple[T, bytes]:
    """What `here` returns in this process and `there` meanwhile in a forked one; raises what either raises."""
    pid, pipe = _forked(lambda _: there(), ())
    try:
        result = here()
    finally:
        data, error = _ended(pid, pipe)
    if error:
        raise error
    return result, data


def _forked(work: Callable[[Sequence[int]], bytes], share: Sequence[int]) -> tuple[int, int]:
    """The id of a new process that does `share`, and a pipe on which it tells its result or its error."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    # The child leaves by `_exit`: nothing of the parent's, such as its temporary directory, is cleaned up twice.
    status = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            try:
                result = work(share)
            except Exception as error:  # noqa: BLE001  # told to the parent, which raises it
                pipe.write(_ERROR + _pickled(error))
            else:
                pipe.write(_RESULT)
                pipe.write(result)
                pipe.flush()
                status = 0
    finally:
        os._exit(status)


def _pickled(error: Exception) -> bytes:
    try:
        data = pickle.dumps(error)
        pickle.loads(data)  # noqa: S301  # our own bytes: some exceptions can be written and not read
        is_readable = len(data) < _LONGEST_ERROR
    except Exception:  # noqa: BLE001  # whatever an exception's own code raises
        is_readable = False
    if is_readable:
        return data
    text = "".join(traceback.format_exception_only(error)).strip()
    return pickle.dumps(WorkFailure(text[:_LONGEST_TEXT]))


def _ended(pid: int, pipe: int) -> tuple[bytes, BaseException | None]:
    """The result of the process `pid` once it has ended, or its error."""
    with os.fdopen(pipe, "rb") as file:
        data = file.read()
    _, status = os.waitpid(pid, 0)
    if data[:1] == _ERROR:
        error: BaseException = pickle.loads(data[1:])  # noqa: S301  # from our own child
        return b"", error
    code = os.waitstatus_to_exitcode(status)
    if code:
        return b"", WorkFailure(f"a process of the build ended with status {code}")
    return data[1:], None
