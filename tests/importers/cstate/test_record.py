"""What one cState file becomes: every quirk that real sites were seen to have."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from statusgen.content.times import format_time
from statusgen.importers.conversion import Converted
from statusgen.importers.cstate.site import convert_cstate
from statusgen.importers.loose_times import read_date
from statusgen.model import ComponentStatus, Kind, UpdateStatus

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
CONFIG = b"baseURL: https://status.lantern.example/\nparams: {systems: [{name: Till}, {name: Post}]}\n"


def convert(
    front: str, body: str = "Text.", *, name: str = "2021-03-04-x.md", config: bytes = CONFIG
) -> Converted:
    """The one record with this front matter and text."""
    data = f"---\n{front}\n---\n{body}\n".encode()
    conversion = convert_cstate({name: data}, {"config.yml": config}, NOW)
    assert conversion.refused == []
    assert conversion.problems == ()
    return conversion.converted[0]


def reasons(record: Converted) -> list[str]:
    """Why a record was adjusted."""
    return [note.reason for note in record.notes]


OVER = """\
title: T
date: 2021-03-04 10:00
resolved: true
resolvedWhen: 2021-03-04 11:00
severity: down
affected: [Till]"""

DATES = {
    "2020-01-01 10:00:00": ("2020-01-01 10:00 UTC", True),
    "2020-01-01T9:15": ("2020-01-01 09:15 UTC", True),
    "2020-01-01T10:00:00+01:00": ("2020-01-01 09:00 UTC", True),
    "2020-01-01T10:00:00-00:00": ("2020-01-01 10:00 UTC", True),
    "2020-01-01 10:00:07.123Z": ("2020-01-01 10:00:07 UTC", True),
    "2020-01-01": ("2020-01-01 00:00 UTC", True),
    "'2020-1-2 3:4'": ("2020-01-02 03:04 UTC", True),
    "2020-01-01T015:00:00": ("2020-01-01 15:00 UTC", False),
    "2020-13-01": (None, False),
    "2020-01-01T25:00:00": (None, False),
    "0001-01-01T00:00:00+14:00": (None, False),
    "tomorrow": (None, False),
    "": (None, False),
}


@pytest.mark.parametrize(("text", "expected"), DATES.items(), ids=DATES)
def test_dates_are_read_as_people_write_them(text: str, expected: tuple[str | None, bool]) -> None:
    """A date without a zone is meant in UTC, as cState asks for; what is no date is none."""
    moment, is_clean = read_date(text)
    assert (format_time(moment) if moment else None, is_clean) == expected


SEVERITIES = {
    "down": (ComponentStatus.MAJOR_OUTAGE, False),
    "Disrupted": (ComponentStatus.PARTIAL_OUTAGE, False),
    "notice": (ComponentStatus.OPERATIONAL, False),
    "distrupted": (ComponentStatus.PARTIAL_OUTAGE, True),
    "purple": (ComponentStatus.PARTIAL_OUTAGE, True),
}


@pytest.mark.parametrize(("word", "expected"), SEVERITIES.items(), ids=SEVERITIES)
def test_severities_become_statuses(word: str, expected: tuple[ComponentStatus, bool]) -> None:
    """A record never looks better than it was, and a misspelt word is reported."""
    record = convert(OVER.replace("down", word))
    status, adjusted = expected
    assert dict(record.incident.components) == {"till": status}
    assert any("severity" in reason for reason in reasons(record)) == adjusted


ENDS = {
    "resolved with an end": (
        "resolved: true\nresolvedWhen: 2021-03-04 11:00",
        ["investigating", "resolved"],
        False,
    ),
    "end in lower case": (
        "resolved: True\nresolvedwhen: 2021-03-04 11:00",
        ["investigating", "resolved"],
        False,
    ),
    "end before the beginning": ("resolved: true\nresolvedWhen: 2021-03-03", ["resolved"], True),
    "end at the beginning": ("resolved: true\nresolvedWhen: 2021-03-04 10:00", ["resolved"], True),
    "no end": ("resolved: true", ["resolved"], True),
    "only an end": ("resolvedWhen: 2021-03-04 11:00", ["investigating", "resolved"], True),
    "still open": ("resolved: false\nresolvedWhen: 2021-03-04 11:00", ["investigating"], False),
    "nothing said": ("section: issue", ["investigating"], False),
    "end that lies ahead": ("resolved: true\nresolvedWhen: 2036-03-04", ["resolved"], True),
}


@pytest.mark.parametrize(("fields", "statuses", "adjusted"), ENDS.values(), ids=ENDS)
def test_an_end_is_taken_only_where_it_makes_sense(fields: str, statuses: list[str], adjusted: bool) -> None:
    """Where nobody knows when it ended, a lone final update keeps it from costing uptime."""
    record = convert(f"title: T\ndate: 2021-03-04 10:00\nseverity: down\naffected: [Till]\n{fields}")
    assert [update.status.value for update in record.incident.updates] == statuses
    assert bool(record.notes) == adjusted


KINDS = {
    "the word maintenance": ("title: Till maintenance", Kind.MAINTENANCE),
    "planned work that is announced": ("title: Upgrade of the till", Kind.MAINTENANCE),
    "the word maintenance beside a fault": ("title: Till down for maintenance", Kind.INCIDENT),
    "a fault": ("title: Till outage", Kind.INCIDENT),
    "nothing certain": ("title: The till", Kind.INCIDENT),
}


@pytest.mark.parametrize(("title", "kind"), KINDS.values(), ids=KINDS)
def test_only_strong_evidence_makes_a_maintenance(title: str, kind: Kind) -> None:
    """A maintenance costs no uptime, so an outage must never pass for one; each one is reported."""
    record = convert(OVER.replace("title: T", title), "It will be upgraded tonight.")
    assert record.incident.kind is kind
    assert any("maintenance" in reason for reason in reasons(record)) == (kind is Kind.MAINTENANCE)


def test_a_maintenance_has_a_window_and_says_when_it_was_done() -> None:
    """Its components were under maintenance, and are operational from its end on."""
    record = convert(OVER.replace("title: T", "title: Maintenance"))
    incident = record.incident
    assert (format_time(incident.starts), format_time(incident.ends)) == (
        "2021-03-04 10:00 UTC",
        "2021-03-04 11:00 UTC",
    )
    assert dict(incident.components) == {"till": ComponentStatus.UNDER_MAINTENANCE}
    assert [update.status.value for update in incident.updates] == ["in_progress", "completed"]


def test_a_maintenance_ahead_is_announced_by_now() -> None:
    """An update never lies in the future; the window does."""
    front = "title: Maintenance\ndate: 2026-12-01 20:00\nresolved: true\nresolvedWhen: 2026-12-01 22:00\nseverity: down"
    incident = convert(front).incident
    assert [(update.status, update.at) for update in incident.updates] == [(UpdateStatus.SCHEDULED, NOW)]
    assert incident.starts is not None
    assert incident.starts > NOW


@pytest.mark.parametrize("value", ["true", '"true"', "True"])
def test_what_is_informational_is_a_notice(value: str) -> None:
    """It is no open incident although nothing says that it is resolved."""
    incident = convert(
        f"title: Closed on Monday\ndate: 2021-03-04\ninformational: {value}\nseverity: down"
    ).incident
    assert incident.kind is Kind.NOTICE
    assert [update.status for update in incident.updates] == [UpdateStatus.POSTED]


TRACKS = {
    "newest first": 'Fixed. {{< track "2021-03-04 10:40" >}}\n\nLooking. {{< track "2021-03-04 10:20" >}}',
    "oldest first": 'Looking. {{< track "2021-03-04 10:20" >}}\n\nFixed. {{< track "2021-03-04 10:40" >}}',
    "time before text": '{{< track "2021-03-04 10:20" >}} Looking.\n\n{{< track "2021-03-04 10:40" >}} Fixed.',
    "time above text": '{{< track "2021-03-04 10:20" >}}\n\nLooking.\n\n{{< track "2021-03-04 10:40" >}}\n\nFixed.',
    "time in brackets": 'Looking. ({{< track "2021-03-04 10:20" >}})\n\nFixed. _{{< track "2021-03-04 10:40" >}}_',
    "time below text": "Looking.\n{{% track '2021-03-04 10:20' %}}\n\nFixed.\n{{% track '2021-03-04 10:40' %}}",
}


@pytest.mark.parametrize("body", TRACKS.values(), ids=TRACKS)
def test_track_shortcodes_divide_the_text(body: str) -> None:
    """Each message gets its own time, whichever way the author put them."""
    updates = convert(OVER, body).incident.updates
    assert [(format_time(update.at)[11:16], update.text) for update in updates[:2]] == [
        ("10:20", "Looking."),
        ("10:40", "Fixed."),
    ]


def test_words_without_a_time_are_kept() -> None:
    """What stands around the messages becomes the first update."""
    body = 'Looking. {{< track "2021-03-04 10:20" >}}\n\nSorry for that.\n\n{{< track "soon" >}}'
    updates = convert(OVER, body).incident.updates
    assert updates[0].text == 'Sorry for that.\n\n`track "soon"`'
    assert updates[1].text == "Looking."


DAMAGE = {
    "no first fence": (b"title: T\ndate: 2021-03-04\n---\nText.", "was missing"),
    "no front matter": (b"Text.", "had no front matter"),
    "broken YAML": (b"---\ntitle: a: b\ndate: 2021-03-04\n---\nText.", "no valid YAML"),
    "a list": (b"---\n- a\n---\nText.", "no valid YAML"),
    "Windows-1252": (b"---\ntitle: Caf\xe9\ndate: 2021-03-04\n---\nText.", "not UTF-8"),
    "no title": (b"---\ndate: 2021-03-04\n---\nText.", "no title"),
    "no date": (b"---\ntitle: T\ndate: someday\n---\nText.", "taken from its name"),
    "deep nesting": (b"---\ntitle: T\nx: " + b"[" * 3000 + b"\n---\nText.", "no valid YAML"),
}


@pytest.mark.parametrize(("data", "reason"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_imported_all_the_same(data: bytes, reason: str) -> None:
    """What can be understood arrives, and the summary says what was wrong."""
    conversion = convert_cstate({"2021-03-04-t.md": data}, {}, NOW)
    assert conversion.refused == []
    assert conversion.converted[0].incident.updates[0].text == "Text."
    assert any(reason in note.reason for note in conversion.converted[0].notes)


REFUSED = {
    "a picture": ("2021-01-01-a.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is no text"),
    "front matter without an end": (
        "2021-01-01-a.md",
        b"---\ntitle: T\ndate: 2021-01-01\n\nText.",
        "its front matter never ends",
    ),
    "a template": ("template.md", b"---\ntitle: Title\ndate: YYYY\n---\nText.", "it is a template"),
    "a section": ("_index.md", b"---\ntitle: Issues\n---\n", "it is the page of a section"),
    "a draft": (
        "2021-01-01-a.md",
        b"---\ntitle: T\ndate: 2021-01-01\ndraft: true\n---\nText.",
        "it is a draft",
    ),
    "nothing": ("2021-01-01-a.md", b" \n", "the file is empty"),
    "no date at all": ("a.md", b"---\ntitle: T\n---\nText.", "it has no date"),
}


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_record_is_refused_with_a_reason(name: str, data: bytes, reason: str) -> None:
    """Nothing is dropped silently."""
    conversion = convert_cstate({name: data}, {}, NOW)
    assert list(conversion.converted) == []
    assert [refused.note.reason.startswith(reason) for refused in conversion.refused] == [True]


def test_old_addresses_lead_to_the_record() -> None:
    """The address from the file's name in both cases, its own slug and url, and the aliases that it listed."""
    front = f"{OVER}\nslug: short\nurl: /elsewhere/\naliases: [/2019/old, ../up]"
    incident = convert(front, name="sub/Upgrade-1.29.md").incident
    assert list(incident.aliases) == [
        "/issues/sub/Upgrade-1.29/",
        "/issues/sub/upgrade-1.29/",
        "/issues/sub/short/",
        "/elsewhere/",
        "/2019/old/",
    ]


