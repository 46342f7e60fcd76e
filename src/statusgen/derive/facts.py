"""Everything that follows from one record at a moment, worked out once for all outputs."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from statusgen.derive.rollup import incident_impact, worst_statuses
from statusgen.derive.timeline import (
    Span,
    component_spans,
    duration_of,
    ended_at,
    started_at,
    status_at,
    visible_updates,
)
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


@dataclass(frozen=True, kw_only=True)
class StatusChange:
    """An update took a component from one status to another."""

    component: str
    old: ComponentStatus
    new: ComponentStatus


@dataclass(frozen=True, kw_only=True)
class UpdateFacts:
    """One update, and what follows from its place among the others."""

    update: Update
    key: str
    """Names the update for ever: the record's slug and the moment. Editing its text does not change it."""
    anchor: str
    """The fragment of the update on the record's page."""
    changes: Sequence[StatusChange]


@dataclass(frozen=True, kw_only=True)
class IncidentFacts:
    """One record at a moment."""

    incident: Incident
    status: UpdateStatus
    impact: Impact
    started_at: datetime
    ended_at: datetime | None
    duration: timedelta | None
    updates: Sequence[UpdateFacts]
    """Those up to the moment, newest first; at least one."""
    spans: Mapping[str, Sequence[Span]]
    worst: Mapping[str, ComponentStatus]
    """Each component that the record names, at its worst so far."""
    current: Mapping[str, ComponentStatus]
    """Each component that the record impairs at the moment."""
    next_update_at: datetime | None
    """When customers may expect to hear more: told by the author, or promised by the settings."""
    is_update_overdue: bool
    """Whether that moment has passed without an update."""
    postmortems: Sequence[Postmortem]

    @property
    def slug(self) -> str:
        """The record's part of its address."""
        return self.incident.slug

    @property
    def kind(self) -> Kind:
        """Incident, maintenance or notice."""
        return self.incident.kind

    @property
    def is_open(self) -> bool:
        """Whether it has not ended; a maintenance is open from its announcement on."""
        return self.ended_at is None

    @property
    def latest(self) -> UpdateFacts:
        """The newest update."""
        return self.updates[0]

    @property
    def is_under_way(self) -> bool:
        """Whether it is a maintenance between its start and its end."""
        return self.status in (UpdateStatus.IN_PROGRESS, UpdateStatus.VERIFYING)


def moment_stamp(moment: datetime) -> str:
    """`moment` for identifiers: `20261120T1405Z`, with seconds only where there are any."""
    moment = moment.astimezone(UTC)
    return moment.strftime("%Y%m%dT%H%M%SZ" if moment.second else "%Y%m%dT%H%MZ")


def stable_id(key: str) -> str:
    """A URN for `key` that depends on nothing else, so that neither a move nor an edit changes it (RFC 9562, v5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"statusgen:{key}").urn


def incident_facts(
    incident: Incident, postmortems: Sequence[Postmortem], settings: Settings, now: datetime
) -> IncidentFacts | None:
    """What follows from `incident` at `now`; None while its first update lies in the future.

    `postmortems` are those that explain the incident.
    """
    updates = visible_updates(incident, now)
    if not updates:
        return None
    spans = component_spans(incident, now)
    impact = incident_impact(incident, spans)
    status = status_at(incident, now)
    next_update_at = _next_update_at(incident, updates[-1], status, impact, settings)
    return IncidentFacts(
        incident=incident,
        status=status,
        impact=impact,
        started_at=started_at(incident),
        ended_at=ended_at(incident, now),
        duration=duration_of(incident, now),
        updates=tuple(reversed(list(_update_facts(incident, updates)))),
        spans=spans,
        worst=worst_statuses(incident, spans),
        current={name: parts[-1].status for name, parts in spans.items() if parts[-1].end is None},
        next_update_at=next_update_at,
        is_update_overdue=next_update_at is not None and next_update_at < now,
        postmortems=tuple(postmortem for postmortem in postmortems if postmortem.published <= now),
    )


def _next_update_at(
    incident: Incident, latest: Update, status: UpdateStatus, impact: Impact, settings: Settings
) -> datetime | None:
    if incident.kind is Kind.NOTICE or status in FINAL_STATUSES:
        return None
    if incident.next_update is not None and incident.next_update > latest.at:
        return incident.next_update
    promised = settings.update_every.get(impact)
    return latest.at + promised if promised and incident.kind is Kind.INCIDENT else None


def _update_facts(incident: Incident, updates: Sequence[Update]) -> Iterator[UpdateFacts]:
    """The facts of `updates`, oldest first."""
    known: dict[str, ComponentStatus] = {}
    wanted = dict(incident.components)
    for update in updates:
        wanted.update(update.changes)
        calm = update.status in FINAL_STATUSES or update.status in (
            UpdateStatus.SCHEDULED,
            UpdateStatus.POSTED,
        )
        after = dict.fromkeys(wanted, ComponentStatus.OPERATIONAL) if calm else dict(wanted)
        changes = tuple(
            StatusChange(component=name, old=known.get(name, ComponentStatus.OPERATIONAL), new=status)
            for name, status in after.items()
            if status is not known.get(name, ComponentStatus.OPERATIONAL)
        )
        known = after
        stamp = moment_stamp(update.at)
        yield UpdateFacts(
            update=update, key=f"{incident.slug}/{stamp}", anchor=f"update-{stamp}", changes=changes
        )
