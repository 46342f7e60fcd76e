"""Files that appear complete or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

__all__ = ["write_atomically"]


def write_atomically(path: Path, data: bytes, *, is_new: bool = False) -> None:
    """Puts `data` at `path`, in place of what was there unless it `is_new`; makes missing folders; raises OSError.

    Whatever interrupts it, the old file stands as it was or the new one is complete.
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
        if is_new and target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
