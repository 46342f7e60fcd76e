"""Work shared between forked processes."""

from __future__ import annotations

import os
import pickle
import traceback
from collections.abc import Callable, Sequence

__all__ = ["WorkFailure", "in_processes"]

_PIPE_BYTES = 60_000
"""What a pipe takes in before somebody reads: the parent may still be at its own work."""


class WorkFailure(Exception):
    """A process ended without saying why; the text is what is known."""


def in_processes(work: Callable[[Sequence[int]], None], indices: Sequence[int], processes: int) -> None:
    """Calls `work` with every index once, in up to `processes` processes that see what this one sees.

    What `work` raises in one of them is raised here, once all have ended.
    """
    shares = [indices[offset::processes] for offset in range(1, processes)]
    children = [_forked(work, share) for share in shares if share]
    try:
        work(indices[0::processes])
    finally:
        errors = [error for pid, pipe in children if (error := _ended(pid, pipe))]
    if errors:
        raise errors[0]


def _forked(work: Callable[[Sequence[int]], None], share: Sequence[int]) -> tuple[int, int]:
    """The id of a new process that does `share`, and a pipe on which it tells its error."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    # The child leaves by `_exit`: nothing of the parent's, such as its temporary directory, is cleaned up twice.
    status = 1
    try:
        os.close(reading)
        work(share)
        status = 0
    except Exception as error:  # noqa: BLE001  # told to the parent, which raises it
        os.write(writing, _pickled(error))
    finally:
        os._exit(status)


def _pickled(error: Exception) -> bytes:
    try:
        data = pickle.dumps(error)
        pickle.loads(data)  # noqa: S301  # our own bytes: some exceptions can be written and not read
        is_readable = len(data) < _PIPE_BYTES
    except Exception:  # noqa: BLE001  # whatever an exception's own code raises
        is_readable = False
    if is_readable:
        return data
    text = "".join(traceback.format_exception_only(error)).strip()
    return pickle.dumps(WorkFailure(text[: _PIPE_BYTES // 8]))


def _ended(pid: int, pipe: int) -> BaseException | None:
    """The error of the process `pid` once it has ended, or None."""
    with os.fdopen(pipe, "rb") as file:
        data = file.read()
    _, status = os.waitpid(pid, 0)
    if data:
        error: BaseException = pickle.loads(data)  # noqa: S301  # from our own child
        return error
    code = os.waitstatus_to_exitcode(status)
    return WorkFailure(f"a process of the build ended with status {code}") if code else None
