"""Feeds as RSS 2.0 and as Atom (RFC 4287).

Written as text, because an entry stands in several feeds: it is written once in each format, and a feed is a head and
entries. What comes from a site goes through `_escaped`, without exception.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape

from msgspec import Struct

from statusgen.outputs.feed_entries import FeedEntry
from statusgen.outputs.phrases import iso

__all__ = ["FeedHead", "atom_document", "atom_entry", "rss_document", "rss_item"]

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_TTL_MINUTES = 5
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


class FeedHead(Struct, frozen=True, kw_only=True):
    """What a feed says of itself; texts are `portable`."""

    title: str
    subtitle: str
    page: str
    """The address of the page that it belongs to."""
    author: str
    author_url: str
    language: str
    changed_at: datetime
    """When its newest entry was told or changed."""


def rss_document(head: FeedHead, address: str, items: Iterable[str]) -> bytes:
    """The feed at `address`, whose items were made by `rss_item`."""
    return f"""\
{_DECLARATION}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>{_escaped(head.title)}</title>
<link>{_escaped(head.page)}</link>
<description>{_escaped(head.subtitle)}</description>
<language>{_escaped(head.language)}</language>
<lastBuildDate>{_date(head.changed_at)}</lastBuildDate>
<ttl>{_TTL_MINUTES}</ttl>
<generator>statusgen</generator>
<atom:link rel="self" type="application/rss+xml" href="{_escaped(address)}"/>
{"".join(items)}</channel>
</rss>
""".encode()


def rss_item(entry: FeedEntry, author: str) -> str:
    """An entry of an RSS feed.

    Its content is the description, whole: readers that know no other element, chat programs among them, show
    everything. It is escaped and not CDATA, which a text could end.
    """
    categories = "".join(
        f"<category>{_escaped(category.label)}</category>\n" for category in entry.categories
    )
    # An RSS author must be a mail address; Dublin Core takes a name.
    return f"""\
<item>
<title>{_escaped(entry.title)}</title>
<link>{_escaped(entry.url)}</link>
<guid isPermaLink="false">{_escaped(entry.id)}</guid>
<pubDate>{_date(entry.at)}</pubDate>
<dc:creator>{_escaped(author)}</dc:creator>
{categories}<description>{_escaped(entry.html)}</description>
</item>
"""


def atom_document(head: FeedHead, address: str, entries: Iterable[str]) -> bytes:
    """The feed at `address`, whose entries were made by `atom_entry`.

    Its id is its address: two sites may have the same records, never the same address.
    """
    return f"""\
{_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_escaped(head.language)}">
<id>{_escaped(address)}</id>
<title>{_escaped(head.title)}</title>
<subtitle>{_escaped(head.subtitle)}</subtitle>
<updated>{iso(head.changed_at)}</updated>
<author><name>{_escaped(head.author)}</name><uri>{_escaped(head.author_url)}</uri></author>
<link rel="self" type="application/atom+xml" href="{_escaped(address)}"/>
<link rel="alternate" type="text/html" href="{_escaped(head.page)}"/>
<generator>statusgen</generator>
{"".join(entries)}</feed>
""".encode()


def atom_entry(entry: FeedEntry) -> str:
    """An entry of an Atom feed."""
    categories = "".join(
        f'<category term="{_escaped(category.term)}" label="{_escaped(category.label)}"/>\n'
        for category in entry.categories
    )
    return f"""\
<entry>
<id>{_escaped(entry.id)}</id>
<title>{_escaped(entry.title)}</title>
<published>{iso(entry.at)}</published>
<updated>{iso(entry.changed_at)}</updated>
<link rel="alternate" type="text/html" href="{_escaped(entry.url)}"/>
{categories}<content type="html">{_escaped(entry.html)}</content>
</entry>
"""


def _escaped(text: str) -> str:
    return escape(text)


def _date(moment: datetime) -> str:
    """`moment`, which is in UTC, as RFC 5322 has it; Python's own `email` takes long to import for this line."""
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{day}, {moment.day:02} {month} {moment.year:04} {moment.isoformat()[11:19]} +0000"
