"""uptime = 1 - (seconds of major outage + 0.3 * seconds of partial outage) / seconds counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.derive.records import TODAY, at, hours, maintenance, record, site_of

from statusgen.derive.timeline import component_spans
from statusgen.derive.uptime import component_days, downtimes, midnight, uptime_between
from statusgen.derive.view import view_of
from statusgen.model import Component, Incident

PLAIN = Component(id="checkout", name="Checkout")
NOON = record("checkout=major_outage", "investigating 11-19 12:00", "resolved 11-19 14:00", slug="noon")


def lost_hours(
    *incidents: Incident, start: str, end: str, now: str | None = None, component: Component = PLAIN
) -> float:
    """The weighted hours of outage from `start` to `end`."""
    moment = at(now or end)
    spans = [span for incident in incidents for span in component_spans(incident, moment).get("checkout", ())]
    return uptime_between(component, downtimes(spans, moment), at(start), at(end)).downtime_seconds / 3600


@pytest.mark.parametrize(
    ("incidents", "expected"),
    [
        pytest.param([], 0, id="nothing-happened"),
        pytest.param([NOON], 2, id="major-costs-all"),
        pytest.param(
            [record("checkout=partial_outage", "investigating 11-19 12:00", "resolved 11-19 14:00")],
            0.6,
            id="partial-costs-three-tenths",
        ),
        pytest.param(
            [record("checkout=degraded_performance", "investigating 11-19 12:00", "resolved 11-19 14:00")],
            0,
            id="degraded-costs-nothing",
        ),
        pytest.param(
            [record("checkout=under_maintenance", "investigating 11-19 12:00", "resolved 11-19 14:00")],
            0,
            id="unplanned-maintenance-costs-nothing",
        ),
        pytest.param(
            [
                maintenance(
                    "scheduled 11-18 10:00",
                    components="checkout=major_outage",
                    starts="11-19 12:00",
                    ends="11-19 14:00",
                )
            ],
            0,
            id="a-planned-outage-costs-nothing",
        ),
        pytest.param(
            [NOON, record("checkout=major_outage", "investigating 11-19 13:00", "resolved 11-19 15:00")],
            3,
            id="overlap-counts-once",
        ),
        pytest.param(
            [NOON, record("checkout=partial_outage", "investigating 11-19 11:00", "resolved 11-19 15:00")],
            2 + 0.6,
            id="overlap-counts-at-its-worst",
        ),
        pytest.param([NOON, NOON], 2, id="the-same-twice"),
        pytest.param(
            [NOON, record("checkout=partial_outage", "investigating 11-19 14:00", "resolved 11-19 15:00")],
            2.3,
            id="one-after-the-other",
        ),
        pytest.param(
            [
                NOON,
                maintenance(
                    "scheduled 11-18 10:00",
                    components="checkout=major_outage",
                    starts="11-19 13:00",
                    ends="11-19 20:00",
                ),
            ],
            2,
            id="an-outage-during-a-maintenance-still-costs",
        ),
        pytest.param([record("checkout=major_outage", "resolved 11-19 12:00")], 0, id="unknown-duration"),
        pytest.param([record("checkout=major_outage", "investigating 11-19 22:00")], 2, id="open-until-now"),
        pytest.param(
            [record("checkout=major_outage", "investigating 11-18 10:00", "resolved 11-20 10:00")],
            24,
            id="longer-than-the-period",
        ),
        pytest.param(
            [record("checkout=major_outage", "investigating 11-18 10:00", "resolved 11-19 00:00")],
            0,
            id="ends-where-the-period-begins",
        ),
    ],
)
def test_an_outage_costs_by_its_weight_and_each_moment_once(
    incidents: list[Incident], expected: float
) -> None:
    """Hours lost on one day, 19 November."""
    lost = lost_hours(*incidents, start="11-19 00:00", end="11-20 00:00")
    assert lost == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("component", "counted", "percent"),
    [
        pytest.param(PLAIN, 48, 100 * (1 - 2 / 48), id="always-there"),
        pytest.param(
            Component(id="c", name="C", since=date(2026, 11, 19)), 24, 100 * (1 - 2 / 24), id="since"
        ),
        pytest.param(Component(id="c", name="C", since=date(2026, 11, 20)), 0, None, id="since-the-end"),
        pytest.param(Component(id="c", name="C", since=date(2027, 1, 1)), 0, None, id="since-the-future"),
        pytest.param(
            Component(id="c", name="C", since=date(2020, 1, 1)), 48, 100 * (1 - 2 / 48), id="since-long"
        ),
        pytest.param(Component(id="c", name="C", retired=date(2026, 11, 19)), 24, 100, id="retired-before"),
        pytest.param(
            Component(id="c", name="C", retired=date(2026, 11, 18)), 0, None, id="retired-at-the-start"
        ),
        pytest.param(
            Component(id="c", name="C", retired=date(2027, 1, 1)), 48, 100 * (1 - 2 / 48), id="retires-later"
        ),
    ],
)
def test_days_before_since_and_from_retired_on_do_not_count(
    component: Component, counted: float, percent: float | None
) -> None:
    """The share is taken of what counts; of nothing there is no share."""
    spans = component_spans(NOON, at("11-20 00:00"))["checkout"]
    uptime = uptime_between(component, downtimes(spans, at("00:00")), at("11-18 00:00"), at("11-20 00:00"))
    assert uptime.counted_seconds == counted * 3600
    assert uptime.percent == (pytest.approx(percent) if percent is not None else None)


def days_of(
    *incidents: Incident, now: str, component: Component = PLAIN
) -> dict[str, tuple[str, float, list[str]]]:
    """The days of the bar on which something happened: the worst, the hours lost, the records."""
    health = view_of(site_of(*incidents, components=[component]), at(now)).components["checkout"]
    return {
        f"{day.date:%m-%d}": (day.worst.value, round(day.downtime_seconds / 3600, 6), list(day.incidents))
        for day in health.days
        if day.incidents or day.downtime_seconds
    }


OVER_MIDNIGHT = record(
    "checkout=major_outage", "investigating 11-18 22:00", "resolved 11-19 01:00", slug="night"
)
TO_MIDNIGHT = record(
    "checkout=partial_outage", "investigating 11-18 20:00", "resolved 11-19 00:00", slug="evening"
)
FROM_MIDNIGHT = record(
    "checkout=partial_outage", "investigating 11-19 00:00", "resolved 11-19 10:00", slug="morning"
)


@pytest.mark.parametrize(
    ("incidents", "now", "expected"),
    [
        pytest.param([], "12:00", {}, id="quiet"),
        pytest.param(
            [OVER_MIDNIGHT],
            "12:00",
            {"11-18": ("major_outage", 2, ["night"]), "11-19": ("major_outage", 1, ["night"])},
            id="over-midnight-touches-both-days",
        ),
        pytest.param(
            [TO_MIDNIGHT],
            "12:00",
            {"11-18": ("partial_outage", 1.2, ["evening"])},
            id="ends-exactly-at-midnight",
        ),
        pytest.param(
            [FROM_MIDNIGHT],
            "12:00",
            {"11-19": ("partial_outage", 3, ["morning"])},
            id="begins-exactly-at-midnight",
        ),
        pytest.param(
            [OVER_MIDNIGHT, TO_MIDNIGHT, FROM_MIDNIGHT],
            "12:00",
            {
                "11-18": ("major_outage", 2.6, ["evening", "night"]),
                "11-19": ("major_outage", 3.7, ["night", "morning"]),
            },
            id="the-worst-and-every-record-oldest-first",
        ),
        pytest.param(
            [record("checkout=degraded_performance", "investigating 11-17 10:00", slug="slow")],
            "12:00",
            {f"11-{day}": ("degraded_performance", 0, ["slow"]) for day in (17, 18, 19, 20)},
            id="open-until-today",
        ),
        pytest.param(
            [record("checkout=major_outage", "investigating 11-19 23:00", slug="open")],
            "00:00",
            {"11-19": ("major_outage", 1, ["open"])},
            id="open-at-the-first-moment-of-a-day",
        ),
        pytest.param(
            [record("checkout=major_outage", "resolved 11-18 00:00", slug="late")],
            "12:00",
            {"11-18": ("major_outage", 0, ["late"])},
            id="unknown-duration-is-listed-and-costs-nothing",
        ),
        pytest.param(
            [maintenance("scheduled 11-18 10:00", slug="work", starts="11-19 22:00", ends="11-19 23:00")],
            "12:00",
            {"11-19": ("under_maintenance", 0, ["work"])},
            id="maintenance",
        ),
        pytest.param(
            [record("checkout=operational", "investigating 11-19 10:00", "resolved 11-19 11:00")],
            "12:00",
            {},
            id="a-record-that-impaired-nothing",
        ),
    ],
)
def test_a_day_of_the_bar_shows_its_worst_and_its_records(
    incidents: list[Incident], now: str, expected: dict[str, tuple[str, float, list[str]]]
) -> None:
    """Days begin at midnight in UTC."""
    assert days_of(*incidents, now=now) == expected


@pytest.mark.parametrize(
    ("now", "first", "last"),
    [
        ("2026-11-20 00:00", date(2026, 8, 23), date(2026, 11, 20)),
        ("2026-11-20 23:59", date(2026, 8, 23), date(2026, 11, 20)),
        ("2024-03-01 12:00", date(2023, 12, 3), date(2024, 3, 1)),
        ("2023-03-01 12:00", date(2022, 12, 2), date(2023, 3, 1)),
    ],
    ids=["first-moment-of-a-day", "last-minute-of-a-day", "over-a-leap-day", "without-a-leap-day"],
)
def test_the_bar_has_ninety_days_and_today_is_one_of_them(now: str, first: date, last: date) -> None:
    """Each day once, oldest first."""
    days = view_of(site_of(components=[PLAIN]), at(now)).components["checkout"].days
    assert [day.date for day in days] == [first + timedelta(days=number) for number in range(90)]
    assert days[-1].date == last


def test_a_leap_day_counts_like_any_other() -> None:
    """An outage over 29 February costs its hours on that day."""
    leap = record("checkout=major_outage", "investigating 2024-02-28 23:00", "resolved 2024-03-01 01:00")
    assert [hours_lost for _, hours_lost, _ in days_of(leap, now="2024-03-02 12:00").values()] == [1, 24, 1]


def test_days_that_do_not_count_are_marked() -> None:
    """Before `since` and from `retired` on, a day of the bar says that it tells nothing."""
    component = Component(
        id="checkout", name="Checkout", since=date(2026, 11, 10), retired=date(2026, 11, 15)
    )
    days = component_days(component, [], [], at("12:00"))
    assert [day.date.day for day in days if day.is_counted] == [10, 11, 12, 13, 14]


def test_a_component_has_an_uptime_for_each_period_and_for_its_bar() -> None:
    """The last 24 hours, 7 and 30 days end now; the bar's own figure is that of its 90 days."""
    site = site_of(NOON, components=[PLAIN])
    health = view_of(site, at("12:00")).components["checkout"]
    assert health.uptimes["24h"].downtime_seconds == 2 * 3600
    assert health.uptimes["24h"].percent == pytest.approx(100 * 22 / 24)
    assert health.uptimes["7d"].percent == pytest.approx(100 * (1 - 2 / (7 * 24)))
    assert health.uptimes["30d"].percent == pytest.approx(100 * (1 - 2 / (30 * 24)))
    assert health.uptime.counted_seconds == (89 * 24 + 12) * 3600
    later = view_of(site, at("12:00") + hours(1)).components["checkout"]
    assert later.uptimes["24h"].downtime_seconds == 3600


def test_midnight_is_that_of_utc() -> None:
    """A day begins everywhere at the same moment."""
    assert midnight(TODAY) == at("00:00")
    assert midnight(TODAY).utcoffset() == timedelta(0)
