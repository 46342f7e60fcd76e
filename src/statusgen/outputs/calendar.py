"""Maintenance as calendars (iCalendar, RFC 5545 and RFC 7986): all of it, that of a component, and each one by itself.

An event follows from its record alone. Its UID is made from the record's slug and the site's host, so that the
events of two sites can lie in one calendar. Its SEQUENCE counts the updates after the first: the record has no other
history, and each change that readers should know of is told by an update. For the same reason it was last modified
when the newest update was written. A maintenance that was called off stays, as cancelled, so that calendars that have
it strike it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from statusgen.derive.facts import IncidentFacts, stable_id
from statusgen.derive.rollup import named_components
from statusgen.derive.view import View
from statusgen.model import Kind, Site, UpdateStatus
from statusgen.outputs.feed_entries import EntryMaker, portable
from statusgen.outputs.file_group import FileGroup
from statusgen.outputs.paths import component_path, incident_path, maintenance_calendar_path
from statusgen.outputs.phrases import iso
from statusgen.outputs.text import plain_text
from statusgen.outputs.words import words_for

if TYPE_CHECKING:
    from icalendar import Calendar, Event

__all__ = ["NEWEST_MAINTENANCES", "calendar_files", "calendar_group"]

NEWEST_MAINTENANCES = 50
"""How many maintenances the calendars hold at most, those ahead and under way not counted."""

_REFRESH = timedelta(hours=1)
_PRODUCT = "-//statusgen//statusgen//EN"
_END = b"END:VCALENDAR\r\n"


def calendar_group(view: View) -> FileGroup:
    """The files of `calendar_files`, not made yet."""
    newest = _newest(view)
    shows = tuple(
        (facts.slug, facts.status.value, iso(facts.told_at), len(facts.updates), facts.is_open)
        for facts in newest
    )
    return FileGroup(
        name="calendars",
        make=lambda: calendar_files(view),
        sources=[facts.incident.path for facts in newest],
        shows=shows,
    )


def calendar_files(view: View) -> dict[str, bytes]:
    """`maintenance.ics` of the site, of each component and of each of the newest maintenances, by path."""
    words = words_for(view.site.language)
    maker = EntryMaker(view, words)
    newest = _newest(view)
    events = {facts.slug: _event(facts, maker).to_ical() for facts in newest}
    everything = words.gettext("%(site)s: maintenance") % {"site": view.site.name}
    files = {"maintenance.ics": _calendar(everything, "maintenance.ics", events.values(), view.site)}
    for health in view.components.values():
        names = {"site": view.site.name, "component": health.component.name}
        title = words.gettext("%(site)s: maintenance of %(component)s") % names
        path = f"{component_path(health.component)}maintenance.ics"
        touching = [
            events[facts.slug] for facts in newest if health.component.id in named_components(facts.incident)
        ]
        files[path] = _calendar(title, path, touching, view.site)
    bare = _bare()
    return files | {maintenance_calendar_path(facts): _filled(bare, [events[facts.slug]]) for facts in newest}


def _newest(view: View) -> Sequence[IncidentFacts]:
    """The maintenances of the calendars, the last to begin first."""
    planned = [facts for facts in view.records if facts.kind is Kind.MAINTENANCE and _has_window(facts)]
    over = [facts for facts in planned if not facts.is_open]
    kept = {facts.slug for facts in over[:NEWEST_MAINTENANCES]}
    return [facts for facts in planned if facts.is_open or facts.slug in kept]


def _has_window(facts: IncidentFacts) -> bool:
    return facts.incident.starts is not None and facts.incident.ends is not None


def _bare() -> Calendar:
    """A calendar that says nothing of itself, for a reader's own."""
    # Late, because only a build needs it.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("version", "2.0")
    # Without METHOD: what calendars send each other has an organizer, and as its DTSTAMP the time of sending.
    calendar.add("prodid", _PRODUCT)
    return calendar


def _calendar(title: str, path: str, events: Iterable[bytes], site: Site) -> bytes:
    """The calendar at `path`, to subscribe to."""
    from icalendar import vDuration

    calendar = _bare()
    calendar.add("uid", stable_id(f"calendar/{site.url}{path}").removeprefix("urn:uuid:"))
    for name in ("name", "x-wr-calname"):
        calendar.add(name, _line(title))
    # Outlook reads the second.
    calendar.add("refresh-interval", vDuration(_REFRESH), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    if site.url:
        calendar.add("url", site.url)
        calendar.add("source", site.url + path, {"VALUE": "URI"})
    return _filled(calendar, events)


def _filled(calendar: Calendar, events: Iterable[bytes]) -> bytes:
    """`calendar` with `events`, which are written already: each stands in several calendars."""
    return b"".join([calendar.to_ical().removesuffix(_END), *events, _END])


def _event(facts: IncidentFacts, maker: EntryMaker) -> Event:
    from icalendar import Event

    incident, site, words = facts.incident, maker.view.site, maker.words
    changed_at = facts.told_at
    names = {"title": incident.title, "site": site.name}
    event = Event()
    event.add("uid", _uid(facts, site))
    # In a calendar of many vendors the title alone would not say whose maintenance it is.
    event.add("summary", _line(words.gettext("%(title)s (%(site)s)") % names))
    event.add("dtstart", incident.starts)
    event.add("dtend", incident.ends)
    event.add("dtstamp", changed_at)
    event.add("created", facts.updates[-1].update.at)
    event.add("last-modified", changed_at)
    event.add("sequence", len(facts.updates) - 1)
    event.add("status", "CANCELLED" if facts.status is UpdateStatus.CANCELED else "CONFIRMED")
    # It is the provider who is busy then, not the reader.
    event.add("transp", "TRANSPARENT")
    event.add("categories", [words.kind(facts.kind)])
    event.add("description", portable("\n\n".join(_description(facts, maker))))
    if site.url:
        event.add("url", site.url + incident_path(facts))
    return event


def _description(facts: IncidentFacts, maker: EntryMaker) -> Sequence[str]:
    names = [maker.view.components[name].component.name for name in named_components(facts.incident)]
    url = maker.view.site.url + incident_path(facts)
    parts = [plain_text(maker.text(facts, facts.latest)), _line(maker.names_line(names)), url]
    return [part for part in parts if part]


def _uid(facts: IncidentFacts, site: Site) -> str:
    name = stable_id(facts.slug).removeprefix("urn:uuid:")
    host = urlsplit(site.url).hostname
    return f"{name}@{host}" if host else name


def _line(text: str) -> str:
    return " ".join(portable(text).split())
