"""Files that appear complete or not at all, one of them or many together."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

__all__ = ["write_all", "write_atomically"]


def write_atomically(path: Path, data: bytes, *, is_new: bool = False) -> None:
    """Puts `data` at `path`, in place of what was there unless it `is_new`; makes missing folders; raises OSError.

    Whatever interrupts it, the old file stands as it was or the new one is complete. A new file never
    takes the place of one that appeared meanwhile: that raises FileExistsError.
    """
    if is_new:
        write_all({path: data}, {})
    else:
        write_all({}, {path: data})


def write_all(
    new: Mapping[Path, bytes],
    changed: Mapping[Path, bytes],
    progress: Callable[[int], None] | None = None,
) -> None:
    """Puts `new` files where none may be, and `changed` ones in place of those that are there; raises OSError.

    Everything is first written beside its place and then moved there, the changed files first. When something fails,
    what was moved is taken back, and what was there before stands as it was. `progress` is told, before each new file
    is written, how many were.
    """
    writing = _Writing(is_alone=len(new) + len(changed) == 1)
    try:
        for path, data in changed.items():
            writing.stage_changed(path, data)
        for number, (path, data) in enumerate(new.items()):
            if progress:
                progress(number)
            writing.stage_new(path, data)
        writing.move()
    except BaseException:
        writing.take_back()
        raise
    finally:
        writing.clear()


class _Writing:
    """What has been written so far, and how to take it back: without a byte of new space, for the disk may be full."""

    def __init__(self, *, is_alone: bool) -> None:
        self.is_alone = is_alone
        self.drafts: list[Path] = []
        self.folders: list[Path] = []
        self.replacing: dict[Path, Path] = {}
        """What is to be changed, and the draft of it."""
        self.appearing: dict[Path, Path] = {}
        self.before: dict[Path, Path] = {}
        """What is to be changed, and a copy of what was there."""
        self.replaced: list[Path] = []
        self.placed: list[Path] = []

    def stage_changed(self, path: Path, data: bytes) -> None:
        """Keeps the new content of `path` ready, and the old one where it may be wanted back."""
        # A link stays a link: what it leads to is replaced.
        target = Path(os.path.realpath(path))
        draft = self._draft(target, data, "new", is_synced=True)
        if target.exists():
            shutil.copymode(target, draft)
            if not self.is_alone:
                self.before[target] = self._draft(target, target.read_bytes(), "old", is_synced=True)
                shutil.copymode(target, self.before[target])
        self.replacing[target] = draft

    def stage_new(self, path: Path, data: bytes) -> None:
        """Keeps the content of the new file `path` ready."""
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        # Of many files the system decides when they reach the disk: to wait for each would take minutes.
        self.appearing[target] = self._draft(target, data, "new", is_synced=self.is_alone)

    def move(self) -> None:
        """Gives everything its name."""
        for target, draft in self.replacing.items():
            draft.replace(target)
            self.replaced.append(target)
        for target, draft in self.appearing.items():
            _appear(draft, target)
            self.placed.append(target)

    def take_back(self) -> None:
        """Everything as it was before."""
        for path in self.placed:
            path.unlink(missing_ok=True)
        for path in self.replaced:
            if path in self.before:
                self.before[path].replace(path)
            else:
                path.unlink(missing_ok=True)
        self.placed.clear()
        self.replaced.clear()

    def clear(self) -> None:
        """Nothing but the files themselves: no draft, and no folder that was made for nothing."""
        for draft in self.drafts:
            draft.unlink(missing_ok=True)
        for folder in reversed(self.folders):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def _draft(self, path: Path, data: bytes, ending: str, *, is_synced: bool) -> Path:
        """A file beside `path` that holds `data`; its name begins with a dot, so that nobody reads it as content."""
        self._make_folder(path.parent)
        draft = path.with_name(f".{path.name}.{os.getpid()}.{ending}")
        try:
            with draft.open("xb") as file:
                # Noted before it is written: of a full disk, half a file is left.
                self.drafts.append(draft)
                file.write(data)
                if is_synced:
                    file.flush()
                    os.fsync(file.fileno())
        except OSError as error:
            # An error while writing, unlike one while opening, does not tell the file.
            raise OSError(error.errno, error.strerror, str(path)) from error
        return draft

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        for one in reversed(missing):
            try:
                one.mkdir()
            except FileExistsError:
                # Another process has made it meanwhile.
                continue
            self.folders.append(one)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "it is no directory", str(folder))


def _appear(draft: Path, target: Path) -> None:
    """Gives `draft` the name `target` too, unless something has that name."""
    try:
        target.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:
        # FAT and some network file systems know no second names: an empty file holds the place for a moment.
        target.touch(exist_ok=False)
        draft.replace(target)
