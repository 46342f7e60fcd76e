"""Which feeds there are: for everything, for maintenance alone, and for each component.

Each of these has the same five: RSS, Atom and JSON Feed with one entry for each update, and RSS and Atom with one
entry for each record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from statusgen.derive.view import View
from statusgen.model import Postmortem
from statusgen.outputs.feed_entries import EntryMaker, FeedEntry, portable
from statusgen.outputs.feed_xml import FeedHead, atom_document, atom_entry, rss_document, rss_item
from statusgen.outputs.file_group import FileGroup, Shown
from statusgen.outputs.history_entries import history_entry
from statusgen.outputs.json_feed import json_feed
from statusgen.outputs.news import Chronicle, News, RecordNews
from statusgen.outputs.paths import MAINTENANCE_FOLDER, component_path
from statusgen.outputs.phrases import iso
from statusgen.outputs.words import Words, words_for

__all__ = ["NEWEST", "NEWEST_RECORDS", "feed_files", "feed_groups"]

NEWEST = 50
"""How many updates a feed holds at most."""

NEWEST_RECORDS = 25
"""How many records a history feed holds at most: as many as Statuspage's."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated; the formats demand a time, and that of the build would differ each time."""


class _Scope(Struct, frozen=True, kw_only=True):
    """What a set of feeds is about."""

    folder: str
    """Where they stand, relative to the site's root."""
    page: str
    """The page that they belong to, likewise."""
    title: str
    subtitle: str


class _Written(Struct, frozen=True, kw_only=True):
    """An entry, and itself in two formats: it stands in several feeds and is written once."""

    entry: FeedEntry
    rss: str
    atom: str


def feed_files(view: View) -> dict[str, bytes]:
    """All feeds, by path relative to the site's root."""
    return {path: data for group in feed_groups(view) for path, data in group.make().items()}


def feed_groups(view: View) -> Iterator[FileGroup]:
    """The files of `feed_files`, not made yet: a group for each set of feeds."""
    words = words_for(view.site.language)
    chronicle, writer = Chronicle(view), _Writer(view, words)
    news, records = chronicle.newest(NEWEST), chronicle.newest_records(NEWEST_RECORDS)
    for scope in _scopes(view, words):
        told, of_records = news[scope.folder], records[scope.folder]
        yield FileGroup(
            name=f"feeds {scope.folder}",
            make=partial(writer.files, scope, told, of_records),
            sources=_sources(told, of_records),
            shows=(_shown_news(told), tuple((one.key, _shown_news(one.news)) for one in of_records)),
        )


def _shown_news(told: Sequence[News]) -> Shown:
    """What follows from when `told` are told, and not from the files in which they stand alone."""
    return tuple((one.key, iso(one.at), *(facts.impact.value for facts in one.records)) for one in told)


def _sources(told: Sequence[News], of_records: Sequence[RecordNews]) -> Sequence[str]:
    """The files in which all of it stands."""
    found: dict[str, None] = {}
    for one in (*told, *(one for record in of_records for one in record.news)):
        subject = one.subject
        found |= dict.fromkeys([facts.incident.path for facts in one.records])
        if isinstance(subject, Postmortem):
            found[subject.path] = None
    return tuple(found)


class _Writer:
    """Writes feeds: each entry once, though it stands in several, and only when one of them is asked for."""

    def __init__(self, view: View, words: Words) -> None:
        self.view = view
        self.words = words
        self.maker = EntryMaker(view, words)
        self.author = portable(view.site.name)
        self.updates: dict[str, _Written] = {}
        self.histories: dict[str, _Written] = {}

    def files(
        self, scope: _Scope, told: Sequence[News], of_records: Sequence[RecordNews]
    ) -> Mapping[str, bytes]:
        """The feeds of `scope`, by path."""
        view, words = self.view, self.words
        head = _head(scope, view)
        updates = [self.update(one) for one in told]
        address = f"{scope.folder}feed.json"
        title = words.gettext("%(feed)s: history") % {"feed": head.title}
        subtitle = words.gettext("One entry for each incident, with all of its updates.")
        histories = [self.history(one) for one in of_records]
        return {
            **_feeds(head, scope, "feed", updates, view),
            address: json_feed(head, view.site.url + address, [one.entry for one in updates]),
            **_feeds(replace(head, title=title, subtitle=subtitle), scope, "history", histories, view),
        }

    def update(self, news: News) -> _Written:
        """The entry of an update or a postmortem."""
        if news.key not in self.updates:
            self.updates[news.key] = _written(self.maker.entry(news), self.author)
        return self.updates[news.key]

    def history(self, told: RecordNews) -> _Written:
        """The entry of a record."""
        if told.key not in self.histories:
            self.histories[told.key] = _written(history_entry(told, self.maker), self.author)
        return self.histories[told.key]


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
