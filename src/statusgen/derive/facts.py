"""Everything that follows from one record at a moment, worked out once for all outputs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from statusgen.derive.once import once
from statusgen.derive.rollup import impact_of, worst_statuses
from statusgen.derive.spans import Span
from statusgen.derive.timeline import UNDER_WAY, Timeline, started_at
from statusgen.model import (
    FINAL_STATUSES,
    ComponentStatus,
    Impact,
    Incident,
    Kind,
    Postmortem,
    Settings,
    Update,
    UpdateStatus,
)

__all__ = ["IncidentFacts", "StatusChange", "UpdateFacts", "incident_facts", "moment_stamp", "stable_id"]

_OPERATIONAL = ComponentStatus.OPERATIONAL
_CALM = FINAL_STATUSES | {UpdateStatus.SCHEDULED, UpdateStatus.POSTED}
"""The statuses of a record that impairs nothing."""


class StatusChange(Struct, frozen=True, kw_only=True):
    """An update took a component from one status to another."""

    component: str
    old: ComponentStatus
    new: ComponentStatus


class UpdateFacts(Struct, frozen=True, kw_only=True):
    """One update, and what follows from its place among the others."""

    update: Update
    key: str
    """Names the update for ever: the record's slug and the moment. Editing its text does not change it."""
    anchor: str
    """The fragment of the update on the record's page."""
    changes: Sequence[StatusChange]


class IncidentFacts(Struct, frozen=True, kw_only=True, dict=True):
    """One record at a moment; each fact is worked out when it is first asked for."""

    incident: Incident
    now: datetime
    settings: Settings
    explained_by: Sequence[Postmortem]
    """Its postmortems, those that are still to be published included."""

    @once
    def timeline(self) -> Timeline:
        """The record up to the moment."""
        return Timeline(self.incident, self.now)

    @property
    def slug(self) -> str:
        """The record's part of its address."""
        return self.incident.slug

    @property
    def kind(self) -> Kind:
        """Incident, maintenance or notice."""
        return self.incident.kind

    @property
    def status(self) -> UpdateStatus:
        """The status of the record; a maintenance follows its window unless an update says otherwise."""
        return self.timeline.status

    @once
    def impact(self) -> Impact:
        """What the author wrote, else the page's rules over the components at their worst."""
        return self.incident.impact or impact_of(self.incident.kind, self.worst)

    @once
    def started_at(self) -> datetime:
        """When it began."""
        # All records are sorted by it, and most are asked for nothing else.
        return started_at(self.incident)

    @property
    def ended_at(self) -> datetime | None:
        """When it ended, or None while it is open."""
        return self.timeline.ended_at

    @property
    def duration(self) -> timedelta | None:
        """How long it took, or has taken so far; None if unknown, and for what never began."""
        return self.timeline.duration

    @once
    def updates(self) -> Sequence[UpdateFacts]:
        """Those up to the moment, newest first; at least one."""
        return tuple(_update_facts(self.incident, self.timeline.updates)[::-1])

    @property
    def spans(self) -> Mapping[str, Sequence[Span]]:
        """For each component that the record impaired, the spans in which it did, oldest first."""
        return self.timeline.spans

    @once
    def worst(self) -> Mapping[str, ComponentStatus]:
        """Each component that the record names, at its worst so far."""
        return worst_statuses(self.incident, self.spans)

    @once
    def current(self) -> Mapping[str, ComponentStatus]:
        """Each component that the record impairs at the moment."""
        return {name: parts[-1].status for name, parts in self.spans.items() if parts[-1].end is None}

    @once
    def next_update_at(self) -> datetime | None:
        """When customers may expect to hear more: told by the author, or promised by the settings."""
        incident, latest = self.incident, self.timeline.updates[-1]
        if incident.kind is Kind.NOTICE or self.status in FINAL_STATUSES:
            return None
        if incident.next_update is not None and incident.next_update > latest.at:
            return incident.next_update
        promised = self.settings.update_every.get(self.impact)
        return latest.at + promised if promised and incident.kind is Kind.INCIDENT else None

    @property
    def is_update_overdue(self) -> bool:
        """Whether that moment has passed without an update."""
        return self.next_update_at is not None and self.next_update_at < self.now

    @once
    def postmortems(self) -> Sequence[Postmortem]:
        """Those that explain the record, and are published."""
        return tuple(postmortem for postmortem in self.explained_by if postmortem.published <= self.now)

    @property
    def is_open(self) -> bool:
        """Whether it has not ended; a maintenance is open from its announcement on."""
        return self.ended_at is None

    @property
    def latest(self) -> UpdateFacts:
        """The newest update."""
        return self.updates[0]

    @property
    def told_at(self) -> datetime:
        """When the newest update was written; what else follows from the updates is not worked out for this."""
        return self.timeline.updates[-1].at

    @property
    def is_under_way(self) -> bool:
        """Whether it is a maintenance between its start and its end."""
        return self.status in UNDER_WAY


def moment_stamp(moment: datetime) -> str:
    """`moment` for identifiers: `20261120T1405Z`, with seconds only where there are any."""
    moment = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    seconds = f"{moment.second:02}" if moment.second else ""
    minute = (moment.year, moment.month, moment.day, moment.hour, moment.minute)
    # `strftime` takes several times as long, and writes early years with fewer digits on some systems.
    return "%04d%02d%02dT%02d%02d" % minute + seconds + "Z"  # noqa: UP031  # an f-string takes nearly twice as long


def stable_id(key: str) -> str:
    """A URN for `key` that depends on nothing else, so that neither a move nor an edit changes it (RFC 9562, v5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"statusgen:{key}").urn


def incident_facts(
    incident: Incident, postmortems: Sequence[Postmortem], settings: Settings, now: datetime
) -> IncidentFacts | None:
    """What follows from `incident` at `now`; None while its first update lies in the future.

    `postmortems` are those that explain the incident.
    """
    if incident.updates[0].at > now:
        return None
    return IncidentFacts(incident=incident, now=now, settings=settings, explained_by=postmortems)


def _update_facts(incident: Incident, updates: Sequence[Update]) -> list[UpdateFacts]:
    """The facts of `updates`, oldest first."""
    found = []
    wanted = dict(incident.components)
    statuses: Mapping[str, ComponentStatus] = {}
    was_calm = True
    for update in updates:
        is_calm = update.status in _CALM
        changes: Sequence[StatusChange] = ()
        # Most updates tell of no other status than the one before them.
        if update.changes or is_calm is not was_calm:
            wanted.update(update.changes)
            after = dict.fromkeys(wanted, _OPERATIONAL) if is_calm else dict(wanted)
            changes = _changes_between(statuses, after)
            statuses, was_calm = after, is_calm
        stamp = moment_stamp(update.at)
        found.append(
            UpdateFacts(
                update=update, key=f"{incident.slug}/{stamp}", anchor=f"update-{stamp}", changes=changes
            )
        )
    return found


def _changes_between(
    before: Mapping[str, ComponentStatus], after: Mapping[str, ComponentStatus]
) -> Sequence[StatusChange]:
    """What became of the components; one that `before` does not name was operational."""
    return [
        StatusChange(component=name, old=old, new=status)
        for name, status in after.items()
        if (old := before.get(name, _OPERATIONAL)) is not status
    ]
