"""`statusgen import`: the records of another tool, as incidents of this site."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statusgen.cli.options import config_file_option, now_option
from statusgen.cli.problem_report import print_problems
from statusgen.cli.progress import Progress
from statusgen.clock import read_clock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from statusgen.importers.conversion import Conversion
    from statusgen.problems import Problem

__all__ = ["import_group"]


@click.group("import")
def import_group() -> None:
    """Bring the records of another status page along.

    Every record is imported, or refused with its reason; ids and old addresses are kept. Components that the records
    name are added to the settings, and no other setting or comment changes. Importing twice changes nothing, and a
    file that was edited here stays as it is. Exit status: 0 if every record was imported, 1 if one was refused or
    nothing could be imported.
    """


def _shared_options(command: Callable[..., None]) -> Callable[..., None]:
    dry_run = click.option("--dry-run", is_flag=True, help="Show what would be imported, and write nothing.")
    return config_file_option(now_option(dry_run(command)))


@import_group.command("cstate")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@_shared_options
def import_cstate(directory: Path, config_file: Path, now: datetime | None, dry_run: bool) -> None:
    """Import the cState site in DIR: its config.yml and every file below content/issues.

    A severity of down becomes major_outage, disrupted partial_outage, notice operational. An issue whose words
    announce planned work becomes a maintenance; each of them is named in the summary.
    """
    from statusgen.importers.cstate_site import convert_cstate, read_cstate_folder

    with Progress("reading records") as progress:
        issues, configs, problems = read_cstate_folder(directory)
        _stop_for(problems, progress)
        conversion = convert_cstate(issues, configs, now or read_clock(), progress.show)
        _finish(conversion, config_file, progress, dry_run=dry_run)


@import_group.command("statuspage")
@click.argument("source", metavar="FILE-OR-URL")
@_shared_options
def import_statuspage(source: str, config_file: Path, now: datetime | None, dry_run: bool) -> None:
    """Import records in the shape of the Statuspage v2 API.

    FILE-OR-URL is a file like incidents.json, a folder of such files, or the address of a live status page; a live
    page serves the 50 newest incidents and maintenances.
    """
    from dataclasses import replace

    from statusgen.importers.statuspage import convert_statuspage
    from statusgen.importers.statuspage_fetch import LIVE_REMARK, is_url, read_statuspage

    with Progress("reading records") as progress:
        files, problems = read_statuspage(source)
        _stop_for(problems, progress)
        conversion = convert_statuspage(files, now or read_clock(), progress.show)
        if is_url(source):
            conversion = replace(conversion, remarks=[*conversion.remarks, LIVE_REMARK])
        _finish(conversion, config_file, progress, dry_run=dry_run)


def _finish(conversion: Conversion, config_file: Path, progress: Progress, *, dry_run: bool) -> None:
    from statusgen.importers.importing import import_records
    from statusgen.importers.report import report_text

    _stop_for(conversion.problems, progress)
    report, problems = import_records(conversion, config_file, dry_run=dry_run, progress=progress.show)
    _stop_for(problems, progress)
    progress.close()
    click.echo(report_text(report), nl=False)
    if report.refused:
        raise SystemExit(1)


def _stop_for(problems: Sequence[Problem], progress: Progress) -> None:
    """Print problems and end, if there are any: nothing was imported."""
    if problems:
        progress.close()
        print_problems(sorted(problems), outcome="; nothing was imported")
        raise SystemExit(1)
