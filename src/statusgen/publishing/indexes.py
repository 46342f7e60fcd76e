"""The two lists of all pages, sitemap and search index: what MkDocs knows, completed with what it does not."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import date
from html import escape

import msgspec

from statusgen.outputs.pages.page import Page
from statusgen.outputs.search import SearchEntry
from statusgen.publishing.shell import SearchIndex, Sitemap

__all__ = ["entry_json", "page_entry", "search_index", "sitemap_files"]


def page_entry(page: Page) -> str:
    """The entry of a generated page that is no record's: its title and description."""
    text = f"<p>{escape(page.description, quote=False)}</p>"
    return entry_json(SearchEntry(location=page.path, title=escape(page.title), text=text))


def entry_json(entry: SearchEntry) -> str:
    """`entry` as it stands in the index."""
    return msgspec.json.encode(entry).decode()


def search_index(index: SearchIndex, entries: Iterable[str]) -> bytes:
    """The file search/search_index.json with `entries` beside those of MkDocs."""
    docs = ",".join(entry for entry in (index.entries, *entries) if entry)
    return f'{{"config":{index.config},"docs":[{docs}]}}'.encode()


def sitemap_files(sitemap: Sitemap, site_url: str, pages: Iterable[tuple[str, date]]) -> dict[str, bytes]:
    """The sitemap and its compressed form, with `pages`: the path of each, and when it last changed."""
    entries = "".join(
        f"    <url>\n         <loc>{escape(site_url + path)}</loc>\n"
        f"         <lastmod>{day.isoformat()}</lastmod>\n    </url>\n"
        for path, day in pages
    )
    xml = f"{sitemap.head}{entries}{sitemap.tail}".encode()
    # Without a time of its own, so that the same pages make the same bytes.
    return {"sitemap.xml": xml, "sitemap.xml.gz": gzip.compress(xml, 6, mtime=0)}