NAMES = [
    "A.md",
    "a.md",
    "a-.md",
    "b c.md",
    "\u043e\u0448\u0438\u0431\u043a\u0430.md",
    "\N{FIRE}.md",
    "x" * 300 + ".md",
    "d/a.md",
    "bundle/index.md",
]


def test_every_file_gets_an_address_of_its_own() -> None:
    """Whatever files are called, their slugs are valid, differ, and do not depend on their order."""
    files = {name: f"---\ntitle: T\ndate: 2021-03-04\n---\n{name}".encode() for name in NAMES}
    slugs = {record.source: record.incident.slug for record in convert_cstate(files, {}, NOW).converted}
    backwards = dict(reversed(files.items()))
    assert {
        record.source: record.incident.slug for record in convert_cstate(backwards, {}, NOW).converted
    } == slugs
    assert len(set(slugs.values())) == len(NAMES)
    assert all(len(slug) <= 100 for slug in slugs.values())
    assert slugs["a.md"] == "a"
    assert slugs["bundle/index.md"] == "bundle"


def test_without_a_list_of_systems_the_newest_year_decides() -> None:
    """A component that only older records name is retired on the day after the last of them."""
    files = {
        "a.md": b"---\ntitle: T\ndate: 2019-01-01\naffected: [Old, Both]\nresolved: true\n---\nText.",
        "b.md": b"---\ntitle: T\ndate: 2021-01-01\naffected: [Both, New]\nresolved: true\n---\nText.",
    }
    found = {
        component.id: (str(component.since), component.retired and str(component.retired))
        for component in convert_cstate(files, {}, NOW).components
    }
    assert found == {
        "both": ("2019-01-01", None),
        "new": ("2021-01-01", None),
        "old": ("2019-01-01", "2019-01-02"),
    }


