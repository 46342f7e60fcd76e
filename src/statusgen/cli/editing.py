"""The text of an update: from `--message`, from standard input, or from the author's editor."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence

import click

from statusgen.cli.drafting import fail, safe_text
from statusgen.problems import Problem

__all__ = ["accepted_text"]

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_GUIDE = """\
Tell customers what they see, whom it touches, what they can do, and by when you write again.
Comments like this one are removed. Leave the rest empty to write nothing."""


def accepted_text(message: str | None, about: str, judge: Callable[[str], Sequence[Problem]]) -> str:
    """A text that is safe below a heading and in which `judge` finds no problem.

    It is `message` (`-` stands for standard input), or without one what the author writes in the
    editor below a comment that says what it is `about`; there, a text with problems can be mended.
    An empty text ends the command.
    """
    if message is None:
        _need_terminal()
        return _edited_text(about, judge)
    text = safe_text(_standard_input() if message == "-" else message)
    if not text.strip():
        raise click.BadParameter("the text is empty", param_hint="--message")
    if problems := judge(text):
        fail(problems)
    return text


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def _need_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        message = "no text was given, and there is no terminal on which to ask for one"
        raise click.UsageError(
            f"{message}; write -m 'What customers should know', or -m - to read it from a pipe"
        )


def _edited_text(about: str, judge: Callable[[str], Sequence[Problem]]) -> str:
    text = ""
    problems: Sequence[Problem] = ()
    while True:
        text = safe_text(_edited(_template(about, problems, text)))
        if not text:
            click.echo("Nothing was written: the text is empty.", err=True)
            raise SystemExit(1)
        problems = judge(text)
        if not problems:
            return text
        from statusgen.cli.problem_report import text_report

        click.echo(text_report(problems), err=True)
        if not _edit_again():
            click.echo(f"Nothing was written. Your text was:\n\n{text}", err=True)
            raise SystemExit(1)


def _edit_again() -> bool:
    """Whether the author wants to mend the text; breaking off means no."""
    try:
        return click.confirm("Nothing is written yet. Edit it again?", default=True, err=True)
    except click.Abort:
        click.echo(err=True)
        return False


def _template(about: str, problems: Sequence[Problem], text: str) -> str:
    notes = [about, "", _GUIDE]
    for problem in problems:
        notes += [
            "",
            f"To be mended: {problem.message}",
            *([f"Hint: {problem.hint}"] if problem.hint else []),
        ]
    inside = "\n".join(notes).replace("-->", "--\N{ZERO WIDTH SPACE}>")
    return f"<!--\n{inside}\n-->\n\n{text}"


def _edited(template: str) -> str:
    """What the author made of `template`, without its comments; empty if it was not saved."""
    try:
        # As bytes, because an editor may save in an encoding that click would stumble over.
        data = click.edit(template.encode(), extension=".md")
    except ValueError as error:
        raise click.ClickException(f"the editor's name in VISUAL or EDITOR cannot be read: {error}") from None
    text = (data or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return _COMMENT.sub("", text).strip("\n").rstrip()
