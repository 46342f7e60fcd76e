"""Where the files of a build wait until all of them are complete."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from hashlib import blake2b
from typing import TypeAlias

from msgspec import Struct, field

__all__ = ["Stage", "Stamp", "Writer", "files_below"]

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)

Stamp: TypeAlias = tuple[int, int]
"""A file's size in bytes, and the moment of its last change in nanoseconds."""


class Stage(Struct, frozen=True):
    """A directory for files that will be published; each goes by its path relative to the site's root."""

    tree: str
    """The directory in which files stand as they will be published."""
    flat: str = ""
    """If set, files are written here instead, without directories of their own: most sites stay as they are,
    and directories are what costs most."""
    _folders: set[str] = field(default_factory=set)
    """Those that are there for certain."""

    def place_of(self, path: str) -> str:
        """Where the file that will be published at `path` waits."""
        if not self.flat:
            return f"{self.tree}/{path}"
        return f"{self.flat}/{blake2b(os.fsencode(path), digest_size=16).hexdigest()}"

    def write(self, path: str, data: bytes) -> Stamp:
        """Writes the file for `path` and returns its stamp, which it keeps; raises OSError."""
        place = self.place_of(path)
        if not self.flat:
            self._make_folder(place.rpartition("/")[0])
        file = os.open(place, _FLAGS, 0o666)
        try:
            _write_all(file, data, place)
            status = os.fstat(file)
        finally:
            os.close(file)
        return status.st_size, status.st_mtime_ns

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        try:
            os.mkdir(folder)  # ten thousand times, and nearly always in one that is there
        except OSError:
            os.makedirs(folder, exist_ok=True)
        self._folders.add(folder)


class Writer(Struct, frozen=True):
    """Writes files to a stage, save those that are published already as they should be."""

    stage: Stage
    target: str
    """The directory that is published; empty if there is none."""
    stamps: dict[str, Stamp] = field(default_factory=dict)
    """Of every file that was to be written, by path."""
    changed: list[str] = field(default_factory=list)
    """Those that wait on the stage."""

    def write(self, contents: Mapping[str, bytes]) -> None:
        """Writes `contents`, by path; raises OSError."""
        for path, content in contents.items():
            stamp = self._published(path, content) if self.target else None
            if stamp is None:
                stamp = self.stage.write(path, content)
                self.changed.append(path)
            self.stamps[path] = stamp

    def _published(self, path: str, content: bytes) -> Stamp | None:
        """The stamp of the file that is published at `path`, if it holds `content` already."""
        place = f"{self.target}/{path}"
        try:
            status = os.lstat(place)
            if status.st_size != len(content) or not stat.S_ISREG(status.st_mode):
                return None
            with open(place, "rb") as file:
                is_same = file.read() == content
        except OSError:
            return None
        return (status.st_size, status.st_mtime_ns) if is_same else None


def _write_all(file: int, data: bytes, place: str) -> None:
    try:
        written = os.write(file, data)
        while written < len(data):
            written += os.write(file, data[written:])
    except OSError as error:
        error.filename = place
        raise


def files_below(directory: str, *, hidden: bool = False) -> dict[str, Stamp]:
    """The stamp of every file in `directory` by its path; raises OSError.

    What is hidden at the top, such as `.git`, counts only with `hidden`. A link counts as a file, wherever it leads.
    """
    found: dict[str, Stamp] = {}
    waiting = [(directory, "")]
    while waiting:
        folder, prefix = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if not (prefix or hidden) and name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{name}/"))
                else:
                    status = entry.stat(follow_symlinks=False)
                    found[prefix + name] = (status.st_size, status.st_mtime_ns)
    return found
