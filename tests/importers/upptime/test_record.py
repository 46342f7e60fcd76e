"""What an issue of an Upptime repository becomes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from statusgen.cli.import_ import import_group
from statusgen.content.site import read_site
from statusgen.content.times import format_time
from statusgen.importers.conversion import Conversion, Converted
from statusgen.importers.upptime.site import UpptimeFiles, convert_upptime, read_upptime
from statusgen.importers.upptime.sites import read_sites, slug_of_name
from statusgen.model import ComponentStatus, Kind, Reporter

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
RC = b"sites: [{name: Till, url: https://a.example}, {name: Post office, slug: post, url: $POST}]\n"


def issue(**fields: Any) -> dict[str, Any]:
    """A closed issue of the robot's."""
    return {
        "number": 23,
        "title": "🛑 Till is down",
        "body": "Till was **down**",
        "labels": [{"name": "status"}, {"name": "till"}],
        "state": "closed",
        "created_at": "2022-02-02T10:00:00Z",
        "closed_at": "2022-02-02T10:18:00Z",
        **fields,
    }


def comment(at: str, body: str, number: int = 23) -> dict[str, Any]:
    """A comment as the REST interface gives it."""
    url = f"https://api.github.com/repos/lantern/status/issues/{number}"
    return {"issue_url": url, "created_at": f"2022-02-02T{at}Z", "body": body}


def convert(*documents: Any, settings: bytes = RC) -> Conversion:
    """What a repository with these documents becomes."""
    issues = {f"{number}.json": json.dumps(one).encode() for number, one in enumerate(documents)}
    return convert_upptime(UpptimeFiles(issues=issues, repository={".upptimerc.yml": settings}), NOW)


def only(*documents: Any) -> Converted:
    """The one record."""
    conversion = convert(*documents)
    assert [refused.note.reason for refused in conversion.refused] == []
    assert conversion.problems == ()
    return conversion.converted[0]


def told(converted: Converted) -> list[tuple[str, str, str]]:
    """Status, time and text of each update."""
    return [
        (one.status.value, format_time(one.at)[11:].removesuffix(" UTC"), one.text)
        for one in converted.incident.updates
    ]


BACK = comment("10:18:00", "**Resolved:** Till is back up in `272dd71`.")
OPEN = {"state": "open", "closed_at": None}
TALKS: dict[str, tuple[dict[str, Any], list[dict[str, Any]], list[tuple[str, str, str]]]] = {
    "the robot alone": (
        {},
        [BACK],
        [
            ("investigating", "10:00", "Till was **down**"),
            ("resolved", "10:18", "Till is back up in `272dd71`."),
        ],
    ),
    "people who write the space inside": (
        {},
        [comment("10:05:00", "** Identified:** a cable"), BACK],
        [
            ("investigating", "10:00", "Till was **down**"),
            ("identified", "10:05", "a cable"),
            ("resolved", "10:18", "Till is back up in `272dd71`."),
        ],
    ),
    "other marks": (
        {},
        [comment("10:05:00", "__Monitoring__: a new cable"), comment("10:06:00", "Still: fine"), BACK],
        [
            ("investigating", "10:00", "Till was **down**"),
            ("monitoring", "10:05", "a new cable"),
            ("monitoring", "10:06", "Still: fine"),
            ("resolved", "10:18", "Till is back up in `272dd71`."),
        ],
    ),
    "closed without a word": (
        {},
        [],
        [("investigating", "10:00", "Till was **down**"), ("resolved", "10:18", "")],
    ),
    "still open": (OPEN, [], [("investigating", "10:00", "Till was **down**")]),
    "open again": (
        OPEN,
        [BACK, comment("11:00:00", "**Investigating:** again")],
        [
            ("investigating", "10:00", "Till was **down**"),
            ("monitoring", "10:18", "Till is back up in `272dd71`."),
            ("investigating", "11:00", "again"),
        ],
    ),
    "resolved and open": (
        OPEN,
        [BACK],
        [
            ("investigating", "10:00", "Till was **down**"),
            ("monitoring", "10:18", "Till is back up in `272dd71`."),
        ],
    ),
    "a word afterwards": (
        {},
        [BACK, comment("12:00:00", "Sorry.")],
        [
            ("investigating", "10:00", "Till was **down**"),
            ("resolved", "10:18", "Till is back up in `272dd71`."),
            ("resolved", "12:00", "Sorry."),
        ],
    ),
}


@pytest.mark.parametrize(("fields", "comments", "expected"), TALKS.values(), ids=TALKS)
def test_comments_are_updates_and_the_state_decides(
    fields: dict[str, Any], comments: list[dict[str, Any]], expected: list[tuple[str, str, str]]
) -> None:
    """The bold word becomes the heading; an issue that is open stays open, one that is closed ends."""
    assert told(only([issue(**fields)], comments)) == expected


