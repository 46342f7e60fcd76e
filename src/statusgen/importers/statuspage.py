"""A dump of the Statuspage v2 API, converted to incidents and maintenances."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from statusgen.importers.components import site_components
from statusgen.importers.conversion import Conversion, Converted, Note, Refused
from statusgen.importers.names import clean_line, component_ids, fingerprint, slug_or
from statusgen.importers.statuspage_components import codes_of, statuspage_components
from statusgen.importers.statuspage_shape import moment_of, read_dump, text_of
from statusgen.importers.statuspage_updates import read_updates
from statusgen.model import FINAL_STATUSES, ComponentStatus, Impact, Incident, Kind, Update, UpdateStatus

__all__ = ["convert_statuspage"]

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?")
_OPERATIONAL = ComponentStatus.OPERATIONAL


def convert_statuspage(files: Mapping[str, bytes]) -> Conversion:
    """Every record in `files` (name to content) as an incident, or refused with its reason."""
    dump, problems = read_dump(files)
    if problems:
        return Conversion(problems=problems)
    sources = statuspage_components(dump)
    ids = component_ids((source.key, source.name, source.group) for source in sources)
    records, refused = _newest_versions(dump.records)
    refused += [
        Refused(source=f"entry {number}", note=Note(reason="it is no record: not a mapping"))
        for number in range(1, dump.strangers + 1)
    ]
    converted = []
    for record in records:
        outcome = _convert(record, ids, dump.url)
        if isinstance(outcome, Converted):
            converted.append(outcome)
        else:
            refused.append(outcome)
    converted.sort(key=lambda entry: (entry.incident.updates[0].at, entry.source))
    components = site_components(
        sources, ids, [entry.incident for entry in converted], has_list=dump.components is not None
    )
    return Conversion(converted=converted, refused=refused, components=components)


def _newest_versions(
    records: Sequence[Mapping[str, Any]],
) -> tuple[list[Mapping[str, Any]], list[Refused]]:
    """`records` with each id once, in its newest version; an older one that differs is refused, never lost."""
    newest: dict[str, Mapping[str, Any]] = {}
    others = []
    refused = []
    for record in records:
        key = text_of(record, "id")
        known = newest.get(key)
        if not key:
            others.append(record)
        elif known is None:
            newest[key] = record
        elif known != record:
            older, newer = sorted((known, record), key=lambda one: text_of(one, "updated_at"))
            newest[key] = newer
            reason = "the same id stands twice: the newest version was imported"
            refused.append(Refused(source=key, note=Note(reason=reason, detail=text_of(older, "name")[:80])))
    return [*newest.values(), *others], refused


def _convert(record: Mapping[str, Any], ids: Mapping[str, str], url: str | None) -> Converted | Refused:
    name = clean_line(text_of(record, "name"))
    source = text_of(record, "id") or f"{name or 'a record without id and name'}"
    notes: list[Note] = []
    kind = Kind.MAINTENANCE if _is_maintenance(record) else Kind.INCIDENT
    updates, touched, more = read_updates(record, kind, ids, url)
    notes += more
    if not updates:
        if not name or not (at := moment_of(record, "started_at", "created_at", "resolved_at")):
            return Refused(source=source, note=Note(reason="it has neither an update nor a name with a time"))
        updates, touched = [_only_update(record, kind, name, at)], [{}]
        notes.append(Note(reason="it has no update: its name is the text of its only one"))
    if not name:
        name = f"Untitled {kind.value}"
        notes.append(Note(reason="it has no name"))
    initial, changed = _statuses(record, kind, ids, updates, touched)
    if _ends_impaired(updates, touched):
        notes.append(Note(reason="a component was still impaired at its end: the end makes it operational"))
    identity, id_notes = _identity(text_of(record, "id"))
    starts, ends, window_notes = _window(record, updates) if kind is Kind.MAINTENANCE else (None, None, [])
    incident = Incident(
        slug=_slug(updates[0].at, name, text_of(record, "id"), identity),
        path="",
        title=name,
        kind=kind,
        components=initial,
        updates=tuple(changed),
        impact=_own_impact(record, kind, initial, changed),
        started=_started(record, kind, changed),
        starts=starts,
        ends=ends,
        aliases=(f"/incidents/{identity}/",) if identity else (),
        id=identity,
    )
    address = incident.aliases[0] if incident.aliases else None
    return Converted(
        source=source, incident=incident, address=address, notes=(*notes, *id_notes, *window_notes)
    )


def _is_maintenance(record: Mapping[str, Any]) -> bool:
    return moment_of(record, "scheduled_for") is not None or text_of(record, "status") in {
        "scheduled",
        "in_progress",
        "verifying",
        "completed",
    }


def _only_update(record: Mapping[str, Any], kind: Kind, name: str, at: datetime) -> Update:
    is_over = text_of(record, "status") in {"resolved", "completed", "postmortem"}
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


def _statuses(
    record: Mapping[str, Any],
    kind: Kind,
    ids: Mapping[str, str],
    updates: Sequence[Update],
    touched: Sequence[Mapping[str, ComponentStatus]],
) -> tuple[dict[str, ComponentStatus], list[Update]]:
    """The statuses from the start on, and the updates with what they change of them.

    A maintenance takes its components' statuses from the update with which it began, because what stands in its
    announcement is how they were before.
    """
    begun = next((n for n, update in enumerate(updates) if update.status is not UpdateStatus.SCHEDULED), None)
    first = begun if kind is Kind.MAINTENANCE else 0
    running: dict[str, ComponentStatus] = {}
    named = dict.fromkeys(ids[code] for code in codes_of(record) if code in ids)
    default = ComponentStatus.UNDER_MAINTENANCE if kind is Kind.MAINTENANCE else _OPERATIONAL
    at_start = touched[first] if first is not None else {}
    if first is not None and updates[first].status in FINAL_STATUSES:
        # The first word about a finished maintenance says how its components are afterwards.
        at_start = {} if kind is Kind.MAINTENANCE else at_start
    for component in named:
        running[component] = at_start.get(component, default)
    initial = dict(running)
    changed = []
    for number, update in enumerate(updates):
        if update.status in FINAL_STATUSES:
            # The end sets every component to operational by itself.
            running = dict.fromkeys(running, _OPERATIONAL)
            changed.append(update)
            continue
        said = {} if update.status is UpdateStatus.SCHEDULED else touched[number]
        changes = {name: status for name, status in said.items() if running.get(name) is not status}
        running.update(changes)
        changed.append(replace(update, changes=changes))
    return initial, changed


def _ends_impaired(updates: Sequence[Update], touched: Sequence[Mapping[str, ComponentStatus]]) -> bool:
    """Whether the final update of several leaves a component in another status than operational."""
    is_over = len(updates) > 1 and updates[-1].status in FINAL_STATUSES
    return is_over and any(status is not _OPERATIONAL for status in touched[-1].values())


def _own_impact(
    record: Mapping[str, Any], kind: Kind, initial: Mapping[str, ComponentStatus], updates: Sequence[Update]
) -> Impact | None:
    """The source's impact where it is not what would be derived from the components."""
    try:
        impact = Impact(text_of(record, "impact_override") or text_of(record, "impact"))
    except ValueError:
        return None
    worst = dict(initial)
    for update in updates:
        for name, status in update.changes.items():
            worst[name] = max(worst.get(name, _OPERATIONAL), status, key=lambda one: one.severity)
    derived = Impact.MAINTENANCE if kind is Kind.MAINTENANCE else _rolled_up(worst)
    return None if impact is derived else impact


def _rolled_up(worst: Mapping[str, ComponentStatus]) -> Impact:
    """The impact of components at their worst, by the rules of the Statuspage v2 API; the first match decides."""
    present = set(worst.values())
    major, partial = ComponentStatus.MAJOR_OUTAGE, ComponentStatus.PARTIAL_OUTAGE
    if present == {major}:
        return Impact.CRITICAL
    if major in present or present == {partial}:
        return Impact.MAJOR
    if partial in present or ComponentStatus.DEGRADED_PERFORMANCE in present:
        return Impact.MINOR
    return Impact.MAINTENANCE if ComponentStatus.UNDER_MAINTENANCE in present else Impact.NONE


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
