"""Maintenance starts and ends by the clock, between two builds, in the reader's browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser.small_sites import INCIDENT, MAINTENANCE, MKDOCS

pytestmark = pytest.mark.browser

HOUR = 60 * 60 * 1000


@pytest.fixture
def open_front(
    site_dir_of: Callable[..., Path], serve: Callable[..., str], open_page: Callable[..., Page]
) -> Callable[..., Page]:
    """Builds a site at 14:30 UTC, half an hour before the window, and opens it in a browser at the same time."""

    def open_it(*files: dict[str, str], path: str = "", at: str = "2026-11-20T14:30:00Z") -> Page:
        records = {name: text for file in files for name, text in file.items()}
        url = serve(site_dir_of({"mkdocs.yml": MKDOCS, **MAINTENANCE, **records}))
        page = open_page(timezone_id="UTC")
        page.clock.install(time=at)  # last of all: from now on it goes on
        page.goto(url + path)
        return page

    return open_it


def _state(page: Page) -> dict[str, object]:
    """What the front page says of the search, its group, and of all."""
    row = page.locator("[data-sg-component='search']")
    group = page.locator("details", has=row)
    return {
        "sentence": page.locator("#sg-state h1").inner_text(),
        "tone": page.locator("#sg-state").get_attribute("class").split("sg-tone-")[1],
        "row": row.locator(".sg-component-state [data-sg-word]").text_content(),
        "icon": row.locator(".sg-component-state use").get_attribute("xlink:href"),
        "group": group.locator("summary .sg-component-state [data-sg-word]").text_content(),
        "ahead": page.locator("#sg-ahead .sg-maintenance").count(),
        "under way": page.locator("#sg-under-way .sg-maintenance").count(),
    }


CALM = {
    "sentence": "All systems operational", "tone": "operational", "row": "Operational", "icon": "#sg-operational",
    "group": "Operational", "ahead": 1, "under way": 0,
}  # fmt: skip
DURING = {
    "sentence": "Under maintenance: Search", "tone": "maintenance", "row": "Under maintenance",
    "icon": "#sg-maintenance", "group": "Under maintenance", "ahead": 0, "under way": 1,
}  # fmt: skip


def test_maintenance_starts_and_ends_while_the_page_is_open(open_front: Callable[..., Page]) -> None:
    """At the start card, component, group and sentence change; at the end all is as it was, without the card."""
    page = open_front()
    assert _state(page) == CALM
    page.clock.run_for(HOUR * 0.6)
    assert _state(page) == DURING
    assert page.locator("#sg-under-way .sg-pill [data-sg-word]").inner_text() == "In progress"
    assert page.locator("#sg-under-way h2").is_visible()
    assert page.locator("#sg-ahead").is_hidden()
    page.clock.run_for(HOUR)
    assert _state(page) == {**CALM, "ahead": 0}
    assert page.locator("#sg-under-way").is_hidden()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("2026-11-20T14:57:00Z", CALM, id="minutes before"),
        pytest.param("2026-11-20T15:00:00Z", DURING, id="at the start"),
        pytest.param("2026-11-20T15:57:00Z", DURING, id="minutes before the end"),
        pytest.param("2026-11-20T16:00:00Z", {**CALM, "ahead": 0}, id="at the end"),
    ],
)
def test_page_that_is_opened_later_is_right_at_once(
    at: str, expected: dict[str, object], open_front: Callable[..., Page]
) -> None:
    """Whoever opens the page within the window of a maintenance sees it under way."""
    assert _state(open_front(at=at)) == expected


def test_build_and_browser_agree(
    site_dir_of: Callable[..., Path], serve: Callable[..., str], open_page: Callable[..., Page]
) -> None:
    """A page built within the window says what an older page says by the clock."""
    page = open_page(timezone_id="UTC", java_script_enabled=False)
    built = site_dir_of({"mkdocs.yml": MKDOCS, **MAINTENANCE}, now="2026-11-20 15:30 UTC")
    page.goto(serve(built))
    assert _state(page) == DURING


def test_worse_trouble_outlives_a_maintenance(open_front: Callable[..., Page]) -> None:
    """A maintenance never hides an outage of the same component, and its end does not end the outage."""
    outage = INCIDENT["content/incidents/card-errors.md"].replace("checkout: partial", "search: partial")
    page = open_front({"content/incidents/outage.md": outage})
    for hours in (0, 0.6, 1):
        page.clock.run_for(HOUR * hours)
        assert page.locator("#sg-state h1").inner_text() == "Partial outage: Search"
        assert page.locator("[data-sg-component='search'] [data-sg-word]").text_content() == "Partial outage"


def test_sentence_counts_what_is_under_maintenance(open_front: Callable[..., Page]) -> None:
    """In the browser the sentence has the same form as in a build."""
    text = MAINTENANCE["content/incidents/larger-database.md"]
    everything = text.replace("[search]", "[checkout, search, api]")
    page = open_front({"content/incidents/larger-database.md": everything}, at="2026-11-20T15:30:00Z")
    assert page.locator("#sg-state h1").inner_text() == "Under maintenance of all systems"


def test_page_of_a_maintenance_follows_the_clock(open_front: Callable[..., Page]) -> None:
    """The record's own page goes from scheduled over in progress to completed."""
    page = open_front(path="incidents/larger-database/")
    pill = page.locator(".sg-marks .sg-pill")
    assert pill.inner_text() == "Scheduled"
    page.clock.run_for(HOUR * 0.6)
    assert pill.inner_text() == "In progress"
    page.clock.run_for(HOUR)
    assert pill.inner_text() == "Completed"
    assert "sg-tone-operational" in pill.get_attribute("class").split()


def test_canceled_maintenance_does_not_start(open_front: Callable[..., Page]) -> None:
    """What an update has ended, no clock begins."""
    text = (
        MAINTENANCE["content/incidents/larger-database.md"]
        + "\n## Canceled - 2026-11-20 12:00 UTC\n\nNot today.\n"
    )
    page = open_front({"content/incidents/larger-database.md": text}, at="2026-11-20T15:30:00Z")
    assert _state(page) == {**CALM, "ahead": 0}


def test_maintenance_that_began_early_is_under_way(open_front: Callable[..., Page]) -> None:
    """An update may begin a maintenance before its window; it ends with the window."""
    text = (
        MAINTENANCE["content/incidents/larger-database.md"]
        + "\n## In progress - 2026-11-20 14:10 UTC\n\nEarly.\n"
    )
    page = open_front({"content/incidents/larger-database.md": text})
    assert _state(page) == DURING
    page.clock.run_for(HOUR * 2)
    assert _state(page) == {**CALM, "ahead": 0}


def test_notice_leaves_when_its_time_is_over(open_front: Callable[..., Page]) -> None:
    """A notice with an end is gone at that moment."""
    notice = (
        "---\ntitle: Postal strike\nkind: notice\ncomponents: []\nends: 2026-11-20 15:00 UTC\n---\n\n"
        "## Posted - 2026-11-20 09:00 UTC\n\nParcels wait.\n"
    )
    page = open_front({"content/incidents/strike.md": notice})
    assert page.locator(".sg-notice").is_visible()
    page.clock.run_for(HOUR)
    assert page.locator(".sg-notice").is_hidden()