def test_a_robots_issue_is_known_as_one() -> None:
    """Monitoring noticed it; its sign is no part of the title, its label is the component, other labels are tags."""
    incident = only([issue(labels=["status", "till", "shop"])], [BACK]).incident
    assert (incident.title, incident.kind, incident.reported_by) == (
        "Till is down",
        Kind.INCIDENT,
        Reporter.MONITORING,
    )
    assert dict(incident.components) == {"till": ComponentStatus.MAJOR_OUTAGE}
    assert list(incident.tags) == ["shop"]
    assert list(incident.aliases) == ["/incident/23/"]


def test_degraded_performance_is_no_outage() -> None:
    """Upptime tells the two apart in the title."""
    incident = only(
        [issue(title="⚠️ Post office has degraded performance", labels=["status", "post"])]
    ).incident
    assert dict(incident.components) == {"post": ComponentStatus.DEGRADED_PERFORMANCE}


def test_a_site_that_is_watched_no_more_is_found_by_its_name() -> None:
    """Tags are labels too, so the label that is the name's slug is the site."""
    conversion = convert([issue(title="🛑 GitHub & Co is down", labels=["status", "shop", "git-hub-and-co"])])
    assert dict(conversion.converted[0].incident.components) == {
        "git-hub-and-co": ComponentStatus.MAJOR_OUTAGE
    }
    assert [(one.id, bool(one.retired)) for one in conversion.components] == [
        ("till", False), ("post", False), ("git-hub-and-co", True),
    ]  # fmt: skip


WINDOW = "<!--\nstart: 2022-02-03T13:00:00+08:00\nend: 2022-02-03T14:00:00+08:00\nexpectedDown: till\n-->\n\nTiles."
ENDS: dict[str, tuple[str | None, list[tuple[str, str]]]] = {
    "not over": (None, [("scheduled", "02-02 10:00")]),
    "closed by the clock": ("2022-02-03T06:05:00Z", [("scheduled", "02-02 10:00")]),
    "done early": ("2022-02-03T05:30:00Z", [("scheduled", "02-02 10:00"), ("completed", "02-03 05:30")]),
    "called off": ("2022-02-02T20:00:00Z", [("scheduled", "02-02 10:00"), ("canceled", "02-02 20:00")]),
}


@pytest.mark.parametrize(("closed", "expected"), ENDS.values(), ids=ENDS)
def test_planned_work_has_a_window(closed: str | None, expected: list[tuple[str, str]]) -> None:
    """The comment in the body gives it; closing the issue before its end says more, closing it after says nothing."""
    state = {"state": "closed" if closed else "open", "closed_at": closed}
    incident = only([issue(title="Tiles", labels=["maintenance"], body=WINDOW, **state)]).incident
    assert incident.kind is Kind.MAINTENANCE
    assert (format_time(incident.starts), format_time(incident.ends)) == (
        "2022-02-03 05:00 UTC", "2022-02-03 06:00 UTC",
    )  # fmt: skip
    assert dict(incident.components) == {"till": ComponentStatus.UNDER_MAINTENANCE}
    assert incident.updates[0].text == "Tiles."
    assert [(one.status.value, format_time(one.at)[5:16]) for one in incident.updates] == expected


def test_planned_work_without_a_window_gets_one_from_its_times() -> None:
    """And the summary says so."""
    converted = only([issue(labels=["maintenance"], body="Tiles.")])
    assert format_time(converted.incident.starts) == "2022-02-02 10:00 UTC"
    assert "its window is missing or upside down: taken from its times" in [
        note.reason for note in converted.notes
    ]


SHAPES: dict[str, list[Any]] = {
    "pages of the REST interface": [[issue()], [BACK]],
    "pages in one list": [[[issue()], [BACK]]],
    "the command gh issue list": [
        [{"number": 23, "title": "🛑 Till is down", "body": "Till was **down**", "state": "CLOSED",
          "labels": [{"id": "L", "name": "status", "color": "0"}], "createdAt": "2022-02-02T10:00:00Z",
          "closedAt": "2022-02-02T10:18:00Z", "url": "https://github.com/lantern/status/issues/23",
          "comments": [{"author": {"login": "x"}, "body": BACK["body"], "createdAt": BACK["created_at"]}]}]
    ],
    "GraphQL": [
        {"data": {"repository": {"issues": {"nodes": [
            {"number": 23, "title": "🛑 Till is down", "body": "Till was **down**", "state": "CLOSED",
             "labels": {"nodes": [{"name": "status"}]}, "createdAt": "2022-02-02T10:00:00Z",
             "closedAt": "2022-02-02T10:18:00Z",
             "comments": {"nodes": [{"body": BACK["body"], "createdAt": BACK["created_at"]}]}}]}}}}
    ],
}  # fmt: skip


