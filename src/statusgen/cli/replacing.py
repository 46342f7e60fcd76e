"""A directory that is replaced at once, when its new content is complete, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

__all__ = ["replaced_directory"]


@contextmanager
def replaced_directory(target: Path) -> Iterator[Path]:
    """A new directory beside `target` that takes its place when the block ends without an error.

    Raises click.ClickException with a plain sentence when the disk does not let it; `target` is then
    as it was.
    """
    _refuse_foreign(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise _refusal(target, error) from None
    fresh, old = work / "new", work / "old"
    try:
        fresh.mkdir()
        yield fresh
        _swap(target, fresh, old)
    except OSError as error:
        raise _refusal(target, error) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _swap(target: Path, fresh: Path, old: Path) -> None:
    if not target.exists():
        fresh.rename(target)
        return
    fresh.chmod(target.stat().st_mode)
    target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        old.rename(target)
        raise


def _refuse_foreign(target: Path) -> None:
    """Refuses to replace what is no built site: a typing mistake must not delete somebody's files."""
    if not target.exists():
        return
    if not target.is_dir():
        raise click.ClickException(f"{target}: is a file, not a directory; nothing was written.")
    if not os.access(target, os.W_OK):
        raise click.ClickException(f"{target}: is read-only; the site that was there is untouched.")
    names = {entry.name for entry in os.scandir(target)}
    if names and not names & {"index.html", "404.html", "sitemap.xml"}:
        raise click.ClickException(
            f"{target}: holds something that is no built site; nothing was written.\n"
            "    hint: name another directory with --site-dir, or empty this one"
        )


def _refusal(target: Path, error: OSError) -> click.ClickException:
    reason = error.strerror or str(error)
    return click.ClickException(f"{target}: {reason}; the site that was there is untouched.")
