"""Times as the Statuspage v2 API writes them, and the times at which something last changed."""

from __future__ import annotations

from datetime import UTC, datetime

from statusgen.derive.components import ComponentHealth, was_over
from statusgen.derive.facts import IncidentFacts
from statusgen.derive.uptime import midnight
from statusgen.derive.view import View
from statusgen.model import Kind, UpdateStatus

__all__ = [
    "api_time",
    "component_changed_at",
    "page_changed_at",
    "record_changed_at",
    "recorded_since",
]

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""What clients read where nothing has happened yet: they demand a time, and that of the build would always differ."""
_NOT_BY_CLOCK = (UpdateStatus.SCHEDULED, UpdateStatus.CANCELED)


def api_time(moment: datetime) -> str:
    """`2026-11-20T14:05:00.000Z`: there are clients that refuse a time without fraction or zone."""
    if moment.tzinfo is not UTC:  # nearly all of the record's are, and converting costs more than the rest
        moment = moment.astimezone(UTC)
    day = (moment.year, moment.month, moment.day)
    time = (moment.hour, moment.minute, moment.second, moment.microsecond // 1000)
    # `isoformat` asks the zone for its offset, and takes twice as long; an f-string is no faster.
    return "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ" % (day + time)  # noqa: UP031


def recorded_since(view: View) -> datetime:
    """When the site's record begins: the first update of all."""
    return view.site.incidents[0].updates[0].at if view.site.incidents else _NEVER


def record_changed_at(facts: IncidentFacts) -> datetime:
    """When a record last changed: by an update, by its postmortem, or by the clock that follows its window."""
    changed = facts.told_at
    for postmortem in facts.postmortems:
        changed = max(changed, postmortem.published)
    if facts.kind is Kind.MAINTENANCE and facts.status not in _NOT_BY_CLOCK:
        changed = max(changed, facts.started_at, facts.ended_at or facts.started_at)
    return changed


def component_changed_at(health: ComponentHealth, since: datetime) -> datetime:
    """When a record last gave a component another status, or took it back; `since` if none ever did."""
    name, changed = health.component.id, since
    for facts in health.incidents:
        # Most records ended long before the newest one did, and need no closer look.
        if not was_over(facts, changed) and (facts.ended_at is None or facts.ended_at > changed):
            for span in facts.spans.get(name, ()):
                changed = max(changed, span.end or span.start)
    return changed


def page_changed_at(view: View) -> datetime:
    """When anything on the page last changed: a record, or the components by one more."""
    told = max((facts.told_at for facts in view.records), default=_NEVER)
    work = (record_changed_at(facts) for facts in view.records if facts.kind is Kind.MAINTENANCE)
    days = (health.component.since for health in view.components.values())
    added = (moment for day in days if day and (moment := midnight(day)) <= view.now)
    return max(told, *work, *added, *(postmortem.published for postmortem in view.postmortems[:1]), _NEVER)
