"""What the front matter of a Statusfy file means."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from statusgen.importers.conversion import Note
from statusgen.importers.front_files import SourceFile
from statusgen.importers.loose_times import date_in_name, read_date
from statusgen.importers.names import clean_line
from statusgen.model import ComponentStatus, Kind

__all__ = ["Facts", "affected_systems", "read_facts"]

_LONGEST_MINUTES = 60 * 24 * 366


class Facts(Struct, frozen=True, kw_only=True):
    """What the front matter says, once it has been understood."""

    title: str
    date: datetime
    kind: Kind
    status: ComponentStatus
    is_over: bool
    modified: datetime | None
    description: str
    window: tuple[datetime, datetime] | None = None
    """Of planned work."""


def affected_systems(file: SourceFile) -> list[str]:
    """The ids of the systems that a file names; some write them into one line with commas."""
    names = file.names("affectedsystems")
    parts = (part for name in names for part in (name.split(",") if len(names) == 1 else [name]))
    return list(dict.fromkeys(clean_line(part)[:200] for part in parts if clean_line(part)))


def read_facts(file: SourceFile, source: str) -> tuple[Facts | None, list[Note]]:
    """What the front matter says, or None for a file without a date; and notes."""
    notes = []
    stem = PurePosixPath(source).stem
    title = clean_line(file.text("title"))[:500]
    if not title:
        title = clean_line(stem.replace("-", " ").replace("_", " ")) or "Untitled"
        notes.append(Note(reason="it has no title: named after its file"))
    date, _ = read_date(file.text("date"))
    if date is None:
        date = date_in_name(stem)
        notes.append(
            Note(reason="its date cannot be read: taken from its name", detail=file.text("date") or "none")
        )
    if date is None:
        return None, notes
    status, more = _status(file)
    said = file.text("resolved").strip().lower()
    is_over = said == "true"
    if said not in {"true", "false", ""}:
        notes.append(Note(reason="its `resolved` is neither true nor false: it stays open", detail=said[:80]))
    modified, _ = read_date(file.text("modified"))
    facts = Facts(
        title=title,
        date=date,
        kind=Kind.INCIDENT,
        status=status,
        is_over=is_over,
        modified=modified,
        description=file.text("description"),
    )
    planned, found = _planned(file, facts)
    return planned, [*notes, *more, *found]


def _status(file: SourceFile) -> tuple[ComponentStatus, list[Note]]:
    said = file.text("severity").strip()
    try:
        return ComponentStatus(said.lower().replace("-", "_").replace(" ", "_")), []
    except ValueError:
        reason = "its severity is none of Statusfy's: taken for a partial outage"
        return ComponentStatus.PARTIAL_OUTAGE, [Note(reason=reason, detail=said or "none")]


def _planned(file: SourceFile, facts: Facts) -> tuple[Facts, list[Note]]:
    """`facts` with the window of planned work, where the file names one."""
    starts, _ = read_date(file.text("scheduled"))
    if starts is None:
        if not file.text("scheduled"):
            return facts, []
        reason = "its scheduled time cannot be read: taken for an incident"
        return facts, [Note(reason=reason, detail=file.text("scheduled"))]
    try:
        minutes = float(file.text("duration").strip() or 0)
    except ValueError:
        minutes = 0
    notes = []
    if not 0 < minutes <= _LONGEST_MINUTES:
        minutes = 60
        notes.append(
            Note(reason="its duration cannot be read: one hour", detail=file.text("duration") or "none")
        )
    try:
        ends = starts + timedelta(minutes=minutes)
    except OverflowError:
        return facts, [Note(reason="its scheduled time cannot be read: taken for an incident")]
    ends = ends.replace(microsecond=0)
    status = ComponentStatus.UNDER_MAINTENANCE
    return replace(facts, kind=Kind.MAINTENANCE, status=status, window=(starts, ends)), notes
