"""Which feeds there are: for everything, for maintenance alone, and for each component.

Each of these has the same five: RSS, Atom and JSON Feed with one entry for each update, and RSS and Atom with one
entry for each record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from statusgen.derive.view import View
from statusgen.outputs.feed_entries import EntryMaker, FeedEntry, portable
from statusgen.outputs.feed_xml import FeedHead, atom_document, atom_entry, rss_document, rss_item
from statusgen.outputs.history_entries import history_entry
from statusgen.outputs.json_feed import json_feed
from statusgen.outputs.news import Chronicle, News, RecordNews
from statusgen.outputs.paths import MAINTENANCE_FOLDER, component_path
from statusgen.outputs.words import Words, words_for

__all__ = ["NEWEST", "NEWEST_RECORDS", "feed_files"]

NEWEST = 50
"""How many updates a feed holds at most."""

NEWEST_RECORDS = 25
"""How many records a history feed holds at most: as many as Statuspage's."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated; the formats demand a time, and that of the build would differ each time."""

_Told = TypeVar("_Told", News, RecordNews)


@dataclass(frozen=True, kw_only=True)
class _Scope:
    """What a set of feeds is about."""

    folder: str
    """Where they stand, relative to the site's root."""
    page: str
    """The page that they belong to, likewise."""
    title: str
    subtitle: str


@dataclass(frozen=True, kw_only=True)
class _Written:
    """An entry, and itself in two formats: it stands in several feeds and is written once."""

    entry: FeedEntry
    rss: str
    atom: str


def feed_files(view: View) -> dict[str, bytes]:
    """All feeds, by path relative to the site's root."""
    words = words_for(view.site.language)
    chronicle, maker = Chronicle(view), EntryMaker(view, words)
    news, records = chronicle.newest(NEWEST), chronicle.newest_records(NEWEST_RECORDS)
    author = portable(view.site.name)
    updates = {key: _written(maker.entry(one), author) for key, one in _distinct(news).items()}
    histories = {key: _written(history_entry(one, maker), author) for key, one in _distinct(records).items()}
    files: dict[str, bytes] = {}
    for scope in _scopes(view, words):
        head = _head(scope, view)
        of_updates = [updates[one.key] for one in news[scope.folder]]
        files |= _feeds(head, scope, "feed", of_updates, view)
        address = f"{scope.folder}feed.json"
        files[address] = json_feed(head, view.site.url + address, [one.entry for one in of_updates])
        title = words.gettext("%(feed)s: history") % {"feed": head.title}
        subtitle = words.gettext("One entry for each incident, with all of its updates.")
        of_records = [histories[one.key] for one in records[scope.folder]]
        files |= _feeds(replace(head, title=title, subtitle=subtitle), scope, "history", of_records, view)
    return files


def _distinct(found: Mapping[str, Sequence[_Told]]) -> Mapping[str, _Told]:
    """What stands in any feed, by its key."""
    return {one.key: one for each in found.values() for one in each}


def _scopes(view: View, words: Words) -> Iterator[_Scope]:
    _, site = words.gettext, view.site
    yield _Scope(
        folder="",
        page="",
        title=site.name,
        subtitle=_("Incidents, maintenance and notices: every update as it is published."),
    )
    yield _Scope(
        folder=MAINTENANCE_FOLDER,
        page="",
        title=_("%(site)s: maintenance") % {"site": site.name},
        subtitle=_("Planned maintenance alone: every update as it is published."),
    )
    for health in view.components.values():
        names = {"site": site.name, "component": health.component.name}
        folder = component_path(health.component)
        yield _Scope(
            folder=folder,
            page=folder,
            title=_("%(site)s: %(component)s") % names,
            subtitle=_("Every update that concerns %(component)s, as it is published.") % names,
        )


def _head(scope: _Scope, view: View) -> FeedHead:
    return FeedHead(
        title=portable(scope.title),
        subtitle=portable(scope.subtitle),
        page=view.site.url + scope.page,
        author=portable(view.site.name),
        author_url=view.site.url,
        language=view.site.language,
        changed_at=_NEVER,
    )


def _written(entry: FeedEntry, author: str) -> _Written:
    return _Written(entry=entry, rss=rss_item(entry, author), atom=atom_entry(entry))


def _feeds(
    head: FeedHead, scope: _Scope, name: str, entries: Sequence[_Written], view: View
) -> Mapping[str, bytes]:
    """The feed as RSS and as Atom, by path."""
    head = replace(head, changed_at=max((one.entry.changed_at for one in entries), default=_NEVER))
    rss, atom = f"{scope.folder}{name}.rss", f"{scope.folder}{name}.atom"
    root = view.site.url
    return {
        rss: rss_document(head, root + rss, (one.rss for one in entries)),
        atom: atom_document(head, root + atom, (one.atom for one in entries)),
    }