def test_a_configuration_that_cannot_be_read_stops_the_import() -> None:
    """Guessing which components are current would retire all of them."""
    conversion = convert_cstate({}, {"config.yml": b"a: b: c"}, NOW)
    assert [problem.path for problem in conversion.problems] == ["config.yml"]


START, END = ("investigating", "10:00"), ("resolved", "11:00")
PARTS = {
    "newest first": (
        "[Final message]\nFixed.\n\n[Initial Message]\nLooking.\n\nMore.",
        [(*START, "Looking.\n\nMore."), (*END, "Fixed.")],
    ),
    "oldest first": (
        "[Initial message]\nLooking.\n\n[Closing Incident] Fixed.",
        [(*START, "Looking."), (*END, "Fixed.")],
    ),
    "in emphasis": ("**[FINAL]**\nFixed.\n\n_[INITIAL]_\nLooking.", [(*START, "Looking."), (*END, "Fixed.")]),
    "a text above": (
        "Notes.\n\n[Final message]\nFixed.\n\n[Initial message]\nLooking.",
        [(*START, "Notes.\n\nLooking."), (*END, "Fixed.")],
    ),
    "no first part": ("Looking.\n\n[Final message]\nFixed.", [(*START, "Looking."), (*END, "Fixed.")]),
    "no final part": ("[Initial message]\nLooking.", [(*START, "Looking."), (*END, "")]),
    "parts between without a time": (
        "[Final message]\nFixed.\n\n[Update 2]\nB.\n\n[Update]\nA.\n\n[Initial message]\nLooking.",
        [(*START, "Looking.\n\n[Update]\n\nA.\n\n[Update 2]\n\nB."), (*END, "Fixed.")],
    ),
    "parts between with a time": (
        "[Final message]\nFixed.\n\n[Update 4th of March 2021 - 10:40 UTC]\nB.\n\n[edit]\nA2.\n\n"
        "[Update - 2021-03-04 10h20 UTC]\nA.\n\n[Initial message]\nLooking.",
        [
            (*START, "Looking."),
            ("investigating", "10:20", "A.\n\n[edit]\n\nA2."),
            ("investigating", "10:40", "B."),
            (*END, "Fixed."),
        ],
    ),
    "a time that cannot be": (
        "[Final message]\nFixed.\n\n[Update 2021-03-05 10:40]\nA.\n\n[Initial message]\nLooking.",
        [(*START, "Looking.\n\n[Update 2021-03-05 10:40]\n\nA."), (*END, "Fixed.")],
    ),
    "a label that says more": (
        "[Final message]\nFixed.\n\n[Initial message - Friday 22th]\nLooking.",
        [(*START, "[Initial message - Friday 22th]\n\nLooking."), (*END, "Fixed.")],
    ),
    "two final parts": (
        "[Final message]\nA.\n\n[Final message]\nB.\n\n[Initial message]\nC.",
        [(*START, "[Final message]\nA.\n\n[Final message]\nB.\n\n[Initial message]\nC."), (*END, "")],
    ),
    "a link": (
        "[Final](https://a.example/)\n\nText.",
        [(*START, "[Final](https://a.example/)\n\nText."), (*END, "")],
    ),
    "code": ("```\n[Final message]\n```", [(*START, "```\n[Final message]\n```"), (*END, "")]),
}


