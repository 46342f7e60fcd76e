"""`statusgen check`: every problem in every file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from statusgen.cli.options import config_file_option, now_option
from statusgen.cli.problem_report import counted, github_report, json_report, text_report
from statusgen.clock import read_clock
from statusgen.problems import Problem

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
    from statusgen.content.site import read_site

    reading = read_site(config_file, now or read_clock())
    problems = [problem for problem in reading.problems if _is_below(problem, paths)]
    if form == "json":
        click.echo(json_report(problems))
    elif problems:
        click.echo(github_report(problems) if form == "github" else text_report(problems))
    if form != "json":
        click.secho(
            _summary(len(reading.site.incidents), len(reading.site.postmortems), problems),
            err=True,
            bold=True,
        )
    if problems:
        raise SystemExit(1)


def _is_below(problem: Problem, paths: Sequence[Path]) -> bool:
    place = Path(problem.path).resolve()
    return not paths or any(place.is_relative_to(path.resolve()) for path in paths)


def _summary(records: int, postmortems: int, problems: Sequence[Problem]) -> str:
    if problems:
        files = len({problem.path for problem in problems})
        return f"{counted(len(problems), 'problem')} in {counted(files, 'file')}."
    return f"{counted(records, 'record')} and {counted(postmortems, 'postmortem')}: no problems."
