"""One record over time: its state at a moment, and what it did to each component."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from statusgen.model import FINAL_STATUSES, ComponentStatus, Incident, Kind, Update, UpdateStatus

__all__ = [
    "NOTICE_DAYS",
    "Span",
    "component_spans",
    "duration_of",
    "ended_at",
    "is_open",
    "started_at",
    "status_at",
    "visible_updates",
]

NOTICE_DAYS = timedelta(days=7)
"""How long a notice without `ends` stays on the front page."""

_UNDER_WAY = frozenset({UpdateStatus.IN_PROGRESS, UpdateStatus.VERIFYING})


@dataclass(frozen=True, kw_only=True)
class Span:
    """A component had `status` from `start` to `end`; an `end` of None has not come yet."""

    start: datetime
    end: datetime | None
    status: ComponentStatus
    is_planned: bool
    """Whether it belongs to a maintenance, which costs no uptime."""


@dataclass(frozen=True)
class _Change:
    """From `at` on the record has this status; `update` is None where the clock changed it."""

    at: datetime
    status: UpdateStatus
    update: Update | None


def visible_updates(incident: Incident, now: datetime) -> Sequence[Update]:
    """The updates up to `now`, oldest first."""
    return [update for update in incident.updates if update.at <= now]


def status_at(incident: Incident, now: datetime) -> UpdateStatus:
    """The status of the record at `now`; a maintenance follows its window unless an update says otherwise."""
    changes = _changes(incident, now)
    return changes[-1].status if changes else incident.updates[0].status


def started_at(incident: Incident) -> datetime:
    """When it began: `started`, a maintenance's actual or announced start, or the first update."""
    if incident.kind is Kind.INCIDENT:
        return incident.started or incident.updates[0].at
    if incident.kind is Kind.MAINTENANCE and incident.starts:
        early = (update.at for update in incident.updates if update.status in _UNDER_WAY)
        return min((incident.starts, *early))
    return incident.starts or incident.updates[0].at


def ended_at(incident: Incident, now: datetime) -> datetime | None:
    """When it ended, or None while it is open at `now`."""
    if incident.kind is Kind.NOTICE:
        updates = visible_updates(incident, now)
        end = incident.ends or (updates[-1].at + NOTICE_DAYS if updates else None)
        return end if end and end <= now else None
    changes = _changes(incident, now)
    if not changes or changes[-1].status not in FINAL_STATUSES:
        return None
    last_open = max(
        (index for index, change in enumerate(changes) if change.status not in FINAL_STATUSES), default=-1
    )
    return changes[last_open + 1].at


def is_open(incident: Incident, now: datetime) -> bool:
    """Whether the record is unfinished at `now`; a maintenance is open from its announcement on."""
    return ended_at(incident, now) is None


def duration_of(incident: Incident, now: datetime) -> timedelta | None:
    """How long it took, or has taken so far; None if unknown, and for what never began.

    An incident of which only the end is told has no known duration.
    """
    if incident.kind is Kind.NOTICE or status_at(incident, now) is UpdateStatus.CANCELED:
        return None
    if incident.kind is Kind.INCIDENT and _only_end_is_known(incident):
        return None
    length = (ended_at(incident, now) or now) - started_at(incident)
    return length if length >= timedelta(0) else None


def component_spans(incident: Incident, now: datetime) -> Mapping[str, Sequence[Span]]:
    """For each component that the record impaired by `now`, the spans in which it did, oldest first.

    A span of no length stands for an impairment of unknown duration.
    """
    if incident.kind is Kind.NOTICE:
        return {}
    changes = _changes(incident, now)
    if not changes:
        return {}
    if incident.kind is Kind.INCIDENT and _only_end_is_known(incident):
        at = incident.updates[0].at
        return {
            name: [Span(start=at, end=at, status=status, is_planned=False)]
            for name, status in incident.components.items()
            if status is not ComponentStatus.OPERATIONAL
        }
    return _Ledger(incident).spans(changes)


def _only_end_is_known(incident: Incident) -> bool:
    return incident.started is None and all(update.status in FINAL_STATUSES for update in incident.updates)


def _changes(incident: Incident, now: datetime) -> list[_Change]:
    """Every change of the record's status up to `now`, oldest first, those by the clock included."""
    told = [_Change(update.at, update.status, update) for update in visible_updates(incident, now)]
    if incident.kind is not Kind.MAINTENANCE or not told:
        return told
    clock = [
        _Change(at, status, None)
        for at, status in (
            (incident.starts, UpdateStatus.IN_PROGRESS),
            (incident.ends, UpdateStatus.COMPLETED),
        )
        if at is not None and at <= now
    ]
    changes: list[_Change] = []
    status = UpdateStatus.SCHEDULED
    for change in sorted([*clock, *told], key=lambda change: (change.at, change.update is not None)):
        if change.update is None and not _clock_decides(status, change.status):
            continue
        status = change.status
        changes.append(change)
    return changes


def _clock_decides(status: UpdateStatus, next_status: UpdateStatus) -> bool:
    """Whether the window may take a maintenance from `status` to `next_status`."""
    if next_status is UpdateStatus.IN_PROGRESS:
        return status is UpdateStatus.SCHEDULED
    return status not in FINAL_STATUSES


class _Ledger:
    """Keeps each component's status while the changes of a record are read in order."""

    def __init__(self, incident: Incident) -> None:
        self.is_planned = incident.kind is Kind.MAINTENANCE
        self.begin = None if self.is_planned else started_at(incident)
        self.wanted = dict(incident.components)
        """What holds while the record is under way."""
        self.open: dict[str, tuple[datetime, ComponentStatus]] = {}
        self.closed: dict[str, list[Span]] = {}

    def spans(self, changes: Sequence[_Change]) -> Mapping[str, Sequence[Span]]:
        if self.begin is not None and self.begin < changes[0].at:
            self.apply(self.begin)
        for change in changes:
            self.wanted.update(change.update.changes if change.update else {})
            under_way = (
                change.status in _UNDER_WAY if self.is_planned else change.status not in FINAL_STATUSES
            )
            if under_way:
                self.apply(change.at)
            else:
                for name in list(self.open):
                    self.close(name, change.at)
        for name in list(self.open):
            self.close(name, None)
        return self.closed

    def apply(self, at: datetime) -> None:
        for name, status in self.wanted.items():
            current = self.open.get(name)
            if current and current[1] is status:
                continue
            if current:
                self.close(name, at)
            if status is not ComponentStatus.OPERATIONAL:
                self.open[name] = (at, status)

    def close(self, name: str, at: datetime | None) -> None:
        start, status = self.open.pop(name)
        if at != start:
            span = Span(start=start, end=at, status=status, is_planned=self.is_planned)
            self.closed.setdefault(name, []).append(span)
