"""`statusgen export`: the whole record in a shape that other tools read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from statusgen.cli.options import config_file_option, now_option
from statusgen.clock import read_clock

__all__ = ["export_group"]


@click.group("export")
def export_group() -> None:
    """Take the whole record along to another tool, or keep a copy of it."""


@export_group.command("statuspage")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@config_file_option
@now_option
def export_statuspage(file: Path, force: bool, config_file: Path, now: datetime | None) -> None:
    """Write every record to FILE as one JSON document in the shapes of the Statuspage v2 API; `-` is standard output.

    It holds all incidents and maintenances, not only the newest 50 that a site serves below /api/v2/. What those shapes
    have no field for stands below the key `statusgen`: notices, postmortems, tags, who reported an incident.
    statusgen import statuspage FILE gives the same record again.
    """
    from statusgen.cli.drafting import fail
    from statusgen.content.site import read_site
    from statusgen.outputs.statuspage_dump import statuspage_dump

    is_stdout = str(file) == "-"
    if not is_stdout and not force and file.exists():
        _refuse(file, "is there already")
    moment = now or read_clock()
    reading = read_site(config_file, moment)
    if reading.problems:
        # A record with a fault would be missing, and nobody would notice.
        fail(reading.problems)
    data = statuspage_dump(reading.site, moment)
    if is_stdout:
        click.echo(data, nl=False)
    else:
        _write(file, data, is_new=not force)


def _write(file: Path, data: bytes, *, is_new: bool) -> None:
    """Writes `data` to `file`, whole or not at all, and prints the path; disk errors are problems."""
    from statusgen.atomic import write_atomically
    from statusgen.cli.drafting import fail, unwritable

    try:
        write_atomically(file, data, is_new=is_new)
    except FileExistsError:
        _refuse(file, "has been written by somebody else meanwhile")
    except OSError as error:
        fail([unwritable(file.as_posix(), error)])
    click.echo(file.as_posix())


def _refuse(file: Path, message: str) -> NoReturn:
    from statusgen.cli.drafting import fail
    from statusgen.problems import Problem

    fail([Problem(path=file.as_posix(), message=message, hint="name another file, or add --force")])
