"""The view is the one thing from which all pages, feeds and data are made: complete, ordered, and pure."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from tests.derive.records import at, maintenance, record, site_of

from statusgen.derive.view import view_of
from statusgen.model import Component, Postmortem, Site


def postmortem(slug: str, published: str, *incidents: str) -> Postmortem:
    """A postmortem of `incidents`."""
    return Postmortem(
        slug=slug,
        path=f"content/postmortems/{slug}.md",
        title=slug,
        incidents=incidents,
        published=at(published),
        summary="Summary.",
        text="",
    )


OLD = record("checkout=partial_outage", "investigating 11-01 10:00", "resolved 11-01 11:00", slug="old")
FIRST = record("checkout=partial_outage", "investigating 10:00", "identified 14:10", slug="first")
SECOND = record("api=degraded_performance", "investigating 12:00", slug="second")
THIRD = record("api=degraded_performance", "investigating 12:00", started="09:00", slug="third")
FUTURE = record("api=major_outage", "investigating 14:40", slug="future")
WORK_LONG = maintenance("scheduled 09:00", slug="work-long", starts="13:00", ends="18:00")
WORK_SHORT = maintenance("scheduled 09:00", slug="work-short", starts="14:00", ends="15:00")
WORK_NEXT = maintenance("scheduled 11-19 09:00", slug="work-next", starts="16:00", ends="17:00")
WORK_LATER = maintenance("scheduled 11-18 09:00", slug="work-later", starts="11-25 16:00", ends="11-25 17:00")
WORK_OFF = maintenance("scheduled 11-18 09:00", "canceled 11-19 09:00", slug="work-off")
TOLD = record("", "posted 09:00", kind="notice", slug="told")
TOLD_LATER = record("", "posted 10:00", kind="notice", slug="told-later")

SITE = Site(
    name="Shop",
    url="https://status.example.com/",
    components=[
        Component(id="checkout", name="Checkout"),
        Component(id="api", name="API", slo=99.9),
        Component(id="quiet", name="Quiet"),
    ],
    incidents=[
        *(OLD, WORK_LATER, WORK_OFF, WORK_NEXT, TOLD, WORK_LONG, WORK_SHORT, FIRST, TOLD_LATER),
        *(SECOND, THIRD, FUTURE),
    ],
    postmortems=[
        postmortem("p1", "11-02 10:00", "old"),
        postmortem("p2", "11-03 10:00", "old", "first", "gone"),
        postmortem("p3", "11-30 10:00", "old"),
    ],
)
NOW = at("14:30")
VIEW = view_of(SITE, NOW)


def test_records_come_newest_start_first_and_none_from_the_future() -> None:
    """A maintenance stands where it starts, an incident where it began."""
    assert [facts.slug for facts in VIEW.records] == [
        *("work-later", "work-off", "work-next", "work-short", "work-long"),
        *("second", "told-later", "first", "told", "third", "old"),
    ]
    assert set(VIEW.by_slug) == {facts.slug for facts in VIEW.records}


def test_open_incidents_come_with_the_newest_activity_first() -> None:
    """An old incident with a new update stands above a newer one without."""
    assert [facts.slug for facts in VIEW.open_incidents] == ["first", "second", "third"]


def test_maintenance_under_way_comes_with_the_first_to_end_first() -> None:
    """The clock decides which are under way."""
    assert [facts.slug for facts in VIEW.maintenance_under_way] == ["work-short", "work-long"]


def test_maintenance_ahead_comes_with_the_next_one_first() -> None:
    """What is canceled or under way is not ahead."""
    assert [facts.slug for facts in VIEW.maintenance_ahead] == ["work-next", "work-later"]


def test_notices_come_newest_first() -> None:
    """They stand beside incidents and are none."""
    assert [facts.slug for facts in VIEW.current_notices] == ["told-later", "told"]


def test_components_keep_the_order_of_the_settings() -> None:
    """One without any record is there too."""
    assert list(VIEW.components) == ["checkout", "api", "quiet"]
    assert [health.status for health in VIEW.components.values()] == [
        *("partial_outage", "degraded_performance", "operational")
    ]


def test_a_component_lists_its_records_newest_first() -> None:
    """Maintenance stands among them."""
    assert [facts.slug for facts in VIEW.components["checkout"].incidents] == [
        *("work-later", "work-off", "work-next", "work-short", "work-long", "first", "old")
    ]
    assert VIEW.components["quiet"].incidents == ()


def test_postmortems_come_newest_first_and_lead_to_their_incidents() -> None:
    """One that is to be published later is not there yet, and one whose incident is gone harms nothing."""
    assert [postmortem.slug for postmortem in VIEW.postmortems] == ["p2", "p1"]
    assert [postmortem.slug for postmortem in VIEW.by_slug["old"].postmortems] == ["p1", "p2"]
    assert [postmortem.slug for postmortem in VIEW.by_slug["first"].postmortems] == ["p2"]


def test_the_same_site_and_moment_give_the_same_view() -> None:
    """Deriving reads no clock and keeps no state."""
    again = view_of(SITE, NOW)
    assert again == VIEW
    assert repr(again) == repr(VIEW)


def test_one_moment_gives_one_view_in_every_zone() -> None:
    """Days are days in UTC wherever the site is built."""
    evening = at("23:30")
    elsewhere = evening.astimezone(timezone(timedelta(hours=9)))
    assert elsewhere.date() != evening.date()
    assert view_of(SITE, elsewhere) == view_of(SITE, evening)


def test_a_moment_needs_a_zone() -> None:
    """A clock without a zone would be read differently on every machine."""
    with pytest.raises(ValueError, match="now needs a time zone"):
        view_of(SITE, datetime(2026, 11, 20, 14, 30))  # noqa: DTZ001  # that it has none is the point


def test_a_site_without_anything_is_operational() -> None:
    """A new site has a front page from its first moment on."""
    view = view_of(site_of(), NOW)
    assert view.page.description == "All Systems Operational"
    assert (view.records, view.open_incidents, view.postmortems) == ((), [], ())


def test_what_happens_later_changes_nothing_now() -> None:
    """A view depends only on what was published by its moment."""
    without = view_of(site_of(FIRST, SECOND, components=SITE.components), NOW)
    with_later = view_of(site_of(FIRST, SECOND, FUTURE, components=SITE.components), NOW)
    assert with_later.records == without.records
    assert with_later.components == without.components
