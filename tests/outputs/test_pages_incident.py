"""A record's page tells everything that was told, newest first."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.outputs.feed_sites import moment, record, site_of, update
from tests.outputs.page_sites import AHEAD, COMPONENTS, OPEN, SHOP, Document, has, parsed_pages

from statusgen.model import ComponentStatus, Incident, PostmortemPlan, Reporter, UpdateStatus

UPDATES = f"//ol[{has('sg-timeline')}]/li"


def page_of(incident: Incident) -> Document:
    """The page of the only record of a site."""
    return parsed_pages(site_of(incident, components=COMPONENTS))[f"incidents/{incident.slug}/"]


def test_updates_stand_newest_first_each_with_its_own_address() -> None:
    """Each update has an anchor that never changes, and a link to copy."""
    page = page_of(OPEN)
    assert page.all(f"{UPDATES}/@id") == ["update-20261120T1420Z", "update-20261120T1405Z"]
    assert page.all(f"{UPDATES}//a[{has('sg-permalink')}]/@href") == [
        "#update-20261120T1420Z",
        "#update-20261120T1405Z",
    ]
    assert page.texts(f"{UPDATES}//h2") == ["Identified", "Investigating"]


def test_update_tells_what_it_changed() -> None:
    """A change of a component's status is told in words."""
    changes = page_of(OPEN).texts(f"//*[{has('sg-changes')}]/li")
    assert changes == ["Checkout: partial outage to major outage", "Checkout: operational to partial outage"]


@pytest.mark.parametrize(
    ("incident", "words"),
    [
        pytest.param(OPEN, "20 November 2026, 14:05 UTC · ongoing", id="open"),
        pytest.param(
            record("x", update("2026-11-19 08:00"), update("2026-11-20 09:30", UpdateStatus.RESOLVED)),
            "19 November 2026, 08:00 UTC · 1 day 1 hour",
            id="resolved",
        ),
        pytest.param(
            record("x", update("2026-11-19 08:00", UpdateStatus.RESOLVED)),
            "19 November 2026, 08:00 UTC · duration unknown",
            id="only its end was told",
        ),
        pytest.param(
            record("x", update("2026-11-19 08:00"), started=moment("2026-11-19 07:30")),
            "19 November 2026, 07:30 UTC · ongoing",
            id="began before it was told",
        ),
    ],
)
def test_page_says_when_and_how_long(incident: Incident, words: str) -> None:
    """The head says when it began and how long it took, in a person's words."""
    assert page_of(incident).text(f"//*[{has('sg-when')}]") == words


def test_chips_show_the_worst_of_what_is_over() -> None:
    """While an incident is open its chips tell the state now; afterwards what it did at its worst."""
    chips = f"//*[{has('sg-chips')}]//a"
    assert page_of(OPEN).texts(chips) == ["CheckoutMajor outage"]
    operational = {"checkout": ComponentStatus.OPERATIONAL}
    better = update("2026-11-20 14:25", UpdateStatus.MONITORING, "", operational)
    recovering = replace(OPEN, updates=(*OPEN.updates, better))
    assert page_of(recovering).texts(chips) == ["Checkout"]
    over = replace(OPEN, updates=(*OPEN.updates, update("2026-11-20 14:25", UpdateStatus.RESOLVED)))
    assert page_of(over).texts(chips) == ["CheckoutMajor outage"]


def test_incident_without_components_has_no_chips() -> None:
    """An incident that touches nothing listed is a page like any other."""
    page = page_of(record("x", update("2026-11-19 08:00"), components={}))
    assert page.all(f"//*[{has('sg-chips')}]") == []
    assert page.text(f"//*[{has('sg-impact')}]") == "No impact"


@pytest.mark.parametrize("reporter", list(Reporter))
def test_page_says_who_noticed_first(reporter: Reporter) -> None:
    """Each value of `reported_by` has a sentence of its own."""
    told = {page_of(replace(OPEN, reported_by=value)).texts("//article/p[last()]")[0] for value in Reporter}
    assert len(told) == len(Reporter)
    assert page_of(replace(OPEN, reported_by=reporter)).texts("//article/p[last()]")[0].startswith("First ")


def test_postmortem_is_linked_or_promised() -> None:
    """A published postmortem is a card; a planned one is a sentence; else there is nothing."""
    lesson = f"//*[{has('sg-lesson')}]//a/@href"
    assert parsed_pages(SHOP)["incidents/slow-search/"].all(lesson) == ["../../postmortems/fast-search/"]
    planned = page_of(replace(OPEN, postmortem=PostmortemPlan.PLANNED))
    assert planned.texts(f"//*[{has('sg-planned')}]") == ["A postmortem is planned. It will be linked here."]
    assert page_of(OPEN).all(f"//*[{has('sg-planned')}]") == []


def test_neighbours_are_the_records_before_and_after() -> None:
    """From each record the reader comes to the one before it and the one after it."""
    page = parsed_pages(SHOP)["incidents/slow-search/"]
    assert page.all("//nav/a[@rel='prev']/@href") == ["../../incidents/fax-jam/"]
    assert page.all("//nav/a[@rel='next']/@href") == ["../../incidents/postal-strike/"]


def test_maintenance_shows_its_window() -> None:
    """A maintenance tells its window in place of a beginning."""
    page = page_of(AHEAD)
    assert page.all(f"//*[{has('sg-when')}]") == []
    assert page.text(f"//*[{has('sg-window')}]").startswith(
        "Tuesday, 24 November 2026, 05:00 UTC to 06:30 UTC"
    )


def test_next_update_of_another_day_is_told_with_its_day() -> None:
    """A time alone is told for today only."""
    due = f"//*[{has('sg-next')}]"
    today = replace(OPEN, next_update=moment("2026-11-20 15:00"))
    assert page_of(today).text(due) == "Next update by 15:00 UTC"
    later = replace(OPEN, next_update=moment("2026-11-23 09:00"))
    assert page_of(later).text(due) == "Next update by 23 November 2026, 09:00 UTC"


def test_description_is_the_latest_update() -> None:
    """Search engines and previews show the state and the beginning of the latest text, without markup."""
    assert page_of(OPEN).page.description == "Identified: It is known."


def test_times_are_marked_for_machines() -> None:
    """Every time on the page is a `time` element whose `datetime` is exact and in UTC."""
    page = page_of(OPEN)
    for element in page.all("//time"):
        assert element.get("datetime").endswith("Z")
        assert "UTC" in element.text or element.get("data-sg-time") == "day"
