"""One incident or maintenance of the Statuspage v2 API, converted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from statusgen.importers.conversion import Converted, ConvertedPostmortem, Note, Refused
from statusgen.importers.moments import not_ahead, within_window
from statusgen.importers.names import clean_line, fingerprint, slug_or
from statusgen.importers.statuspage.postmortems import read_postmortem
from statusgen.importers.statuspage.shape import moment_of, text_of
from statusgen.importers.statuspage.states import state_of, unknown_state
from statusgen.importers.statuspage.statuses import component_statuses, ends_impaired, own_impact
from statusgen.importers.statuspage.updates import TooLong, read_updates
from statusgen.model import FINAL_STATUSES, ComponentStatus, Impact, Incident, Kind, Update, UpdateStatus

__all__ = ["convert_record"]

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?")
_LONGEST_NAME = 500
_TOO_LONG = Note(reason="a text of it is longer than 200,000 characters: no message to customers")


def convert_record(
    record: Mapping[str, Any], ids: Mapping[str, str], url: str | None, now: datetime
) -> tuple[Converted | Refused, ConvertedPostmortem | None]:
    """The record as an incident, or why it is none, and its postmortem.

    `ids` gives the code of each component its id; what lies ahead of `now` is told at that moment.
    """
    whole_name = clean_line(text_of(record, "name"))
    name = whole_name[:_LONGEST_NAME]
    source = text_of(record, "id") or f"{name or 'a record without id and name'}"
    unknown = unknown_state(record)
    if unknown:
        return Refused(source=source, note=unknown), None
    kind = Kind.MAINTENANCE if _is_maintenance(record) else Kind.INCIDENT
    try:
        told = read_updates(record, kind, ids, url)
    except TooLong:
        return Refused(source=source, note=_TOO_LONG), None
    updates, touched, notes = told.updates, told.touched, list(told.notes)
    if not updates:
        at = moment_of(record, "started_at", "created_at", "resolved_at") or told.at
        if not name or at is None:
            note = Note(reason="it has neither an update nor a name with a time")
            return Refused(source=source, note=note), None
        updates, touched = [_only_update(record, kind, name, at)], [{}]
        notes.append(Note(reason="it has no update: its name is the text of its only one"))
    if not name:
        name = f"Untitled {kind.value}"
        notes.append(Note(reason="it has no name"))
    if len(whole_name) > _LONGEST_NAME:
        notes.append(Note(reason=f"its name was cut after {_LONGEST_NAME} characters"))
    if ends_impaired(updates, touched):
        notes.append(Note(reason="a component was still impaired at its end: the end makes it operational"))
    incident, dated, more = _incident(record, name, kind, ids, updates, touched, now)
    try:
        lesson, found = read_postmortem(record, source, incident, told.lessons, url)
    except TooLong:
        return Refused(source=source, note=_TOO_LONG), None
    address = incident.aliases[0] if incident.aliases else None
    return Converted(
        source=source, incident=incident, address=address, dated=dated, notes=(*notes, *more, *found)
    ), lesson


def _incident(
    record: Mapping[str, Any],
    name: str,
    kind: Kind,
    ids: Mapping[str, str],
    updates: Sequence[Update],
    touched: Sequence[Mapping[str, ComponentStatus]],
    now: datetime,
) -> tuple[Incident, Sequence[datetime], list[Note]]:
    identity, id_notes = _identity(text_of(record, "id"))
    slug = _slug(updates[0].at, name, text_of(record, "id"), identity)
    initial, changed = component_statuses(record, kind, ids, updates, touched)
    when = _when(record, kind, changed, now)
    incident = Incident(
        slug=slug,
        path="",
        title=name,
        kind=kind,
        components=initial,
        updates=tuple(when.updates),
        impact=own_impact(record, kind, initial, when.updates),
        started=_started(record, kind, when.updates),
        starts=when.starts,
        ends=when.ends,
        aliases=(f"/incidents/{identity}/",) if identity else (),
        id=identity,
    )
    return incident, when.dated, [*id_notes, *_impact_notes(record), *when.notes]


def _impact_notes(record: Mapping[str, Any]) -> list[Note]:
    said = text_of(record, "impact_override") or text_of(record, "impact")
    if not said or said in {impact.value for impact in Impact}:
        return []
    return [Note(reason="its impact is none that is known: worked out from its components", detail=said[:80])]


class _When(Struct, frozen=True, kw_only=True):
    """The updates at the moments that count, and a maintenance's window."""

    updates: Sequence[Update]
    dated: Sequence[datetime]
    starts: datetime | None = None
    ends: datetime | None = None
    notes: Sequence[Note] = ()


