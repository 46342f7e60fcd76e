"""The calendars: which there are, and what an event tells the programs that keep it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar, Event
from msgspec.structs import replace
from tests.outputs.feed_sites import ERRORS, NOW, STRIKE, UPGRADE, URL, moment, record, site_of, update

from statusgen.derive.view import view_of
from statusgen.model import ComponentStatus, Incident, Kind, Site, UpdateStatus
from statusgen.outputs.calendar import NEWEST_MAINTENANCES, calendar_files

SITE = site_of(STRIKE, UPGRADE, ERRORS)


def files_of(site: Site, now: datetime = NOW) -> Mapping[str, bytes]:
    """The calendars of `site`, by path."""
    return calendar_files(view_of(site, now))


def calendar_at(path: str, site: Site = SITE, now: datetime = NOW) -> Calendar:
    """The calendar at `path`, as icalendar reads it."""
    return Calendar.from_ical(files_of(site, now)[path])


def events_of(site: Site, path: str = "maintenance.ics", now: datetime = NOW) -> Sequence[Event]:
    """The events of the calendar at `path`, in its order."""
    return calendar_at(path, site, now).walk("VEVENT")


def window(slug: str, starts: datetime, **fields: object) -> Incident:
    """A maintenance of an hour, announced a week ahead."""
    told = update(f"{starts - timedelta(days=7):%Y-%m-%d %H:%M}", UpdateStatus.SCHEDULED)
    return replace(
        UPGRADE, slug=slug, updates=(told,), starts=starts, ends=starts + timedelta(hours=1), **fields
    )


def called_off(*, at: str = "2026-11-20 09:00") -> Incident:
    """The upgrade, canceled."""
    return replace(UPGRADE, updates=(*UPGRADE.updates, update(at, UpdateStatus.CANCELED, "Not now.")))


def test_site_components_and_each_maintenance_have_a_calendar() -> None:
    """There is one calendar for everything, one for each component, and one for each maintenance by itself."""
    assert set(files_of(SITE)) == {
        "maintenance.ics",
        "components/checkout/maintenance.ics",
        "components/api/maintenance.ics",
        "components/fax/maintenance.ics",
        "incidents/upgrade/maintenance.ics",
    }


def test_event_tells_the_maintenance() -> None:
    """An event has its window in UTC, whose maintenance it is, what is said of it, and where more stands."""
    (event,) = events_of(SITE)
    assert event["summary"] == "Database upgrade (Scarf Shop Status)"
    assert event["dtstart"].to_ical() == b"20261124T050000Z"
    assert event["dtend"].to_ical() == b"20261124T063000Z"
    assert event["url"] == f"{URL}incidents/upgrade/"
    assert event["description"] == (
        f"We look into it.\n\nComponents: Checkout and API\n\n{URL}incidents/upgrade/"
    )
    assert event["transp"] == "TRANSPARENT"
    assert event["categories"].to_ical() == b"Maintenance"


def test_event_was_modified_when_the_newest_update_was_written() -> None:
    """An event's times are those of its updates, and never that of the build."""
    told = update("2026-11-19 08:00", UpdateStatus.SCHEDULED, "It stays as planned.")
    (event,) = events_of(site_of(replace(UPGRADE, updates=(*UPGRADE.updates, told))))
    assert event["created"].dt == moment("2026-11-17 09:00")
    assert event["last-modified"].dt == event["dtstamp"].dt == moment("2026-11-19 08:00")


def test_same_event_in_every_calendar() -> None:
    """A maintenance is the same event wherever it stands, so that a program that has two calendars shows it once."""
    files = files_of(SITE)
    events = {
        file[file.index(b"BEGIN:VEVENT") : file.index(b"END:VEVENT")]
        for path, file in files.items()
        if "fax" not in path
    }
    assert len(events) == 1


@pytest.mark.parametrize(
    ("change", "value"),
    [
        pytest.param("title", "Another title", id="title"),
        pytest.param("starts", moment("2026-11-24 03:00"), id="window"),
        pytest.param("components", {}, id="components"),
    ],
)
def test_uid_is_that_of_the_record(change: str, value: object) -> None:
    """An edit of whatever kind changes an event and makes no second one."""
    (before,) = events_of(SITE)
    (after,) = events_of(site_of(replace(UPGRADE, **{change: value})))
    assert after["uid"] == before["uid"]


def test_uid_is_that_of_the_site() -> None:
    """Two sites may have records of one name, and a reader both in one calendar."""
    (ours,), (theirs,) = events_of(SITE), events_of(replace(SITE, url="https://status.example.org/"))
    assert ours["uid"].endswith("@status.example.com")
    assert ours["uid"] != theirs["uid"]


def test_sequence_grows_with_each_update() -> None:
    """Each update is a new revision of the event; an announcement alone is the first."""
    later = [
        update("2026-11-18 09:00", UpdateStatus.SCHEDULED, "An hour later."),
        update("2026-11-20 14:00", UpdateStatus.IN_PROGRESS),
    ]
    sequences = [
        events_of(site_of(replace(UPGRADE, updates=(*UPGRADE.updates, *later[:count]))))[0]["sequence"]
        for count in range(3)
    ]
    assert sequences == [0, 1, 2]


