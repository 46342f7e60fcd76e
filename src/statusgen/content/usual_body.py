"""The updates of a body as it is usually written, read without a look at each line.

Whatever may be a fault, or can be judged only with its surroundings (comments, code in lists, odd headings), is None
here: the careful reader understands the one and explains the other.

The body stays as bytes, in which characters are counted and found several times as fast as in a text with letters of
many scripts. All that matters here is ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import attrgetter

from statusgen.content.body import title_of
from statusgen.content.headings import Heading, HeadingContext, lookalike, read_heading, word_of_status
from statusgen.content.lines import Line
from statusgen.content.nesting import is_flat, nesting_fault
from statusgen.content.times import written_moment
from statusgen.model import FINAL_STATUSES, STATUSES_OF_KIND, ComponentStatus, Kind, Update, UpdateStatus

__all__ = ["usual_updates"]

_STATUSES: Mapping[Kind, Mapping[bytes, UpdateStatus]] = {
    kind: {word_of_status(status).encode(): status for status in statuses}
    for kind, statuses in STATUSES_OF_KIND.items()
}
_COMPONENT_STATUSES = {status.value: status for status in ComponentStatus}
_HEADING = re.compile(
    rb"(?P<word>[A-Z][a-z ]+) - (?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}) UTC"
    rb"(?: \{(?P<changes>[a-z0-9_= -]+)\})?"
)
# Two hashes and no third: only the headings of updates may have them.
_LEVEL_2 = re.compile(rb"(?<!#)##(?!#)")
_UNDERLINE = re.compile(rb"^[ >]*-+ *$", re.MULTILINE)
_FENCE = re.compile(rb"^```([\w+.-]*)$", re.MULTILINE)
# Part of each date; a line with one, or with a tag that may hide one, can look like a heading. Many scripts have digits
# of their own.
_DATED = re.compile(rb"-[0-9\x80-\xff]{1,8}-[0-9\x80-\xff]")
_AT = attrgetter("at")


def usual_updates(data: bytes, start: int, context: HeadingContext) -> list[Update] | None:
    """The updates in the body of the file `data`, oldest first; None if anything in it is unusual.

    The body begins at `start`, with the end of the line above it, and there is no heading before. The file holds
    printable characters only; raises UnicodeDecodeError if it is no UTF-8. What is returned is what `read_updates`
    returns, and then it has no problem to tell.
    """
    head, *parts = data.split(b"\n## ")
    if not parts or head[start:].strip() or not _is_plain(data, start, len(parts)):
        return None
    # Each heading has a date: that there are no others is seen at once.
    is_clear = data.find(b"<", start) < 0 and len(_DATED.findall(data, start)) == len(parts)
    has_code = _has(data, b"```", start)
    updates: list[Update] = []
    line = head.count(b"\n") + 2
    for part in parts:
        title, _, below = part.partition(b"\n")
        heading = _heading(title, line, context)
        if heading is None or not (is_clear or _is_clear(below)) or (has_code and not _is_code_closed(below)):
            return None
        if not is_flat(below) and nesting_fault(below.decode().split("\n")):
            return None
        text = below.lstrip()
        blank = below[: len(below) - len(text)] if text else b""
        updates.append(
            Update(
                status=heading.status,
                at=heading.at,
                # The blanks before the first word may mean something to markdown.
                text=below[blank.rfind(b"\n") + 1 :].rstrip().decode(),
                changes=heading.changes,
                line=line,
                text_line=line + 1 + blank.count(b"\n"),
            )
        )
        line += part.count(b"\n") + 1
    updates.sort(key=_AT)
    return updates if len(updates) == 1 or len(set(map(_AT, updates))) == len(updates) else None


def _is_plain(data: bytes, start: int, headings: int) -> bool:
    """Whether nothing behind `start` can hide one of the `headings`, or be another."""
    if _has(data, b"~~~", start) or _has(data, b"<!--", start):
        return False
    # The hashes of the headings, and no others; a pattern takes longer, and looks closer.
    are_alone = data.count(b"#", start) == 2 * headings or data.count(b"##", start) == headings
    if not are_alone and len(_LEVEL_2.findall(data, start)) != headings:
        return False
    may_be_line = (
        data.find(b"-\n", start) >= 0 or data.find(b" \n", start) >= 0 or data.endswith((b"-", b" "))
    )
    return not (may_be_line and _UNDERLINE.search(data, start))


def _has(data: bytes, mark: bytes, start: int) -> bool:
    """Whether `mark` stands behind `start`: its first character, mostly missing, is found many times as fast."""
    return data.find(mark[:1], start) >= 0 and data.find(mark, start) >= 0


def _is_clear(text: bytes) -> bool:
    """Whether no line of `text` looks like a heading."""
    if b"<" not in text and not _DATED.search(text):
        return True
    for line in text.split(b"\n"):
        # A tag may divide a date, and leaves it its hyphens.
        if (b"<" in line and line.count(b"-") > 1) or _DATED.search(line):
            shown = line.decode()
            if lookalike(shown) or lookalike(shown, is_prose=False):
                return False
    return True


def _is_code_closed(text: bytes) -> bool:
    """Whether all fences of `text` stand at the beginning of their lines, and each that opens is closed."""
    count = text.count(b"```")
    marks = _FENCE.findall(text) if count else ()
    return len(marks) == count and count % 2 == 0 and not any(marks[1::2])


def _heading(title: bytes, line: int, context: HeadingContext) -> Heading | None:
    """What the heading `## title` on line `line` says; None if there is anything wrong with it."""
    match = _HEADING.fullmatch(title)
    status = _STATUSES[context.kind].get(match["word"]) if match else None
    if match is not None and status is not None:
        at = written_moment(match["time"].decode())
        changes = _changes(match["changes"].decode(), status, context) if match["changes"] else {}
        return None if at is None or changes is None else Heading(status=status, at=at, changes=changes)
    text = f"## {title.decode()}"
    heading, problems = read_heading(Line(line, text, is_prose=True), title_of(text) or "", context)
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
