"""Where the files of a build wait until all of them are complete."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeAlias

__all__ = ["Stage", "Stamp", "files_below"]

Stamp: TypeAlias = tuple[int, int]
"""A file's size in bytes, and the moment of its last change in nanoseconds."""


@dataclass(frozen=True)
class Stage:
    """A directory for files that will be published; each goes by its path relative to the site's root."""

    tree: str
    """The directory in which files stand as they will be published."""
    flat: str = ""
    """If set, files are written here instead, without directories of their own: most sites stay as they are,
    and directories are what costs most."""

    def place_of(self, path: str) -> str:
        """Where the file that will be published at `path` waits."""
        if not self.flat:
            return f"{self.tree}/{path}"
        return f"{self.flat}/{blake2b(os.fsencode(path), digest_size=16).hexdigest()}"

    def write(self, path: str, data: bytes) -> Stamp:
        """Writes the file for `path` and returns its stamp, which it keeps; raises OSError."""
        place = self.place_of(path)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        try:
            file = os.open(place, flags, 0o666)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(place), exist_ok=True)  # ten thousand times
            file = os.open(place, flags, 0o666)
        try:
            _write_all(file, data, place)
            status = os.fstat(file)
        finally:
            os.close(file)
        return status.st_size, status.st_mtime_ns


def _write_all(file: int, data: bytes, place: str) -> None:
    try:
        written = os.write(file, data)
        while written < len(data):
            written += os.write(file, data[written:])
    except OSError as error:
        error.filename = place
        raise


def files_below(directory: str) -> dict[str, Stamp]:
    """The stamp of every file in `directory` by its path, what is hidden at the top aside; raises OSError.

    A link counts as a file, wherever it leads.
    """
    found: dict[str, Stamp] = {}
    waiting = [(directory, "")]
    while waiting:
        folder, prefix = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if not prefix and name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{name}/"))
                else:
                    status = entry.stat(follow_symlinks=False)
                    found[prefix + name] = (status.st_size, status.st_mtime_ns)
    return found
