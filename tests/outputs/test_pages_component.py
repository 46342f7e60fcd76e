"""A component's page tells how it is, how it was, and what customers may expect."""

from __future__ import annotations

from msgspec.structs import replace
from tests.outputs.feed_sites import moment, record, site_of, update
from tests.outputs.page_sites import CHECKOUT, COMPONENTS, SHOP, has, parsed_pages

from statusgen.model import ComponentStatus, UpdateStatus
from statusgen.outputs.pages.component import NEWEST_INCIDENTS

STATE = f"//*[{has('sg-marks')}]//*[{has('sg-pill')}]"
BUDGET = f"//*[{has('sg-budget')}]"


def test_each_component_has_a_page() -> None:
    """Every component has a page, retired ones included."""
    pages = parsed_pages(SHOP)
    for component in COMPONENTS:
        assert pages[f"components/{component.id}/"].text("//h1") == component.name


def test_page_tells_the_state_and_four_periods() -> None:
    """The state now, and the uptime over a day, a week, a month and the bar's 90 days."""
    page = parsed_pages(SHOP)["components/checkout/"]
    assert page.text(STATE) == "Major outage"
    assert page.texts("//dl//dt") == ["24 hours", "7 days", "30 days", "90 days"]
    assert page.texts("//dl//dd") == ["98.99 %", "99.85 %", "99.96 %", "99.98 %"]


def test_retired_component_keeps_its_history_and_promises_nothing() -> None:
    """A retired component says since when; it has no bar and no objective, but its incidents."""
    page = parsed_pages(SHOP)["components/fax/"]
    assert page.text(STATE) == "Retired"
    assert "since 31 January 2026" in page.text(f"//*[{has('sg-marks')}]")
    assert page.all(f"//*[{has('sg-bar')}]") == []
    assert page.all(f"//li[{has('sg-record')}]//a/@href") == ["../../incidents/fax-jam/"]


def test_budget_left_is_told_in_time() -> None:
    """An objective is told as the outage that it allows, and what is left of it."""
    page = parsed_pages(site_of(components=(CHECKOUT,)))["components/checkout/"]
    section = page.text("//section[@aria-labelledby='objective']")
    assert "99.9 % uptime over 30 days: at most 43 minutes of major outage. Now: 100 %." in section
    assert page.text(BUDGET) == "43 minutes left"
    assert page.find("//meter").get("value") == "1.0000"


def test_missed_objective_says_by_how_much() -> None:
    """An overspent budget is said, in words and with the mark of an outage."""
    outage = record(
        "x",
        update("2026-11-18 08:00"),
        update("2026-11-18 10:00", UpdateStatus.RESOLVED),
        components={"checkout": ComponentStatus.MAJOR_OUTAGE},
    )
    page = parsed_pages(site_of(outage, components=(CHECKOUT,)))["components/checkout/"]
    assert page.text(BUDGET) == "missed by 1 hour 17 minutes"
    assert page.find("//meter").get("value") == "0.0000"


def test_component_without_an_objective_shows_none() -> None:
    """Nothing is promised that the settings do not promise."""
    page = parsed_pages(site_of(components=(replace(CHECKOUT, slo=None),)))["components/checkout/"]
    assert page.all("//meter") == []


def test_provider_is_linked() -> None:
    """Whoever reads about a provider's component finds the provider's own page."""
    page = parsed_pages(SHOP)["components/email/"]
    assert page.all("//header//a/@href") == ["https://status.letterbox.example/"]


def test_component_lists_its_own_records_only() -> None:
    """Records that name the component, newest first."""
    page = parsed_pages(SHOP)["components/search/"]
    assert page.all(f"//li[{has('sg-record')}]//a/@href") == ["../../incidents/slow-search/"]


def test_many_records_lead_to_the_history() -> None:
    """The newest are listed; how many more there are is said."""
    count = NEWEST_INCIDENTS + 3
    records = [
        record(
            f"r-{number}",
            update(f"2026-{number % 9 + 1:02}-{number % 27 + 1:02} 08:00", UpdateStatus.RESOLVED),
        )
        for number in range(count)
    ]
    page = parsed_pages(site_of(*records, components=(CHECKOUT,)))["components/checkout/"]
    assert len(page.all(f"//li[{has('sg-record')}]")) == NEWEST_INCIDENTS
    assert "3 older ones are in the history." in page.texts("//section/p")


def test_young_component_counts_from_its_first_day() -> None:
    """A figure for which nothing is counted is a dash, never 100 %."""
    tomorrow = replace(CHECKOUT, since=moment("2026-11-21").date(), slo=None)
    page = parsed_pages(site_of(components=(tomorrow,)))["components/checkout/"]
    assert set(page.texts("//dl//dd")) == {"–"}
