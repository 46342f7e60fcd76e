"""The front page answers whether it works, what is open, what comes, and how it has been."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace
from tests.outputs.feed_sites import moment, record, site_of, update
from tests.outputs.page_sites import (
    AHEAD,
    API,
    CHECKOUT,
    COMPONENTS,
    EMAIL,
    NOTICE,
    OPEN,
    SEARCH,
    SHOP,
    front_of,
    has,
)

from statusgen.model import Component, ComponentStatus, UpdateStatus

STATE = "//*[@id='sg-state']"
FOUR = (CHECKOUT, SEARCH, API, EMAIL)
MAJOR, PARTIAL = ComponentStatus.MAJOR_OUTAGE, ComponentStatus.PARTIAL_OUTAGE


@pytest.mark.parametrize(
    ("impaired", "sentence", "tone"),
    [
        pytest.param({}, "All systems operational", "operational", id="all well"),
        pytest.param({"checkout": PARTIAL}, "Partial outage: Checkout", "partial", id="one"),
        pytest.param({"checkout": PARTIAL, "api": MAJOR}, "Major outage: API", "major", id="the worst only"),
        pytest.param(
            {"search": MAJOR, "api": MAJOR}, "Major outage: Search, API", "major", id="order of settings"
        ),
        pytest.param(
            dict.fromkeys(["checkout", "search", "api", "email"], PARTIAL),
            "Partial outage of all systems",
            "partial",
            id="all",
        ),
    ],
)
def test_one_sentence_tells_the_state(impaired: dict[str, ComponentStatus], sentence: str, tone: str) -> None:
    """The heading names the worst status and who has it, in the colour of that status."""
    incidents = [record("now", update("2026-11-20 14:00"), components=impaired)] if impaired else []
    front = front_of(site_of(*incidents, components=FOUR))
    assert front.text(f"{STATE}//h1") == sentence
    assert f"sg-tone-{tone}" in front.find(STATE).get("class").split()


def test_sentence_names_two_of_many() -> None:
    """More than three names become two and a count."""
    many = tuple(Component(id=f"c{number}", name=f"Part {number}") for number in range(6))
    touched = {f"c{number}": PARTIAL for number in range(5)}
    front = front_of(site_of(record("now", update("2026-11-20 14:00"), components=touched), components=many))
    assert front.text(f"{STATE}//h1") == "Partial outage: Part 0, Part 1 and 3 more"


def test_open_incident_stands_in_full() -> None:
    """An open incident shows its latest update as text, its state, components, and when to expect more."""
    card = "//*[@data-sg-record='card-errors']"
    front = front_of(SHOP)
    assert front.text(f"{card}//h3") == "Card errors"
    assert front.text(f"{card}//*[{has('sg-text')}]") == "It is known."
    assert front.texts(f"{card}//*[{has('sg-text')}]//strong") == ["known"]
    assert front.text(f"{card}//*[{has('sg-pill')}]") == "Identified"
    assert front.texts(f"{card}//*[{has('sg-chip')}]") == ["CheckoutMajor outage"]
    assert front.find(f"{card}//*[@data-sg-due]").get("data-sg-due") == "2026-11-20T14:50:00Z"
    assert front.text(f"{card}//footer//a") == "All 2 updates: Card errors"
    assert set(front.all(f"{card}//header//a/@href")) == {"./incidents/card-errors/"}


def test_incident_with_the_newest_activity_stands_first() -> None:
    """Open incidents are in the order of their latest updates."""
    earlier = record("b", update("2026-11-20 13:00"), update("2026-11-20 13:30", UpdateStatus.MONITORING))
    later = record("a", update("2026-11-20 12:00"), update("2026-11-20 14:00", UpdateStatus.MONITORING))
    front = front_of(site_of(earlier, later, components=COMPONENTS))
    assert front.all("//*[@aria-labelledby='open']//@data-sg-record") == ["a", "b"]


def test_maintenance_stands_where_its_window_puts_it() -> None:
    """The same maintenance is ahead before its window, under way within it, and nowhere after it."""
    site = site_of(AHEAD, components=COMPONENTS)
    places = {}
    for at in ("2026-11-20 14:30", "2026-11-24 05:00", "2026-11-24 06:30"):
        front = front_of(site, moment(at))
        places[at] = [
            section.get("id")
            for section in front.all("//section[@id='sg-ahead' or @id='sg-under-way']")
            if section.xpath(".//article")
        ]
        shown = front.all("//section[@id='sg-ahead' or @id='sg-under-way'][not(@hidden)]/@id")
        assert shown == places[at]
    assert list(places.values()) == [["sg-ahead"], ["sg-under-way"], []]


def test_maintenance_tells_weekday_window_and_length() -> None:
    """A window is told with its weekday, both ends, and how long it takes."""
    front = front_of(SHOP)
    window = front.text(f"//*[@id='sg-ahead']//*[{has('sg-window')}]")
    assert window == "Tuesday, 24 November 2026, 05:00 UTC to 06:30 UTC (1 hour 30 minutes)"


def test_maintenance_ahead_can_be_added_to_a_calendar() -> None:
    """A maintenance ahead leads to a file that holds it; one that has begun does not."""
    site = site_of(AHEAD, components=COMPONENTS)
    link = "//a[contains(@href, '.ics')]/@href"
    assert front_of(site).all(link) == ["./incidents/larger-database/maintenance.ics"]
    assert front_of(site, moment("2026-11-24 05:00")).all(link) == []


def test_front_page_says_how_to_follow() -> None:
    """The last line of the page leads to the feeds, the calendar, Slack, and what other sites embed."""
    assert front_of(SHOP).all(f"//*[{has('sg-follow')}]//a/@href") == [
        "./feed.rss",
        "./feed.atom",
        "./subscribe/#calendar",
        "./subscribe/#slack",
        "./subscribe/#embed",
        "./subscribe/",
    ]


def test_notice_stands_for_its_time() -> None:
    """A notice is on the front page for a week, and then in the history only."""
    site = site_of(NOTICE, components=COMPONENTS)
    notices = f"//*[{has('sg-notice')}]//h2"
    assert front_of(site).texts(notices) == ["Postal strike"]
    assert front_of(site, moment("2026-11-26 09:00")).texts(notices) == []


def test_group_with_trouble_is_open_and_others_are_folded() -> None:
    """Readers see what is broken without unfolding anything."""
    groups = {
        words.xpath("string(.//h3)"): "open" in words.attrib
        for words in front_of(SHOP).all(f"//details[{has('sg-group')}]")
    }
    assert groups == {"Shop": True, "Developers": False}


def test_only_group_is_not_folded() -> None:
    """Where there is one group, folding it would hide the page."""
    front = front_of(site_of(components=(CHECKOUT, SEARCH)))
    assert front.all(f"//details[{has('sg-group')}]") == []
    assert front.texts(f"//*[{has('sg-component-name')}]") == ["Checkout", "Search"]


def test_component_without_a_group_stands_first() -> None:
    """Components without a group stand above the groups, in the order of the settings; retired ones nowhere."""
    names = front_of(SHOP).texts(f"//*[{has('sg-component-name')}]")
    assert names == ["E-mail", "Checkout", "Search", "API"]


def test_each_row_has_ninety_days() -> None:
    """A component's bar has one mark for each of the last 90 days."""
    for row in front_of(SHOP).all("//li[@data-sg-component]"):
        assert len(row.xpath(f".//*[{has('sg-cell')}]")) == 90


