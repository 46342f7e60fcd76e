"""What templates print of a record, as plain values and marks that are made once for all pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from statusgen.derive.facts import IncidentFacts, StatusChange, UpdateFacts
from statusgen.derive.view import View
from statusgen.model import FINAL_STATUSES, ComponentStatus, Kind
from statusgen.outputs.paths import component_path
from statusgen.outputs.templates import Templates, tone_of_facts, tone_of_status

__all__ = ["ShownRecord", "ShownRow", "ShownUpdate", "shown_chips", "shown_record", "shown_row"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownUpdate:
    """An update on the page of its record."""

    anchor: str
    tone: str
    icon: Markup
    status: str
    """In words."""
    time: Markup
    link_label: Markup
    text: Markup
    changes: Sequence[Markup]
    """A list item for each component whose status changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownRecord:
    """A record on its page."""

    tone: str
    marks: Markup
    """Its impact and its status."""
    chips: Sequence[Markup]
    """A list item for each component."""
    updates: Sequence[ShownUpdate]
    """Newest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownRow:
    """A record in a list."""

    slug: str
    title: str
    icon: Markup
    components: str
    """The ids of its components, for the filter."""
    impact: str
    """Its impact, or its kind if it is no incident, for the filter."""
    impact_word: str
    status_word: str
    duration: str
    """Empty while it is open, and where it is not known."""


def shown_record(
    facts: IncidentFacts, texts: Sequence[Markup], view: View, templates: Templates, root: str
) -> ShownRecord:
    """`facts` on its page; `texts` are those of its updates, `root` leads from the page to the site's root."""
    tone = tone_of_facts(facts)
    return ShownRecord(
        tone=tone,
        marks=templates.mark("impact", tone, _impact_word(facts, templates))
        + templates.mark("pill", _status_tone(facts, tone), templates.words.status(facts.status)),
        chips=shown_chips(facts, view, templates, root),
        updates=[
            _shown_update(update, text, tone, view, templates)
            for update, text in zip(facts.updates, texts, strict=True)
        ],
    )


def _shown_update(
    update: UpdateFacts, text: Markup, record_tone: str, view: View, templates: Templates
) -> ShownUpdate:
    told = update.update
    tone = "operational" if told.status in FINAL_STATUSES else record_tone
    status = templates.words.status(told.status)
    return ShownUpdate(
        anchor=update.anchor,
        tone=tone,
        icon=templates.mark("icon", tone),
        status=status,
        time=templates.time_with_age(told.at),
        link_label=templates.mark("link_label", status),
        text=text,
        changes=[_change(change, view, templates) for change in update.changes] if update.changes else (),
    )


def _change(change: StatusChange, view: View, templates: Templates) -> Markup:
    name = view.components[change.component].component.name
    word = templates.words.status
    return templates.mark("change", tone_of_status(change.new), name, word(change.old), word(change.new))


def shown_chips(facts: IncidentFacts, view: View, templates: Templates, root: str) -> Sequence[Markup]:
    """A list item for each component that a record names: at its worst once the record is over, else as it is now."""
    found = []
    for name, worst in facts.worst.items():
        status = facts.current.get(name, ComponentStatus.OPERATIONAL) if facts.is_open else worst
        component = view.components[name].component
        state = "" if status is ComponentStatus.OPERATIONAL else templates.words.status(status)
        found.append(
            templates.mark(
                "chip", root + component_path(component), tone_of_status(status), component.name, state
            )
        )
    return found


def shown_row(facts: IncidentFacts, templates: Templates) -> ShownRow:
    """`facts` in a list."""
    return ShownRow(
        slug=facts.slug,
        title=facts.incident.title,
        icon=templates.mark("icon", tone_of_facts(facts)),
        components=" ".join(facts.worst),
        impact=facts.impact.value if facts.kind is Kind.INCIDENT else facts.kind.value,
        impact_word=_impact_word(facts, templates),
        status_word=templates.words.status(facts.status),
        duration=templates.phrases.duration(facts.duration) if facts.duration and not facts.is_open else "",
    )


def _impact_word(facts: IncidentFacts, templates: Templates) -> str:
    words = templates.words
    return words.impact(facts.impact) if facts.kind is Kind.INCIDENT else words.kind(facts.kind)


def _status_tone(facts: IncidentFacts, tone: str) -> str:
    return tone if facts.is_open or facts.kind is Kind.NOTICE else "operational"
