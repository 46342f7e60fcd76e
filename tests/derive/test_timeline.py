"""When an incident began and ended, how long it took, and what it did to each component meanwhile."""

from __future__ import annotations

import pytest
from tests.derive.records import at, hours, record, spans_of

from statusgen.derive.timeline import duration_of, ended_at, is_open, started_at, status_at
from statusgen.model import Incident

SIMPLE = record("checkout=partial_outage", "investigating 10:00", "identified 10:20", "resolved 11:00")
STARTED = record("checkout=partial_outage", "investigating 10:00", "resolved 11:00", started="09:30")
REOPENED = record(
    "checkout=partial_outage",
    *("investigating 10:00", "identified 10:20 checkout=major_outage", "resolved 11:00"),
    *("investigating 11:30", "resolved 12:00"),
)
REOPENED_LESS = record(
    "checkout=major_outage api=partial_outage",
    *(
        "investigating 10:00",
        "resolved 11:00",
        "monitoring 11:30 checkout=degraded_performance",
        "resolved 12:00",
    ),
)
BACKWARDS = record("checkout=partial_outage", "monitoring 10:00", "identified 10:20", "investigating 10:40")
ONLY_RESOLVED = record("checkout=major_outage api=operational", "resolved 11:00")
TWICE_RESOLVED = record("checkout=major_outage", "resolved 11:00", "resolved 11:30")
ONLY_RESOLVED_STARTED = record("checkout=major_outage", "resolved 11:00", started="10:00")
CHANGES = record(
    "checkout=partial_outage",
    "investigating 10:00",
    "identified 10:20 checkout=major_outage api=degraded_performance",
    "monitoring 10:40 checkout=operational",
    "monitoring 10:50 checkout=degraded_performance",
    "resolved 11:00",
)
SAME_AGAIN = record(
    "checkout=partial_outage", "investigating 10:00", "identified 10:20 checkout=partial_outage"
)
CHANGED_AT_ONCE = record(
    "checkout=partial_outage", "investigating 10:00 checkout=major_outage", "resolved 11:00"
)
EARLIER_START_CHANGED = record(
    "checkout=partial_outage", "investigating 10:00 checkout=major_outage", "resolved 11:00", started="09:00"
)
UNTOUCHED = record("checkout=operational", "investigating 10:00", "resolved 11:00")
NAMELESS = record("", "investigating 10:00", "resolved 11:00")


@pytest.mark.parametrize(
    ("incident", "now", "status", "ended", "duration"),
    [
        pytest.param(SIMPLE, "10:10", "investigating", None, 1 / 6, id="open"),
        pytest.param(SIMPLE, "10:20", "identified", None, 1 / 3, id="an-update-counts-from-its-moment"),
        pytest.param(SIMPLE, "11:00", "resolved", "11:00", 1, id="resolved-from-its-moment"),
        pytest.param(SIMPLE, "23:00", "resolved", "11:00", 1, id="stays-resolved"),
        pytest.param(STARTED, "23:00", "resolved", "11:00", 1.5, id="started-before-the-first-update"),
        pytest.param(REOPENED, "11:10", "resolved", "11:00", 1, id="before-it-is-reopened"),
        pytest.param(REOPENED, "11:30", "investigating", None, 1.5, id="reopened"),
        pytest.param(REOPENED, "23:00", "resolved", "12:00", 2, id="resolved-again"),
        pytest.param(BACKWARDS, "23:00", "investigating", None, 13, id="states-may-go-backwards"),
        pytest.param(ONLY_RESOLVED, "23:00", "resolved", "11:00", None, id="only-the-end-is-known"),
        pytest.param(TWICE_RESOLVED, "23:00", "resolved", "11:00", None, id="ended-when-first-resolved"),
        pytest.param(ONLY_RESOLVED_STARTED, "23:00", "resolved", "11:00", 1, id="start-told-with-the-end"),
    ],
)
def test_an_incident_lasts_from_its_start_to_the_update_that_ends_it(
    incident: Incident, now: str, status: str, ended: str | None, duration: float | None
) -> None:
    """Status, end and duration follow from the updates up to the moment."""
    moment = at(now)
    assert status_at(incident, moment) == status
    assert ended_at(incident, moment) == (at(ended) if ended else None)
    assert is_open(incident, moment) is (ended is None)
    assert duration_of(incident, moment) == (hours(duration) if duration is not None else None)


def test_an_incident_begins_where_its_author_says_else_with_its_first_update() -> None:
    """`started` wins over the first update."""
    assert started_at(STARTED) == at("09:30")
    assert started_at(SIMPLE) == at("10:00")


@pytest.mark.parametrize(
    ("incident", "now", "expected"),
    [
        pytest.param(SIMPLE, "09:59", {}, id="not-yet"),
        pytest.param(SIMPLE, "10:30", {"checkout": ["10:00- partial_outage"]}, id="open"),
        pytest.param(SIMPLE, "23:00", {"checkout": ["10:00-11:00 partial_outage"]}, id="resolved"),
        pytest.param(STARTED, "23:00", {"checkout": ["09:30-11:00 partial_outage"]}, id="from-started-on"),
        pytest.param(
            REOPENED,
            "23:00",
            {
                "checkout": [
                    "10:00-10:20 partial_outage",
                    "10:20-11:00 major_outage",
                    "11:30-12:00 major_outage",
                ]
            },
            id="reopening-brings-back-the-status-from-before",
        ),
        pytest.param(
            REOPENED_LESS,
            "23:00",
            {
                "checkout": ["10:00-11:00 major_outage", "11:30-12:00 degraded_performance"],
                "api": ["10:00-11:00 partial_outage", "11:30-12:00 partial_outage"],
            },
            id="reopening-may-change-a-status",
        ),
        pytest.param(
            CHANGES,
            "23:00",
            {
                "checkout": [
                    "10:00-10:20 partial_outage",
                    "10:20-10:40 major_outage",
                    "10:50-11:00 degraded_performance",
                ],
                "api": ["10:20-11:00 degraded_performance"],
            },
            id="braces-change-from-their-moment-on-and-the-end-sets-all-to-operational",
        ),
        pytest.param(
            SAME_AGAIN, "10:30", {"checkout": ["10:00- partial_outage"]}, id="the-same-again-is-one-span"
        ),
        pytest.param(
            CHANGED_AT_ONCE,
            "23:00",
            {"checkout": ["10:00-11:00 major_outage"]},
            id="braces-of-the-first-update-win",
        ),
        pytest.param(
            EARLIER_START_CHANGED,
            "23:00",
            {"checkout": ["09:00-10:00 partial_outage", "10:00-11:00 major_outage"]},
            id="front-matter-holds-from-started-to-the-first-update",
        ),
        pytest.param(
            ONLY_RESOLVED,
            "23:00",
            {"checkout": ["11:00-11:00 major_outage"]},
            id="unknown-duration-is-a-span-of-no-length",
        ),
        pytest.param(
            ONLY_RESOLVED_STARTED, "23:00", {"checkout": ["10:00-11:00 major_outage"]}, id="known-by-started"
        ),
        pytest.param(UNTOUCHED, "23:00", {}, id="operational-impairs-nothing"),
        pytest.param(NAMELESS, "23:00", {}, id="no-component"),
    ],
)
def test_a_component_has_a_status_from_one_change_to_the_next(
    incident: Incident, now: str, expected: dict[str, list[str]]
) -> None:
    """The spans of a component never overlap within one incident, and end with it."""
    assert spans_of(incident, at(now)) == expected
