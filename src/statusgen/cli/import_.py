"""`statusgen import`: the records of another tool, as incidents of this site."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from statusgen.importers.conversion import Conversion
    from statusgen.problems import Problem

__all__ = ["import_group"]


@click.group("import")
def import_group() -> None:
    """Bring the records of another status page along.

    Every record is imported, or refused with its reason; ids and old addresses are kept. Components that the records
    name are added to the settings, and no line of the settings changes. Importing twice changes nothing, and a file
    that was edited here stays as it is. Exit status: 0 if every record was imported, 1 if one was refused or nothing
    could be imported.
    """


def _shared_options(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option("--dry-run", is_flag=True, help="Show what would be imported, and write nothing.")(
        command
    )
    return click.option(
        "--config-file",
        "-f",
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path("mkdocs.yml"),
        show_default=True,
        help="The settings of the site.",
    )(command)


@import_group.command("cstate")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@_shared_options
def import_cstate(directory: Path, config_file: Path, dry_run: bool) -> None:
    """Import the cState site in DIR: its config.yml and every file below content/issues.

    A severity of down becomes major_outage, disrupted partial_outage, notice operational. An issue whose words
    announce planned work becomes a maintenance; each of them is named in the summary.
    """
    from statusgen.importers.cstate_site import convert_cstate, read_cstate_folder

    issues, configs, problems = read_cstate_folder(directory)
    _stop_for(problems)
    _finish(convert_cstate(issues, configs, datetime.now(UTC)), config_file, dry_run=dry_run)


@import_group.command("statuspage")
@click.argument("source", metavar="FILE-OR-URL")
@_shared_options
def import_statuspage(source: str, config_file: Path, dry_run: bool) -> None:
    """Import records in the shape of the Statuspage v2 API.

    FILE-OR-URL is a file like incidents.json, a folder of such files, or the address of a live status page; a live
    page serves the 50 newest incidents and maintenances.
    """
    from dataclasses import replace

    from statusgen.importers.statuspage import convert_statuspage
    from statusgen.importers.statuspage_fetch import LIVE_REMARK, is_url, read_statuspage

    files, problems = read_statuspage(source)
    _stop_for(problems)
    conversion = convert_statuspage(files)
    if is_url(source):
        conversion = replace(conversion, remarks=[*conversion.remarks, LIVE_REMARK])
    _finish(conversion, config_file, dry_run=dry_run)


def _finish(conversion: Conversion, config_file: Path, *, dry_run: bool) -> None:
    from statusgen.importers.importing import import_records
    from statusgen.importers.report import report_text

    _stop_for(conversion.problems)
    report, problems = import_records(conversion, config_file, dry_run=dry_run)
    _stop_for(problems)
    click.echo(report_text(report), nl=False)
    if report.refused:
        raise SystemExit(1)


def _stop_for(problems: Sequence[Problem]) -> None:
    """Print problems and end, if there are any: nothing was imported."""
    for problem in sorted(problems):
        click.echo(str(problem), err=True)
        if problem.hint:
            click.echo(f"hint: {problem.hint}", err=True)
    if problems:
        click.echo("Nothing was imported.", err=True)
        raise SystemExit(1)
