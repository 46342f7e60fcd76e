"""The moment of writing: everything, or nothing."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Mapping
from pathlib import Path

from statusgen.problems import Problem

__all__ = ["write_all"]


def write_all(
    folder: Path, files: Mapping[str, bytes], settings: Path, content: bytes | None
) -> list[Problem]:
    """Writes the new `files` into `folder`, and `content` over `settings` unless it is None.

    Everything is first written beside its place and then moved there. When something fails, what was moved is taken
    back, and the problem says so: nothing was changed.
    """
    staged: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    # A link to the settings stays a link: the file that it leads to is replaced.
    settings = settings.resolve()
    before = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            staged.append((_staged(folder / name, data), folder / name))
        if content is not None:
            before = settings.read_bytes()
            temporary = _staged(settings, content)
            staged.append((temporary, settings))
            shutil.copymode(settings, temporary)
            # First, since a component without records is right, and records without their components are not.
            temporary.replace(settings)
            placed.append(settings)
        for temporary, path in staged:
            if path != settings:
                if path.exists():
                    raise FileExistsError(errno.EEXIST, "it came into being meanwhile", str(path))
                temporary.replace(path)
                placed.append(path)
    except OSError as error:
        _take_back(placed, settings, before)
        place = Path(str(error.filename2 or error.filename or folder)).as_posix()
        message = f"cannot be written: {error.strerror}"
        return [Problem(path=place, message=message, hint="nothing was imported; mend it, then import again")]
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
    return []


def _staged(path: Path, data: bytes) -> Path:
    """A file beside `path` that holds `data`; its name begins with a dot, so that nobody reads it as content."""
    temporary = path.with_name(f".{path.name}.importing")
    temporary.write_bytes(data)
    return temporary


def _take_back(placed: list[Path], settings: Path, before: bytes | None) -> None:
    for path in placed:
        if path != settings:
            path.unlink(missing_ok=True)
        elif before is not None:
            path.write_bytes(before)
