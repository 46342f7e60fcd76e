"""What clients of incident.io and of Instatus read."""

from __future__ import annotations

import pytest
from tests.derive.records import at, maintenance, record, site_of
from tests.outputs.api.api_sites import documents_of

from statusgen.model import Component

SHOP = (Component(id="checkout", name="Checkout", group="Shop"), Component(id="api", name="API"))
OPEN = record("checkout=major_outage api=degraded_performance", "investigating 14:05", slug="open")
WORK = maintenance("scheduled 11-18 08:00", slug="work")


def test_the_widget_of_incident_io() -> None:
    """An incident with its latest update, what it touches and how badly."""
    summary = documents_of(site_of(OPEN, components=SHOP))["api/v1/summary"]
    assert list(summary) == [
        "page_title",
        "page_url",
        "ongoing_incidents",
        "in_progress_maintenances",
        "scheduled_maintenances",
    ]
    [event] = summary["ongoing_incidents"]
    assert list(event) == [
        "id",
        "name",
        "url",
        "status",
        "last_update_at",
        "last_update_message",
        "affected_components",
        "current_worst_impact",
    ]
    assert event["url"] == "https://status.example.com/incidents/open/"
    assert (event["status"], event["last_update_message"]) == ("investigating", "Text.")
    named = [(one["name"], one.get("group_name")) for one in event["affected_components"]]
    assert named == [("Checkout", "Shop"), ("API", None)]
    assert "group_name" not in event["affected_components"][1]


@pytest.mark.parametrize(
    ("components", "impact"),
    [
        ("checkout=major_outage api=partial_outage", "full_outage"),
        ("checkout=partial_outage", "partial_outage"),
        ("checkout=degraded_performance", "degraded_performance"),
        ("", "degraded_performance"),
    ],
)
def test_the_worst_impact_has_one_of_three_words(components: str, impact: str) -> None:
    """At present, and not what it has been."""
    incident = record(components, "investigating 14:05")
    [event] = documents_of(site_of(incident, components=SHOP))["api/v1/summary"]["ongoing_incidents"]
    assert event["current_worst_impact"] == impact


@pytest.mark.parametrize(
    ("now", "part", "status", "times"),
    [
        ("12:00", "scheduled_maintenances", "maintenance_scheduled", ("starts_at", "ends_at")),
        ("21:00", "in_progress_maintenances", "maintenance_in_progress", ("started_at", "scheduled_end_at")),
    ],
)
def test_a_maintenance_is_ahead_or_under_way(
    now: str, part: str, status: str, times: tuple[str, str]
) -> None:
    """With the window, under the names that each of the two lists has for it."""
    summary = documents_of(site_of(WORK), at(now))["api/v1/summary"]
    [event] = summary[part]
    assert event["status"] == status
    assert list(event)[-2:] == list(times)
    assert [event[time] for time in times] == ["2026-11-20T20:00:00.000Z", "2026-11-20T22:00:00.000Z"]
    assert sum(len(summary[name]) for name in summary if name.endswith(("incidents", "maintenances"))) == 1


@pytest.mark.parametrize(
    ("records", "now", "status"),
    [
        ((), "14:30", "UP"),
        ((OPEN,), "14:30", "HASISSUES"),
        ((WORK,), "12:00", "UP"),
        ((WORK,), "21:00", "UNDERMAINTENANCE"),
    ],
)
def test_instatus_knows_three_states(records: tuple[object, ...], now: str, status: str) -> None:
    """They follow from the page's verdict."""
    summary = documents_of(site_of(*records), at(now))["summary.json"]  # type: ignore[arg-type]
    assert summary["page"] == {"name": "Shop", "url": "https://status.example.com", "status": status}


def test_instatus_lists_what_is_active() -> None:
    """In its own words; a maintenance has a length in minutes."""
    summary = documents_of(site_of(OPEN, WORK, components=SHOP))["summary.json"]
    [incident], [work] = summary["activeIncidents"], summary["activeMaintenances"]
    assert (incident["status"], incident["impact"]) == ("INVESTIGATING", "PARTIALOUTAGE")
    assert (work["status"], work["duration"], work["start"]) == (
        "NOTSTARTEDYET",
        120,
        "2026-11-20T20:00:00.000Z",
    )
