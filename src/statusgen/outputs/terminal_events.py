"""Open incidents, maintenances and notices as sentences for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from statusgen.derive.facts import IncidentFacts
from statusgen.model import FINAL_STATUSES, ComponentStatus, Impact, Kind
from statusgen.outputs.phrases import Phrases
from statusgen.outputs.words import words_for

__all__ = [
    "clock_time",
    "incident_sentence",
    "is_overdue",
    "record_sentence",
    "short_length",
    "touched_phrase",
    "window_sentence",
]

_PHRASES = Phrases(words_for("en"))
"""The command line speaks English, whatever the language of the site."""


def clock_time(moment: datetime, now: datetime) -> str:
    """`14:50 UTC`, with the day where it is not that of `now`."""
    moment, now = moment.astimezone(UTC), now.astimezone(UTC)
    return f"{moment:%H:%M} UTC" if moment.date() == now.date() else f"{moment:%Y-%m-%d %H:%M} UTC"


def short_length(length: timedelta) -> str:
    """`12 min`, `3 h`, `2 days`: one unit, rounded down."""
    minutes = int(abs(length).total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 120:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} days"


def incident_sentence(facts: IncidentFacts, now: datetime) -> str:
    """`identified 12 min ago, next update due 14:50 UTC`."""
    newest = facts.latest.update
    since = newest.at
    for update in facts.updates:
        if update.update.status is not newest.status:
            break
        since = update.update.at
    parts = [f"{_word(newest.status)} {short_length(now - since)} ago"]
    if since != newest.at:
        parts.append(f"last update {short_length(now - newest.at)} ago")
    return ", ".join([*parts, *_due(facts, now)])


def _due(facts: IncidentFacts, now: datetime) -> list[str]:
    due = facts.next_update_at
    if due is None:
        return []
    if due >= now:
        return [f"next update due {clock_time(due, now)}"]
    return [f"next update overdue since {clock_time(due, now)}"]


def is_overdue(facts: IncidentFacts, now: datetime) -> bool:
    """Whether customers have waited longer for the next update than they were told."""
    return facts.next_update_at is not None and facts.next_update_at < now


def window_sentence(facts: IncidentFacts, now: datetime) -> str:
    """Of a maintenance or notice: `until 06:00 UTC, 25 min left`, or its window and how far it is away."""
    starts, ends = facts.started_at, facts.incident.ends
    if starts > now:
        when = _PHRASES.window(starts, ends) if ends else f"from {clock_time(starts, now)}"
        return f"{when}, in {short_length(starts - now)}"
    if ends is None:
        return f"posted {short_length(now - facts.told_at)} ago"
    if ends > now:
        return f"until {clock_time(ends, now)}, {short_length(ends - now)} left"
    return f"was to end {clock_time(ends, now)}, {short_length(now - ends)} ago"


def touched_phrase(touched: Mapping[str, ComponentStatus], names: Mapping[str, str]) -> str:
    """`Checkout: major outage, API: degraded performance`, the worst first."""
    ordered = sorted(touched.items(), key=lambda pair: -pair[1].severity)
    return ", ".join(f"{names.get(name, name)}: {_word(status)}" for name, status in ordered)


def record_sentence(facts: IncidentFacts, names: Mapping[str, str], now: datetime) -> str:
    """What the page will say: `“Checkout errors” is now identified, major impact; Checkout: major outage; …`."""
    parts = [f"“{facts.incident.title}” is now {_word(facts.status)}"]
    if facts.kind is Kind.INCIDENT and facts.status not in FINAL_STATUSES:
        parts[0] += f", {facts.impact.value} impact" if facts.impact is not Impact.NONE else ", no impact"
        parts += [touched_phrase(facts.current, names)] if facts.current else []
        parts += _due(facts, now)
    elif facts.kind is Kind.INCIDENT:
        parts[0] += f" after {_PHRASES.duration(facts.duration)}" if facts.duration is not None else ""
    elif facts.status not in FINAL_STATUSES:
        parts.append(window_sentence(facts, now))
    return "; ".join(parts)


def _word(status: str) -> str:
    return str(status).replace("_", " ")
