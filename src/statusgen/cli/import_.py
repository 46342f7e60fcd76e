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
    from statusgen.importers.cstate.site import convert_cstate, read_cstate_folder

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
    from msgspec.structs import replace

    from statusgen.importers.statuspage.fetch import LIVE_REMARK, is_url, read_statuspage
    from statusgen.importers.statuspage.site import convert_statuspage

    with Progress("reading records") as progress:
        files, problems = read_statuspage(source)
        _stop_for(problems, progress)
        # What a stranger's server adds to the API's shapes is not taken over.
        is_trusted = not is_url(source)
        conversion = convert_statuspage(files, now or read_clock(), progress.show, is_trusted=is_trusted)
        if not is_trusted:
            conversion = replace(conversion, remarks=[*conversion.remarks, LIVE_REMARK])
        _finish(conversion, config_file, progress, dry_run=dry_run)


@import_group.command("upptime")
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)
@_shared_options
def import_upptime(paths: tuple[Path, ...], config_file: Path, now: datetime | None, dry_run: bool) -> None:
    """Import the issues of an Upptime repository, and the sites that it watches.

    Each PATH is a file of issues or comments as GitHub's API gives them, a folder of such files, or a checked-out
    repository, of which .upptimerc.yml and history/ are read. For example:

    \b
        gh api --paginate 'repos/OWNER/NAME/issues?state=all&per_page=100' > issues.json
        gh api --paginate 'repos/OWNER/NAME/issues/comments?per_page=100' > comments.json
        statusgen import upptime path/to/repository issues.json comments.json

    Issues with the label status become incidents, those with the label maintenance maintenances; comments become
    updates.
    """  # noqa: D301  # \b tells click to keep lines as they are
    from statusgen.importers.upptime.site import convert_upptime, read_upptime

    with Progress("reading records") as progress:
        files, problems = read_upptime(paths)
        _stop_for(problems, progress)
        conversion = convert_upptime(files, now or read_clock(), progress.show)
        _finish(conversion, config_file, progress, dry_run=dry_run)


@import_group.command("statusfy")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@_shared_options
def import_statusfy(directory: Path, config_file: Path, now: datetime | None, dry_run: bool) -> None:
    """Import the Statusfy site in DIR: its content, and the systems that its configuration lists.

    A config.js is read, and not run; the summary tells what could not be read of it. Translations are left out, and
    their old addresses lead to the originals.
    """
    from statusgen.importers.statusfy.site import convert_statusfy, read_statusfy_folder

    with Progress("reading records") as progress:
        files, problems = read_statusfy_folder(directory)
        _stop_for(problems, progress)
        conversion = convert_statusfy(files, now or read_clock(), progress.show)
        _finish(conversion, config_file, progress, dry_run=dry_run)


def _finish(conversion: Conversion, config_file: Path, progress: Progress, *, dry_run: bool) -> None:
    from statusgen.importers.importing import import_records
    from statusgen.importers.report import report_text

    _stop_for(conversion.problems, progress)
    report, problems = import_records(conversion, config_file, dry_run=dry_run, progress=progress.show)
    _stop_for(problems, progress)
    progress.close()
    click.echo(report_text(report), nl=False)
    if report.refused or report.postmortems_refused:
        raise SystemExit(1)


def _stop_for(problems: Sequence[Problem], progress: Progress) -> None:
    """Print problems and end, if there are any: nothing was imported."""
    if problems:
        progress.close()
        print_problems(sorted(problems), outcome="; nothing was imported")
        raise SystemExit(1)
