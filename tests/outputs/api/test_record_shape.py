from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from tests.derive.records import at, maintenance, record, site_of
from tests.outputs.api.api_sites import NOW, lesson, singles_of

from statusgen.model import Component, Incident, Site

CHECKOUT = "checkout=major_outage"
OPEN = ("investigating 14:05", "identified 14:20")
ENDED = (*OPEN, "monitoring 14:22", "monitoring 14:24", "resolved 14:28")


def served(incident: Incident, *lessons: Any, now: Any = NOW) -> Any:
    """The record as its own file has it."""
    site = replace(site_of(incident), postmortems=lessons)
    return singles_of(site, now)["a"]["incident"]


def test_times_of_an_incident() -> None:
    """Made when it was first told, changed when it was last told, begun when it began, ended when it ended."""
    incident = served(record(CHECKOUT, *ENDED, started="14:00"))
    assert incident["created_at"] == "2026-11-20T14:05:00.000Z"
    assert incident["updated_at"] == "2026-11-20T14:28:00.000Z"
    assert incident["started_at"] == "2026-11-20T14:00:00.000Z"
    assert incident["monitoring_at"] == "2026-11-20T14:22:00.000Z"
    assert incident["resolved_at"] == "2026-11-20T14:28:00.000Z"


def test_what_has_not_happened_is_null() -> None:
    """An open incident has no end, and is not monitored yet."""
    incident = served(record(CHECKOUT, *OPEN))
    assert (incident["monitoring_at"], incident["resolved_at"]) == (None, None)


def test_what_lies_ahead_is_not_told() -> None:
    """An update of the future is published at its time."""
    statuses = [
        each["status"] for each in served(record(CHECKOUT, *ENDED), now=at("14:21"))["incident_updates"]
    ]
    assert statuses == ["identified", "investigating"]


def affected(incident: Any) -> list[list[str]]:
    """What each update says of components, oldest first: `Checkout: operational -> major_outage`."""
    return [
        [
            f"{one['name']}: {one['old_status']} -> {one['new_status']}"
            for one in update["affected_components"] or []
        ]
        for update in reversed(incident["incident_updates"])
    ]


def test_each_update_says_how_components_fared() -> None:
    """Every component that was named by then, before and after the update; a later one is not foreseen."""
    incident = record(
        "checkout=partial_outage",
        "investigating 14:05",
        "identified 14:10 checkout=major_outage",
        "monitoring 14:15 search=degraded_performance",
        "resolved 14:20",
    )
    assert affected(served(incident)) == [
        ["Checkout: operational -> partial_outage"],
        ["Checkout: partial_outage -> major_outage"],
        ["Checkout: major_outage -> major_outage", "Search: operational -> degraded_performance"],
        ["Checkout: major_outage -> operational", "Search: degraded_performance -> operational"],
    ]


def test_where_only_the_end_is_told_it_ends_what_was() -> None:
    """The one update takes the components from the status that the record gives them."""
    assert affected(served(record("checkout=partial_outage", "resolved 14:05"))) == [
        ["Checkout: partial_outage -> operational"]
    ]


def test_a_component_is_named_with_its_group() -> None:
    """As a Statuspage names it; one without a group has its own name."""
    components = (
        Component(id="checkout", name="Checkout", group="Shop"),
        Component(id="api", name="API"),
    )
    site = site_of(record(f"{CHECKOUT} api=major_outage", *OPEN), components=components)
    assert affected(singles_of(site)["a"]["incident"])[0] == [
        "Shop - Checkout: operational -> major_outage",
        "API: operational -> major_outage",
    ]


def test_without_components() -> None:
    """Null where there would be an empty list, and an empty list where there would be null."""
    incident = served(record("", *OPEN))
    assert incident["components"] == []
    assert {update["affected_components"] for update in incident["incident_updates"]} == {None}


def test_a_postmortem_is_one_more_update() -> None:
    """It stands first, with the summary and the address, and the incident has its status."""
    incident = served(record(CHECKOUT, "investigating 11-19 08:00", "resolved 11-19 09:00"), lesson("a"))
    first = incident["incident_updates"][0]
    assert (incident["status"], first["status"]) == ("postmortem", "postmortem")
    assert first["body"] == (
        "A query ran without an index.\n\nhttps://status.example.com/postmortems/lesson/"
    )
    assert first["display_at"] == incident["updated_at"] == "2026-11-20T10:00:00.000Z"
    assert first["affected_components"] is None
    assert incident["resolved_at"] == "2026-11-19T09:00:00.000Z"


def test_a_postmortem_of_an_open_incident_ends_nothing() -> None:
    """The incident keeps its status, and the update stands where its time puts it."""
    incident = served(record(CHECKOUT, "investigating 09:00", "identified 14:00"), lesson("a"))
    assert incident["status"] == "identified"
    assert [update["status"] for update in incident["incident_updates"]] == [
        "identified",
        "postmortem",
        "investigating",
    ]


def test_a_postmortem_that_is_not_published_yet_is_not_told() -> None:
    """Neither by an update nor by the status."""
    incident = served(record(CHECKOUT, *ENDED), lesson("a", published="15:00"))
    assert incident["status"] == "resolved"


def test_a_maintenance_does_not_know_the_word_postmortem() -> None:
    """Clients know four states of a maintenance, so the publication is told with the last of them."""
    work = maintenance("scheduled 11-18 08:00", starts="11-19 08:00", ends="11-19 09:00")
    told = served(work, lesson("a"))
    assert told["status"] == "completed"
    assert [update["status"] for update in told["incident_updates"]] == ["completed", "scheduled"]


@pytest.mark.parametrize(
    ("now", "status", "updated_at"),
    [
        ("12:00", "scheduled", "2026-11-18T08:00:00.000Z"),
        ("20:30", "in_progress", "2026-11-20T20:00:00.000Z"),
        ("22:30", "completed", "2026-11-20T22:00:00.000Z"),
    ],
)
def test_a_maintenance_follows_its_window(now: str, status: str, updated_at: str) -> None:
    """The clock changes its status, and with it the time at which it last changed."""
    told = served(maintenance("scheduled 11-18 08:00"), now=at(now))
    assert (told["status"], told["updated_at"]) == (status, updated_at)
    assert told["scheduled_for"] == "2026-11-20T20:00:00.000Z"
    assert told["scheduled_until"] == "2026-11-20T22:00:00.000Z"
    assert (told["resolved_at"] is None) is (status != "completed")


def test_a_canceled_maintenance_is_completed() -> None:
    """Clients know no other end; it has not changed since it was called off."""
    told = served(maintenance("scheduled 11-18 08:00", "canceled 11-19 08:00"), now=at("23:00"))
    assert [told["status"], told["incident_updates"][0]["status"]] == ["completed", "completed"]
    assert told["updated_at"] == told["resolved_at"] == "2026-11-19T08:00:00.000Z"


def test_the_impact_is_that_of_the_page() -> None:
    """Derived from the worst of its components, kept after the end, and overruled by the author."""
    assert served(record("checkout=partial_outage search=operational", *ENDED))["impact"] == "minor"
    assert served(record(CHECKOUT, *ENDED))["impact"] == "critical"
    assert served(record(CHECKOUT, *ENDED, impact="minor"))["impact"] == "minor"
    assert served(maintenance("scheduled 11-18 08:00"))["impact"] == "maintenance"


def test_a_notice_has_no_file() -> None:
    """To a client it would be an outage that never ends."""
    notice = record("", "posted 14:05", kind="notice")
    site: Site = site_of(notice)
    assert singles_of(site) == {}
