"""Everything that follows from the record for one component at a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from statusgen.derive.facts import IncidentFacts
from statusgen.derive.objective import Objective, objective_of
from statusgen.derive.rollup import worst_of
from statusgen.derive.spans import Span
from statusgen.derive.uptime import BAR_DAYS, Day, Uptime, component_days, downtimes, midnight, uptime_between
from statusgen.model import FINAL_STATUSES, Component, ComponentStatus

__all__ = ["PERIODS", "ComponentHealth", "component_health", "was_over"]

PERIODS: Mapping[str, timedelta] = {
    "24h": timedelta(hours=24),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}
"""The periods of a component's page that end now; the 90 days of the bar are whole days."""


class ComponentHealth(Struct, frozen=True, kw_only=True):
    """One component at a moment."""

    component: Component
    status: ComponentStatus
    """The worst that any open record gives it; operational once it is retired."""
    is_retired: bool
    days: Sequence[Day]
    """The last 90 days, oldest first."""
    uptime: Uptime
    """Over those days."""
    uptimes: Mapping[str, Uptime]
    """Over each of `PERIODS`."""
    objective: Objective | None
    incidents: Sequence[IncidentFacts]
    """The records that name it, newest first; notices included."""
    impaired_by: Sequence[IncidentFacts]
    """Those of them that impair it now."""

    @property
    def counted_since(self) -> date | None:
        """The day from which its uptime counts, if that is later than the first day of the bar."""
        since = self.component.since
        return since if since and since > self.days[0].date else None


def component_health(
    component: Component, records: Sequence[IncidentFacts], window: timedelta, now: datetime
) -> ComponentHealth:
    """What `records`, newest first and each naming `component`, make of it at `now`.

    `window` is the one over which objectives are judged.
    """
    first_day = midnight(now.astimezone(UTC).date() - timedelta(days=BAR_DAYS - 1))
    earliest = min(first_day, now - window, now - max(PERIODS.values()))
    recent = [facts for facts in records if not was_over(facts, earliest)]
    spans: list[tuple[str, Span]] = [
        (facts.slug, span)
        for facts in sorted(recent, key=lambda facts: facts.started_at)
        for span in facts.spans.get(component.id, ())
    ]
    down = downtimes([span for _, span in spans], now)
    is_retired = component.retired is not None and component.retired <= now.astimezone(UTC).date()
    impaired_by = tuple(facts for facts in recent if component.id in facts.current)
    current = [facts.current[component.id] for facts in impaired_by]
    return ComponentHealth(
        component=component,
        status=ComponentStatus.OPERATIONAL if is_retired else worst_of(current),
        is_retired=is_retired,
        days=component_days(component, spans, down, now),
        uptime=uptime_between(component, down, first_day, now),
        uptimes={
            name: uptime_between(component, down, now - period, now) for name, period in PERIODS.items()
        },
        objective=None if is_retired else objective_of(component, down, window, now),
        incidents=tuple(records),
        impaired_by=impaired_by,
    )


def was_over(facts: IncidentFacts, moment: datetime) -> bool:
    """Whether the record was ended by an update before `moment`, as nearly all of a long history: found out quickly."""
    last = facts.incident.updates[-1]
    return last.at < moment and last.status in FINAL_STATUSES
