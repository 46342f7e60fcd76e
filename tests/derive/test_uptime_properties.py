"""What holds for every history, however incidents overlap."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.derive.records import at

from statusgen.derive.timeline import Span
from statusgen.derive.uptime import WEIGHTS, component_days, downtimes, midnight, uptime_between
from statusgen.model import Component, ComponentStatus

NOW = at("14:30")
COMPONENT = Component(id="checkout", name="Checkout")
WHEN = st.integers(min_value=0, max_value=112 * 86_400).map(lambda seconds: NOW - timedelta(seconds=seconds))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """A span that begins before now and ends after it began, or not yet."""
    start, other = sorted((draw(WHEN), draw(WHEN)))
    return Span(
        start=start,
        end=draw(st.sampled_from([other, other, start, None])),
        status=draw(st.sampled_from(list(ComponentStatus))),
        is_planned=draw(st.booleans()),
    )


HISTORIES = st.lists(spans(), max_size=8)
DAYS = st.none() | st.dates(min_value=date(2026, 7, 1), max_value=date(2026, 12, 1))


@given(HISTORIES, DAYS, DAYS, st.integers(min_value=0, max_value=100 * 86_400))
def test_uptime_is_always_between_0_and_100_percent(
    history: list[Span], since: date | None, retired: date | None, seconds: int
) -> None:
    """Or unknown, exactly when nothing is counted."""
    component = Component(id="checkout", name="Checkout", since=since, retired=retired)
    uptime = uptime_between(component, downtimes(history, NOW), NOW - timedelta(seconds=seconds), NOW)
    assert (uptime.percent is None) == (uptime.counted_seconds == 0)
    assert uptime.percent is None or 0 <= uptime.percent <= 100


@given(HISTORIES.flatmap(lambda history: st.tuples(st.just(history), st.permutations(history))))
def test_the_order_of_incidents_changes_nothing(orders: tuple[list[Span], list[Span]]) -> None:
    """Merging gives the same stretches for any order."""
    history, shuffled = orders
    assert downtimes(history, NOW) == downtimes(shuffled, NOW)


@given(HISTORIES)
def test_merged_stretches_never_overlap_and_are_oldest_first(history: list[Span]) -> None:
    """Each has a length and a cost."""
    found = downtimes(history, NOW)
    assert all(part.start < part.end and part.weight in WEIGHTS.values() for part in found)
    assert all(earlier.end <= later.start for earlier, later in pairwise(found))


@given(HISTORIES, WHEN)
def test_a_moment_costs_what_the_worst_unplanned_span_at_it_costs(
    history: list[Span], moment: datetime
) -> None:
    """Overlaps are merged so that the worst wins."""
    weights = [
        WEIGHTS.get(span.status, 0)
        for span in history
        if not span.is_planned and span.start <= moment < (span.end or NOW)
    ]
    merged = [part.weight for part in downtimes(history, NOW) if part.start <= moment < part.end]
    assert sum(merged) == max(weights, default=0)


@given(HISTORIES)
def test_the_days_of_the_bar_sum_up_to_the_whole(history: list[Span]) -> None:
    """No second is lost or counted twice at midnight."""
    down = downtimes(history, NOW)
    days = component_days(COMPONENT, [("a", span) for span in history], down, NOW)
    whole = uptime_between(COMPONENT, down, midnight(days[0].date), NOW)
    assert sum(day.downtime_seconds for day in days) == pytest.approx(whole.downtime_seconds)


@given(HISTORIES)
def test_a_day_with_downtime_names_who_caused_it(history: list[Span]) -> None:
    """Nothing costs uptime without standing in the bar."""
    days = component_days(COMPONENT, [("a", span) for span in history], downtimes(history, NOW), NOW)
    assert all(day.incidents and day.worst in WEIGHTS for day in days if day.downtime_seconds)
