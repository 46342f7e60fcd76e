"""The text of an update: from `--message`, from standard input, or from the author's editor."""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from statusgen.cli.drafting import fail, safe_text
from statusgen.problems import Problem

__all__ = ["accepted_text"]

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_GUIDE = """\
Tell customers what they see, whom it touches, what they can do, and by when you write again.
Comments like this one are removed. Leave the rest empty to write nothing."""


@contextmanager
def accepted_text(
    message: str | None, about: str, judge: Callable[[str], Sequence[Problem]]
) -> Iterator[str]:
    """A text that is safe below a heading and in which `judge` finds no problem.

    It is `message` (`-` stands for standard input), or without one what the author writes in the
    editor below a comment that says what it is `about`; there, a text with problems can be mended.
    An empty text ends the command. What was written in the editor is kept in a file, and its place told,
    if the block ends with an error.
    """
    if message is not None:
        yield _given_text(message, judge)
        return
    _need_terminal()
    with _kept_draft() as draft:
        yield _edited_text(draft, about, judge)


def _given_text(message: str, judge: Callable[[str], Sequence[Problem]]) -> str:
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


@contextmanager
def _kept_draft() -> Iterator[Path]:
    """A file for the editor; it is deleted, unless the block is broken off while it holds a text."""
    descriptor, name = tempfile.mkstemp(prefix="statusgen-", suffix=".md")
    os.close(descriptor)
    draft = Path(name)
    try:
        yield draft
    except BaseException:
        if _text_in(draft):
            click.echo(f"Your text is kept in {draft}", err=True)
        else:
            draft.unlink(missing_ok=True)
        raise
    draft.unlink(missing_ok=True)


def _edited_text(draft: Path, about: str, judge: Callable[[str], Sequence[Problem]]) -> str:
    text = ""
    problems: Sequence[Problem] = ()
    while True:
        draft.write_text(_template(about, problems, text), encoding="utf-8")
        _edit(draft)
        text = safe_text(_text_in(draft))
        if not text:
            click.echo("Nothing was written: the text is empty.", err=True)
            raise SystemExit(1)
        problems = judge(text)
        if not problems:
            return text
        from statusgen.cli.problem_report import text_report

        click.echo(text_report(problems), err=True)
        if not _edit_again():
            click.echo("Nothing was written.", err=True)
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


def _edit(draft: Path) -> None:
    """Opens `draft` in the author's editor, and waits until that ends."""
    # Ctrl-C is the editor's while it runs. A handler, unlike SIG_IGN, is not inherited by it.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        click.edit(filename=str(draft))
    except ValueError as error:
        raise click.ClickException(f"the editor's name in VISUAL or EDITOR cannot be read: {error}") from None
    finally:
        signal.signal(signal.SIGINT, before)


def _text_in(draft: Path) -> str:
    """What the author wrote into `draft`, without its comments; empty if the file is gone."""
    try:
        # An editor may save in an encoding that is not ours.
        text = draft.read_bytes().decode("utf-8-sig", "replace")
    except FileNotFoundError:
        return ""
    return _COMMENT.sub("", text.replace("\r\n", "\n")).strip("\n").rstrip()
