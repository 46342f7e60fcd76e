"""Calendar programs' libraries read every calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import ics
import pytest
from icalendar import Calendar
from tests.clients.feeds.conftest import Served
from tests.outputs.hostile import TITLES


def test_icalendar_reads_every_calendar(site: Served) -> None:
    """Each calendar is served as one, and its events have all that the format requires, in UTC."""
    paths = site.paths("maintenance.ics")
    assert "maintenance.ics" in paths
    for path in paths:
        data, kind = site.fetch(path)
        assert kind.startswith("text/calendar")
        calendar = Calendar.from_ical(data)
        assert calendar.errors == []
        assert {"VERSION", "PRODID"} <= set(calendar)
        for event in calendar.walk("VEVENT"):
            assert event.errors == []
            assert {"UID", "DTSTAMP", "SEQUENCE", "STATUS", "LAST-MODIFIED", "SUMMARY", "URL"} <= set(event)
            assert event["dtstart"].dt < event["dtend"].dt
            for name in ("dtstart", "dtend", "dtstamp", "last-modified", "created"):
                assert event[name].dt.tzinfo is not None
                assert event[name].to_ical().endswith(b"Z")
            assert event["url"].startswith(site.url)
        assert len({event["uid"] for event in calendar.walk("VEVENT")}) == len(calendar.walk("VEVENT"))


def test_ics_reads_every_calendar(site: Served) -> None:
    """A second library finds the events of the first: the same identities, windows and names."""
    for path in site.paths("maintenance.ics"):
        data, _ = site.fetch(path)
        first = Calendar.from_ical(data).walk("VEVENT")
        second = ics.Calendar(data.decode()).events
        assert {(event["uid"], event["dtstart"].dt, str(event["summary"])) for event in first} == {
            (event.uid, event.begin.datetime, event.name) for event in second
        }


@pytest.mark.parametrize("name", ["demonstration", "sub-path", "hostile"])
def test_each_maintenance_can_be_taken_alone(name: str, sites: Mapping[str, Served]) -> None:
    """A maintenance's own file holds the one event that the calendar of everything has for it."""
    site = sites[name]
    everything = {
        event.uid: event for event in ics.Calendar(site.fetch("maintenance.ics")[0].decode()).events
    }
    alone = [path for path in site.paths("maintenance.ics") if path.startswith("incidents/")]
    assert len(alone) == len(everything) > 0
    for path in alone:
        (event,) = ics.Calendar(site.fetch(path)[0].decode()).events
        assert event == everything[event.uid]


def test_demonstration_has_its_maintenance(sites: Mapping[str, Served]) -> None:
    """The calendar of the demonstration has the two windows that lie ahead, as its files write them."""
    events = ics.Calendar(sites["demonstration"].fetch("maintenance.ics")[0].decode()).events
    now = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
    ahead = sorted(
        (event.begin.datetime, event.end.datetime) for event in events if event.begin.datetime > now
    )
    assert ahead == [
        (datetime(2026, 11, 24, 5, tzinfo=UTC), datetime(2026, 11, 24, 6, tzinfo=UTC)),
        (datetime(2027, 1, 12, 4, tzinfo=UTC), datetime(2027, 1, 12, 6, 30, tzinfo=UTC)),
    ]


def test_hostile_titles_are_text(sites: Mapping[str, Served]) -> None:
    """A title is the name of an event, and never a property of it."""
    names = {
        event.name for event in ics.Calendar(sites["hostile"].fetch("maintenance.ics")[0].decode()).events
    }
    written = {" ".join(title.split()) for title in TITLES}
    assert names
    assert {name.removesuffix(' (Scarf & "Shop" <Status> ]]>)') for name in names} <= written
