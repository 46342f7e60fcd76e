"""What customers may expect, and how much of the error budget is left."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.derive.records import at, maintenance, record, site_of

from statusgen.derive.view import view_of
from statusgen.model import Component, Incident, Settings

WEEK = 7 * 86_400


@pytest.mark.parametrize(
    ("incidents", "slo", "spent", "left", "met"),
    [
        pytest.param([], 99.0, 0, WEEK * 0.01, True, id="untouched"),
        pytest.param(
            [record("checkout=major_outage", "investigating 10:00", "resolved 11:00")],
            99.0,
            3600,
            WEEK * 0.01 - 3600,
            True,
            id="partly-spent",
        ),
        pytest.param(
            [record("checkout=partial_outage", "investigating 10:00", "resolved 11:00")],
            99.0,
            1080,
            WEEK * 0.01 - 1080,
            True,
            id="partial-outage-costs-less",
        ),
        pytest.param(
            [record("checkout=major_outage", "investigating 10:00", "resolved 12:00")],
            99.0,
            7200,
            WEEK * 0.01 - 7200,
            False,
            id="overspent",
        ),
        pytest.param([], 100.0, 0, 0, True, id="nothing-may-fail-and-nothing-did"),
        pytest.param(
            [record("checkout=major_outage", "investigating 10:00", "resolved 10:01")],
            100.0,
            60,
            -60,
            False,
            id="nothing-may-fail-and-a-minute-did",
        ),
        pytest.param(
            [record("checkout=major_outage", "investigating 11-01 10:00", "resolved 11-12 10:00")],
            99.0,
            0,
            WEEK * 0.01,
            True,
            id="before-the-window",
        ),
        pytest.param(
            [record("checkout=major_outage", "investigating 11-12 10:00", "resolved 11-13 15:30")],
            99.0,
            3600,
            WEEK * 0.01 - 3600,
            True,
            id="only-what-reaches-into-the-window",
        ),
        pytest.param(
            [
                maintenance(
                    "scheduled 09:00", components="checkout=major_outage", starts="10:00", ends="14:00"
                )
            ],
            99.0,
            0,
            WEEK * 0.01,
            True,
            id="maintenance-spends-nothing",
        ),
    ],
)
def test_outages_spend_the_budget_of_the_window_that_ends_now(
    incidents: list[Incident], slo: float, spent: float, left: float, met: bool
) -> None:
    """The budget is the window times what may be missing; an objective is met while some of it, or none, is left."""
    component = Component(id="checkout", name="Checkout", slo=slo)
    site = site_of(*incidents, components=[component], settings=Settings(slo_window=timedelta(days=7)))
    objective = view_of(site, at("14:30")).components["checkout"].objective
    assert objective is not None
    assert objective.budget_seconds == pytest.approx(WEEK * (1 - slo / 100))
    assert objective.spent_seconds == pytest.approx(spent)
    assert objective.left_seconds == pytest.approx(left)
    assert objective.is_met is met
    assert objective.uptime_percent == pytest.approx(100 * (1 - spent / WEEK))
    assert (objective.target_percent, objective.window) == (slo, timedelta(days=7))


@pytest.mark.parametrize(
    ("slo", "spent_hours", "ratio"),
    [(99.0, 0, 1), (99.0, 0.84, 0.5), (99.0, 5, 0), (100.0, 0, 1), (100.0, 1, 0)],
    ids=["untouched", "half", "overspent", "no-budget-and-no-outage", "no-budget-and-an-outage"],
)
def test_the_rest_of_the_budget_is_a_share_from_0_to_1(slo: float, spent_hours: float, ratio: float) -> None:
    """A meter can show it."""
    end = at("00:00") + timedelta(hours=spent_hours)
    fallen = record("checkout=major_outage", "investigating 00:00", f"resolved {end:%H:%M:%S}")
    component = Component(id="checkout", name="Checkout", slo=slo)
    site = site_of(fallen, components=[component], settings=Settings(slo_window=timedelta(days=7)))
    objective = view_of(site, at("14:30")).components["checkout"].objective
    assert objective is not None
    assert objective.left_ratio == pytest.approx(ratio)


def test_without_a_target_or_after_retirement_there_is_no_objective() -> None:
    """Nothing is promised for them."""
    components = [
        Component(id="checkout", name="Checkout"),
        Component(id="fax", name="Fax", slo=99.0, retired=date(2026, 11, 1)),
    ]
    found = view_of(site_of(components=components), at("14:30")).components
    assert [health.objective for health in found.values()] == [None, None]


def test_an_objective_of_a_component_that_is_too_new_has_no_uptime() -> None:
    """Nothing is counted, so nothing is spent."""
    component = Component(id="checkout", name="Checkout", slo=99.0, since=date(2026, 12, 1))
    objective = view_of(site_of(components=[component]), at("14:30")).components["checkout"].objective
    assert objective is not None
    assert (objective.uptime_percent, objective.spent_seconds, objective.is_met) == (None, 0, True)
