"""A directory that is replaced at once, when its new content is complete, or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

__all__ = ["replaced_directory"]

_UNTOUCHED = "; the site that was there is untouched."
# MkDocs writes both for every site. A site written by hand may have one of them, but hardly both.
_SIGNS_OF_A_SITE = {"404.html", "sitemap.xml"}


@contextmanager
def replaced_directory(target: Path, sources: Sequence[Path] = ()) -> Iterator[Path]:
    """A new directory near `target` that takes its place when the block ends without an error.

    What is hidden in `target` (`.git`, `.nojekyll`) stays in it, as with MkDocs. Raises
    click.ClickException with a plain sentence when the disk does not let it, and when `target` holds
    one of `sources` or stands in one; `target` is then as it was.
    """
    # A link stays a link: what it leads to is replaced.
    place = target.resolve()
    _refuse_sources(target, place, sources)
    _refuse_foreign(target, place)
    try:
        above = next(folder for folder in place.parents if folder.exists())
        work = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=above))
    except OSError as error:
        raise click.ClickException(f"{target}: {error.strerror}{_UNTOUCHED}") from None
    fresh, old = work / "new", work / "old"
    with _tidy_when_terminated():
        try:
            fresh.mkdir()
            yield fresh
            _swap(place, fresh, old)
        except OSError as error:
            raise click.ClickException(f"{_culprit(error, work) or target}: {_reason(error)}") from None
        finally:
            # Also after Ctrl-C between the two steps of the swap.
            if old.exists():
                _keep_hidden(old, place) if place.exists() else old.rename(place)
            shutil.rmtree(work, ignore_errors=True)


def _swap(place: Path, fresh: Path, old: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        fresh.chmod(place.stat().st_mode)
        place.rename(old)
    fresh.rename(place)


def _keep_hidden(old: Path, place: Path) -> None:
    for entry in old.glob(".*"):
        if not (place / entry.name).exists():
            entry.rename(place / entry.name)


@contextmanager
def _tidy_when_terminated() -> Iterator[None]:
    """Ends the block like an error when the process is told to end: runners of pipelines do that."""

    def end(number: int, _frame: object) -> NoReturn:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _refuse_sources(target: Path, place: Path, sources: Sequence[Path]) -> None:
    """Refuses to delete what the site is made from, and to publish the site in itself."""
    for source in sources:
        if source.resolve().is_relative_to(place):
            _refuse(target, f"holds {source}, from which the site is built")
        if place.is_relative_to(source.resolve()):
            _refuse(target, f"stands in {source}, from which the site is built")


def _refuse_foreign(target: Path, place: Path) -> None:
    """Refuses to replace what is no built site: a typing mistake must not delete somebody's files."""
    file = next(
        (folder for folder in (place, *place.parents) if folder.exists() and not folder.is_dir()), None
    )
    if file is not None:
        shown = target if file == place else file
        raise click.ClickException(f"{shown}: is a file, not a directory; nothing was written.")
    if not place.exists():
        return
    if os.path.ismount(place):
        _refuse(target, "is the root of a file system, which cannot be replaced at once")
    try:
        names = {entry.name for entry in os.scandir(place) if not entry.name.startswith(".")}
    except OSError as error:
        raise click.ClickException(f"{target}: {error.strerror}{_UNTOUCHED}") from None
    if names and not names >= _SIGNS_OF_A_SITE:
        raise click.ClickException(
            f"{target}: holds something that is no built site; nothing was written.\n"
            "    hint: name another directory with --site-dir, or empty this one"
        )
    if not os.access(place, os.W_OK):
        raise click.ClickException(f"{target}: is read-only{_UNTOUCHED}")


def _refuse(target: Path, why: str) -> NoReturn:
    raise click.ClickException(
        f"{target}: {why}; nothing was written.\n    hint: name another directory with --site-dir"
    )


def _culprit(error: OSError, work: Path) -> str:
    """The file that the block could not read, or nothing where the fault is in what it wrote."""
    name = str(error.filename or "")
    # A copy that ends half way names both files, and it is the second that could not be written.
    if not name or error.filename2 or Path(name).is_relative_to(work):
        return ""
    return os.path.relpath(name)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)) + _UNTOUCHED
