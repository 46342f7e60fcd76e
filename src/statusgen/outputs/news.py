"""What subscribers have been told, and when: every update and every postmortem at a second of its own.

Readers such as Slack's remember what they have shown: an entry is shown once, by its id, and one dated before
the newest that was shown never is. So an entry's id and date follow from the record alone. Where several news
have the same second, each takes the next free one, in the order of their keys. The seconds are handed out over the
whole record, oldest first: no later entry moves an earlier one, and an entry has the same date in every feed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from operator import itemgetter
from typing import TypeVar

from msgspec import Struct

from statusgen.derive.facts import IncidentFacts, UpdateFacts
from statusgen.derive.rollup import named_components
from statusgen.derive.view import View
from statusgen.model import Kind, Postmortem
from statusgen.outputs.paths import MAINTENANCE_FOLDER, component_path

__all__ = ["Chronicle", "News", "RecordNews"]

_SECOND = timedelta(seconds=1)

# Told at a moment: the update of a record that has this index, oldest first, or a postmortem (with a 0).
# A tuple and no object of its own, since there are as many as updates on the site.
_Row = tuple[datetime, IncidentFacts | Postmortem, int]
_Item = TypeVar("_Item")


class News(Struct, frozen=True, kw_only=True):
    """An update or a postmortem, and when subscribers are told of it."""

    key: str
    """Names it for ever; editing its text or title does not change it."""
    at: datetime
    """In UTC; no two news of a site share it."""
    subject: UpdateFacts | Postmortem
    records: Sequence[IncidentFacts]
    """The record of the update, or those that the postmortem explains."""
    components: Sequence[str]
    """The ids of all components that the records name."""


class RecordNews(Struct, frozen=True, kw_only=True):
    """A record with everything that subscribers have been told of it."""

    key: str
    """Names it for ever."""
    record: IncidentFacts
    news: Sequence[News]
    """Its updates and postmortems, newest first; at least one."""

    @property
    def at(self) -> datetime:
        """When subscribers were first told of it: a maintenance when it was announced."""
        return min(news.at for news in self.news if isinstance(news.subject, UpdateFacts))

    @property
    def changed_at(self) -> datetime:
        """When they were told last."""
        return self.news[0].at


class Chronicle:
    """Everything that subscribers have been told up to the view's moment.

    It is asked for the newest of each folder: the site's root (an empty path), the maintenances, and each component's
    page. A folder's name is where its feeds stand, relative to the site's root.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self.folders = (
            "",
            MAINTENANCE_FOLDER,
            *(component_path(c.component) for c in view.components.values()),
        )
        self._folders_of: dict[str, Sequence[str]] = {}
        self._told, self._moved = _at_own_seconds(_all_rows(view))
        # Of the others the time comes with a later build.
        del self._told[bisect_right(self._told, view.now, key=itemgetter(0)) :]

    def newest(self, size: int) -> Mapping[str, Sequence[News]]:
        """The newest `size` news of each folder, newest first."""
        found = _newest(reversed(self._told), self._row_folders, self.folders, size)
        return {folder: [self._news(row) for row in rows] for folder, rows in found.items()}

    def newest_records(self, size: int) -> Mapping[str, Sequence[RecordNews]]:
        """Of each folder the `size` records that subscribers were told of last, newest first."""
        begun = (
            told for _, told, index in reversed(self._told) if index == 0 and isinstance(told, IncidentFacts)
        )
        found = _newest(begun, self._record_folders, self.folders, size)
        wanted = {facts.slug: self._record_news(facts) for records in found.values() for facts in records}
        return {folder: [wanted[facts.slug] for facts in records] for folder, records in found.items()}

    def _row_folders(self, row: _Row) -> Iterable[str]:
        told = row[1]
        if isinstance(told, IncidentFacts):
            return self._record_folders(told)
        records = _explained(told, self._view)
        return {"", *(folder for facts in records for folder in self._record_folders(facts))}

    def _record_folders(self, facts: IncidentFacts) -> Sequence[str]:
        found = self._folders_of.get(facts.slug)
        if found is None:
            components = (
                component_path(self._view.components[name].component)
                for name in named_components(facts.incident)
            )
            maintenance = (MAINTENANCE_FOLDER,) if facts.kind is Kind.MAINTENANCE else ()
            found = self._folders_of[facts.slug] = ("", *maintenance, *components)
        return found

    def _news(self, row: _Row) -> News:
        at, told, index = row
        if isinstance(told, Postmortem):
            return self._postmortem_news(told, at)
        return _update_news(told, told.updates[-1 - index], at)

    def _postmortem_news(self, postmortem: Postmortem, at: datetime) -> News:
        records = _explained(postmortem, self._view)
        components = dict.fromkeys(name for facts in records for name in named_components(facts.incident))
        return News(
            key=_postmortem_key(postmortem),
            at=at,
            subject=postmortem,
            records=records,
            components=tuple(components),
        )

    def _record_news(self, facts: IncidentFacts) -> RecordNews:
        news = [
            _update_news(facts, update, self._moved.get(update.key, update.update.at))
            for update in facts.updates
        ]
        for postmortem in facts.postmortems:
            at = self._moved.get(_postmortem_key(postmortem), postmortem.published)
            news.append(self._postmortem_news(postmortem, at))
        told = [one for one in news if one.at <= self._view.now]
        return RecordNews(
            key=facts.slug, record=facts, news=sorted(told, key=lambda one: one.at, reverse=True)
        )