@pytest.mark.parametrize("documents", SHAPES.values(), ids=SHAPES)
def test_issues_are_read_as_each_of_githubs_interfaces_gives_them(documents: list[Any]) -> None:
    """REST, GraphQL and the command line say the same in different words."""
    converted = only(*documents)
    assert told(converted) == TALKS["the robot alone"][2]
    assert converted.address == "/incident/23/"


def test_what_upptime_does_not_publish_is_counted_and_left_out() -> None:
    """Questions and pull requests are no records, and nobody has to wonder where they are."""
    others = [issue(number=1, labels=["question"]), issue(number=2, pull_request={}), issue(number=23)]
    conversion = convert(others, [comment("10:00:00", "x", number=99)])
    assert [record.source for record in conversion.converted] == ["#23"]
    assert conversion.refused == []
    remarks = " ".join(conversion.remarks)
    assert "1 issue without the label status or maintenance, which Upptime does not publish: #1" in remarks
    assert "Pull requests among the issues, left out: 1" in remarks
    assert "Comments on issues that the source does not hold, left out: 1" in remarks


def test_missing_comments_are_told() -> None:
    """Issues come without their comments: whoever forgets these is reminded."""
    assert "the source holds fewer comments of it than GitHub counts: updates are missing" in [
        note.reason for note in only([issue(comments=2)], [BACK]).notes
    ]


@pytest.mark.parametrize("state", ["exploded", ["closed"], True], ids=["a word", "a list", "a truth"])
def test_a_state_that_github_does_not_have_refuses_the_issue(state: Any) -> None:
    """Whether it is over cannot be guessed; an issue that does not say is open, and capitals do not matter."""
    conversion = convert([issue(state=state), issue(number=24, state="CLOSED"), issue(number=25, state=None)])
    assert sorted(record.source for record in conversion.converted) == ["#24", "#25"]
    shown = state if isinstance(state, str) else "no text"
    reasons = [(one.source, one.note.reason) for one in conversion.refused]
    assert reasons == [("#23", f'its state "{shown}" is neither open nor closed')]


def test_a_title_that_names_no_state_is_taken_for_an_outage_and_told() -> None:
    """People write titles of their own; the robot's say how the site fares."""
    reason = "its title says neither down nor degraded: taken for a major outage"
    for title, is_told in {"Till exploded": True, "🛑 Till is down": False}.items():
        converted = only([issue(title=title)])
        assert dict(converted.incident.components) == {"till": ComponentStatus.MAJOR_OUTAGE}
        assert (reason in [note.reason for note in converted.notes]) is is_told


def test_one_number_in_two_versions_is_imported_once() -> None:
    """The newest version counts, and the other one is named."""
    older = issue(updated_at="2022-01-01T00:00:00Z", title="Old")
    conversion = convert([older], [issue(updated_at="2022-03-01T00:00:00Z")])
    assert [record.incident.title for record in conversion.converted] == ["Till is down"]
    assert [refused.source for refused in conversion.refused] == ["#23"]


NAMES = {
    "Slack Community": "slack-community",
    "MySQL Playground": "my-sql-playground",
    "GitHub": "git-hub",
    "Manual (dev)": "manual-dev",
    "A & B": "a-and-b",
}


@pytest.mark.parametrize(("name", "slug"), NAMES.items(), ids=NAMES)
def test_slugs_are_made_as_upptime_makes_them(name: str, slug: str) -> None:
    """They are labels of issues and names of files."""
    assert slug_of_name(name) == slug


def test_settings_that_cannot_be_read_stop_the_import() -> None:
    """Without them nobody knows which components there are."""
    assert [problem.path for problem in convert([issue()], settings=b"sites: [").problems] == [
        ".upptimerc.yml"
    ]


@pytest.mark.corpora
def test_a_real_repository_gives_its_components(corpora: Path, tmp_path: Path) -> None:
    """Each site has a file below history/ with the slug that it got here, and counts from its first day."""
    source = corpora / "upptime" / "manticore"
    files, _ = read_upptime([source])
    sites, problems = read_sites(files.repository)
    assert problems == []
    assert {site.key for site in sites.sites} == {path.stem for path in (source / "history").glob("*.yml")}
    assert all(site.since for site in sites.sites)
    (tmp_path / "content").mkdir()
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(
        "site_name: L\nsite_url: https://a.example/\ndocs_dir: content\nplugins: [statusgen]\n"
    )
    (tmp_path / "issues.json").write_text(
        json.dumps([issue(title="🛑 Chat is down", labels=["status", "chat"])])
    )
    arguments = ["upptime", str(source), str(tmp_path / "issues.json"), "-f", str(settings)]
    done = CliRunner().invoke(import_group, arguments)
    assert done.exit_code == 0, done.output
    reading = read_site(settings, NOW)
    assert reading.problems == []
    assert len(reading.site.components) == len(sites.sites)
    assert "What Upptime measured" in done.output
