"""What templates print of a record, as plain values and marks that are made once for all pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup
from msgspec import Struct

from statusgen.derive.facts import IncidentFacts, StatusChange, UpdateFacts
from statusgen.derive.view import View
from statusgen.model import FINAL_STATUSES, ComponentStatus, Kind
from statusgen.outputs.paths import component_path
from statusgen.outputs.templates import Templates, tone_of_facts, tone_of_status

__all__ = [
    "Neighbour",
    "ShownRecord",
    "ShownUpdate",
    "impact_word",
    "shown_chips",
    "shown_record",
]


class ShownUpdate(Struct, frozen=True, kw_only=True):
    """An update on the page of its record."""

    anchor: str
    tone: str
    status: str
    """In words."""
    at: datetime
    text: Markup
    changes: Sequence[Markup]
    """A list item for each component whose status changed."""


class Neighbour(Struct, frozen=True, kw_only=True):
    """The record before or after another."""

    slug: str
    title: str


class ShownRecord(Struct, frozen=True, kw_only=True):
    """A record on its page."""

    tone: str
    marks: Markup
    """Its impact and its status."""
    title: str
    began: Markup
    """When it began; all of its window, if it is a maintenance."""
    duration: str
    """Empty if it is not known; up to now while the record is open."""
    chips: Markup
    """The list of its components."""
    updates: Sequence[ShownUpdate]
    """Newest first."""
    timeline: Markup
    """The same as list items."""
    older: Neighbour | None
    newer: Neighbour | None


def shown_record(
    index: int, texts: Sequence[Markup], view: View, templates: Templates, root: str
) -> ShownRecord:
    """The record `view.records[index]` on its page, from which `root` leads to the site's root.

    `texts` are those of its updates.
    """
    records = view.records
    facts = records[index]
    tone = tone_of_facts(facts)
    status = templates.words.status(facts.status)
    updates = [
        _shown_update(update, text, tone, view, templates)
        for update, text in zip(facts.updates, texts, strict=True)
    ]
    return ShownRecord(
        tone=tone,
        marks=templates.mark("marks", tone, impact_word(facts, templates), _status_tone(facts, tone), status),
        title=facts.incident.title,
        began=templates.part("window", facts)
        if facts.kind is Kind.MAINTENANCE
        else templates.time_tag(facts.started_at),
        duration=templates.phrases.duration(facts.duration) if facts.duration else "",
        chips=shown_chips(facts, view, templates, root),
        updates=updates,
        timeline=Markup("".join([_list_item(update, templates) for update in updates])),  # noqa: S704  # of HTML
        older=_neighbour(records[index + 1]) if index + 1 < len(records) else None,
        newer=_neighbour(records[index - 1]) if index else None,
    )


def _neighbour(facts: IncidentFacts) -> Neighbour:
    return Neighbour(slug=facts.slug, title=facts.incident.title)


def _shown_update(
    update: UpdateFacts, text: Markup, record_tone: str, view: View, templates: Templates
) -> ShownUpdate:
    told = update.update
    return ShownUpdate(
        anchor=update.anchor,
        tone="operational" if told.status in FINAL_STATUSES else record_tone,
        status=templates.words.status(told.status),
        at=told.at,
        text=text,
        changes=[_change(change, view, templates) for change in update.changes] if update.changes else (),
    )


def _list_item(update: ShownUpdate, templates: Templates) -> str:
    gaps = {"anchor": update.anchor, "time": templates.time_with_age(update.at), "text": update.text}
    if update.changes:
        gaps["changes"] = "".join(update.changes)
    return templates.form("update", tuple(gaps), update.tone, update.status).fill(gaps)


def _change(change: StatusChange, view: View, templates: Templates) -> Markup:
    name = view.components[change.component].component.name
    word = templates.words.status
    return templates.mark("change", tone_of_status(change.new), name, word(change.old), word(change.new))


def shown_chips(facts: IncidentFacts, view: View, templates: Templates, root: str) -> Markup:
    """The list of the components that a record names: at their worst once it is over, else as they are now."""
    found = []
    statuses = facts.worst
    if facts.is_open:
        statuses = {name: facts.current.get(name, ComponentStatus.OPERATIONAL) for name in statuses}
    for name, status in statuses.items():
        component = view.components[name].component
        state = "" if status is ComponentStatus.OPERATIONAL else templates.words.status(status)
        found.append(
            templates.mark(
                "chip", root + component_path(component), tone_of_status(status), component.name, state
            )
        )
    chips = templates.form("chips", ("items",)).fill({"items": "".join(found)}) if found else ""
    return Markup(chips)  # noqa: S704  # HTML fills it


def impact_word(facts: IncidentFacts, templates: Templates) -> str:
    """What a record did, in words; its kind, if it is no incident."""
    words = templates.words
    return words.impact(facts.impact) if facts.kind is Kind.INCIDENT else words.kind(facts.kind)


def _status_tone(facts: IncidentFacts, tone: str) -> str:
    return tone if facts.is_open or facts.kind is Kind.NOTICE else "operational"
