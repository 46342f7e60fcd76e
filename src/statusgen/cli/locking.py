"""One writer at a time in a directory."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

__all__ = ["only_writer", "only_writer_by_file"]

_PATIENCE_SECONDS = 10.0
_PAUSE_SECONDS = 0.02


@contextmanager
def only_writer(folder: Path, *, patience: float = _PATIENCE_SECONDS) -> Iterator[None]:
    """Runs the block while no other process is in such a block for `folder`; waits for `patience` seconds.

    Raises click.ClickException when another one takes longer than that, and OSError when the disk lets
    nobody write there.
    """
    if sys.platform == "win32":
        with only_writer_by_file(folder, patience=patience):
            yield
        return
    import fcntl

    # The system releases this lock when the process ends, however it ends, and no file is left behind.
    with _opened(folder) as descriptor:
        try:
            _wait_for(lambda: _taken(descriptor), patience)
        except TimeoutError:
            raise click.ClickException(
                f"{folder}: another statusgen has been writing there for {patience:g} seconds; nothing was written.\n"
                "    hint: see whether one hangs, end it, and run this command again"
            ) from None
        except OSError:
            # Some network file systems know no such locks.
            with only_writer_by_file(folder, patience=patience):
                yield
            return
        try:
            yield
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextmanager
def only_writer_by_file(folder: Path, *, patience: float = _PATIENCE_SECONDS) -> Iterator[None]:
    """The same by means of a file, which every system knows; it stays behind when the process is killed."""
    lock = folder / ".statusgen.lock"
    try:
        _wait_for(lambda: _created(lock), patience)
    except TimeoutError:
        raise click.ClickException(
            f"{lock}: another statusgen has been writing here for {patience:g} seconds; nothing was written.\n"
            "    hint: if none is running, one was killed: delete this file, and run this command again"
        ) from None
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _wait_for(attempt: Callable[[], bool], patience: float) -> None:
    """Repeats `attempt` until it succeeds; raises TimeoutError after `patience` seconds."""
    end = time.monotonic() + patience
    while not attempt():
        if time.monotonic() >= end:
            raise TimeoutError
        time.sleep(_PAUSE_SECONDS)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    import os

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _created(lock: Path) -> bool:
    try:
        lock.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
