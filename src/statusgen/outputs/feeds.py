"""RSS and Atom feeds, for the site and for each component: one entry for each update, the newest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from statusgen.derive.view import View
from statusgen.model import Site
from statusgen.outputs.feed_entries import FeedEntry, News, feed_entry, news_of
from statusgen.outputs.paths import component_path
from statusgen.outputs.words import Words, words_for

__all__ = ["NEWEST", "feed_files"]

NEWEST = 50
"""How many entries a feed holds at most."""

_TTL_MINUTES = 5
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated; the formats demand a time, and that of the build would differ each time."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry in any spelling (its production 2); texts may bring it in as `&#1;`."""


@dataclass(frozen=True, kw_only=True)
class _Feed:
    folder: str
    """Where it stands, relative to the site's root: empty, or a component's page, which it belongs to."""
    title: str
    subtitle: str
    news: Sequence[News]


def feed_files(view: View) -> dict[str, bytes]:
    """`feed.rss` and `feed.atom` of the site and of each component, by path relative to the site's root."""
    words = words_for(view.site.language)
    feeds = list(_feeds(view, words))
    wanted = {news.key: news for feed in feeds for news in feed.news}
    entries = {key: feed_entry(news, view, words) for key, news in wanted.items()}
    files: dict[str, bytes] = {}
    for feed in feeds:
        files |= _serialised(feed, [entries[news.key] for news in feed.news], view.site)
    return files


def _feeds(view: View, words: Words) -> Iterator[_Feed]:
    _, site = words.gettext, view.site
    news = news_of(view)
    yield _Feed(
        folder="",
        title=site.name,
        subtitle=_("Incidents, maintenance and notices: every update as it is published."),
        news=news[:NEWEST],
    )
    of_component: dict[str, list[News]] = {name: [] for name in view.components}
    for item in news:
        for name in item.components:
            if len(of_component[name]) < NEWEST:
                of_component[name].append(item)
    for name, health in view.components.items():
        names = {"site": site.name, "component": health.component.name}
        yield _Feed(
            folder=component_path(health.component),
            title=_("%(site)s: %(component)s") % names,
            subtitle=_("Every update that concerns %(component)s, as it is published.") % names,
            news=of_component[name],
        )


def _serialised(feed: _Feed, entries: Sequence[FeedEntry], site: Site) -> dict[str, bytes]:
    """The feed as RSS and as Atom, by path."""
    rss, atom = f"{feed.folder}feed.rss", f"{feed.folder}feed.atom"
    generator = _generator(feed, entries, site)
    page = {"href": site.url + feed.folder, "rel": "alternate", "type": "text/html"}

    def describe(path: str, kind: str) -> None:
        # The page comes last, because feedgen takes the last link for the one of the RSS channel.
        itself = {"href": site.url + path, "rel": "self", "type": f"application/{kind}+xml"}
        generator.link([itself, page], replace=True)

    describe(rss, "rss")
    files: dict[str, bytes] = {rss: generator.rss_str(pretty=True)}
    describe(atom, "atom")
    files[atom] = generator.atom_str(pretty=True)
    return files


def _generator(feed: _Feed, entries: Sequence[FeedEntry], site: Site) -> Any:
    # Late, because only a build needs it, and it loads lxml.
    from feedgen.feed import FeedGenerator

    generator = FeedGenerator()
    generator.load_extension("dc", atom=False, rss=True)
    # Two sites may have the same records, never the same address.
    generator.id(f"{site.url}{feed.folder}feed.atom")
    generator.title(_xml_text(feed.title))
    generator.subtitle(_xml_text(feed.subtitle))
    generator.author(name=_xml_text(site.name), uri=site.url)
    generator.language(site.language)
    generator.generator("statusgen")
    generator.ttl(_TTL_MINUTES)
    # Unless it is told, feedgen asks the clock, here and for each entry.
    generator.updated(entries[0].at if entries else _NEVER)
    for entry in entries:
        _add_entry(generator, entry, site)
    return generator


def _add_entry(generator: Any, entry: FeedEntry, site: Site) -> None:
    added = generator.add_entry(order="append")
    added.id(entry.id)
    added.title(_xml_text(entry.title))
    added.link(href=entry.url, rel="alternate", type="text/html")
    # Escaped and not CDATA, which a text could end. In RSS this becomes the description, whole: readers that know no
    # other element, chat programs among them, show everything.
    added.content(_xml_text(entry.html), type="html")
    added.published(entry.at)
    added.updated(entry.at)
    for category in entry.categories:
        added.category(term=_xml_text(category.term), label=_xml_text(category.label))
    # An RSS author must be a mail address; Dublin Core takes a name.
    added.dc.dc_creator(_xml_text(site.name))


def _xml_text(text: str) -> str:
    return _NOT_XML.sub("", text)
