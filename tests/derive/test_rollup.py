"""One rule decides the page's indicator and an incident's impact; a component shows the worst that is open."""

from __future__ import annotations

import pytest
from tests.derive.records import TODAY, at, facts_of, maintenance, record, site_of

from statusgen.derive.rollup import page_status, worst_of
from statusgen.derive.view import view_of
from statusgen.model import Component, ComponentStatus, Incident

SHORT = {
    "ok": ComponentStatus.OPERATIONAL,
    "maintenance": ComponentStatus.UNDER_MAINTENANCE,
    "degraded": ComponentStatus.DEGRADED_PERFORMANCE,
    "partial": ComponentStatus.PARTIAL_OUTAGE,
    "major": ComponentStatus.MAJOR_OUTAGE,
}


@pytest.mark.parametrize(
    ("statuses", "indicator", "description"),
    [
        ("major", "critical", "Major System Outage"),
        ("major major", "critical", "Major System Outage"),
        ("major ok", "major", "Partial System Outage"),
        ("major partial", "major", "Partial System Outage"),
        ("major maintenance", "major", "Partial System Outage"),
        ("partial", "major", "Partial System Outage"),
        ("partial partial", "major", "Partial System Outage"),
        ("partial ok", "minor", "Minor Service Outage"),
        ("partial degraded", "minor", "Minor Service Outage"),
        ("partial maintenance", "minor", "Minor Service Outage"),
        ("degraded", "minor", "Degraded System Service"),
        ("degraded degraded", "minor", "Degraded System Service"),
        ("degraded ok", "minor", "Partially Degraded Service"),
        ("degraded maintenance", "minor", "Partially Degraded Service"),
        ("maintenance", "maintenance", "Service Under Maintenance"),
        ("maintenance ok", "maintenance", "Service Under Maintenance"),
        ("ok", "none", "All Systems Operational"),
        ("ok ok", "none", "All Systems Operational"),
        ("", "none", "All Systems Operational"),
    ],
)
def test_the_first_rule_that_matches_decides_the_indicator(
    statuses: str, indicator: str, description: str
) -> None:
    """The words are those of the Statuspage v2 API, in any order of the components."""
    found = [SHORT[word] for word in statuses.split()]
    for order in (found, found[::-1]):
        page = page_status(order)
        assert (page.indicator, page.description) == (indicator, description)


def test_statuses_are_ordered_from_operational_to_a_major_outage() -> None:
    """Maintenance is better than any failure."""
    assert [status.severity for status in SHORT.values()] == [0, 1, 2, 3, 4]
    assert worst_of([]) is ComponentStatus.OPERATIONAL
    assert worst_of([SHORT["partial"], SHORT["major"], SHORT["ok"]]) is SHORT["major"]


@pytest.mark.parametrize(
    ("incident", "now", "impact"),
    [
        pytest.param(
            record("checkout=partial_outage api=operational", "investigating 10:00"),
            "12:00",
            "minor",
            id="partly",
        ),
        pytest.param(
            record("checkout=major_outage", "investigating 10:00"), "12:00", "critical", id="all-major"
        ),
        pytest.param(
            record("checkout=major_outage", "investigating 10:00", "resolved 11:00"),
            "12:00",
            "critical",
            id="stays-after-the-end",
        ),
        pytest.param(
            record(
                "checkout=degraded_performance api=degraded_performance",
                *(
                    "investigating 10:00",
                    "identified 10:10 api=major_outage",
                    "monitoring 10:20 api=operational",
                ),
            ),
            "12:00",
            "major",
            id="each-component-at-its-worst",
        ),
        pytest.param(
            record(
                "checkout=degraded_performance",
                "investigating 10:00",
                "identified 10:10 checkout=major_outage",
            ),
            "10:05",
            "minor",
            id="grows-only-when-it-happens",
        ),
        pytest.param(
            record("checkout=major_outage", "resolved 10:00"), "12:00", "critical", id="unknown-duration"
        ),
        pytest.param(record("", "investigating 10:00"), "12:00", "none", id="no-component"),
        pytest.param(
            record("checkout=operational", "investigating 10:00"), "12:00", "none", id="not-impaired"
        ),
        pytest.param(
            record("checkout=under_maintenance", "investigating 10:00"),
            "12:00",
            "maintenance",
            id="maintenance",
        ),
        pytest.param(
            record("checkout=major_outage", "investigating 10:00", impact="none"),
            "12:00",
            "none",
            id="author-less",
        ),
        pytest.param(
            record("", "investigating 10:00", impact="critical"), "12:00", "critical", id="author-more"
        ),
        pytest.param(
            maintenance("scheduled 10:00", components="checkout=major_outage"),
            "21:00",
            "maintenance",
            id="planned",
        ),
        pytest.param(
            maintenance("scheduled 10:00", impact="minor"),
            "21:00",
            "minor",
            id="planned-but-the-author-says-otherwise",
        ),
        pytest.param(
            record("checkout=operational", "posted 10:00", kind="notice"), "12:00", "none", id="notice"
        ),
    ],
)
def test_an_incident_has_the_impact_of_its_components_at_their_worst(
    incident: Incident, now: str, impact: str
) -> None:
    """The author's own word wins."""
    assert facts_of(incident, at(now)).impact == impact


SLOW = record(
    "checkout=degraded_performance api=operational", "investigating 10:00", "resolved 13:00", slug="slow"
)
DOWN = record("checkout=major_outage", "investigating 11:00", "resolved 12:00", slug="down")
WORK = maintenance("scheduled 09:00", slug="work", starts="10:30", ends="13:30")


@pytest.mark.parametrize(
    ("now", "status", "indicator"),
    [
        pytest.param("09:30", "operational", "none", id="nothing-open"),
        pytest.param("10:15", "degraded_performance", "minor", id="one-incident"),
        pytest.param("10:45", "degraded_performance", "minor", id="an-incident-is-worse-than-a-maintenance"),
        pytest.param("11:30", "major_outage", "major", id="the-worst-of-several"),
        pytest.param("12:30", "degraded_performance", "minor", id="the-worst-is-over"),
        pytest.param("13:15", "under_maintenance", "maintenance", id="only-the-maintenance-is-left"),
        pytest.param("13:30", "operational", "none", id="all-over"),
    ],
)
def test_a_component_has_the_worst_status_that_any_open_record_gives_it(
    now: str, status: str, indicator: str
) -> None:
    """Several records may be open for one component; the page follows its components."""
    view = view_of(site_of(SLOW, DOWN, WORK), at(now))
    assert view.components["checkout"].status == status
    assert view.components["api"].status == "operational"
    assert view.page.indicator == indicator


def test_a_retired_component_is_operational_and_leaves_the_page_to_the_others() -> None:
    """From the day of its retirement on it no longer counts, and keeps its records."""
    fax = Component(id="fax", name="Fax", retired=TODAY)
    api = Component(id="api", name="API")
    fallen = record("fax=major_outage", "investigating 11-19 10:00", slug="fallen")
    site = site_of(fallen, components=[fax, api])
    before, after = view_of(site, at("11-19 23:59")), view_of(site, at("00:00"))
    assert (before.components["fax"].status, before.page.indicator) == ("major_outage", "major")
    assert (after.components["fax"].status, after.page.indicator) == ("operational", "none")
    assert after.components["fax"].is_retired
    assert [health.component.id for health in after.current_components] == ["api"]
    assert [facts.slug for facts in after.components["fax"].incidents] == ["fallen"]
