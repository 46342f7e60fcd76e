"""Takes apart what MkDocs has written: what follows from the settings alone, and where the record has its part."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from html import escape
from pathlib import Path

from statusgen.model import Postmortem
from statusgen.publishing.shell import SearchIndex, Sitemap

__all__ = ["own_sitemap", "searched_text", "taken_index"]

_ENTRY = re.compile(r"\s*<url>.*?</url>", re.DOTALL)
_LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>", re.DOTALL)


def own_sitemap(xml: str, generated: Collection[str]) -> Sitemap | None:
    """The sitemap without the addresses `generated`; None if it is none that could be completed."""
    end = xml.rfind("</urlset>")
    if end < 0:
        return None

    def kept(match: re.Match[str]) -> str:
        location = _LOCATION.search(match[0])
        return "" if location and location[1] in generated else match[0]

    head = _ENTRY.sub(kept, xml[:end])
    return Sitemap(head=head if head.endswith("\n") else f"{head}\n", tail=xml[end:])


def taken_index(file: Path) -> SearchIndex | None:
    """The search index in `file`, which is removed; None if there is none that could be completed."""
    try:
        index = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None
    # An index that was made beforehand knows what it knows.
    if not isinstance(index, dict) or set(index) != {"config", "docs"}:
        return None
    file.unlink()
    config, entries = (
        json.dumps(index[key], ensure_ascii=False, separators=(",", ":")) for key in ("config", "docs")
    )
    return SearchIndex(config=config, entries=entries[1:-1])


def searched_text(postmortem: Postmortem, body: str) -> str:
    """What the search knows of a postmortem: all that its file says, as HTML."""
    factors = "".join(f"<li>{escape(factor)}</li>" for factor in postmortem.contributing_factors)
    actions = "".join(f"<li>{escape(action.title)}</li>" for action in postmortem.actions)
    return (
        f"<h1>{escape(postmortem.title)}</h1><p>{escape(postmortem.summary)}</p><ul>{factors}</ul>"
        f"{body}<ul>{actions}</ul>"
    )
