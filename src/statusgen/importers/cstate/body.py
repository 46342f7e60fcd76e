"""The text of a cState file: its `track` shortcodes divide it into dated messages."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from msgspec import Struct

from statusgen.importers.conversion import Note
from statusgen.importers.loose_times import read_date
from statusgen.model import UpdateStatus

__all__ = ["Message", "divided", "shown_shortcodes"]

# Some put the time in brackets or in emphasis: these go with it.
_TRACK = re.compile(
    r"(?P<bracket>\([ \t]*)?(?P<emphasis>\*{1,2}|_{1,2}|)"
    r"\{\{[<%]\s*track\s+[\"'`]?(?P<when>[^\"'`>%}]*)[\"'`]?\s*/?[>%]\}\}"
    r"(?P=emphasis)(?(bracket)[ \t]*\))"
)
_SHORTCODE = re.compile(r"\{\{[<%]\s*(?P<inner>/?[^{}]*?)\s*[>%]\}\}")
_STATUS = re.compile(r"[\s*_>#\[\-]*(?P<word>investigating|identified|monitoring|resolved)\b", re.IGNORECASE)


class Message(Struct, frozen=True, kw_only=True):
    """A part of the text with a time of its own."""

    at: datetime
    text: str
    status: UpdateStatus | None = None
    """The word with which it begins, if that is a status."""


def divided(body: str, zone: tzinfo) -> tuple[str, list[Message], list[Note]]:
    """The text without a time of its own, the dated messages oldest first, and what had to be adjusted.

    cState prints the time where the shortcode stands: after its message, or before it. A time that cannot be read
    stays in the text as it is.
    """
    marks = [match for match in _TRACK.finditer(body) if read_date(match["when"], zone)[0]]
    notes = []
    if len(marks) < len(_TRACK.findall(body)):
        notes.append(Note(reason="a track shortcode without a readable time stayed in the text"))
    if not marks:
        return body, [], notes
    rest, pieces = _pieces(body, marks)
    messages = []
    for mark, piece in zip(marks, pieces, strict=True):
        at, _ = read_date(mark["when"], zone)
        if at is not None:
            word = _STATUS.match(piece)
            status = UpdateStatus(word["word"].lower()) if word else None
            messages.append(Message(at=at, text=piece, status=status))
    notes.append(Note(reason="its track shortcodes became updates"))
    return rest, sorted(messages, key=lambda message: message.at), notes


def _pieces(body: str, marks: list[re.Match[str]]) -> tuple[str, list[str]]:
    ends = [mark.end() for mark in marks]
    starts = [mark.start() for mark in marks]
    if not body[: starts[0]].strip() or all(_leads(body, mark) for mark in marks):
        bounds = zip(ends, [*starts[1:], len(body)], strict=True)
        return body[: starts[0]].strip(), [_trimmed(body[start:end]) for start, end in bounds]
    pieces = [_trimmed(body[start:end]) for start, end in zip([0, *ends[:-1]], starts, strict=True)]
    return body[ends[-1] :].strip(), pieces


def _leads(body: str, mark: re.Match[str]) -> bool:
    """Whether the time stands before its message: it begins a paragraph, and is not all of it."""
    before = body[: mark.start()]
    line_before, _, own_before = before.rpartition("\n")
    begins = not own_before.strip(" \t*_-#") and (not line_before.strip() or line_before.endswith("\n"))
    after = body[mark.end() :].partition("\n\n")[0]
    return begins and bool(after.strip())


def _trimmed(piece: str) -> str:
    """The message without what only joined it to its time: a dash or emphasis that is left alone at an end."""
    return re.sub(r"^[ \t]*[-\u2013\u2014:][ \t]+|[ \t]+[-\u2013\u2014][ \t]*$", "", piece.strip()).strip()


def shown_shortcodes(text: str) -> tuple[str, bool]:
    """`text` with every other shortcode as code, because only Hugo can run it, and whether there were any."""
    changed = _SHORTCODE.sub(
        lambda match: f"`{match['inner'].replace('`', '')}`" if match["inner"] else "", text
    )
    return changed, changed != text