@pytest.mark.parametrize(("body", "expected"), PARTS.values(), ids=PARTS)
def test_labels_in_brackets_divide_the_text(body: str, expected: list[tuple[str, str, str]]) -> None:
    """The final part is the text of the end, the initial one that of the beginning, and every word is kept."""
    updates = convert(OVER, body).incident.updates
    assert [(one.status.value, format_time(one.at)[11:16], one.text) for one in updates] == expected


def test_a_text_stays_whole_where_nobody_knows_the_end() -> None:
    """There is one update only, and its labels tell its parts apart."""
    body = "[Final message]\nFixed.\n\n[Initial message]\nLooking."
    front = "title: T\ndate: 2021-03-04 10:00\nresolved: true"
    assert [one.text for one in convert(front, body).incident.updates] == [body]


def test_the_words_of_a_maintenance_ahead_are_all_announced() -> None:
    """Whatever its file says already, it is only announced, and the moments that the import gave are known."""
    front = "title: Maintenance\ndate: 2026-12-01 20:00\nresolved: true\nresolvedWhen: 2026-12-01 22:00"
    record = convert(front, "[Final message]\nDone.\n\n[Initial message]\nSoon.")
    assert [(one.status, one.text) for one in record.incident.updates] == [
        (UpdateStatus.SCHEDULED, "Soon."),
        (UpdateStatus.SCHEDULED, "Done."),
    ]
    assert list(record.dated) == [one.at for one in record.incident.updates]


def test_a_message_before_a_maintenance_announces_it() -> None:
    """It does not begin before its window only because it was talked about."""
    body = 'Soon. {{< track "2021-03-03 10:00" >}}\n\nGoing on. {{< track "2021-03-04 10:20" >}}'
    updates = convert(OVER.replace("title: T", "title: Maintenance"), body).incident.updates
    assert [one.status.value for one in updates] == ["scheduled", "in_progress", "completed"]