def _when(record: Mapping[str, Any], kind: Kind, updates: Sequence[Update], now: datetime) -> _When:
    if kind is not Kind.MAINTENANCE:
        updates, dated, notes = not_ahead(updates, kind, None, now)
        return _When(updates=updates, dated=dated, notes=notes)
    starts, ends, notes = _window(record, updates)
    updates, dated, ahead = not_ahead(updates, kind, starts, now)
    updates, settled = within_window(updates, starts, ends)
    return _When(updates=updates, dated=dated, starts=starts, ends=ends, notes=[*notes, *ahead, *settled])


def _is_maintenance(record: Mapping[str, Any]) -> bool:
    return moment_of(record, "scheduled_for") is not None or state_of(record, "status") in {
        "scheduled",
        "in_progress",
        "verifying",
        "completed",
    }


def _only_update(record: Mapping[str, Any], kind: Kind, name: str, at: datetime) -> Update:
    is_over = state_of(record, "status") in {"resolved", "completed", "postmortem"}
    if kind is Kind.MAINTENANCE:
        return Update(status=UpdateStatus.COMPLETED if is_over else UpdateStatus.SCHEDULED, at=at, text=name)
    return Update(status=UpdateStatus.RESOLVED if is_over else UpdateStatus.INVESTIGATING, at=at, text=name)


def _identity(id_: str) -> tuple[str | None, list[Note]]:
    """The record's id if it may stand in an address; a hostile or missing one is not kept."""
    if _ID.fullmatch(id_):
        return id_, []
    if not id_:
        return None, [Note(reason="it has no id: it cannot keep its old address")]
    return None, [Note(reason="its id cannot stand in an address: not kept", detail=clean_line(id_)[:80])]


def _slug(at: datetime, name: str, id_: str, identity: str | None) -> str:
    """Date and title; a record without an id of its own gets a fingerprint, by which it is known again."""
    slug = f"{at.date().isoformat()}-{slug_or(name, fallback='incident', limit=60)}"
    return slug if identity else f"{slug}-{fingerprint(id_ + name)}"


def _started(record: Mapping[str, Any], kind: Kind, updates: Sequence[Update]) -> datetime | None:
    """When it began, if the source says a minute or more before the first update, and there is more than an end."""
    at = moment_of(record, "started_at")
    only_end = len(updates) == 1 and updates[0].status in FINAL_STATUSES
    if kind is not Kind.INCIDENT or at is None or only_end:
        return None
    return at if updates[0].at - at >= timedelta(minutes=1) else None


def _window(record: Mapping[str, Any], updates: Sequence[Update]) -> tuple[datetime, datetime, list[Note]]:
    starts = moment_of(record, "scheduled_for")
    ends = moment_of(record, "scheduled_until")
    if starts and ends and ends > starts:
        return starts, ends, []
    begun = (update.at for update in updates if update.status is not UpdateStatus.SCHEDULED)
    starts = starts or next(begun, updates[0].at)
    end = max(updates[-1].at, moment_of(record, "resolved_at", "completed_at") or starts)
    ends = end if end > starts else starts + timedelta(hours=1)
    return starts, ends, [Note(reason="its window is missing or upside down: taken from its updates")]
