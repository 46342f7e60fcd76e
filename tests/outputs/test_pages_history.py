"""The history keeps every record, by year, month and day."""

from __future__ import annotations

import pytest
from tests.outputs.feed_sites import moment, record, site_of, update
from tests.outputs.page_sites import COMPONENTS, NOTICE, SHOP, has, parsed_pages

RECORDS = f"//li[{has('sg-record')}]"


def test_every_record_stands_in_the_month_in_which_it_began() -> None:
    """No record is missing from the pages of the months, and none stands twice."""
    pages = parsed_pages(SHOP)
    months = [path for path in pages if path.startswith("history/") and path.count("/") == 3]
    found = [link for path in months for link in pages[path].all(f"{RECORDS}//a/@href")]
    assert sorted(found) == sorted(f"../../../incidents/{incident.slug}/" for incident in SHOP.incidents)
    assert sorted(months) == ["history/2025/06/", "history/2026/11/"]


def test_front_of_the_history_has_the_newest_months_and_links_to_all() -> None:
    """Past months are listed newest first; every year and month is a link away."""
    page = parsed_pages(SHOP)["history/"]
    assert page.texts("//section[@data-sg-filtered]/h2") == [
        "November 2026 2 incidents, 1 maintenance",
        "June 2025 1 incident",
    ]
    years = "//section[@aria-labelledby='years']//a/@href"
    assert page.all(years) == [
        "../history/2026/",
        "../history/2026/11/",
        "../history/2025/",
        "../history/2025/06/",
    ]


def test_month_ahead_waits_for_its_turn() -> None:
    """A maintenance of a later month is not listed among the newest months, but linked."""
    later = record("later", update("2026-12-24 08:00"), started=moment("2026-12-24 08:00"))
    page = parsed_pages(site_of(later, NOTICE, components=COMPONENTS), moment("2026-12-25 08:00"))["history/"]
    assert len(page.all("//section[@data-sg-filtered]")) == 2


@pytest.mark.parametrize(("year", "days"), [(2024, 366), (2025, 365)])
def test_calendar_has_every_day_of_the_year(year: int, days: int) -> None:
    """The picture of a year has a square for each day, and words for those who do not see it."""
    site = site_of(
        record("x", update(f"{year}-02-29 08:00" if days == 366 else f"{year}-02-28 08:00")),
        components=COMPONENTS,
    )
    page = parsed_pages(site)[f"history/{year}/"]
    assert len(page.all("//figure//rect")) == days
    assert len(page.all("//figure//rect[contains(@class, 'sg-tone-')]")) == 1
    # Nothing is said of the days before the record begins.
    assert len(page.all(f"//figure//rect[{has('sg-blank')}]")) == (59 if days == 366 else 0)
    assert page.find("//svg[@role='img']").get("aria-label").startswith(f"The days of {year}")
    assert page.all("//table//tbody/tr/td[1]/a/@href") == [
        f"../../history/{year}/02/#day-{year}-02-{29 if days == 366 else 28}"
    ]


def test_calendar_link_leads_to_the_day() -> None:
    """The table of a year links to places that the months' pages have."""
    pages = parsed_pages(SHOP)
    for link in pages["history/2026/"].all("//table//a/@href"):
        path, _, fragment = link.removeprefix("../../").partition("#")
        assert pages[path].all(f"//*[@id='{fragment}']")


def test_months_lead_to_their_neighbours() -> None:
    """Months without a record are passed over."""
    pages = parsed_pages(SHOP)
    assert pages["history/2026/11/"].all("//a[@rel='prev']/@href") == ["../../../history/2025/06/"]
    assert pages["history/2025/06/"].all("//a[@rel='next']/@href") == ["../../../history/2026/11/"]


def test_records_carry_what_the_filter_needs() -> None:
    """Each record names its components and its impact for the script, and words for the reader."""
    page = parsed_pages(SHOP)["history/2026/11/"]
    row = page.find(f"{RECORDS}[.//a[contains(@href, 'slow-search')]]")
    assert (row.get("data-sg-components"), row.get("data-sg-impact")) == ("search", "minor")
    assert page.texts(f"{RECORDS}[@data-sg-impact='minor']/p[2]") == [
        "Minor impact · Resolved · 57 minutes · postmortem"
    ]


def test_without_scripts_components_are_links() -> None:
    """The filter's choices are hidden until the script shows them; links stand in their place."""
    page = parsed_pages(SHOP)["history/"]
    assert "hidden" in page.find("//form").attrib
    assert len(page.all("//noscript//a")) == len(COMPONENTS)


def test_site_without_a_record_says_so() -> None:
    """A history that is empty is no error."""
    pages = parsed_pages(site_of(components=COMPONENTS))
    assert "No incident has ever been recorded here." in pages["history/"].texts("//p")
    assert [path for path in pages if path.startswith("history/")] == ["history/"]
