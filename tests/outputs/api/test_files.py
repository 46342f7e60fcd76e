"""Which records stand in which file, and how the page and its components are described."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from tests.derive.records import at, maintenance, record, site_of
from tests.outputs.api.api_sites import NOW, documents_of, names

from statusgen.derive.view import view_of
from statusgen.model import Component, Settings, Site

RECORDS = (
    record("checkout=major_outage", "investigating 14:05", slug="open"),
    record("checkout=major_outage", "investigating 11-19 14:05", "resolved 11-19 15:00", slug="ended"),
    record("", "posted 14:00", kind="notice", slug="notice"),
    maintenance("scheduled 11-18 08:00", slug="ahead"),
    maintenance("scheduled 11-18 08:00", slug="under-way", starts="14:00", ends="15:00"),
    maintenance("scheduled 11-18 08:00", slug="past", starts="11-19 14:00", ends="11-19 15:00"),
    maintenance("scheduled 11-18 08:00", "canceled 11-18 09:00", slug="called-off"),
)


@pytest.mark.parametrize(
    ("path", "part", "found"),
    [
        ("summary.json", "incidents", ["open"]),
        ("summary.json", "scheduled_maintenances", ["under-way", "ahead"]),
        ("incidents.json", "incidents", ["open", "ended"]),
        ("incidents/unresolved.json", "incidents", ["open"]),
        (
            "scheduled-maintenances.json",
            "scheduled_maintenances",
            ["under-way", "past", "called-off", "ahead"],
        ),
        ("scheduled-maintenances/upcoming.json", "scheduled_maintenances", ["ahead"]),
        ("scheduled-maintenances/active.json", "scheduled_maintenances", ["under-way"]),
    ],
)
def test_each_list_has_its_records(path: str, part: str, found: list[str]) -> None:
    """A maintenance never stands among incidents, and a notice nowhere."""
    assert names(documents_of(site_of(*RECORDS))[f"api/v2/{path}"][part]) == found


def test_a_list_holds_the_fifty_newest() -> None:
    """The newest first; older ones have their own files."""
    many = [record("", "investigating 08:00", "resolved 09:00", slug=f"n{number:03}") for number in range(60)]
    listed = documents_of(site_of(*many))["api/v2/incidents.json"]["incidents"]
    assert names(listed) == [f"n{number:03}" for number in range(59, 9, -1)]


@pytest.mark.parametrize("records", [RECORDS, RECORDS[1:], ()])
def test_every_file_tells_the_verdict_of_the_page(records: tuple[object, ...]) -> None:
    """Summary and status say what the front page, the badge and the bar say."""
    site = site_of(*records)  # type: ignore[arg-type]
    verdict = view_of(site, NOW).page
    files = documents_of(site)
    for name in ("summary", "status"):
        assert files[f"api/v2/{name}.json"]["status"] == {
            "indicator": verdict.indicator,
            "description": verdict.description,
        }


@pytest.mark.parametrize(
    ("now", "changed"),
    [("11-18 08:30", "11-18 08:00"), ("13:00", "11-19 15:00"), ("14:03", "14:00"), ("14:30", "14:05")],
)
def test_the_page_changed_when_something_on_it_did(now: str, changed: str) -> None:
    """An update, or the begin or end of a window; not the build, which would tell every client of news."""
    page = documents_of(site_of(*RECORDS), at(now))["api/v2/status.json"]["page"]
    assert page["updated_at"] == at(changed).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def test_a_page_without_records_changed_when_a_component_came() -> None:
    """A day that still lies ahead does not count."""
    components = (
        Component(id="a", name="A", since=date(2024, 3, 1)),
        Component(id="b", name="B", since=date(2026, 11, 21)),
    )
    page = documents_of(site_of(components=components))["api/v2/status.json"]["page"]
    assert page["updated_at"] == "2024-03-01T00:00:00.000Z"


def test_two_builds_say_the_same() -> None:
    """As long as nothing happens."""
    site = site_of(*RECORDS)
    assert documents_of(site, NOW) == documents_of(site, NOW + timedelta(minutes=20))


def test_the_page_is_told_with_its_address_and_zone() -> None:
    """Without the slash at the end, because clients add paths to it."""
    page = documents_of(site_of(settings=Settings(timezone="Europe/Paris")))["api/v2/status.json"]["page"]
    assert (page["name"], page["url"]) == ("Shop", "https://status.example.com")
    assert page["time_zone"] == "Europe/Paris"
    assert documents_of(site_of())["api/v2/status.json"]["page"]["time_zone"] == "Etc/UTC"


def test_below_a_path_every_address_has_it() -> None:
    """Who is told the whole address of a file finds whole addresses in it."""
    site = replace(site_of(*RECORDS), url="https://example.github.io/status/")
    summary = documents_of(site)["api/v2/summary.json"]
    assert summary["page"]["url"] == "https://example.github.io/status"
    assert summary["incidents"][0]["shortlink"] == "https://example.github.io/status/incidents/open/"


SHOP = (
    Component(id="checkout", name="Checkout", group="Shop", since=date(2024, 3, 1), description="Paying"),
    Component(id="api", name="API"),
    Component(id="search", name="Search", group="Shop"),
    Component(id="fax", name="Fax", group="Shop", retired=date(2025, 1, 31)),
    Component(id="mail", name="Mail", group="Providers"),
)


def shop(*records: str) -> Site:
    """The shop with an incident."""
    return site_of(*(record(text, "investigating 14:05") for text in records), components=SHOP)


def test_components_stand_as_on_the_front_page() -> None:
    """Those without a group first, each group before its members; positions count within a group."""
    components = documents_of(shop())["api/v2/components.json"]["components"]
    assert [(one["name"], one["group"], one["position"]) for one in components] == [
        ("API", False, 1),
        ("Shop", True, 2),
        ("Checkout", False, 1),
        ("Search", False, 2),
        ("Providers", True, 3),
        ("Mail", False, 1),
    ]


def test_a_group_is_as_its_worst_member() -> None:
    """And has changed when one of them did."""
    components = documents_of(shop("search=partial_outage"))["api/v2/components.json"]["components"]
    statuses = {one["name"]: one["status"] for one in components}
    assert (statuses["Shop"], statuses["Checkout"]) == ("partial_outage", "operational")
    changes = {one["name"]: one["updated_at"] for one in components}
    assert changes["Shop"] == changes["Search"] == "2026-11-20T14:05:00.000Z"


def test_a_component_is_described_as_in_the_settings() -> None:
    """Its day, its words; null where the settings say nothing."""
    components = documents_of(shop())["api/v2/components.json"]["components"]
    told = {one["name"]: (one["start_date"], one["description"], one["created_at"]) for one in components}
    assert told["Checkout"] == ("2024-03-01", "Paying", "2024-03-01T00:00:00.000Z")
    assert told["API"][:2] == (None, None)


def test_a_component_without_a_day_is_as_old_as_the_record() -> None:
    """Nobody knows better; clients demand a time."""
    site = site_of(*RECORDS, components=(Component(id="checkout", name="Checkout"),))
    [component] = documents_of(site)["api/v2/components.json"]["components"]
    assert component["created_at"] == "2026-11-18T08:00:00.000Z"
