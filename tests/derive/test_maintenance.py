"""A maintenance starts and ends by the clock, unless an update says otherwise; a notice stands for its time."""

from __future__ import annotations

import pytest
from tests.derive.records import at, hours, maintenance, record, site_of, spans_of

from statusgen.derive.timeline import duration_of, ended_at, started_at, status_at
from statusgen.derive.view import view_of
from statusgen.model import Incident

PLANNED = maintenance("scheduled 10:00")
EARLY_END = maintenance("scheduled 10:00", "in_progress 20:00", "completed 21:00")
EARLY_START = maintenance("scheduled 10:00", "in_progress 19:30")
OVERRUN = maintenance("scheduled 10:00", "in_progress 22:10", "completed 23:00")
CANCELED = maintenance("scheduled 10:00", "canceled 19:00")
CANCELED_UNDER_WAY = maintenance("scheduled 10:00", "canceled 20:30")
VERIFYING = maintenance("scheduled 10:00", "verifying 21:30")
POSTPONED = maintenance("scheduled 10:00", "scheduled 20:10 checkout=partial_outage")
COMPLETED_BEFORE_IT_STARTED = maintenance("scheduled 10:00", "completed 19:00")
TOLD_AFTERWARDS = maintenance("completed 23:00")
CHANGES = maintenance("scheduled 10:00", "in_progress 20:30 checkout=partial_outage api=under_maintenance")
AT_THE_SAME_MOMENT = maintenance(
    "scheduled 10:00", "in_progress 20:00 checkout=partial_outage", "completed 22:00"
)


@pytest.mark.parametrize(
    ("incident", "now", "status", "ended", "duration"),
    [
        pytest.param(PLANNED, "10:00", "scheduled", None, None, id="announced"),
        pytest.param(PLANNED, "19:59", "scheduled", None, None, id="a-minute-before"),
        pytest.param(PLANNED, "20:00", "in_progress", None, 0, id="starts-by-the-clock"),
        pytest.param(PLANNED, "21:59", "in_progress", None, 119 / 60, id="a-minute-before-the-end"),
        pytest.param(PLANNED, "22:00", "completed", "22:00", 2, id="ends-by-the-clock"),
        pytest.param(EARLY_END, "21:00", "completed", "21:00", 1, id="completed-early"),
        pytest.param(EARLY_END, "22:30", "completed", "21:00", 1, id="the-clock-does-not-end-it-again"),
        pytest.param(EARLY_START, "19:45", "in_progress", None, 0.25, id="started-early"),
        pytest.param(EARLY_START, "22:00", "completed", "22:00", 2.5, id="started-early-ends-by-the-clock"),
        pytest.param(OVERRUN, "22:05", "completed", "22:00", 2, id="completed-until-said-otherwise"),
        pytest.param(OVERRUN, "22:30", "in_progress", None, 2.5, id="resumed-after-its-end"),
        pytest.param(OVERRUN, "23:30", "completed", "23:00", 3, id="overrun-ends-by-an-update"),
        pytest.param(CANCELED, "19:30", "canceled", "19:00", None, id="canceled"),
        pytest.param(CANCELED, "21:00", "canceled", "19:00", None, id="what-is-canceled-does-not-start"),
        pytest.param(CANCELED, "23:00", "canceled", "19:00", None, id="what-is-canceled-is-never-completed"),
        pytest.param(CANCELED_UNDER_WAY, "21:00", "canceled", "20:30", None, id="canceled-under-way"),
        pytest.param(VERIFYING, "21:45", "verifying", None, 1.75, id="verifying"),
        pytest.param(VERIFYING, "22:00", "completed", "22:00", 2, id="verifying-ends-by-the-clock"),
        pytest.param(POSTPONED, "20:30", "scheduled", None, 0.5, id="postponed-by-an-update"),
        pytest.param(
            COMPLETED_BEFORE_IT_STARTED, "21:00", "completed", "19:00", None, id="done-before-its-window"
        ),
        pytest.param(TOLD_AFTERWARDS, "23:30", "completed", "22:00", 2, id="told-afterwards"),
    ],
)
def test_a_maintenance_follows_its_window_unless_an_update_says_otherwise(
    incident: Incident, now: str, status: str, ended: str | None, duration: float | None
) -> None:
    """Nobody has to write at the moment at which it starts and ends."""
    moment = at(now)
    assert status_at(incident, moment) == status
    assert ended_at(incident, moment) == (at(ended) if ended else None)
    assert duration_of(incident, moment) == (hours(duration) if duration is not None else None)


