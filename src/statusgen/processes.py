"""Work shared between forked processes."""

from __future__ import annotations

import gc
import os
import select
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

__all__ = [
    "Errand",
    "WorkFailure",
    "end_soon",
    "errand",
    "in_processes",
    "in_turns",
    "processors",
    "without_garbage_collection",
]

_RESULT, _ERROR = b"r", b"e"
_LONGEST_TEXT = 10_000
_LONGEST_ERROR = 60_000
_MOST_PARTS = 256


class WorkFailure(Exception):
    """A process ended without saying why; the text is what is known."""


def processors() -> int:
    """How many processes can work at once, where the platform can fork."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Program:
    """What is known of this process."""

    ends_soon = False


def end_soon() -> None:
    """Says that this process is one command, which ends once it has done its work."""
    _Program.ends_soon = True


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """The block, in which everything that is made is needed to the end: looking for garbage finds none, at length.

    Nor is any looked for afterwards where the process ends soon.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled and not _Program.ends_soon:
            gc.enable()


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
        try:
            for pid, pipe in children:
                result, error = _ended(pid, pipe)
                if error is None:
                    results.append(result)
                else:
                    errors.append(error)
        except BaseException:
            for pid, _ in children:
                _kill(pid)
            raise
    if errors:
        raise errors[0]
    return results


def in_turns(
    work: Callable[[Iterator[Sequence[int]]], bytes],
    indices: Sequence[int],
    processes: int,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[bytes]:
    """The same in parts: whoever has done one takes the next, so that all of the processes end at the same time.

    Before this process takes its first part it does what is to be done `meanwhile`. The order of the results tells
    nothing.
    """
    if processes < 2:
        meanwhile()
        return [work(iter([indices] if indices else []))]
    size = -(-len(indices) // _MOST_PARTS) or 1
    # A part is one byte in a pipe, which one process reads, and no other.
    reading, writing = os.pipe()
    os.write(writing, bytes(range(-(-len(indices) // size))))
    os.close(writing)

    def parts() -> Iterator[Sequence[int]]:
        while number := os.read(reading, 1):
            yield indices[number[0] * size : (number[0] + 1) * size]

    def shared(share: Sequence[int]) -> bytes:
        try:
            if 0 in share:
                meanwhile()
            return work(parts())
        finally:
            # Where one has failed, the others need not go on.
            while os.read(reading, _MOST_PARTS):
                pass

    try:
        return in_processes(shared, range(processes), processes)
    finally:
        os.close(reading)


class Errand:
    """Something that a forked process does meanwhile."""

    def __init__(self, work: Callable[[], bytes]) -> None:
        self._pid, self._pipe = _forked(lambda _: work(), ())
        self._is_over = False

    @property
    def is_done(self) -> bool:
        """Whether `result` has not to wait."""
        return self._is_over or bool(select.select([self._pipe], [], [], 0)[0])

    def result(self) -> bytes:
        """What came of it, once; waits for it, and raises what the process has raised."""
        self._is_over = True
        data, error = _ended(self._pid, self._pipe)
        if error:
            raise error
        return data

    def end(self) -> None:
        """Ends it, if nobody wants the result any more."""
        if not self._is_over:
            self._is_over = True
            os.close(self._pipe)
            _kill(self._pid)


@contextmanager
def errand(work: Callable[[], bytes]) -> Iterator[Errand]:
    """An errand that is over when the block is."""
    task = Errand(work)
    try:
        yield task
    finally:
        task.end()


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
    # Nearly no program has an error to tell; every one that is started would wait for these.
    import pickle
    import traceback

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


def _kill(pid: int) -> None:
    """Ends the child `pid`, unless it has ended and somebody has taken note of that."""
    with suppress(ChildProcessError):
        if os.waitpid(pid, os.WNOHANG) == (0, 0):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _ended(pid: int, pipe: int) -> tuple[bytes, BaseException | None]:
    """The result of the process `pid` once it has ended, or its error.

    Where this process is told to end itself meanwhile, the other one ends first.
    """
    try:
        with os.fdopen(pipe, "rb") as file:
            data = file.read()
        _, status = os.waitpid(pid, 0)
    except BaseException:
        _kill(pid)
        raise
    if data[:1] == _ERROR:
        import pickle

        error: BaseException = pickle.loads(data[1:])  # noqa: S301  # from our own child
        return b"", error
    code = os.waitstatus_to_exitcode(status)
    if code:
        return b"", WorkFailure(f"a process of the build ended with status {code}")
    return data[1:], None
