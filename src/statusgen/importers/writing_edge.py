"""The moment of writing: everything, or nothing."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Mapping
from pathlib import Path

from statusgen.importers.progress import Listener, told
from statusgen.problems import Problem

__all__ = ["write_all"]


def write_all(
    folder: Path,
    files: Mapping[str, bytes],
    settings: Path,
    content: bytes | None,
    progress: Listener = None,
) -> list[Problem]:
    """Writes the new `files` into `folder`, and `content` over `settings` unless it is None.

    Everything is first written beside its place and then moved there. When something fails, what was moved is taken
    back, and the problem says so: nothing was changed.
    """
    writing = _Writing()
    try:
        writing.make_folder(folder)
        # A link to the settings stays a link: the file that it leads to is replaced.
        edited = writing.stage_settings(settings.resolve(), content) if content is not None else None
        for name, data in told("writing records", files.items(), progress):
            writing.stage(folder / name, data)
        # The settings first, since a component without records is right, and records without components are not.
        if edited is not None:
            writing.replace(edited)
        for name in files:
            writing.place(folder / name)
    except OSError as error:
        writing.take_back()
        place = Path(str(error.filename2 or error.filename or folder)).as_posix()
        message = f"cannot be written: {error.strerror}"
        return [Problem(path=place, message=message, hint="nothing was imported; mend it, then import again")]
    except BaseException:
        writing.take_back()
        raise
    finally:
        writing.clear()
    return []


class _Writing:
    """What has been written so far, and how to take it back: without a byte of new space, for the disk may be full."""

    def __init__(self) -> None:
        self.drafts: list[Path] = []
        self.placed: list[Path] = []
        self.folders: list[Path] = []
        self.replaced: Path | None = None

    def make_folder(self, folder: Path) -> None:
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        for one in reversed(missing):
            one.mkdir()
            self.folders.append(one)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "it is no directory", str(folder))

    def stage(self, path: Path, data: bytes, ending: str = "importing") -> Path:
        """A file beside `path` that holds `data`; its name begins with a dot, so that nobody reads it as content."""
        draft = _draft_of(path, ending)
        # Noted before it is written: of a full disk, half a file is left.
        self.drafts.append(draft)
        try:
            draft.write_bytes(data)
        except OSError as error:
            # An error while writing, unlike one while opening, does not tell the file.
            raise OSError(error.errno, error.strerror, str(path)) from error
        return draft

    def stage_settings(self, settings: Path, content: bytes) -> Path:
        """The settings, once their new content and their old one are kept ready."""
        for draft in (
            self.stage(settings, content),
            self.stage(settings, settings.read_bytes(), "before"),
        ):
            shutil.copymode(settings, draft)
        return settings

    def replace(self, settings: Path) -> None:
        _draft_of(settings).replace(settings)
        self.replaced = settings

    def place(self, path: Path) -> None:
        if path.exists():
            raise FileExistsError(errno.EEXIST, "it came into being meanwhile", str(path))
        _draft_of(path).replace(path)
        self.placed.append(path)

    def take_back(self) -> None:
        for path in self.placed:
            path.unlink(missing_ok=True)
        self.placed.clear()
        if self.replaced is not None:
            _draft_of(self.replaced, "before").replace(self.replaced)

    def clear(self) -> None:
        for draft in self.drafts:
            draft.unlink(missing_ok=True)
        if not self.placed:
            for folder in reversed(self.folders):
                if not any(folder.iterdir()):
                    folder.rmdir()


def _draft_of(path: Path, ending: str = "importing") -> Path:
    return path.with_name(f".{path.name}.{ending}")
