"""The body of an incident's file, split into its updates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, field

from statusgen.content.headings import HeadingContext, first_word, lookalike, read_heading
from statusgen.content.lines import BLANKS, Line, classify, left_open
from statusgen.content.nesting import NESTING_HINT, nesting_fault
from statusgen.content.times import TIME_EXAMPLE
from statusgen.model import Update
from statusgen.problems import Problem

__all__ = ["read_updates", "title_of"]

_H2 = re.compile(rf" {{0,3}}##(?=[{BLANKS}]|\Z)")
_MAYBE_H2 = re.compile(r".*(?<!#)##(?!#)|[ \t>]*-+[ \t]*$")
_RENDERED_H2 = re.compile(r'<h2 data-sourcepos="(\d+):')
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def title_of(line: str) -> str | None:
    """What the level-2 heading `line` says, without the hashes around it; None for any other line."""
    opening = _H2.match(line)
    if opening is None:
        return None
    text = line[opening.end() :].strip()
    without_hashes = text.rstrip("#")
    is_closed = not without_hashes or without_hashes[-1] in BLANKS
    return without_hashes.rstrip() if is_closed else text


class _Draft(Struct):
    """An update while its lines are being collected."""

    heading: Line
    title: str
    lines: list[Line] = field(default_factory=list)


def read_updates(body: str, first_line: int, context: HeadingContext) -> tuple[list[Update], list[Problem]]:
    """The updates in `body`, oldest first, and every fault of it; `body` begins on `first_line` of its file."""
    reader = _BodyReader(context)
    drafts = reader.split(list(classify(body, first_line)))
    updates = [update for draft in drafts if (update := reader.update(draft))]
    if not drafts and not reader.problems:
        example = f"## {first_word(context.kind)} - {TIME_EXAMPLE}"
        reader.problem(first_line, 1, "has no update", f"write `{example}`, and a text below it")
    updates.sort(key=lambda update: update.at)
    for earlier, later in pairwise(updates):
        if earlier.at == later.at:
            first, second = sorted((earlier.line, later.line))
            message = f"has the same time as the update in line {first}"
            reader.problem(second, 1, message, "change one of the two, or add seconds, like 14:05:30")
    return updates, reader.problems


class _BodyReader:
    def __init__(self, context: HeadingContext) -> None:
        self.context = context
        self.problems: list[Problem] = []

    def problem(self, line: int, column: int, message: str, hint: str = "") -> None:
        self.problems.append(
            Problem(path=self.context.path, line=line, column=column, message=message, hint=hint)
        )

    def split(self, lines: Sequence[Line]) -> list[_Draft]:
        """The lines below each level-2 heading; whatever could hide an update is a problem."""
        drafts: list[_Draft] = []
        before: list[Line] = []
        text_before_reported = False
        for line in lines:
            if not line.text.isprintable():
                self.check_characters(line)
            title = title_of(line.text) if line.is_prose else None
            if title is not None:
                drafts.append(_Draft(line, title))
                continue
            if lookalike(line.text, is_prose=line.is_prose):
                self.stray_heading(line)
            elif not drafts and line.is_prose and line.text.strip() and not text_before_reported:
                text_before_reported = True
                column = len(line.text) - len(line.text.lstrip()) + 1
                hint = f"begin with a heading: ## {first_word(self.context.kind)} - {TIME_EXAMPLE}"
                self.problem(line.number, column, "stands before the first update", hint)
            (drafts[-1].lines if drafts else before).append(line)
        self.check_closed(lines)
        for part in (before, *(draft.lines for draft in drafts)):
            self.check_rendering(part)
        return drafts

    def check_characters(self, line: Line) -> None:
        match = _CONTROL.search(line.text)
        if match:
            self.problem(
                line.number, match.start() + 1, "holds a control character", "delete the invisible character"
            )

    def stray_heading(self, line: Line) -> None:
        if line.is_prose:
            message = "looks like the heading of an update, and is none"
            hint = f"write {lookalike(line.text)}"
            if lookalike(line.text, is_prose=False) is None:
                hint += ", or begin the line with another word"
            self.problem(line.number, 1, message, hint)
        else:
            message = "the heading of an update stands inside of code or of a comment"
            self.problem(
                line.number, 1, message, "close the code or the comment above it, or move it to the left"
            )

    def check_closed(self, lines: Sequence[Line]) -> None:
        """A code fence or comment that is never closed swallows everything below it."""
        line = left_open(lines)
        if line is not None:
            what, close = ("comment", "-->") if line.opens == "<!--" else ("code fence", line.opens)
            column = line.text.find(line.opens) + 1
            message = f"the {what} that opens here is never closed"
            self.problem(line.number, column, message, f"add a line {close}")

    def update(self, draft: _Draft) -> Update | None:
        """The update of `draft`, or None when its heading is at fault."""
        heading, problems = read_heading(draft.heading, draft.title, self.context)
        self.problems += problems
        if heading is None:
            return None
        first = next((index for index, line in enumerate(draft.lines) if line.text.strip()), 0)
        text = "\n".join(line.text for line in draft.lines[first:]).rstrip()
        return Update(
            status=heading.status,
            at=heading.at,
            text=text,
            changes=heading.changes,
            line=draft.heading.number,
            text_line=draft.heading.number + 1 + first,
        )

    def check_rendering(self, lines: list[Line]) -> None:
        """What only the markdown engine sees; a text that it cannot cope with is a problem, and is dropped."""
        fault = nesting_fault([line.text for line in lines])
        if fault is None:
            self.check_hidden_headings(lines)
            return
        self.problem(lines[fault[0]].number, 1, fault[1], NESTING_HINT)
        lines.clear()

    def check_hidden_headings(self, lines: Sequence[Line]) -> None:
        """A level-2 heading that begins no update: below hyphens, in a list or a quote, behind code or a comment.

        Only the markdown engine knows them all; it is asked where there may be one.
        """
        if not any(_MAYBE_H2.match(line.text) for line in lines):
            return
        # Late, because few texts need it: the markdown engine.
        from statusgen.content.markdown import markdown_html

        html = markdown_html("\n".join(line.text for line in lines), has_positions=True)
        for match in _RENDERED_H2.finditer(html):
            line = lines[int(match[1]) - 1]
            if lookalike(line.text, is_prose=line.is_prose):
                continue
            if "##" in line.text:
                message, hint = "is a level-2 heading that begins no update", "write ### for a heading"
            else:
                message = "the hyphens below this line make it a level-2 heading"
                hint = "put an empty line between the two, or write ### for a heading"
            self.problem(line.number, 1, message, hint)
