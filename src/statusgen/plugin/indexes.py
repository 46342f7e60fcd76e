"""What MkDocs lists of all pages, completed with the records that it does not know: sitemap and search."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from statusgen.derive.facts import IncidentFacts
from statusgen.outputs.pages.incident import last_modified
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.paths import incident_path
from statusgen.outputs.text import plain_text

__all__ = ["FULL_TEXT_RECORDS", "add_to_search", "with_addresses"]

FULL_TEXT_RECORDS = 1000
"""Up to so many records the search knows every word; beyond, a browser could not load the index in time."""

_SHORT = 150


def with_addresses(sitemap: str, site_url: str, records: Sequence[IncidentFacts]) -> str:
    """The sitemap with the addresses of `records`, newest first (https://www.sitemaps.org/protocol.html)."""
    entries = "".join(
        f"    <url>\n         <loc>{escape(site_url + incident_path(facts))}</loc>\n"
        f"         <lastmod>{last_modified(facts).isoformat()}</lastmod>\n    </url>\n"
        for facts in records
    )
    return sitemap.replace("</urlset>", f"{entries}</urlset>")


def add_to_search(config: MkDocsConfig, maker: PageMaker, records: Sequence[IncidentFacts]) -> None:
    """Adds `records` to the index of the search plugin, if there is one; to be called before it writes its file."""
    plugin: Any = config.plugins.get("material/search") or config.plugins.get("search")
    index = getattr(plugin, "search_index", None)
    if index is None:
        return
    is_full = len(maker.view.records) <= FULL_TEXT_RECORDS
    entries = index.entries if hasattr(index, "entries") else index._entries
    entries.extend(_entry(maker, facts, is_full=is_full) for facts in records)


def _entry(maker: PageMaker, facts: IncidentFacts, *, is_full: bool) -> dict[str, str]:
    """A record as the search of Material and of MkDocs knows pages: location, title and text, both HTML."""
    path = incident_path(facts)
    words = maker.templates.words
    names = [maker.component(name).name for name in facts.worst]
    texts = [
        plain_text(maker.text(facts, update, path)) for update in facts.updates[: None if is_full else 1]
    ]
    text = " ".join(texts)
    if not is_full and len(text) > _SHORT:
        text = text[:_SHORT].rsplit(" ", 1)[0]
    parts = [", ".join(names), words.impact(facts.impact), text]
    return {
        "location": path,
        "title": escape(facts.incident.title),
        "text": "".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part),
    }
