"""One build of a site: only what has changed, put into its place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import click

from statusgen.cli.indexing import Indexing
from statusgen.cli.workplace import Workplace, workplace
from statusgen.content.site import Reading
from statusgen.outputs.pages.page import PageMaker
from statusgen.processes import processors
from statusgen.publishing.cache import Cache
from statusgen.publishing.failure import BuildFailure
from statusgen.publishing.records import Report
from statusgen.publishing.shell import Drawing
from statusgen.publishing.site import build_site
from statusgen.publishing.site_build import Built, SiteBuild

__all__ = ["build_in_place", "build_preview"]


def build_in_place(
    reading: Reading,
    now: datetime,
    target: Path,
    cache: Cache,
    *,
    strict: bool,
    report: Report,
    keep_reading: Callable[[], None],
) -> Built:
    """Builds the site of `reading` at `now` in `target`; raises click.ClickException with a plain sentence.

    `keep_reading` leaves the next reading what it needs, and may raise OSError.
    """
    config = reading.config
    sources = [config.path, config.docs_dir, *([config.custom_dir] if config.custom_dir else [])]

    def draw_shell(directory: Path, maker: PageMaker, only_shell: bool) -> tuple[Drawing | None, list[str]]:
        # MkDocs is not loaded where the shell of an earlier build serves.
        from statusgen.plugin import driver

        return driver.draw_shell(
            config.path, directory, reading, maker, strict=strict, only_shell=only_shell, report=report
        )

    def run(here: Workplace) -> Built:
        build = SiteBuild(
            reading=reading,
            now=now,
            draw_shell=draw_shell,
            report=report,
            processes=processors(),
            target=here.place,
            work=here.work,
            stays=here.is_root,
            cache=cache,
            keep_reading=keep_reading,
        )
        try:
            return build_site(build)
        except BuildFailure as failure:
            raise click.ClickException(f"{failure}\nNothing was written.") from None

    indexing = Indexing(reading=reading, cache=cache, strict=strict, report=report)
    with workplace(target, sources) as here:
        indexing.require()
        built = run(here)
        if built.is_fresh:
            notes = [*indexing.update(here, here.work / "new")]
            here.move_in(here.work / "new")
            notes.append(_kept(built, cache))
        else:
            # Kept before anything else: making an index takes long, and may fail.
            notes = [_kept(built, cache), *indexing.update(here, here.place)]
    for note in filter(None, notes):
        built = built.noted(note)
    return built


def build_preview(reading: Reading, now: datetime, directory: Path, url: str) -> Sequence[str]:
    """Builds the site of `reading` in the empty `directory`, to be looked at under `url`; returns messages.

    Raises BuildFailure and OSError. No process is forked: threads serve the preview meanwhile.
    """
    from statusgen.plugin import driver

    with tempfile.TemporaryDirectory(prefix="statusgen-") as work:
        build = SiteBuild(
            reading=reading,
            now=now,
            draw_shell=lambda place, maker, _: driver.draw_shell(
                reading.config.path, place, reading, maker, preview_url=url
            ),
            report=lambda *_: None,
            target=directory,
            work=Path(work),
        )
        built = build_site(build)
        shutil.copytree(Path(work, "new"), directory, dirs_exist_ok=True)
        return built.messages


def _kept(built: Built, cache: Cache) -> str:
    """Leaves the next build what it needs; returns why that failed."""
    try:
        built.keep()
    except OSError as error:
        reason = error.strerror
    except UnicodeEncodeError:
        reason = "a file has a name that is no text"
    else:
        return ""
    return f"note: {cache.directory}: {reason}; the next build does all its work again"
