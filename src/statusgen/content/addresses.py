"""The addresses that a site publishes besides those of its files."""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["is_taken"]

# The URL contract's feeds, data files, badges and dated pages, and what MkDocs and its theme write.
_PUBLISHED = re.compile(
    r"history/\d{4}/(\d{2}/)?|insights/|history\.(rss|atom)|maintenance\.ics|alert-bar\.js(on)?"
    r"|(components/[^/]+/)?(feed\.(rss|atom|json)|badge\.svg)"
    r"|(api|assets)/.*|search/search_index\.json|404\.html|sitemap\.xml(\.gz)?"
)


def is_taken(path: str, pages: Collection[str]) -> bool:
    """Whether something is published at `path`, relative to the site's root; `pages` are those known by name."""
    return path.removesuffix("index.html") in pages or _PUBLISHED.fullmatch(path) is not None
