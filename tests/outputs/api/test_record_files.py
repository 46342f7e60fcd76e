"""A record's own file: what it tells, and what it does not depend on."""

from __future__ import annotations

from msgspec.structs import replace
from tests.derive.records import at, record, site_of
from tests.outputs.api.api_sites import NOW, documents_of, singles_of

from statusgen.model import Component

COMPONENTS = (Component(id="checkout", name="Checkout"), Component(id="search", name="Search"))
OLD = record("checkout=partial_outage", "investigating 11-18 08:00", "resolved 11-18 09:00", slug="old")
TODAY = record("checkout=major_outage", "investigating 14:05", slug="today")


def test_what_happens_today_changes_no_file_of_yesterday() -> None:
    """So a build writes only the files of what has changed."""
    before = singles_of(site_of(OLD, components=COMPONENTS), at("11-18 12:00"))
    after = singles_of(site_of(OLD, TODAY, components=COMPONENTS), NOW)
    assert after["old"] == before["old"]


def test_components_of_a_finished_record_are_as_it_left_them() -> None:
    """In its own file; the lists say how they are now."""
    site = site_of(OLD, TODAY, components=COMPONENTS)
    [component] = singles_of(site)["old"]["incident"]["components"]
    assert (component["status"], component["updated_at"]) == ("operational", "2026-11-18T09:00:00.000Z")
    listed = {
        incident["name"]: incident for incident in documents_of(site)["api/v2/incidents.json"]["incidents"]
    }
    [component] = listed["old"]["components"]
    assert (component["status"], component["updated_at"]) == ("major_outage", "2026-11-20T14:05:00.000Z")


def test_components_of_an_open_record_are_as_they_are() -> None:
    """Whatever made them so."""
    worse = record("checkout=major_outage", "investigating 14:05", slug="worse")
    open_one = record("checkout=degraded_performance", "investigating 14:00", slug="mild")
    single = singles_of(site_of(open_one, worse))["mild"]["incident"]
    assert [component["status"] for component in single["components"]] == ["major_outage"]


def test_the_page_in_a_record_is_as_old_as_the_record() -> None:
    """`page.updated_at` of the whole site would make every file another one with each update."""
    single = singles_of(site_of(OLD, TODAY))["old"]
    assert list(single) == ["page", "incident"]
    assert single["page"]["updated_at"] == single["incident"]["updated_at"]


def test_a_maintenance_stands_below_the_same_name() -> None:
    """Who has an id need not know of which kind the record is."""
    work = record(
        "checkout=under_maintenance",
        "scheduled 11-18 08:00",
        kind="maintenance",
        starts="20:00",
        ends="22:00",
    )
    single = singles_of(site_of(work))["a"]["incident"]
    assert "scheduled_for" in single
    assert "reminder_intervals" not in single


def test_records_keep_the_components_that_are_gone() -> None:
    """A retired component stays in what happened to it, and is in no group that is not listed."""
    retired = replace(COMPONENTS[0], retired=at("11-19 00:00").date(), group="Old things")
    single = singles_of(site_of(OLD, components=(retired, COMPONENTS[1])))["old"]["incident"]
    assert [(one["name"], one["group_id"]) for one in single["components"]] == [("Checkout", None)]
    affected = single["incident_updates"][0]["affected_components"]
    assert [one["name"] for one in affected] == ["Old things - Checkout"]
