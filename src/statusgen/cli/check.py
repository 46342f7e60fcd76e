"""`statusgen check`: every problem in every file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from statusgen.cli.options import config_file_option, now_option
from statusgen.cli.problem_report import count_of, counted, github_report, json_report, text_report
from statusgen.clock import read_clock
from statusgen.problems import Problem

if TYPE_CHECKING:
    from statusgen.content.site import Reading

__all__ = ["check"]


@click.command()
@config_file_option
@now_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="For people, for annotations in a pull request on GitHub, or for programs.",
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def check(config_file: Path, now: datetime | None, form: str, paths: Sequence[Path]) -> None:
    """Print every problem in every file, or in PATHS only.

    Each problem tells its file, line and column, what is wrong, and what to write instead. The exit
    status is 1 if there is any.
    """
    from statusgen.cli.looking import look_at

    reading = look_at(config_file, now or read_clock())
    problems = reading.problems
    # Where the settings cannot be read, nothing has been checked, whatever the paths are.
    if reading.config.is_read:
        problems = [problem for problem in problems if _is_below(Path(problem.path), paths)]
    if form == "json":
        click.echo(json_report(problems))
    elif problems:
        _print(problems, form)
    if form != "json":
        if note := _note_on_address(reading, paths):
            _print_note(note, form)
        click.secho(_summary(reading, problems, paths), err=True, bold=True)
    if problems:
        raise SystemExit(1)


def _print(problems: Sequence[Problem], form: str) -> None:
    if form == "github":
        click.echo(github_report(problems, _workspace()))
    # GitHub takes its commands out of the log: without the report nobody would find the places there.
    click.echo(text_report(problems), err=form == "github")


def _workspace() -> Path | None:
    named = os.environ.get("GITHUB_WORKSPACE")
    return Path(named) if named else None


def _note_on_address(reading: Reading, paths: Sequence[Path]) -> Problem | None:
    """What the author should know of a site below a sub-path, at the line of `site_url`; it is no problem."""
    path = urlsplit(reading.config.url).path
    if path in ("", "/") or not _is_below(reading.config.path, paths):
        return None
    # Late, because most sites stand at the root of a host: it needs YAML.
    from statusgen.content.config_file import read_config_file
    from statusgen.content.tree import problem_at

    message = (
        f"the site stands at {path} of its host. Programs that read the Statuspage API look for it at the root of a "
        "host, so most of them cannot follow this site; all else works"
    )
    tree = read_config_file(reading.config.path)
    return problem_at(tree, ("site_url",), message, path=reading.config.path.as_posix())


def _print_note(note: Problem, form: str) -> None:
    if form == "github":
        click.echo(github_report([note], _workspace(), level="notice"))
    # Beside the report: who counts what stands in it counts problems.
    place = str(note).removesuffix(note.message)
    click.echo(f"{click.style(place, bold=True)}note: {note.message}.", err=True)


def _is_below(file: Path, paths: Sequence[Path]) -> bool:
    place = file.resolve()
    return not paths or any(place.is_relative_to(path.resolve()) for path in paths)


def _summary(reading: Reading, problems: Sequence[Problem], paths: Sequence[Path]) -> str:
    if problems:
        return f"{count_of(problems)}."
    root, site = reading.config.path.parent, reading.site
    records = sum(_is_below(root / record.path, paths) for record in site.incidents)
    postmortems = sum(_is_below(root / postmortem.path, paths) for postmortem in site.postmortems)
    return f"{counted(records, 'record')} and {counted(postmortems, 'postmortem')}: no problems."
