"""What a record's page shows besides what its own file says: while that stays equal, so does the page."""

from __future__ import annotations

from statusgen.derive.facts import IncidentFacts
from statusgen.outputs.pages.overview import Shown
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.phrases import iso

__all__ = ["record_dependencies"]


def record_dependencies(maker: PageMaker, index: int) -> Shown | None:
    """What the page of the record `maker.view.records[index]` shows of other files; None if it moves with time.

    Two builds in which this is equal, and the record's file is, make the same `RecordOutput`; the settings, the
    words, the templates, and whether the search knows all texts aside.
    """
    records = maker.view.records
    facts = records[index]
    if not _is_settled(facts):
        return None
    newer = records[index - 1] if index else None
    older = records[index + 1] if index + 1 < len(records) else None
    return (
        newer and (newer.slug, newer.incident.title),
        older and (older.slug, older.incident.title),
        *((found.slug, found.title, found.summary, iso(found.published)) for found in facts.explained_by),
    )


def _is_settled(facts: IncidentFacts) -> bool:
    """Whether it will be told at every later moment as it is now: it is over, and nothing of it is held back."""
    now = facts.now
    return (
        not facts.is_open
        and facts.incident.updates[-1].at <= now
        and (not facts.explained_by or all(postmortem.published <= now for postmortem in facts.explained_by))
    )
