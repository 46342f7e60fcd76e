"""What each update and each record is for those who follow it: names that last, changes, the next promise."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace
from tests.derive.records import at, facts_of, maintenance, record

from statusgen.derive.facts import incident_facts, moment_stamp, stable_id
from statusgen.model import Impact, Incident, Postmortem, Settings

PROMISES = Settings(update_every={Impact.MAJOR: timedelta(minutes=30), Impact.MINOR: timedelta(minutes=60)})
LONG = record(
    "checkout=partial_outage api=operational",
    "investigating 10:00",
    "identified 10:20:30 checkout=major_outage api=degraded_performance",
    "monitoring 10:40 checkout=degraded_performance",
    "resolved 11:00",
    "investigating 11:30",
    slug="long",
)


@pytest.mark.parametrize(
    ("moment", "stamp"),
    [
        ("14:05", "20261120T1405Z"),
        ("14:05:30", "20261120T140530Z"),
        ("00:00", "20261120T0000Z"),
        ("2024-02-29 23:59:59", "20240229T235959Z"),
    ],
)
def test_a_moment_is_named_to_the_minute_and_to_the_second_only_where_there_is_one(
    moment: str, stamp: str
) -> None:
    """Two updates of one record never share a name."""
    assert moment_stamp(at(moment)) == stamp


def test_an_update_keeps_its_name_whatever_happens_to_its_text() -> None:
    """The key is made of the record and the moment alone; subscribers are told about each update once."""
    facts = facts_of(LONG, at("10:30"))
    assert [(update.key, update.anchor) for update in facts.updates] == [
        ("long/20261120T102030Z", "update-20261120T102030Z"),
        ("long/20261120T1000Z", "update-20261120T1000Z"),
    ]
    edited = replace(
        LONG,
        title="Other",
        components={},
        updates=[replace(LONG.updates[0], text="New", changes={}, line=99)],
    )
    assert facts_of(edited, at("10:30")).latest.key == "long/20261120T1000Z"


def test_an_identifier_depends_on_its_key_alone() -> None:
    """The same key gives the same URN for ever: this one is written down so that it can never change."""
    assert stable_id("long/20261120T1000Z") == "urn:uuid:33d2b686-2219-528f-9171-97b88a0686ac"
    assert stable_id("long/20261120T1000Z") != stable_id("long/20261120T1001Z")
    assert UUID(stable_id("ü/20261120T1000Z")).version == 5


def changes_of(incident: Incident, now: str) -> list[list[str]]:
    """What each update changed, oldest update first."""
    updates = reversed(facts_of(incident, at(now)).updates)
    return [
        [f"{change.component}: {change.old} > {change.new}" for change in update.changes]
        for update in updates
    ]


def test_each_update_tells_which_components_it_took_from_where_to_where() -> None:
    """The first update changes what the front matter names, the last sets all to operational, reopening brings back."""
    assert changes_of(LONG, "12:00") == [
        ["checkout: operational > partial_outage"],
        ["checkout: partial_outage > major_outage", "api: operational > degraded_performance"],
        ["checkout: major_outage > degraded_performance"],
        ["checkout: degraded_performance > operational", "api: degraded_performance > operational"],
        ["checkout: operational > degraded_performance", "api: operational > degraded_performance"],
    ]


@pytest.mark.parametrize(
    ("incident", "expected"),
    [
        pytest.param(
            maintenance("scheduled 10:00", "in_progress 20:00", "completed 21:00"),
            [
                [],
                ["checkout: operational > under_maintenance"],
                ["checkout: under_maintenance > operational"],
            ],
            id="maintenance-changes-nothing-when-announced",
        ),
        pytest.param(maintenance("scheduled 10:00", "canceled 11:00"), [[], []], id="canceled"),
        pytest.param(record("checkout=major_outage", "resolved 10:00"), [[]], id="only-the-end"),
        pytest.param(record("checkout=operational", "posted 10:00", kind="notice"), [[]], id="notice"),
    ],
)
def test_an_update_that_impairs_nothing_changes_nothing(
    incident: Incident, expected: list[list[str]]
) -> None:
    """Announcements, notices and ends begin no impairment."""
    assert changes_of(incident, "23:00") == expected


MAJOR = record("checkout=major_outage api=operational", "investigating 10:00", "identified 10:20")
TOLD = replace(MAJOR, next_update=at("12:00"))


@pytest.mark.parametrize(
    ("incident", "now", "expected"),
    [
        pytest.param(MAJOR, "10:10", "10:30", id="promised-by-the-settings"),
        pytest.param(MAJOR, "15:00", "10:50", id="overdue-stays-overdue"),
        pytest.param(TOLD, "10:30", "12:00", id="the-author-wins"),
        pytest.param(
            replace(MAJOR, next_update=at("10:10")), "10:30", "10:50", id="an-author-s-time-that-is-past"
        ),
        pytest.param(replace(MAJOR, impact=Impact.MINOR), "10:30", "11:20", id="by-the-author-s-impact"),
        pytest.param(
            replace(MAJOR, impact=Impact.CRITICAL), "10:30", None, id="nothing-promised-for-this-impact"
        ),
        pytest.param(
            record("checkout=major_outage", "investigating 10:00", "resolved 10:20", next_update="12:00"),
            "10:30",
            None,
            id="nothing-after-the-end",
        ),
        pytest.param(maintenance("scheduled 10:00"), "21:00", None, id="a-maintenance-promises-nothing"),
        pytest.param(
            maintenance("scheduled 10:00", next_update="19:00"), "11:00", "19:00", id="unless-its-author-does"
        ),
        pytest.param(
            record("", "posted 10:00", kind="notice", next_update="19:00"), "11:00", None, id="a-notice-never"
        ),
    ],
)
def test_the_next_update_is_due_when_the_author_or_the_settings_say(
    incident: Incident, now: str, expected: str | None
) -> None:
    """The promise counts from the latest update."""
    facts = facts_of(incident, at(now), PROMISES)
    assert facts.next_update_at == (at(expected) if expected else None)


def test_a_record_tells_its_components_at_their_worst_and_as_they_are() -> None:
    """Components that were named and never impaired stand among them as operational."""
    facts = facts_of(LONG, at("10:45"))
    assert facts.worst == {"checkout": "major_outage", "api": "degraded_performance"}
    assert facts.current == {"checkout": "degraded_performance", "api": "degraded_performance"}
    early = facts_of(LONG, at("10:10"))
    assert early.worst == {"checkout": "partial_outage", "api": "operational"}
    assert early.current == {"checkout": "partial_outage"}
    over = facts_of(LONG, at("11:10"))
    assert over.current == {}
    assert (over.status, over.is_open, over.duration) == ("resolved", False, timedelta(hours=1))


def test_a_record_is_unknown_before_its_first_update() -> None:
    """Nothing is published ahead of its time, not even as a name."""
    assert incident_facts(LONG, (), Settings(), at("09:59")) is None
    assert len(facts_of(LONG, at("10:00")).updates) == 1


def test_a_postmortem_belongs_to_its_incident_once_it_is_published() -> None:
    """One with a later date does not show yet."""
    postmortem = Postmortem(
        slug="p",
        path="content/postmortems/p.md",
        title="P",
        incidents=["long"],
        published=at("12:00"),
        summary="S",
        text="",
    )
    seen = [incident_facts(LONG, [postmortem], Settings(), at(now)) for now in ("11:59", "12:00")]
    assert [len(facts.postmortems) for facts in seen if facts] == [0, 1]