def test_future_update_is_no_revision() -> None:
    """An update counts from its time on."""
    site = site_of(called_off(at="2026-11-20 14:31"))
    assert [events_of(site, now=NOW + timedelta(minutes=wait))[0]["sequence"] for wait in (0, 1)] == [0, 1]


def test_canceled_maintenance_is_struck_out() -> None:
    """What was called off stays in the calendar as cancelled, with a higher revision."""
    (event,) = events_of(site_of(called_off()))
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)
    assert events_of(SITE)[0]["status"] == "CONFIRMED"


def test_calendar_of_a_component_has_its_own() -> None:
    """A component's calendar has the maintenance that names it; that of one that is never touched is empty."""
    lone = window("lone", moment("2026-11-25 05:00"), components={"api": ComponentStatus.UNDER_MAINTENANCE})
    site = site_of(UPGRADE, lone)
    counts = {
        name: len(events_of(site, f"components/{name}/maintenance.ics"))
        for name in ("api", "checkout", "fax")
    }
    assert counts == {"api": 2, "checkout": 1, "fax": 0}


def test_incidents_and_notices_are_no_events() -> None:
    """A calendar has what is planned."""
    assert [event["url"] for event in events_of(SITE)] == [f"{URL}incidents/upgrade/"]


def test_newest_fifty_and_all_that_are_ahead() -> None:
    """A calendar holds everything that is not over, and the newest 50 that are."""
    start = moment("2026-01-01 05:00")
    over = [window(f"over-{day}", start + timedelta(days=day)) for day in range(NEWEST_MAINTENANCES + 5)]
    ahead = [
        replace(window(f"ahead-{day}", NOW + timedelta(days=day)), updates=UPGRADE.updates)
        for day in range(1, 61)
    ]
    paths = [event["url"].removeprefix(f"{URL}incidents/") for event in events_of(site_of(*over, *ahead))]
    assert len(paths) == 50 + 60
    assert not {f"over-{day}/" for day in range(5)} & set(paths)


def test_calendar_says_what_it_is_and_when_to_come_again() -> None:
    """A calendar has a name, an address, and an interval at which to look for changes."""
    calendar = calendar_at("components/checkout/maintenance.ics")
    assert calendar["version"] == "2.0"
    assert calendar["prodid"] == "-//statusgen//statusgen//EN"
    assert calendar["name"] == calendar["x-wr-calname"] == "Scarf Shop Status: maintenance of Checkout"
    assert calendar["refresh-interval"].to_ical() == b"PT1H"
    assert calendar["refresh-interval"].params["VALUE"] == "DURATION"
    assert calendar["x-published-ttl"] == "PT1H"
    assert calendar["source"] == f"{URL}components/checkout/maintenance.ics"
    assert calendar["url"] == URL


def test_calendars_are_the_same_bytes_while_nothing_changes() -> None:
    """The time of the build is nowhere in a calendar."""
    assert files_of(SITE) == files_of(SITE, NOW + timedelta(days=1, microseconds=7))


@pytest.mark.parametrize("site", [site_of(), site_of(components=()), site_of(ERRORS)])
def test_site_without_maintenance_has_an_empty_calendar(site: Site) -> None:
    """There is a calendar to subscribe to before anything is planned."""
    assert events_of(site) == []


def test_site_that_does_not_know_its_address_has_calendars() -> None:
    """Without an address an event has no link, and still its identity."""
    (event,) = events_of(replace(SITE, url=""))
    assert "url" not in event
    assert event["uid"]


def test_title_cannot_add_a_property() -> None:
    """A title with line breaks and separators is one line of text."""
    title = "Up\r\nSTATUS:CANCELLED\nBEGIN:VALARM; a\\,b \x07\N{LINE SEPARATOR}c"
    (event,) = events_of(site_of(replace(UPGRADE, title=title)))
    assert event["summary"] == "Up STATUS:CANCELLED BEGIN:VALARM; a\\,b c (Scarf Shop Status)"
    assert event["status"] == "CONFIRMED"
    assert event.subcomponents == []


def test_lines_are_folded_between_characters() -> None:
    """No line is longer than 75 octets, and none ends within a character."""
    site = site_of(replace(UPGRADE, title="Größe \N{FIRE} 日本語 " * 20))
    lines = files_of(site)["maintenance.ics"].split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)


def test_record_without_a_window_is_left_out() -> None:
    """A maintenance of which the window is unknown has no place in a calendar."""
    unknown = record("unknown", update("2026-11-17 09:00", UpdateStatus.SCHEDULED), kind=Kind.MAINTENANCE)
    assert "incidents/unknown/maintenance.ics" not in files_of(site_of(unknown))
    assert events_of(site_of(unknown)) == []
