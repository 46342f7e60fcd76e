"""How much of the time a component worked.

uptime = 1 - (seconds of major outage + 0.3 * seconds of partial outage) / seconds counted

Other statuses cost nothing, and neither does maintenance. Where incidents overlap, each moment
counts once, at its worst.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from msgspec import Struct

from statusgen.derive.rollup import worst_of
from statusgen.derive.spans import Span
from statusgen.model import Component, ComponentStatus

__all__ = [
    "BAR_DAYS",
    "WEIGHTS",
    "Day",
    "Downtime",
    "Uptime",
    "component_days",
    "downtimes",
    "midnight",
    "uptime_between",
]

BAR_DAYS = 90
"""Days in the bar of a component, today included."""

WEIGHTS: Mapping[ComponentStatus, float] = {
    ComponentStatus.MAJOR_OUTAGE: 1.0,
    ComponentStatus.PARTIAL_OUTAGE: 0.3,
}
"""What a second in a status costs; every other status costs nothing."""


class Downtime(Struct, frozen=True, kw_only=True):
    """A stretch of time with one cost; stretches of one component never overlap."""

    start: datetime
    end: datetime
    weight: float


class Uptime(Struct, frozen=True, kw_only=True):
    """The share of a period in which a component worked."""

    counted_seconds: float
    """The part of the period that counts; 0 if none does."""
    downtime_seconds: float
    """Weighted seconds of outage."""

    @property
    def percent(self) -> float | None:
        """From 0 to 100, or None if nothing was counted."""
        if not self.counted_seconds:
            return None
        # Sums of fractions of a second can exceed the whole by the last bit.
        return max(0.0, 100 * (1 - self.downtime_seconds / self.counted_seconds))


class Day(Struct, frozen=True, kw_only=True):
    """One day (UTC) of a component's bar."""

    date: date
    is_counted: bool
    """False before `since` and after `retired`."""
    worst: ComponentStatus
    downtime_seconds: float
    incidents: Sequence[str]
    """Slugs of the records that touched the component on that day, oldest first."""


def midnight(day: date) -> datetime:
    """The moment at which `day` begins in UTC."""
    return datetime.combine(day, time(), tzinfo=UTC)


def downtimes(spans: Iterable[Span], now: datetime) -> Sequence[Downtime]:
    """The stretches in which a component was down, oldest first, merged: the worst of overlapping spans counts."""
    costly = [span for span in spans if not span.is_planned and span.status in WEIGHTS]
    edges = sorted({edge for span in costly for edge in (span.start, span.end or now)})
    opening: dict[datetime, list[float]] = {}
    closing: dict[datetime, list[float]] = {}
    for span in costly:
        opening.setdefault(span.start, []).append(WEIGHTS[span.status])
        closing.setdefault(span.end or now, []).append(WEIGHTS[span.status])
    found: list[Downtime] = []
    current: list[float] = []
    for edge, following in pairwise(edges):
        current += opening.get(edge, [])
        for weight in closing.get(edge, []):
            current.remove(weight)
        if current:
            found.append(Downtime(start=edge, end=following, weight=max(current)))
    return found


def uptime_between(component: Component, down: Sequence[Downtime], start: datetime, end: datetime) -> Uptime:
    """The uptime from `start` to `end`, without the days before `since` and after `retired`."""
    if component.since:
        start = max(start, midnight(component.since))
    if component.retired:
        end = min(end, midnight(component.retired))
    if end <= start:
        return Uptime(counted_seconds=0, downtime_seconds=0)
    lost = sum(
        (min(part.end, end) - max(part.start, start)).total_seconds() * part.weight
        for part in down
        if part.start < end and part.end > start
    )
    return Uptime(counted_seconds=(end - start).total_seconds(), downtime_seconds=lost)


def component_days(
    component: Component,
    spans: Sequence[tuple[str, Span]],
    down: Sequence[Downtime],
    now: datetime,
    days: int = BAR_DAYS,
) -> Sequence[Day]:
    """The last `days` days, oldest first; `spans` are pairs of a record's slug and a span."""
    last = now.astimezone(UTC).date()
    first = last - timedelta(days=days - 1)
    touched: dict[date, list[tuple[str, Span]]] = {}
    for slug, span in spans:
        end = min(span.end or now, now)
        # A span that ends at midnight did not touch the day that begins then.
        last_touched = (end - timedelta(microseconds=1) if end > span.start else end).date()
        day = max(span.start.date(), first)
        while day <= min(last_touched, last):
            touched.setdefault(day, []).append((slug, span))
            day += timedelta(days=1)
    dates = [first + timedelta(days=offset) for offset in range(days)]
    return [_day(component, day, touched.get(day, ()), down, now) for day in dates]


def _day(
    component: Component,
    day: date,
    touched: Sequence[tuple[str, Span]],
    down: Sequence[Downtime],
    now: datetime,
) -> Day:
    before = component.since is not None and day < component.since
    after = component.retired is not None and day >= component.retired
    lost: float = 0
    # Nearly all days are untouched, and on these nothing was down.
    if touched:
        begin = midnight(day)
        lost = uptime_between(component, down, begin, min(begin + timedelta(days=1), now)).downtime_seconds
    return Day(
        date=day,
        is_counted=not before and not after,
        worst=worst_of(span.status for _, span in touched),
        downtime_seconds=lost,
        incidents=tuple(dict.fromkeys(slug for slug, _ in touched)),
    )
