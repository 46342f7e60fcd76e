"""The text of a Statusfy file: its containers are dated updates."""

from __future__ import annotations

import re
from datetime import datetime

from msgspec import Struct

from statusgen.content.lines import classify
from statusgen.importers.conversion import Note
from statusgen.importers.loose_times import read_date
from statusgen.model import UpdateStatus

__all__ = ["Message", "divided"]

_OPEN = re.compile(r"[ ]{0,3}(?P<mark>:{3,})\s*update\s+(?P<title>.*?)\s+\|\s+(?P<when>.*?)\s*")
_CLOSE = re.compile(r"[ ]{0,3}:{3,}[ \t]*")
_WORDS = {
    "investigating": UpdateStatus.INVESTIGATING,
    "identified": UpdateStatus.IDENTIFIED,
    "monitoring": UpdateStatus.MONITORING,
    "resolved": UpdateStatus.RESOLVED,
    "fixed": UpdateStatus.RESOLVED,
    "completed": UpdateStatus.RESOLVED,
}
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Message(Struct, frozen=True, kw_only=True):
    """An update."""

    at: datetime
    text: str
    status: UpdateStatus | None
    """What its title says, if that is a status; any other title stands above its text."""


def divided(body: str) -> tuple[str, list[Message], list[Note]]:
    """The text outside of updates, the updates oldest first, and what had to be adjusted.

    A container without a readable time stays in the text, as Statusfy shows it.
    """
    rest: list[str] = []
    messages: list[Message] = []
    notes = []
    opened: tuple[str, datetime] | None = None
    inside: list[str] = []
    for line in classify(body, 0):
        match = _OPEN.fullmatch(line.text) if line.is_prose and opened is None else None
        at = read_date(match["when"])[0] if match else None
        if match and at:
            opened, inside = (match["title"], at), []
        elif opened and line.is_prose and _CLOSE.fullmatch(line.text):
            messages.append(_message(*opened, inside))
            opened = None
        elif opened:
            inside.append(line.text)
        else:
            if match:
                notes.append(
                    Note(reason="an update without a readable time stayed in the text", detail=match["when"])
                )
            rest.append(line.text)
    if opened:
        messages.append(_message(*opened, inside))
        notes.append(Note(reason="an update was never closed: it reaches to the end of the text"))
    text = _COMMENT.sub("", "\n".join(rest)).strip()
    return text, sorted(messages, key=lambda message: message.at), notes


def _message(title: str, at: datetime, lines: list[str]) -> Message:
    text = "\n".join(lines).strip()
    status = _WORDS.get(title.strip().lower())
    if status is None and title.strip():
        text = f"**{title.strip()}**\n\n{text}".strip()
    return Message(at=at, text=text, status=status)
