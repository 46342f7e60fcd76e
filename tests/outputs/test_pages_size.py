"""No page grows with the record: what is older stands on pages of its own, each a link away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from lxml import html
from tests.outputs.feed_sites import lesson, moment, record, site_of, update
from tests.outputs.page_sites import COMPONENTS, Document, has, maker_of

from statusgen.model import Action, Incident, Site, UpdateStatus
from statusgen.outputs.pages.front import MOST_OF_A_DAY, front_page
from statusgen.outputs.pages.history import NEWEST_RECORDS
from statusgen.outputs.pages.months import FOLDED_FROM
from statusgen.outputs.pages.postmortems import MOST_ACTIONS, NEWEST_POSTMORTEMS
from statusgen.outputs.pages.site_pages import overview_pages

ROWS = f"//li[{has('sg-record')}]"


def _records(count: int, last: datetime, apart: timedelta) -> tuple[Incident, ...]:
    """Resolved incidents up to `last`, oldest first."""
    return tuple(
        record(
            f"r-{number:04}",
            update(f"{last - apart * number:%Y-%m-%d %H:%M}"),
            update(f"{last - apart * number + timedelta(minutes=20):%Y-%m-%d %H:%M}", UpdateStatus.RESOLVED),
        )
        for number in reversed(range(count))
    )


def _site(count: int, *, apart: timedelta) -> Site:
    """A site with an incident and a postmortem of it every `apart`, up to yesterday."""
    found = _records(count, moment("2026-11-19 08:00"), apart)
    lessons = tuple(
        lesson(
            f"l-{incident.slug}",
            title=f"What {incident.slug} taught us",
            incidents=(incident.slug,),
            published=incident.updates[-1].at,
            actions=(Action(title="Try again", kind="prevent", status="open"),),
        )
        for incident in found
    )
    return site_of(*found, components=COMPONENTS, postmortems=lessons)


def overviews_of(site: Site) -> Mapping[str, Document]:
    """The front page and the pages that list records, by path, parsed."""
    maker = maker_of(site)
    return {
        page.path: Document(page, html.document_fromstring(page.html))
        for page in (front_page(maker), *overview_pages(maker))
    }


TEN_YEARS = _site(730, apart=timedelta(days=5))


@pytest.fixture(scope="module")
def ten_years() -> Mapping[str, Document]:
    """The pages of a site with an incident every five days for ten years."""
    return overviews_of(TEN_YEARS)


@pytest.fixture(scope="module")
def busy_month() -> Mapping[str, Document]:
    """The pages of a site with more incidents in a month than one wants to see at once."""
    return overviews_of(
        site_of(*_records(FOLDED_FROM, moment("2026-11-19 08:00"), timedelta(hours=2)), components=COMPONENTS)
    )


def test_five_more_years_make_no_page_larger(ten_years: Mapping[str, Document]) -> None:
    """Overviews of ten years are as large as those of five, apart from a line for each year."""
    five_years = overviews_of(_site(365, apart=timedelta(days=5)))
    for path in ("", "history/", "postmortems/", "components/checkout/", "history/2026/", "history/2026/11/"):
        shorter, longer = len(five_years[path].page.html), len(ten_years[path].page.html)
        assert longer - shorter < 1_000, path


def test_months_of_old_years_stand_on_the_page_of_their_year(ten_years: Mapping[str, Document]) -> None:
    """From the front of the history every month is two links away at most."""
    links = "//section[@aria-labelledby='years']//a/@href"
    years = [link.removeprefix("../") for link in ten_years["history/"].all(links)]
    months = {path for path in ten_years if path.startswith("history/") and path.count("/") == 3}
    reached = {path for path in years if path in months}
    for path in years:
        if path not in months:
            found = ten_years[path].all(f"//ul[{has('sg-months')}]//a/@href")
            reached |= {link.removeprefix("../../") for link in found}
    assert reached == months


def test_year_has_its_numbers(ten_years: Mapping[str, Document]) -> None:
    """A year is told in numbers on the front of the history."""
    found = ten_years["history/"].texts(f"//ul[{has('sg-years')}]/li")
    assert "2019 73 incidents" in found


def test_front_of_the_history_has_room_for_so_many_records(busy_month: Mapping[str, Document]) -> None:
    """The newest stand there; how many there are of the month is said, with the way to them."""
    page = busy_month["history/"]
    assert len(page.all(ROWS)) == NEWEST_RECORDS
    count = len(busy_month["history/2026/11/"].all(ROWS))
    assert page.texts(f"//*[{has('sg-more')}]") == [f"All {count} of November 2026"]
    assert page.all(f"//*[{has('sg-more')}]//a/@href") == ["../history/2026/11/"]


def test_busy_month_folds_its_days(busy_month: Mapping[str, Document]) -> None:
    """A month with very many records shows its days with their numbers; each unfolds, and none is missing."""
    page = busy_month["history/2026/11/"]
    rows = len(page.all(ROWS))
    assert rows >= FOLDED_FROM
    assert len(page.all(f"//details[@data-sg-filtered]{ROWS}")) == rows
    days = page.texts("//details/summary")
    assert days[:2] == ["19 November 2026 5 entries", "18 November 2026 12 entries"]
    assert page.all("//details[@open]") == []


def test_link_to_a_day_leads_into_what_is_folded(busy_month: Mapping[str, Document]) -> None:
    """Browsers unfold what a link leads into: so the place lies within."""
    for link in busy_month["history/2026/"].all("//table//a/@href"):
        path, _, fragment = link.removeprefix("../../").partition("#")
        assert len(busy_month[path].all(f"//details/ul[@id='{fragment}']")) == 1


def test_every_postmortem_is_linked(ten_years: Mapping[str, Document]) -> None:
    """The newest stand on their page, the older ones on that of the year in which their incident began."""
    page = ten_years["postmortems/"]
    newest = page.all(f"//ul[{has('sg-lessons')}]//a/@href")
    assert len(newest) == NEWEST_POSTMORTEMS
    reached = {link.removeprefix("../") for link in newest}
    for link in page.all("//section[@aria-labelledby='older']//a/@href"):
        path, _, fragment = link.removeprefix("../").partition("#")
        titles = ten_years[path].all(f"//section[h2[@id='{fragment}']]//li/a/@href")
        reached |= {title.removeprefix("../../") for title in titles}
    assert reached == {f"postmortems/{postmortem.slug}/" for postmortem in TEN_YEARS.postmortems}


def test_open_actions_are_counted_where_they_are_too_many(ten_years: Mapping[str, Document]) -> None:
    """As many as one can look through are listed; how many more there are is said."""
    page = ten_years["postmortems/"]
    section = "//section[@aria-labelledby='actions']"
    assert len(page.all(f"{section}//tbody/tr")) == MOST_ACTIONS
    assert page.text(f"{section}/p") == f"{730 - MOST_ACTIONS} more stand in their postmortems."


def test_front_page_tells_a_busy_day_in_part() -> None:
    """A phone on a bad line loads what is needed: of each day so many records, and the way to the others."""
    site = site_of(*_records(60, moment("2026-11-19 23:30"), timedelta(minutes=20)), components=COMPONENTS)
    page = overviews_of(site)[""]
    days = page.all(f"//ol[{has('sg-days')}]/li[ul]")
    assert [len(day.xpath("ul/li")) for day in days] == [MOST_OF_A_DAY]
    assert page.texts(f"//ol[{has('sg-days')}]//p[{has('sg-more')}]") == ["40 more"]
    assert page.all(f"//ol[{has('sg-days')}]//p[{has('sg-more')}]/a/@href") == [
        "./history/2026/11/#day-2026-11-19"
    ]
    assert page.texts(f"//*[{has('sg-pop')}]//li")[-1] == "52 more"
