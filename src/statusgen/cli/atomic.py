"""Files that appear complete or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

__all__ = ["write_atomically"]


def write_atomically(path: Path, data: bytes, *, is_new: bool = False) -> None:
    """Puts `data` at `path`, in place of what was there unless it `is_new`; makes missing folders; raises OSError.

    Whatever interrupts it, the old file stands as it was or the new one is complete. A new file never
    takes the place of one that appeared meanwhile: that raises FileExistsError.
    """
    # A link stays a link: what it leads to is replaced.
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            _appear(draft, target)
        else:
            if target.exists():
                shutil.copymode(target, draft)
            draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


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
