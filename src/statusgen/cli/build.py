"""`statusgen build`: check, then the site, put in place at once."""

from __future__ import annotations

import os
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
    """Check everything, then build the site and put it in place at once.

    The site that is there stays as it is until the new one is complete; when anything is wrong, it
    stays for good.
    """
    from statusgen.cli.problem_report import counted, print_problems
    from statusgen.cli.progress import Progress
    from statusgen.cli.replacing import replaced_directory
    from statusgen.content.site import read_site

    begin = monotonic()
    moment = now or read_clock()
    with Progress("reading") as progress:
        reading = read_site(config_file, moment)
        if reading.problems:
            progress.close()
            print_problems(reading.problems)
            raise SystemExit(1)
        from statusgen.plugin.driver import BuildFailure, build_pages

        config = reading.config
        target = site_dir or config.site_dir
        sources = [config_file, config.docs_dir, *([config.custom_dir] if config.custom_dir else [])]
        with replaced_directory(target, sources) as directory:
            try:
                warnings = build_pages(
                    config_file, directory, moment, reading, strict=strict, report=progress.show
                )
            except BuildFailure as failure:
                raise click.ClickException(f"{failure}\nNothing was written.") from None
            files = sum(len(names) for _, _, names in os.walk(directory))
    for warning in warnings:
        click.echo(warning, err=True)
    click.echo(
        f"{target}: {counted(len(reading.site.incidents), 'record')}, "
        f"{_counted_postmortems(reading.site, moment)}, "
        f"{counted(files, 'file')} in {monotonic() - begin:.1f} s"
    )


def _counted_postmortems(site: Site, now: datetime) -> str:
    """How many postmortems are public, and how many are not yet: `2 postmortems (1 not public yet)`."""
    from statusgen.cli.problem_report import counted

    public = sum(postmortem.published <= now for postmortem in site.postmortems)
    hidden = len(site.postmortems) - public
    return counted(public, "postmortem") + (f" ({hidden:,} not public yet)" if hidden else "")
