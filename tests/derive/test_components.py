"""What a component's health is made from: of a long history only what can still count is looked at."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.derive.records import at, site_of

from statusgen.derive.components import PERIODS
from statusgen.derive.objective import objective_of
from statusgen.derive.rollup import worst_of
from statusgen.derive.uptime import component_days, downtimes, midnight, uptime_between
from statusgen.derive.view import view_of
from statusgen.model import STATUSES_OF_KIND, Component, ComponentStatus, Incident, Kind, Settings, Update

NOW = at("14:30")
CHECKOUT = Component(id="checkout", name="Checkout", slo=99.9)
STATUSES = st.dictionaries(st.just("checkout"), st.sampled_from(ComponentStatus))


@st.composite
def records(draw: st.DrawFn) -> Incident:
    """A record of the last 200 days, or one that is still to come, with any statuses in any order."""
    kind = draw(st.sampled_from(Kind))
    begin = NOW + timedelta(days=3) - timedelta(minutes=5 * draw(st.integers(0, 200 * 24 * 12)))
    moments = st.integers(-300, 300).map(lambda steps: begin + timedelta(minutes=17 * steps))
    updates = [
        Update(
            status=draw(st.sampled_from(STATUSES_OF_KIND[kind])), at=moment, text="", changes=draw(STATUSES)
        )
        for moment in sorted(draw(st.lists(moments, min_size=1, max_size=4, unique=True)))
    ]
    window: list[datetime | None] = draw(st.lists(st.none() | moments, min_size=2, max_size=2))
    return Incident(
        slug="a",
        path="content/incidents/a.md",
        title="A",
        kind=kind,
        components=draw(STATUSES),
        updates=tuple(updates),
        started=draw(st.none() | st.just(updates[0].at - timedelta(hours=2))),
        starts=window[0],
        ends=window[1],
    )


@settings(deadline=None)
@given(st.lists(records(), max_size=5), st.sampled_from([timedelta(days=7), timedelta(days=120)]))
def test_records_that_are_left_out_would_have_changed_nothing(
    incidents: list[Incident], window: timedelta
) -> None:
    """Status, bar, uptimes and objective are those of all spans of all records."""
    named = [replace(incident, slug=f"a-{number}") for number, incident in enumerate(incidents)]
    site = site_of(*named, components=[CHECKOUT], settings=Settings(slo_window=window))
    view = view_of(site, NOW)
    health = view.components["checkout"]
    spans = [
        (facts.slug, span)
        for facts in sorted(view.records, key=lambda facts: facts.started_at)
        for span in facts.spans.get("checkout", ())
    ]
    down = downtimes([span for _, span in spans], NOW)
    days = component_days(CHECKOUT, spans, down, NOW)
    assert list(health.days) == list(days)
    assert health.uptime == uptime_between(CHECKOUT, down, midnight(days[0].date), NOW)
    assert health.uptimes == {
        name: uptime_between(CHECKOUT, down, NOW - period, NOW) for name, period in PERIODS.items()
    }
    assert health.objective == objective_of(CHECKOUT, down, window, NOW)
    assert health.status is worst_of(span.status for _, span in spans if span.end is None)
