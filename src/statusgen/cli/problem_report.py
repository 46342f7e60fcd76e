"""How problems are printed: for people, for GitHub's annotations, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click

from statusgen.problems import Problem

__all__ = ["count_of", "counted", "github_report", "json_report", "print_problems", "text_report"]

_WIDEST = 100


def print_problems(problems: Sequence[Problem], *, outcome: str = "; nothing was written") -> None:
    """Prints `problems` for people on standard error, in colour on a terminal; counts them and adds the `outcome`."""
    click.echo(text_report(problems), err=True)
    click.secho(f"{count_of(problems)}{outcome}.", err=True, bold=True)


def count_of(problems: Sequence[Problem]) -> str:
    """`4 problems in 2 files`."""
    files = len({problem.path for problem in problems})
    return f"{counted(len(problems), 'problem')} in {counted(files, 'file')}"


def counted(number: int, noun: str) -> str:
    """`1 file`, `1,282 files`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def text_report(problems: Sequence[Problem]) -> str:
    """`problems`, grouped by file, each with the faulty line, a caret below the fault, and its hint."""
    groups = []
    for path, found in groupby(problems, key=lambda problem: problem.path):
        lines = _lines_of(path)
        groups.append("\n".join(_shown(problem, lines) for problem in found))
    return "\n\n".join(groups)


def _lines_of(path: str) -> Sequence[str]:
    try:
        return Path(path).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return ()


def _shown(problem: Problem, lines: Sequence[str]) -> str:
    place = str(problem)[: -len(problem.message)]
    parts = [click.style(place, bold=True) + click.style(problem.message, fg="red")]
    if 0 < problem.line <= len(lines):
        parts += _quoted(lines[problem.line - 1], problem.column)
    if problem.hint:
        parts.append("    " + click.style("hint: ", fg="green") + problem.hint)
    return "\n".join(parts)


def _quoted(line: str, column: int) -> list[str]:
    """The line and a caret below its `column`; of a long line, the part around it."""
    # Late, like all that only faults need.
    import unicodedata

    begin = max(0, column - 1 - _WIDEST // 2) if len(line) > _WIDEST else 0
    shown = line[begin : begin + _WIDEST].replace("\t", " ")
    printable = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in shown)
    if not printable.strip():
        return []
    before = printable[: max(column - 1 - begin, 0)]
    width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in before)
    return [f"    | {printable}", f"    | {' ' * width}^"]


def github_report(problems: Sequence[Problem], workspace: Path | None = None, *, level: str = "error") -> str:
    """`problems` as workflow commands, which GitHub shows at the faulty lines of a pull request.

    GitHub wants paths relative to the root of the repository, which is checked out in `workspace`. The `level` is one
    of its own: error, warning, notice.
    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    return "\n".join(_github_command(problem, workspace, level) for problem in problems)


def _github_command(problem: Problem, workspace: Path | None, level: str) -> str:
    place = [f"file={_property(_in_workspace(problem.path, workspace))}"]
    if problem.line:
        place += [f"line={problem.line}", f"col={problem.column}"]
    if problem.field:
        place.append(f"title={_property(problem.field)}")
    text = f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message
    return f"::{level} {','.join(place)}::{_data(text)}"


def _in_workspace(path: str, workspace: Path | None) -> str:
    """`path` relative to `workspace`, or as it is if it leads elsewhere."""
    if workspace is None:
        return path
    # The file itself may be a link: GitHub knows it by the name that it has in the repository.
    place = Path(path).parent.resolve() / Path(path).name
    root = workspace.resolve()
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else path


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def json_report(problems: Sequence[Problem]) -> str:
    """`problems` as a JSON array of objects with path, line, column, field, message and hint."""
    # Late, because people ask for text.
    import json

    return json.dumps(
        [
            {
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "field": problem.field,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in problems
        ],
        ensure_ascii=False,
        indent=2,
    )
