"""Feeds as JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from statusgen.outputs.feed_entries import FeedEntry
from statusgen.outputs.feed_xml import FeedHead
from statusgen.outputs.phrases import iso

__all__ = ["json_feed"]


def json_feed(head: FeedHead, address: str, entries: Sequence[FeedEntry]) -> bytes:
    """The feed at `address`."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": address,
        "description": head.subtitle,
        "language": head.language,
        "authors": [{"name": head.author, "url": head.author_url}],
        "items": [_item(entry) for entry in entries],
    }
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _item(entry: FeedEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "date_published": iso(entry.at),
        "tags": [category.label for category in entry.categories],
    }