def _update_news(facts: IncidentFacts, update: UpdateFacts, at: datetime) -> News:
    return News(
        key=update.key,
        at=at,
        subject=update,
        records=(facts,),
        components=tuple(named_components(facts.incident)),
    )


def _all_rows(view: View) -> list[_Row]:
    rows: list[_Row] = [
        (update.at, facts, index)
        for facts in view.records
        for index, update in enumerate(facts.incident.updates)
        if update.at <= view.now
    ]
    rows += [(postmortem.published, postmortem, 0) for postmortem in view.postmortems]
    return rows


def _at_own_seconds(rows: list[_Row]) -> tuple[list[_Row], Mapping[str, datetime]]:
    """`rows`, oldest first, no two in one second; and the new moment of each that was moved, by its key."""
    rows.sort(key=itemgetter(0))
    moments = [row[0] for row in rows]
    # Only these are looked at more closely: among ten thousand records few share a moment.
    crowded = [index for index, (one, other) in enumerate(pairwise(moments), 1) if other < one + _SECOND]
    for moment in {moments[index] for index in crowded}:
        first, end = bisect_left(moments, moment), bisect_right(moments, moment)
        rows[first:end] = sorted(rows[first:end], key=_key)
    moved: dict[str, datetime] = {}
    for index in crowded:
        while index < len(rows) and rows[index][0] < (free := rows[index - 1][0] + _SECOND):
            rows[index] = (free, *rows[index][1:])
            moved[_key(rows[index])] = free
            index += 1
    return rows, moved


def _key(row: _Row) -> str:
    _, told, index = row
    return _postmortem_key(told) if isinstance(told, Postmortem) else told.updates[-1 - index].key


def _postmortem_key(postmortem: Postmortem) -> str:
    return f"postmortems/{postmortem.slug}"


def _explained(postmortem: Postmortem, view: View) -> Sequence[IncidentFacts]:
    """The records that `postmortem` explains, as far as they are published."""
    return [view.by_slug[slug] for slug in postmortem.incidents if slug in view.by_slug]


def _newest(
    items: Iterable[_Item],
    folders_of: Callable[[_Item], Iterable[str]],
    folders: Iterable[str],
    size: int,
) -> Mapping[str, Sequence[_Item]]:
    """For each of `folders` the first `size` of `items` that belong to it."""
    found: dict[str, list[_Item]] = {folder: [] for folder in folders}
    wanting = set(found)
    for item in items:
        for folder in folders_of(item):
            if folder in wanting:
                found[folder].append(item)
                if len(found[folder]) == size:
                    wanting.remove(folder)
        if not wanting:
            break
    return found
