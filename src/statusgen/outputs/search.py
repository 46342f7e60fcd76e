"""What the site's search knows of a record."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from msgspec import Struct

from statusgen.derive.facts import IncidentFacts
from statusgen.derive.view import View
from statusgen.outputs.paths import incident_path
from statusgen.outputs.words import Words

__all__ = ["FULL_TEXT_RECORDS", "SearchEntry", "is_searched_in_full", "search_entry"]

FULL_TEXT_RECORDS = 1000
"""Up to so many records the search knows every word; beyond, a browser could not load the index in time."""

_SHORT = 150


class SearchEntry(Struct, frozen=True, kw_only=True):
    """A page as the search of Material and of MkDocs knows it."""

    location: str
    title: str
    """HTML, like the text."""
    text: str


def is_searched_in_full(view: View) -> bool:
    """Whether the search knows every word of the records."""
    return len(view.records) <= FULL_TEXT_RECORDS


def search_entry(facts: IncidentFacts, texts: Sequence[str], view: View, words: Words) -> SearchEntry:
    """A record for the search; `texts` are the words of its updates, newest first.

    Where there are many records, the text of the newest update is enough, and only its beginning counts.
    """
    if is_searched_in_full(view):
        text = " ".join(texts)
    else:
        text = texts[0]
        if len(text) > _SHORT:
            text = text[:_SHORT].rsplit(" ", 1)[0]
    names = ", ".join([view.components[name].component.name for name in facts.worst])
    parts = [part for part in (names, words.impact(facts.impact), text) if part]
    return SearchEntry(
        location=incident_path(facts),
        title=escape(facts.incident.title),
        text="".join([f"<p>{escape(part, quote=False)}</p>" for part in parts]),
    )
