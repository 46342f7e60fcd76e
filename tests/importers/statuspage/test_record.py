"""What a Statuspage dump becomes: every quirk that real dumps were seen to have."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from statusgen.content.times import format_time
from statusgen.importers.conversion import Conversion, Converted
from statusgen.importers.statuspage.site import convert_statuspage
from statusgen.model import ComponentStatus, Impact, Kind

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


def convert(*records: Any, **lists: Any) -> Conversion:
    """What a dump with these records becomes."""
    return convert_statuspage({"dump.json": json.dumps({"incidents": list(records), **lists}).encode()}, NOW)


def only(*records: Any, **lists: Any) -> Converted:
    """The one record of a dump."""
    conversion = convert(*records, **lists)
    assert [refused.note.reason for refused in conversion.refused] == []
    return conversion.converted[0]


def update(status: str, at: str, **more: Any) -> dict[str, Any]:
    """An update at a time of one day."""
    return {"status": status, "display_at": f"2022-02-02T{at}Z", "body": status.title(), **more}


def touched(code: str, status: str, name: str = "Till") -> dict[str, Any]:
    """A component in an update."""
    return {"code": code, "name": name, "old_status": "operational", "new_status": status}


def record(*updates: Any, **more: Any) -> dict[str, Any]:
    """An incident that is over."""
    return {
        "id": "aaaaaaaaaaaa",
        "name": "Slow till",
        "status": "resolved",
        "incident_updates": list(updates),
        **more,
    }


def statuses(converted: Converted) -> list[tuple[str, str]]:
    """Status and time of each update."""
    return [
        (one.status.value, format_time(one.at)[11:].removesuffix(" UTC"))
        for one in converted.incident.updates
    ]


ORDERS = {
    "newest first": (
        [update("resolved", "12:00:00"), update("investigating", "10:00:00")],
        [("investigating", "10:00"), ("resolved", "12:00")],
    ),
    "states that go back": (
        [update("resolved", "12:00:00"), update("identified", "11:00:00"), update("monitoring", "10:00:00")],
        [("monitoring", "10:00"), ("identified", "11:00"), ("resolved", "12:00")],
    ),
    "one moment twice": (
        [update("resolved", "10:00:00.900"), update("investigating", "10:00:00.100")],
        [("investigating", "10:00"), ("resolved", "10:00:01")],
    ),
    "an end before the beginning": (
        [update("investigating", "10:00:00"), update("resolved", "09:00:00")],
        [("investigating", "10:00"), ("resolved", "10:00:01")],
    ),
    "an end among the messages": (
        [
            update("monitoring", "11:00:00"),
            update("resolved", "10:30:00"),
            update("investigating", "10:00:00"),
        ],
        [("investigating", "10:00"), ("monitoring", "11:00"), ("resolved", "11:00:01")],
    ),
    "no end although it is over": (
        [update("investigating", "10:00:00")],
        [("investigating", "10:00"), ("resolved", "10:00:01")],
    ),
    "only an end": ([update("resolved", "10:00:00")], [("resolved", "10:00")]),
    "a postmortem": (
        [
            update("postmortem", "13:00:00"),
            update("resolved", "12:00:00"),
            update("investigating", "10:00:00"),
        ],
        [("investigating", "10:00"), ("resolved", "12:00")],
    ),
    "no status": (
        [update("resolved", "12:00:00"), update("", "11:00:00"), update("identified", "10:00:00")],
        [("identified", "10:00"), ("identified", "11:00"), ("resolved", "12:00")],
    ),
}


@pytest.mark.parametrize(("updates", "expected"), ORDERS.values(), ids=ORDERS)
def test_updates_stand_in_order_and_the_end_is_last(
    updates: list[Any], expected: list[tuple[str, str]]
) -> None:
    """Oldest first, no two at one moment, and what the source calls resolved ends resolved."""
    assert statuses(only(record(*updates))) == expected


def test_components_start_with_the_first_update_and_change_with_the_others() -> None:
    """Only what changes is written; the end makes all of them operational by itself."""
    incident = only(
        record(
            update("resolved", "12:00:00", affected_components=[touched("t", "operational")]),
            update(
                "identified",
                "11:00:00",
                affected_components=[touched("t", "major_outage"), touched("p", "partial_outage", "Post")],
            ),
            update("investigating", "10:30:00", affected_components=[touched("t", "degraded_performance")]),
            update("investigating", "10:00:00", affected_components=[touched("t", "degraded_performance")]),
        )
    ).incident
    assert dict(incident.components) == {
        "till": ComponentStatus.DEGRADED_PERFORMANCE,
        "post": ComponentStatus.OPERATIONAL,
    }
    assert [dict(one.changes) for one in incident.updates] == [
        {},
        {},
        {"till": ComponentStatus.MAJOR_OUTAGE, "post": ComponentStatus.PARTIAL_OUTAGE},
        {},
    ]


def in_an_update(**component: Any) -> dict[str, Any]:
    """A record whose one update touches a component."""
    return record(update("resolved", "10:00:00", affected_components=[{"code": "t", **component}]))


GOOD = record(update("resolved", "10:00:00"))
UNKNOWN = {
    "its own": ({**GOOD, "status": "exploded"}, 'its status "exploded" is none of the API\'s'),
    "a number": ({**GOOD, "status": 5}, 'its status "5" is none of the API\'s'),
    "a list": ({**GOOD, "status": ["resolved"]}, "its status is no text"),
    "a component's word": (
        {**GOOD, "status": "major_outage"},
        'its status "major_outage" is none of the API\'s',
    ),
    "an update's": (
        record(update("resolved", "12:00:00"), update("exploring", "11:00:00")),
        "an update's status \"exploring\" is none of the API's",
    ),
    "a component's new one": (
        in_an_update(new_status="on_fire"),
        "a component's status \"on_fire\" is none of the API's",
    ),
    "a component's old one": (
        in_an_update(old_status="on_fire", new_status="operational"),
        "a component's status \"on_fire\" is none of the API's",
    ),
    "a component's present one": (
        {**GOOD, "components": [{"id": "t", "name": "Till", "status": "on_fire"}]},
        "a component's status \"on_fire\" is none of the API's",
    ),
    "escape codes": ({**GOOD, "status": "\x1b[2J\nx"}, 'its status "[2J x" is none of the API\'s'),
    "without end": (
        {**GOOD, "status": "x" * 10**6},
        'its status "' + "x" * 80 + "\" is none of the API's",
    ),
}


@pytest.mark.parametrize(("entry", "reason"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_state_that_the_api_does_not_know_refuses_its_record(entry: Any, reason: str) -> None:
    """The word is quoted, nothing is guessed, and not even the components that it names are written."""
    conversion = convert(entry)
    assert [one.note.reason for one in conversion.refused] == [reason]
    assert (conversion.converted, conversion.postmortems, conversion.components) == ([], [], [])


TOLERATED = {
    "every state missing": record({"display_at": "2022-02-02T10:00:00Z", "body": "x"}, status=None),
    "components without a state": in_an_update(old_status=None, new_status=""),
    "capitals and blanks": record(update("In Progress", "10:00:00"), status="Resolved "),
    "a postmortem": record(update("postmortem", "12:00:00"), update("resolved", "10:00:00"), status="postmortem"),
}  # fmt: skip


@pytest.mark.parametrize("entry", TOLERATED.values(), ids=TOLERATED)
def test_a_state_that_is_missing_or_spelt_otherwise_is_no_reason_to_refuse(entry: Any) -> None:
    """Real dumps leave states out; what is meant is plain from the rest."""
    assert only(entry).incident.id == "aaaaaaaaaaaa"


IMPACTS = {
    "what is derived": ("critical", [touched("t", "major_outage")], None),
    "something else": ("minor", [touched("t", "major_outage")], Impact.MINOR),
    "maintenance": ("maintenance", None, Impact.MAINTENANCE),
    "none": ("none", None, None),
    "a word of its own": ("purple", None, None),
}


@pytest.mark.parametrize(("impact", "affected", "kept"), IMPACTS.values(), ids=IMPACTS)
def test_an_impact_is_written_only_where_it_differs(impact: str, affected: Any, kept: Impact | None) -> None:
    """What follows from the components is written nowhere."""
    converted = only(
        record(
            update("investigating", "10:00:00", affected_components=affected),
            impact=impact,
            status="investigating",
        )
    )
    assert converted.incident.impact is kept
    reasons = [(note.reason, note.detail) for note in converted.notes]
    unknown = ("its impact is none that is known: worked out from its components", impact)
    assert (unknown in reasons) is (impact == "purple")


def test_a_name_without_end_is_cut() -> None:
    """What is left out of a title is told."""
    converted = only(record(update("resolved", "10:00:00"), name="n" * 501))
    assert converted.incident.title == "n" * 500
    assert [note.reason for note in converted.notes] == ["its name was cut after 500 characters"]
    assert only(record(update("resolved", "10:00:00"), name="n" * 500)).notes == ()


def test_scheduled_maintenances_keep_their_window() -> None:
    """Their components are under maintenance from the start on, not from the announcement."""
    maintenance = record(
        update("completed", "12:00:00", affected_components=[touched("t", "operational")]),
        update("in_progress", "11:00:00", affected_components=[touched("t", "under_maintenance")]),
        update("scheduled", "10:00:00", affected_components=[touched("t", "operational")]),
        status="completed",
        scheduled_for="2022-02-02T11:00:00.000+01:00",
        scheduled_until="2022-02-02T13:00:00.000+01:00",
        impact="maintenance",
    )
    incident = only(scheduled_maintenances=[maintenance]).incident
    assert incident.kind is Kind.MAINTENANCE
    assert (format_time(incident.starts), format_time(incident.ends)) == (
        "2022-02-02 10:00 UTC",
        "2022-02-02 12:00 UTC",
    )
    assert dict(incident.components) == {"till": ComponentStatus.UNDER_MAINTENANCE}
    assert [dict(one.changes) for one in incident.updates] == [{}, {}, {}]
    assert incident.impact is None


def test_a_window_that_is_upside_down_is_mended() -> None:
    """A maintenance always has a window, and the summary says where it came from."""
    maintenance = record(
        update("completed", "12:00:00"),
        update("in_progress", "11:00:00"),
        status="completed",
        scheduled_for="2022-02-02T11:00:00Z",
        scheduled_until="2022-02-02T10:00:00Z",
    )
    converted = only(scheduled_maintenances=[maintenance])
    assert format_time(converted.incident.ends) == "2022-02-02 12:00 UTC"
    assert any("upside down" in note.reason for note in converted.notes)


HOSTILE = [
    "../../etc/passwd",
    "/etc/passwd",
    "a/b",
    "..",
    "a" * 300,
    "<script>",
    "\N{FIRE}",
    "\u202egnp",
    "a b",
    "con\x00",
    "-",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_id_and_no_title_leads_out_of_the_folder(text: str) -> None:
    """Names from elsewhere never become paths as they are."""
    incident = only(record(update("resolved", "10:00:00"), id=text, name=text)).incident
    assert set(incident.slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(incident.slug) <= 100
    assert incident.id is None
    assert list(incident.aliases) == []


def test_one_id_in_two_versions_is_imported_once() -> None:
    """The newest version counts, and the other one is named."""
    older = record(update("investigating", "10:00:00"), updated_at="2022-01-01T00:00:00Z")
    newer = record(update("resolved", "12:00:00"), updated_at="2022-03-01T00:00:00Z")
    for pair in ((older, newer), (newer, older)):
        conversion = convert(*pair)
        assert [statuses(one) for one in conversion.converted] == [[("resolved", "12:00")]]
        assert [refused.source for refused in conversion.refused] == ["aaaaaaaaaaaa"]
    assert convert(older, older).refused == []


SHAPES: dict[str, tuple[bytes, str]] = {
    "a web page": (b"<!doctype html>\n<p>Sign in", "is not JSON: it begins with `<!doctype html>`"),
    "nothing": (b"", "is empty"),
    "white space": (b" \n", "is empty"),
    "bytes": (b"\xff\xfe", "is not UTF-8 text: byte 0xff at 0"),
    "deep nesting": (b"[" * 100_000, "is nested too deeply"),
    "half a document": (b'{"incidents": [{"id": "a", "name": "x"', "is cut off: the JSON ends in the middle"),
    "half a text": (b'{"incidents": [{"id": "a", "name": "x', "is cut off: the JSON ends in the middle"),
    "a comma too many": (
        b'{"incidents": [],}',
        "is not JSON: illegal trailing comma"
        if sys.version_info >= (3, 13)
        else "is not JSON: expecting property name",
    ),
    "two documents": (b'{"incidents": []}{"incidents": []}', "holds more than one JSON document"),
    "another document": (b'{"status": {}}', "holds no list"),
    "a number": (b"5", "holds no list"),
}


@pytest.mark.parametrize(("data", "message"), SHAPES.values(), ids=SHAPES)
def test_what_is_no_dump_is_a_problem(data: bytes, message: str) -> None:
    """A file of another kind stops the import, and its first words are shown."""
    conversion = convert_statuspage({"dump.json": data}, NOW)
    assert [message in problem.message for problem in conversion.problems] == [True]
    assert conversion.problems[0].hint


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"id": 5, "name": None, "incident_updates": {}},
        {"id": "a", "incident_updates": [None, 5, {}]},
        {"id": "a", "name": "x", "started_at": "yesterday"},
        record({"status": 5, "body": [], "display_at": 5, "affected_components": 5}),
        record(
            update(
                "resolved",
                "10:00:00",
                affected_components=[None, {"code": {}}, {"code": "t", "new_status": 3}],
            )
        ),
        record(
            update("resolved", "10:00:00"), components=[None, {"id": "t", "position": "first"}], impact=[]
        ),
    ],
)
def test_no_shape_is_fatal(entry: Any) -> None:
    """Every entry is imported or refused, whatever is missing or of another type."""
    conversion = convert(entry)
    assert len(conversion.converted) + len(conversion.refused) == 1


def test_what_is_no_record_is_named_by_its_place() -> None:
    """Each is counted from 1 among all entries of its list, so that it can be found in the file."""
    conversion = convert(record(update("resolved", "10:00:00")), "x", scheduled_maintenances=[None])
    assert len(conversion.converted) == 1
    assert [refused.source for refused in conversion.refused] == [
        "entry 2 of incidents in dump.json",
        "entry 1 of scheduled_maintenances in dump.json",
    ]


def test_groups_come_from_the_list_or_from_long_names() -> None:
    """A component is called what the page calls it, below the group that it stands in."""
    listed = [
        {"id": "g", "name": "Shop", "group": True},
        {"id": "t", "name": "Till", "group_id": "g", "position": 1},
    ]
    affected = [touched("t", "operational", "Shop - Till"), touched("o", "operational", "Yard - Oil")]
    conversion = convert(
        record(update("resolved", "10:00:00", affected_components=affected)), components=listed
    )
    assert [(one.id, one.name, one.group, bool(one.retired)) for one in conversion.components] == [
        ("till", "Till", "Shop", False),
        ("oil", "Oil", "Yard", True),
    ]


def test_components_of_one_name_are_told_apart() -> None:
    """Two groups may each have an API."""
    listed = [
        {"id": "e", "name": "Europe", "group": True},
        {"id": "a", "name": "Asia", "group": True},
        {"id": "x", "name": "API", "group_id": "e", "position": 1},
        {"id": "y", "name": "API", "group_id": "a", "position": 2},
    ]
    assert [one.id for one in convert(components=listed).components] == ["europe-api", "asia-api"]


def test_nobody_invents_words() -> None:
    """An end of which the source says nothing has no text."""
    converted = only(record(update("investigating", "10:00:00")))
    assert [one.text for one in converted.incident.updates] == ["Investigating", ""]


def ahead(status: str, at: str, **more: Any) -> dict[str, Any]:
    """An update on a day that is still to come."""
    return {"status": status, "display_at": f"2026-12-01T{at}Z", "body": status.title(), **more}


WINDOW = {"scheduled_for": "2026-12-01T10:00:00Z", "scheduled_until": "2026-12-01T12:00:00Z"}
AHEAD: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "an incident": (
        record(ahead("resolved", "12:00:00"), ahead("investigating", "10:00:00")),
        [("investigating", "14:30"), ("resolved", "14:30:01")],
    ),
    "an end": (
        record(ahead("resolved", "12:00:00"), update("investigating", "10:00:00")),
        [("investigating", "10:00"), ("resolved", "14:30")],
    ),
    "a maintenance": (
        record(
            ahead("completed", "12:00:00", affected_components=[touched("t", "operational")]),
            ahead("in_progress", "10:00:00", affected_components=[touched("t", "under_maintenance")]),
            status="scheduled",
            **WINDOW,
        ),
        [("scheduled", "14:30"), ("scheduled", "14:30:01")],
    ),
    "a maintenance that is called off": (
        record(ahead("canceled", "12:00:00"), update("scheduled", "10:00:00"), status="canceled", **WINDOW),
        [("scheduled", "10:00"), ("canceled", "14:30")],
    ),
}


@pytest.mark.parametrize(("source", "expected"), AHEAD.values(), ids=AHEAD)
def test_what_lies_ahead_is_told_now(source: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """No word is lost, no update lies in the future, and work that has not begun is announced."""
    converted = only(source)
    assert statuses(converted) == expected
    assert [format_time(at)[11:].removesuffix(" UTC") for at in converted.dated] == [
        at for _, at in expected if at.startswith("14:30")
    ]
    assert "it lies ahead: dated at the moment of the import" in [note.reason for note in converted.notes]


LATE: dict[str, tuple[list[Any], list[tuple[str, str]]]] = {
    "when it begins": ([update("scheduled", "10:00:00")], [("in_progress", "10:00")]),
    "while it is under way": (
        [update("scheduled", "11:00:00"), update("scheduled", "09:00:00")],
        [("scheduled", "09:00"), ("in_progress", "11:00")],
    ),
    "when it is over": ([update("scheduled", "12:00:00")], [("completed", "12:00")]),
}


@pytest.mark.parametrize(("updates", "expected"), LATE.values(), ids=LATE)
def test_nothing_is_announced_once_it_has_begun(updates: list[Any], expected: list[tuple[str, str]]) -> None:
    """What the source still calls scheduled is in progress from the window's start on, and done after its end."""
    window = {"scheduled_for": "2022-02-02T10:00:00Z", "scheduled_until": "2022-02-02T12:00:00Z"}
    converted = only(record(*updates, status="scheduled", **window))
    assert statuses(converted) == expected
    assert any("it was announced after" in note.reason for note in converted.notes)
