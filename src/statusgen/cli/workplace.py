"""Where a build works, and how its site comes into its place: whole, or not at all."""

from __future__ import annotations

import glob
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
from msgspec import Struct

from statusgen.cli.locking import only_writer
from statusgen.publishing.placing import PlacingFailure

__all__ = ["Workplace", "workplace"]

_UNTOUCHED = "; the site that was there is untouched."
# MkDocs writes both for every site. A site written by hand may have one of them, but hardly both.
_SIGNS_OF_A_SITE = {"404.html", "sitemap.xml"}
_PATIENCE_SECONDS = 600.0


class Workplace(Struct, frozen=True):
    """Where a build works."""

    place: Path
    """The directory that is published; links are resolved."""
    work: Path
    """An empty directory on the same file system, gone afterwards."""
    is_root: bool = False
    """Whether `place` is the root of a file system, which cannot be moved."""

    def move_in(self, fresh: Path) -> None:
        """Puts the directory `fresh` where the site is to be, which is empty or not there; raises OSError."""
        self.place.parent.mkdir(parents=True, exist_ok=True)
        old = self.work / "old"
        if self.place.exists():
            fresh.chmod(self.place.stat().st_mode)
            self.place.rename(old)
        fresh.rename(self.place)
        self.tidy(old)

    def tidy(self, old: Path) -> None:
        """Brings back what was moved away: all of it after Ctrl-C, what is hidden (`.git`) otherwise."""
        if not old.exists():
            return
        if not self.place.exists():
            old.rename(self.place)
            return
        for entry in old.glob(".*"):
            if not (self.place / entry.name).exists():
                entry.rename(self.place / entry.name)


@contextmanager
def workplace(target: Path, sources: Sequence[Path] = ()) -> Iterator[Workplace]:
    """A workplace for the site `target`, for one build at a time.

    Raises click.ClickException with a plain sentence when the disk does not let it, and when `target` holds
    one of `sources` or stands in one. What is hidden at the top of `target` (`.git`, `.nojekyll`) stays there.
    """
    # A link stays a link: what it leads to is written.
    place = target.resolve()
    _refuse_sources(target, place, sources)
    _refuse_foreign(target, place)
    try:
        above = next(folder for folder in place.parents if folder.exists())
        # Files are moved from here, which works only within one file system.
        is_root = place.is_dir() and place.stat().st_dev != above.stat().st_dev
        base = place if is_root else above
    except OSError as error:
        raise click.ClickException(f"{target}: {error.strerror}{_UNTOUCHED}") from None
    with _tidy_when_terminated(), _alone(base, target):
        prefix = f".{place.name}.statusgen-"
        _remove_left(base, prefix)
        try:
            work = Path(tempfile.mkdtemp(prefix=prefix, dir=base))
        except OSError as error:
            raise click.ClickException(f"{target}: {error.strerror}{_UNTOUCHED}") from None
        here = Workplace(place, work, is_root)
        try:
            yield here
        except PlacingFailure as failure:
            reason = f"{failure}; a part of the new site is in place, and every file of it is whole."
            raise click.ClickException(f"{target}: {reason}\n    hint: build again") from None
        except OSError as error:
            raise click.ClickException(f"{_culprit(error, work) or target}: {_reason(error)}") from None
        finally:
            here.tidy(work / "old")
            shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _alone(base: Path, target: Path) -> Iterator[None]:
    """The block while no other build is at work in `base`."""
    try:
        with only_writer(base, patience=_PATIENCE_SECONDS):
            yield
    except PermissionError as error:
        if error.filename != str(base):
            raise
        raise click.ClickException(f"{target}: {error.strerror}{_UNTOUCHED}") from None


def _remove_left(base: Path, prefix: str) -> None:
    """Removes what builds that were killed have left; none is at work now."""
    for left in base.glob(f"{glob.escape(prefix)}*"):
        shutil.rmtree(left, ignore_errors=True)


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
