"""The updates of a body as it is usually written, read without a look at each line.

Whatever may be a fault, or can be judged only with its surroundings (comments, code in lists, odd headings), is None
here: the careful reader understands the one and explains the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from statusgen.content.body import title_of
from statusgen.content.headings import Heading, HeadingContext, lookalike, read_heading, word_of_status
from statusgen.content.lines import Line
from statusgen.content.nesting import is_flat, nesting_fault
from statusgen.content.times import TimeFault, parse_time
from statusgen.model import FINAL_STATUSES, STATUSES_OF_KIND, ComponentStatus, Kind, Update, UpdateStatus

__all__ = ["usual_updates"]

_STATUSES: Mapping[Kind, Mapping[str, UpdateStatus]] = {
    kind: {word_of_status(status): status for status in statuses}
    for kind, statuses in STATUSES_OF_KIND.items()
}
_COMPONENT_STATUSES = {status.value: status for status in ComponentStatus}
_HEADING = re.compile(
    r"(?P<word>[A-Z][a-z ]+) - (?P<time>[0-9 :-]{16} UTC)(?: \{(?P<changes>[a-z0-9_= -]+)\})?"
)
# Two hashes and no third: only the headings of updates may have them.
_LEVEL_2 = re.compile(r"(?<!#)##(?!#)")
_UNDERLINE = re.compile(r"^[ \t>]*-+[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^```([\w+.-]*)$", re.MULTILINE)
# Part of each date; a line with one, or with a tag that may hide one, can look like a heading.
_DATED = re.compile(r"-\d{1,2}-\d")


def usual_updates(body: str, first_line: int, context: HeadingContext) -> list[Update] | None:
    """The updates in `body`, oldest first; None if anything in it is unusual.

    What is returned is what `read_updates` returns, and then it has no problem to tell.
    """
    before, *parts = f"\n{body}".split("\n## ")
    if not parts or before.strip() or not _is_plain(body, len(parts)):
        return None
    is_deep, has_code = not is_flat(body), "```" in body
    updates: list[Update] = []
    number = first_line + before.count("\n")
    for part in parts:
        title, _, below = part.partition("\n")
        heading = _heading(title, number, context)
        if heading is None or _may_mislead(below):
            return None
        if (has_code and not _is_code_closed(below)) or (is_deep and nesting_fault(below.split("\n"))):
            return None
        text = below.lstrip()
        blank = below[: len(below) - len(text)] if text else ""
        updates.append(
            Update(
                status=heading.status,
                at=heading.at,
                # The blanks before the first word may mean something to markdown.
                text=below[blank.rfind("\n") + 1 :].rstrip(),
                changes=heading.changes,
                line=number,
                text_line=number + 1 + blank.count("\n"),
            )
        )
        number += part.count("\n") + 1
    updates.sort(key=lambda update: update.at)
    return None if any(one.at == other.at for one, other in pairwise(updates)) else updates


def _is_plain(body: str, headings: int) -> bool:
    """Whether nothing in `body` can hide one of its `headings`, or be another."""
    return (
        body.replace("\n", "").isprintable()
        and "~~~" not in body
        and "<!--" not in body
        and (body.count("##") == headings or len(_LEVEL_2.findall(body)) == headings)
        and not (("-\n" in body or " \n" in body or body.endswith(("-", " "))) and _UNDERLINE.search(body))
    )


def _may_mislead(text: str) -> bool:
    """Whether a line of `text` looks like a heading."""
    is_dated, has_tags = _DATED.search(text), "<" in text
    if is_dated or has_tags:
        for line in text.split("\n"):
            may_be_one = "<" in line or _DATED.search(line)
            if may_be_one and (lookalike(line) or lookalike(line, is_prose=False)):
                return True
    return False


def _is_code_closed(text: str) -> bool:
    """Whether all fences of `text` stand at the beginning of their lines, and each that opens is closed."""
    marks = _FENCE.findall(text)
    return len(marks) == text.count("```") and len(marks) % 2 == 0 and not any(marks[1::2])


def _heading(title: str, number: int, context: HeadingContext) -> Heading | None:
    """What the heading `## title` on line `number` says; None if there is anything wrong with it."""
    match = _HEADING.fullmatch(title)
    status = _STATUSES[context.kind].get(match["word"]) if match else None
    if match is not None and status is not None:
        changes = _changes(match["changes"], status, context) if match["changes"] else {}
        try:
            at = parse_time(match["time"], context.timezone)
        except TimeFault:
            return None
        return Heading(status=status, at=at, changes=changes) if changes is not None else None
    line = Line(number, f"## {title}", is_prose=True)
    heading, problems = read_heading(line, title_of(line.text) or "", context)
    return None if problems else heading


def _changes(text: str, status: UpdateStatus, context: HeadingContext) -> dict[str, ComponentStatus] | None:
    found: dict[str, ComponentStatus] = {}
    for pair in text.split():
        name, _, word = pair.partition("=")
        value = _COMPONENT_STATUSES.get(word)
        if value is None or name in found or name not in context.components:
            return None
        if value is not ComponentStatus.OPERATIONAL and (
            status in FINAL_STATUSES or context.kind is Kind.NOTICE
        ):
            return None
        found[name] = value
    return found
