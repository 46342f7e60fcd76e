"""`statusgen build`: check, then the site, put in place at once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from statusgen.cli.options import config_file_option, now_option
from statusgen.clock import read_clock

if TYPE_CHECKING:
    from statusgen.model import Site

__all__ = ["build"]


@click.command()
@config_file_option
@now_option
@click.option(
    "--site-dir",
    "-d",
    type=click.Path(path_type=Path),
    help="Where to put the site. [default: site_dir of the settings]",
)
@click.option("--strict", is_flag=True, help="Fail on a warning of MkDocs as well.")
def build(config_file: Path, now: datetime | None, site_dir: Path | None, strict: bool) -> None:
    """Check everything, then build the site and put it in place.

    The site that is there stays as it is until all new pages are complete; then each file that has changed
    is replaced at once. When anything is wrong, the site stays as it is.
    """
    from statusgen.cli.building import build_in_place
    from statusgen.cli.problem_report import counted, print_problems
    from statusgen.cli.progress import Progress
    from statusgen.content.site import read_site
    from statusgen.processes import WorkFailure, processors, without_garbage_collection
    from statusgen.publishing.cache import Cache
    from statusgen.publishing.kept_reading import KeptReading

    begin = monotonic()
    moment = now or read_clock()
    cache = Cache.beside(config_file)
    with Progress("reading") as progress, without_garbage_collection():
        kept = KeptReading.load(cache)
        try:
            reading = read_site(
                config_file,
                moment,
                known=kept,
                stored_settings=kept.settings,
                processes=processors(),
            )
        except WorkFailure as failure:
            raise click.ClickException(f"{failure}\nNothing was written.") from None
        if reading.problems:
            progress.close()
            print_problems(reading.problems)
            raise SystemExit(1)
        target = site_dir or reading.config.site_dir
        built = build_in_place(
            reading,
            moment,
            target,
            cache,
            strict=strict,
            report=progress.show,
            keep_reading=lambda: kept.keep(cache, reading),
        )
        # Until the end of the program, so that nobody takes it apart before.
        click.get_current_context().find_root().obj = (kept, reading, built)
    for message in built.messages:
        click.echo(message, err=True)
    click.echo(
        f"{target}: {counted(len(reading.site.incidents), 'record')}, "
        f"{_counted_postmortems(reading.site, moment)}, "
        f"{counted(built.files, 'file')} in {monotonic() - begin:.1f} s"
    )


def _counted_postmortems(site: Site, now: datetime) -> str:
    """How many postmortems are public, and how many are not yet: `2 postmortems (1 not public yet)`."""
    from statusgen.cli.problem_report import counted

    public = sum(postmortem.published <= now for postmortem in site.postmortems)
    hidden = len(site.postmortems) - public
    return counted(public, "postmortem") + (f" ({hidden:,} not public yet)" if hidden else "")
