"""What a record's page shows besides what its own file says: while that stays equal, so does the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from statusgen.derive.facts import IncidentFacts
from statusgen.derive.rollup import named_components
from statusgen.outputs.pages.overview import Shown
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.phrases import iso
from statusgen.outputs.search import is_searched_in_full

__all__ = ["RecordDependencies", "is_settled", "record_dependencies"]


@dataclass(frozen=True, kw_only=True)
class RecordDependencies:
    """Everything but the record's own file, the settings, the words and the templates.

    Two builds in which these are equal, and the record's file is, make the same `RecordOutput`.
    """

    newer: tuple[str, str] | None
    """Slug and title of the record after it."""
    older: tuple[str, str] | None
    components: Sequence[tuple[str, str]]
    """Id and name of each component that the record names."""
    postmortems: Sequence[tuple[str, str, str, str]]
    """Slug, title, summary and publication of each that is published."""
    is_searched_in_full: bool
    """Whether the search knows all of its texts: that depends on how many records there are."""
    depends_on_now: bool
    """Whether another moment could make another page of it."""
    told_now: Shown
    """What follows from the record at this moment; empty if it is the same at every later one."""


def record_dependencies(maker: PageMaker, index: int) -> RecordDependencies:
    """What the page of the record `maker.view.records[index]` shows of everything else."""
    view = maker.view
    facts = view.records[index]
    settled = is_settled(facts)
    return RecordDependencies(
        newer=_neighbour(view.records[index - 1]) if index else None,
        older=_neighbour(view.records[index + 1]) if index + 1 < len(view.records) else None,
        components=tuple(
            (name, view.components[name].component.name) for name in named_components(facts.incident)
        ),
        postmortems=tuple(
            (found.slug, found.title, found.summary, iso(found.published)) for found in facts.postmortems
        ),
        is_searched_in_full=is_searched_in_full(view),
        depends_on_now=not settled,
        told_now=() if settled else _told_now(maker, facts),
    )


def is_settled(facts: IncidentFacts) -> bool:
    """Whether it will be told at every later moment as it is now: it is over, and nothing of it is held back."""
    return (
        not facts.is_open
        and facts.incident.updates[-1].at <= facts.now
        and all(postmortem.published <= facts.now for postmortem in facts.explained_by)
    )


def _neighbour(facts: IncidentFacts) -> tuple[str, str]:
    return facts.slug, facts.incident.title


def _told_now(maker: PageMaker, facts: IncidentFacts) -> Shown:
    due = facts.next_update_at
    window = maker.window(facts)
    return (
        len(facts.updates),
        facts.status.value,
        facts.impact.value,
        facts.is_open,
        # How long it has been open is not told, only that it is.
        bool(facts.duration) if facts.is_open else facts.duration and facts.duration.total_seconds(),
        tuple(f"{name} {status}" for name, status in facts.worst.items()),
        tuple(f"{name} {status}" for name, status in facts.current.items()),
        due and (iso(due), facts.is_update_overdue, due.date() == maker.view.now.date()),
        window and tuple(window.items()),
    )
