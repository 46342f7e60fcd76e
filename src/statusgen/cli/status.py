"""`statusgen status`: the state now, in the terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statusgen.cli.options import config_file_option, now_option
from statusgen.clock import read_clock
from statusgen.problems import Problem

if TYPE_CHECKING:
    from statusgen.content.site import Reading

__all__ = ["status"]

_PIPE_WIDTH = 100


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print an object for programs.")
@config_file_option
@now_option
def status(as_json: bool, config_file: Path, now: datetime | None) -> None:
    """Print what the front page says: every component, what is open, what is planned.

    \b
        statusgen status
        statusgen status --now "2026-11-20 14:30 UTC"
        statusgen status --json | jq -r .status.indicator

    The exit status is 0 whenever the site can be read, whatever its state; the indicator in --json is
    none, minor, major, critical or maintenance. Faulty files are counted on standard error: a record
    in them may be missing. Colours are left out in pipes and where NO_COLOR is set.
    """  # noqa: D301  # \b tells click to keep lines as they are
    from statusgen.cli.looking import look_at
    from statusgen.derive.view import view_of

    moment = now or read_clock()
    reading = look_at(config_file, moment)
    if _is_unreadable(reading):
        from statusgen.cli.problem_report import print_problems

        print_problems(reading.problems, outcome="")
        raise SystemExit(1)
    view = view_of(reading.site, moment)
    if as_json:
        from statusgen.outputs.status_json import status_json

        click.echo(status_json(view, len(reading.problems)).encode())
    else:
        from statusgen.outputs.terminal import status_text

        click.echo(_showable(status_text(view, width=_width(), in_colour=_in_colour())), color=True)
    if reading.problems:
        click.secho(_warning(reading.problems), fg="yellow", err=True)


def _is_unreadable(reading: Reading) -> bool:
    """Whether the settings or the content directory cannot be read at all."""
    return bool(reading.problems) and not (reading.config.name and reading.config.docs_dir.is_dir())


def _width() -> int:
    """The columns of the terminal; in a pipe those that COLUMNS names, or 100."""
    if sys.stdout.isatty():
        return shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() else _PIPE_WIDTH


def _in_colour() -> bool:
    # https://no-color.org
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _showable(text: str) -> str:
    """`text` in characters that standard output can show."""
    from statusgen.outputs.ink import without_symbols

    encoding = sys.stdout.encoding or "utf-8"
    try:
        "●▁█".encode(encoding)
    except UnicodeEncodeError:
        text = without_symbols(text)
    return text.encode(encoding, "replace").decode(encoding)


def _warning(problems: Sequence[Problem]) -> str:
    from statusgen.cli.problem_report import count_of

    return f"{count_of(problems)}, so that this may be incomplete: run statusgen check"
