"""One record over time: its state at a moment, and what it did to each component."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct, field

from statusgen.derive.once import once
from statusgen.derive.spans import Span, spans_of
from statusgen.model import FINAL_STATUSES, ComponentStatus, Incident, Kind, Update, UpdateStatus

__all__ = [
    "NOTICE_DAYS",
    "UNDER_WAY",
    "Span",
    "Timeline",
    "component_spans",
    "duration_of",
    "ended_at",
    "is_open",
    "started_at",
    "status_at",
]

NOTICE_DAYS = timedelta(days=7)
"""How long a notice without `ends` stays on the front page."""
UNDER_WAY = frozenset({UpdateStatus.IN_PROGRESS, UpdateStatus.VERIFYING})
"""The statuses of a maintenance between its start and its end."""


class Tick(Struct, frozen=True, kw_only=True):
    """The clock gave a maintenance this status at `at`, as no update did."""

    at: datetime
    status: UpdateStatus
    changes: Mapping[str, ComponentStatus] = field(default_factory=dict)


class Timeline(Struct, frozen=True, dict=True):
    """A record up to the moment `now`; each part is worked out when it is first asked for."""

    incident: Incident
    now: datetime

    @once
    def updates(self) -> Sequence[Update]:
        """The updates up to the moment, oldest first."""
        updates = self.incident.updates
        if updates and updates[-1].at <= self.now:
            return updates
        return [update for update in updates if update.at <= self.now]

    @once
    def changes(self) -> Sequence[Update | Tick]:
        """Every change of the record's status, oldest first, those by the clock included."""
        if self.incident.kind is not Kind.MAINTENANCE or not self.updates:
            return self.updates
        window = (
            (self.incident.starts, UpdateStatus.IN_PROGRESS),
            (self.incident.ends, UpdateStatus.COMPLETED),
        )
        changes: list[Update | Tick] = [*self.updates]
        changes += (Tick(at=at, status=status) for at, status in window if at is not None and at <= self.now)
        found: list[Update | Tick] = []
        status = UpdateStatus.SCHEDULED
        for change in sorted(changes, key=lambda change: (change.at, type(change) is Update)):
            if isinstance(change, Tick) and not _clock_decides(status, change.status):
                continue
            status = change.status
            found.append(change)
        return found

    @once
    def status(self) -> UpdateStatus:
        """The status at the moment; a maintenance follows its window unless an update says otherwise."""
        return self.changes[-1].status if self.changes else self.incident.updates[0].status

    @once
    def started_at(self) -> datetime:
        """When it began."""
        return started_at(self.incident)

    @once
    def ended_at(self) -> datetime | None:
        """When it ended, or None while it is open."""
        if self.incident.kind is Kind.NOTICE:
            end = self.incident.ends or (self.updates[-1].at + NOTICE_DAYS if self.updates else None)
            return end if end and end <= self.now else None
        end = None
        for change in reversed(self.changes):
            if change.status not in FINAL_STATUSES:
                break
            end = change.at
        return end

    @once
    def duration(self) -> timedelta | None:
        """How long it took, or has taken so far; None if unknown, and for what never began.

        An incident of which only the end is told has no known duration.
        """
        kind = self.incident.kind
        if kind is Kind.NOTICE or self.status is UpdateStatus.CANCELED:
            return None
        if kind is Kind.INCIDENT and self._is_only_end_known:
            return None
        length = (self.ended_at or self.now) - self.started_at
        return length if length >= timedelta(0) else None

    @once
    def spans(self) -> Mapping[str, Sequence[Span]]:
        """For each component that the record impaired, the spans in which it did, oldest first.

        A span of no length stands for an impairment of unknown duration.
        """
        incident = self.incident
        if incident.kind is Kind.NOTICE or not self.changes:
            return {}
        if incident.kind is Kind.INCIDENT and self._is_only_end_known:
            at = incident.updates[0].at
            return {
                name: [Span(start=at, end=at, status=status, is_planned=False)]
                for name, status in incident.components.items()
                if status is not ComponentStatus.OPERATIONAL
            }
        if incident.kind is Kind.MAINTENANCE:
            steps = [(change.at, change.status in UNDER_WAY, change.changes) for change in self.changes]
            return spans_of(incident.components, steps, is_planned=True)
        steps = [(change.at, change.status not in FINAL_STATUSES, change.changes) for change in self.changes]
        if self.started_at < steps[0][0]:
            steps.insert(0, (self.started_at, True, {}))
        return spans_of(incident.components, steps, is_planned=False)

    @property
    def _is_only_end_known(self) -> bool:
        incident = self.incident
        return incident.started is None and all(
            update.status in FINAL_STATUSES for update in incident.updates
        )


def _clock_decides(status: UpdateStatus, next_status: UpdateStatus) -> bool:
    """Whether the window may take a maintenance from `status` to `next_status`."""
    if next_status is UpdateStatus.IN_PROGRESS:
        return status is UpdateStatus.SCHEDULED
    return status not in FINAL_STATUSES


def status_at(incident: Incident, now: datetime) -> UpdateStatus:
    """The status of the record at `now`."""
    return Timeline(incident, now).status


def started_at(incident: Incident) -> datetime:
    """When it began: `started`, a maintenance's actual or announced start, or the first update."""
    if incident.kind is Kind.INCIDENT:
        return incident.started or incident.updates[0].at
    if incident.kind is Kind.MAINTENANCE and incident.starts:
        early = (update.at for update in incident.updates if update.status in UNDER_WAY)
        return min((incident.starts, *early))
    return incident.starts or incident.updates[0].at


def ended_at(incident: Incident, now: datetime) -> datetime | None:
    """When it ended, or None while it is open at `now`."""
    return Timeline(incident, now).ended_at


def is_open(incident: Incident, now: datetime) -> bool:
    """Whether the record is unfinished at `now`; a maintenance is open from its announcement on."""
    return ended_at(incident, now) is None


def duration_of(incident: Incident, now: datetime) -> timedelta | None:
    """How long it took by `now`; None if that is unknown, and for what never began."""
    return Timeline(incident, now).duration


def component_spans(incident: Incident, now: datetime) -> Mapping[str, Sequence[Span]]:
    """For each component that the record impaired by `now`, the spans in which it did, oldest first."""
    return Timeline(incident, now).spans
