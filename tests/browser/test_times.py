"""Times are the reader's own: in their zone, with an age, and with what is late called late."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser.small_sites import INCIDENT, MKDOCS, RESOLVED

pytestmark = pytest.mark.browser

WHEN = ".sg-when time"


@pytest.fixture
def incident_url(site_dir_of: Callable[..., Path], serve: Callable[..., str]) -> str:
    """The page of an open incident that began at 14:05 UTC."""
    return serve(site_dir_of({"mkdocs.yml": MKDOCS, **INCIDENT, **RESOLVED})) + "incidents/card-errors/"


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        pytest.param("Europe/Paris", "20 November 2026, 15:05 CET", id="another hour"),
        pytest.param("Asia/Kolkata", "20 November 2026, 19:35 GMT+5:30", id="half an hour"),
        pytest.param("Pacific/Kiritimati", "21 November 2026, 04:05 GMT+14", id="another day"),
        pytest.param("America/Los_Angeles", "20 November 2026, 06:05 GMT-8", id="earlier"),
        pytest.param("UTC", "20 November 2026, 14:05 UTC", id="the same"),
    ],
)
def test_time_is_shown_in_the_readers_zone(
    zone: str, shown: str, incident_url: str, open_page: Callable[..., Page]
) -> None:
    """Each time is told in the zone of the browser; its title keeps the time in UTC."""
    page = open_page(timezone_id=zone, locale="en-US")
    page.goto(incident_url)
    time = page.locator(WHEN).first
    assert time.inner_text() == shown
    assert time.get_attribute("title") == "2026-11-20 14:05 UTC"
    assert time.get_attribute("datetime") == "2026-11-20T14:05:00Z"


def test_without_scripts_times_are_in_utc(incident_url: str, open_page: Callable[..., Page]) -> None:
    """The HTML itself tells every time in UTC, and says so."""
    page = open_page(timezone_id="Europe/Paris", java_script_enabled=False)
    page.goto(incident_url)
    assert page.locator(WHEN).first.inner_text() == "20 November 2026, 14:05 UTC"


@pytest.mark.parametrize(
    ("now", "age"),
    [
        pytest.param("2026-11-20T14:06:00Z", "(1 minute ago)", id="a minute"),
        pytest.param("2026-11-20T14:35:00Z", "(30 minutes ago)", id="half an hour"),
        pytest.param("2026-11-20T17:05:00Z", "(3 hours ago)", id="hours"),
        pytest.param("2026-11-23T14:05:00Z", "(3 days ago)", id="days"),
        pytest.param("2026-12-20T14:05:00Z", "", id="so long ago that only the date matters"),
        pytest.param("2026-11-20T13:00:00Z", "", id="a clock that is late"),
    ],
)
def test_update_tells_its_age(now: str, age: str, incident_url: str, open_page: Callable[..., Page]) -> None:
    """Behind the time of an update stands how long ago that is."""
    page = open_page(timezone_id="UTC")
    page.clock.set_fixed_time(now)
    page.goto(incident_url)
    assert page.locator(".sg-update .sg-ago").first.inner_text().strip() == age


def test_age_grows_while_the_page_is_open(incident_url: str, open_page: Callable[..., Page]) -> None:
    """A page that stays open does not stand still."""
    page = open_page(timezone_id="UTC")
    page.clock.install(time="2026-11-20T14:07:00Z")
    page.goto(incident_url)
    page.clock.pause_at("2026-11-20T14:10:00Z")
    age = page.locator(".sg-update .sg-ago").first
    assert age.inner_text().strip() == "(5 minutes ago)"
    page.clock.run_for(10 * 60 * 1000)
    assert age.inner_text().strip() == "(15 minutes ago)"


def test_promise_that_was_not_kept_is_called_so(incident_url: str, open_page: Callable[..., Page]) -> None:
    """When the next update is due and has not come, the page says that it was due."""
    page = open_page(timezone_id="UTC")
    page.clock.install(time="2026-11-20T14:30:00Z")
    page.goto(incident_url)
    due = page.locator(".sg-next")
    assert due.inner_text() == "Next update by 14:35 UTC"
    page.clock.run_for(6 * 60 * 1000)
    assert due.inner_text() == "An update was due at 14:35 UTC"


def test_old_page_says_that_it_is_old(incident_url: str, open_page: Callable[..., Page]) -> None:
    """A page older than its promise says when it was built; a younger one says nothing."""
    page = open_page(timezone_id="UTC")
    page.clock.install(time="2026-11-20T17:27:00Z")
    page.goto(incident_url)
    notice = page.locator(".sg-stale")
    assert notice.is_hidden()
    page.clock.run_for(4 * 60 * 1000)
    assert notice.inner_text() == "This page is out of date: it was built 3 hours ago."


def test_front_page_says_that_it_is_old(incident_url: str, open_page: Callable[..., Page]) -> None:
    """The notice stands above the state, where nobody misses it."""
    page = open_page(timezone_id="UTC")
    page.clock.set_fixed_time("2026-11-22T14:30:00Z")
    page.goto(incident_url.removesuffix("incidents/card-errors/"))
    notice, state = page.locator(".sg-stale"), page.locator("#sg-state")
    assert notice.inner_text() == "This page is out of date: it was built 2 days ago."
    assert notice.bounding_box()["y"] < state.bounding_box()["y"]