def test_day_with_an_incident_can_be_read_aloud() -> None:
    """A day with incidents is a button whose words say date, worst state and titles; it links to them."""
    day = f"//li[@data-sg-component='search']//*[{has('sg-cell')}][.//button]"
    front = front_of(SHOP)
    assert front.text(f"{day}//button") == "12 November 2026: Degraded performance. Slow search"
    assert front.all(f"{day}//a/@href") == ["./incidents/slow-search/"]


def test_days_before_the_component_existed_are_outlines() -> None:
    """Days before `since` are drawn as not counted."""
    young = replace(CHECKOUT, since=moment("2026-11-18").date())
    front = front_of(site_of(components=(young,)))
    assert len(front.all(f"//*[{has('sg-uncounted')}]")) == 87


def test_last_days_have_incidents_and_quiet_runs() -> None:
    """Fourteen days, newest first; days without an incident in one line."""
    entries = front_of(SHOP).texts(f"//ol[{has('sg-days')}]/li")
    assert [entry.split(" Card")[0].split(" Slow")[0] for entry in entries] == [
        "20 November 2026",
        "No incidents from 13 November 2026 to 19 November 2026",
        "12 November 2026",
        "No incidents from 7 November 2026 to 11 November 2026",
    ]


def test_formula_of_uptime_stands_on_the_page() -> None:
    """Whoever doubts a percentage finds how it is worked out."""
    formula = front_of(SHOP).text(f"//details[{has('sg-formula')}]/p")
    assert formula.startswith(
        "Uptime = 1 − (time in major outage + 0.3 × time in partial outage) ÷ time counted."
    )


def test_site_without_components_says_so() -> None:
    """A new site is a page like any other."""
    front = front_of(site_of(components=()))
    assert front.text(f"{STATE}//h1") == "All systems operational"
    assert "No component is listed yet." in front.texts("//section//p")


def test_clock_data_knows_what_the_newest_update_did() -> None:
    """Within its window a maintenance does to components what its newest update says."""
    started = update(
        "2026-11-20 14:00", UpdateStatus.IN_PROGRESS, "On.", {"search": ComponentStatus.DEGRADED_PERFORMANCE}
    )
    site = site_of(
        replace(
            AHEAD,
            updates=(*AHEAD.updates, started),
            starts=moment("2026-11-20 14:10"),
            ends=moment("2026-11-20 16:00"),
        ),
        components=COMPONENTS,
    )
    data = json.loads(front_of(site).find("//*[@id='sg-clock']").get("data-sg-clock"))
    assert data["windows"] == [
        {
            "slug": "larger-database",
            "starts": "2026-11-20T14:00:00Z",
            "ends": "2026-11-20T16:00:00Z",
            "components": {"api": "under_maintenance", "search": "degraded_performance"},
        }
    ]


def test_open_incident_alone_needs_no_clock() -> None:
    """What only an update can change is not in the data that the clock changes."""
    data = json.loads(
        front_of(site_of(OPEN, components=COMPONENTS)).find("//*[@id='sg-clock']").get("data-sg-clock")
    )
    assert data["windows"] == []
    assert data["components"]["checkout"] == "major_outage"