def test_a_maintenance_begins_with_its_window_or_with_the_update_that_was_earlier() -> None:
    """What is announced has a start too."""
    assert started_at(PLANNED) == at("20:00")
    assert started_at(EARLY_START) == at("19:30")
    assert started_at(OVERRUN) == at("20:00")


@pytest.mark.parametrize(
    ("incident", "now", "expected"),
    [
        pytest.param(PLANNED, "19:59", {}, id="changes-nothing-before-it-starts"),
        pytest.param(PLANNED, "20:30", {"checkout": ["20:00- under_maintenance"]}, id="under-way"),
        pytest.param(PLANNED, "22:00", {"checkout": ["20:00-22:00 under_maintenance"]}, id="over"),
        pytest.param(
            EARLY_END, "23:00", {"checkout": ["20:00-21:00 under_maintenance"]}, id="completed-early"
        ),
        pytest.param(
            OVERRUN,
            "23:30",
            {"checkout": ["20:00-22:00 under_maintenance", "22:10-23:00 under_maintenance"]},
            id="resumed",
        ),
        pytest.param(CANCELED, "23:00", {}, id="canceled"),
        pytest.param(
            POSTPONED,
            "20:30",
            {"checkout": ["20:00-20:10 under_maintenance"]},
            id="postponed-is-not-under-way",
        ),
        pytest.param(
            CHANGES,
            "23:00",
            {
                "checkout": ["20:00-20:30 under_maintenance", "20:30-22:00 partial_outage"],
                "api": ["20:30-22:00 under_maintenance"],
            },
            id="braces",
        ),
        pytest.param(
            AT_THE_SAME_MOMENT,
            "23:00",
            {"checkout": ["20:00-22:00 partial_outage"]},
            id="an-update-beats-the-clock",
        ),
    ],
)
def test_a_maintenance_touches_components_only_while_it_is_under_way(
    incident: Incident, now: str, expected: dict[str, list[str]]
) -> None:
    """Every span of it is planned."""
    assert spans_of(incident, at(now)) == expected


NOTICE = record("checkout=operational", "posted 10:00", kind="notice")
NOTICE_AGAIN = record("", "posted 11-10 10:00", "posted 11-15 10:00", kind="notice")
NOTICE_LATER = record("", "posted 10:00", kind="notice", starts="12:00", ends="13:00")


@pytest.mark.parametrize(
    ("incident", "now", "stands"),
    [
        pytest.param(NOTICE, "09:59", False, id="not-posted-yet"),
        pytest.param(NOTICE, "10:00", True, id="posted"),
        pytest.param(NOTICE, "11-27 09:59", True, id="seven-days-long"),
        pytest.param(NOTICE, "11-27 10:00", False, id="after-seven-days"),
        pytest.param(NOTICE_AGAIN, "11-17 11:00", True, id="seven-days-from-the-last-update"),
        pytest.param(NOTICE_AGAIN, "11-22 11:00", False, id="seven-days-after-the-last-update"),
        pytest.param(NOTICE_LATER, "11:00", False, id="before-starts"),
        pytest.param(NOTICE_LATER, "12:00", True, id="from-starts"),
        pytest.param(NOTICE_LATER, "12:59", True, id="until-ends"),
        pytest.param(NOTICE_LATER, "13:00", False, id="after-ends"),
    ],
)
def test_a_notice_stands_on_the_front_page_for_its_time(incident: Incident, now: str, stands: bool) -> None:
    """From `starts` to `ends`, or for seven days; it impairs nothing and has no duration."""
    view = view_of(site_of(incident), at(now))
    assert [facts.incident for facts in view.current_notices] == [incident] * stands
    assert spans_of(incident, at(now)) == {}
    assert duration_of(incident, at(now)) is None
