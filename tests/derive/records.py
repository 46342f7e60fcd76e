"""Records written as shortly as a table of tests needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from statusgen.derive.facts import IncidentFacts, incident_facts
from statusgen.derive.timeline import Span, component_spans
from statusgen.model import (
    Component,
    ComponentStatus,
    Impact,
    Incident,
    Kind,
    PostmortemPlan,
    Settings,
    Site,
    Update,
    UpdateStatus,
)

TODAY = date(2026, 11, 20)
MOMENTS = ("started", "detected", "starts", "ends", "next_update")
Statuses = Mapping[str, str]


def at(text: str) -> datetime:
    """`14:05` of 2026-11-20, or `11-19 14:05` of that year, or a whole date with its time; in UTC."""
    day, _, clock = text.rpartition(" ")
    full = {0: f"{TODAY}", 5: f"2026-{day}", 10: day}[len(day)]
    return datetime.fromisoformat(f"{full}T{clock}+00:00")


def statuses(text: str) -> dict[str, ComponentStatus]:
    """`checkout=major_outage api=operational` as a mapping."""
    pairs = (pair.split("=") for pair in text.split())
    return {name: ComponentStatus(value) for name, value in pairs}


def update(text: str) -> Update:
    """`identified 14:05 checkout=major_outage` or `resolved 11-19 14:05`: a status, a moment, the changes."""
    status, *rest = text.split()
    moment = [part for part in rest if "=" not in part]
    changes = [part for part in rest if "=" in part]
    return Update(
        status=UpdateStatus(status),
        at=at(" ".join(moment)),
        text="Text.",
        changes=statuses(" ".join(changes)),
    )


def record(
    components: str, *updates: str, kind: str = "incident", slug: str = "a", **fields: Any
) -> Incident:
    """A record that touches `components`; moments among the fields are written as `at` reads them."""
    values = {name: at(value) if name in MOMENTS else value for name, value in fields.items()}
    if "impact" in values:
        values["impact"] = Impact(values["impact"])
    if "postmortem" in values:
        values["postmortem"] = PostmortemPlan(values["postmortem"])
    return Incident(
        slug=slug,
        path=f"content/incidents/{slug}.md",
        title=slug,
        kind=Kind(kind),
        components=statuses(components),
        updates=tuple(update(text) for text in updates),
        **values,
    )


def maintenance(*updates: str, components: str = "checkout=under_maintenance", **fields: Any) -> Incident:
    """A maintenance, from 20:00 to 22:00 unless the fields say otherwise."""
    window = {"starts": "20:00", "ends": "22:00"}
    return record(components, *updates, kind="maintenance", **{**window, **fields})


def span_lines(spans: Iterable[Span]) -> list[str]:
    """Each span as `14:05-15:00 major_outage`; an end that has not come is left out."""
    return [f"{span.start:%H:%M}-{f'{span.end:%H:%M}' if span.end else ''} {span.status}" for span in spans]


def spans_of(incident: Incident, now: datetime) -> dict[str, list[str]]:
    """The spans of each component that the record impaired by `now`, as lines."""
    return {name: span_lines(spans) for name, spans in component_spans(incident, now).items()}


def facts_of(incident: Incident, now: datetime, settings: Settings | None = None) -> IncidentFacts:
    """The facts of a record that is published by `now`."""
    facts = incident_facts(incident, (), settings or Settings(), now)
    assert facts is not None
    return facts


def site_of(
    *incidents: Incident, components: Sequence[Component] = (), settings: Settings | None = None
) -> Site:
    """A site with these records; without `components`, with those that the records name."""
    names = dict.fromkeys(
        name
        for incident in incidents
        for names in (incident.components, *(update.changes for update in incident.updates))
        for name in names
    )
    return Site(
        name="Shop",
        url="https://status.example.com/",
        settings=settings or Settings(),
        components=tuple(components) or tuple(Component(id=name, name=name.title()) for name in names),
        incidents=tuple(sorted(incidents, key=lambda incident: (incident.updates[0].at, incident.slug))),
    )


def hours(count: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=count)


__all__ = [
    "TODAY",
    "UTC",
    "at",
    "facts_of",
    "hours",
    "maintenance",
    "record",
    "site_of",
    "span_lines",
    "spans_of",
    "statuses",
    "update",
]
