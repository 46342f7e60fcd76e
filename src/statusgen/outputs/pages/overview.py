"""A page that lists records: what it shows is known before it is made, so that it need not be made again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from statusgen.content.links import page_path
from statusgen.derive.facts import IncidentFacts
from statusgen.model import Kind
from statusgen.outputs.file_group import Shown
from statusgen.outputs.pages.page import Page
from statusgen.outputs.phrases import iso

__all__ = ["Overview", "Shown", "shown_of"]


class Overview(Struct, frozen=True, kw_only=True):
    """A page that lists records, not made yet."""

    source: str
    """The markdown file that it stands for, relative to the content directory."""
    make: Callable[[], Page]
    records: Sequence[IncidentFacts] = ()
    """What it lists, and counts."""
    besides: Shown | None = None
    """What it shows besides; None if it tells of the moment of the build, and is always made anew."""

    @property
    def path(self) -> str:
        """Where it is published, relative to the site's root."""
        return page_path(self.source)


def shown_of(facts: IncidentFacts) -> Shown:
    """What any list says of a record."""
    has_window = facts.kind is Kind.MAINTENANCE and facts.is_open and facts.incident.ends is not None
    return (
        facts.slug,
        facts.incident.title,
        facts.kind.value,
        facts.status.value,
        facts.impact.value,
        iso(facts.started_at),
        iso(facts.told_at),
        # How long something has been open is not told: it would be wrong a minute later.
        facts.duration.total_seconds() if facts.duration is not None and not facts.is_open else None,
        iso(facts.incident.ends) if has_window and facts.incident.ends else None,
        tuple(f"{name} {status}" for name, status in facts.worst.items()),
        tuple((found.slug, found.title, iso(found.published)) for found in facts.postmortems),
    )
