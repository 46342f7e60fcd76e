"""Sources that are broken: refused with the reason, record by record where there are any, and nothing half written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from statusgen.cli.import_ import import_group

SETTINGS = (
    "site_name: L\nsite_url: https://status.lantern.example/\ndocs_dir: content\nplugins: [statusgen]\n"
)
GOOD = {
    "id": "aaaaaaaaaaaa",
    "name": "Slow till",
    "status": "resolved",
    "incident_updates": [{"status": "resolved", "body": "Over.", "display_at": "2022-02-02T10:00:00Z"}],
}
TOOLS = ("statuspage", "upptime", "statusfy")


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """The settings of a site without records."""
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "site" / "mkdocs.yml").write_text(SETTINGS)
    return tmp_path / "site" / "mkdocs.yml"


def bring(tool: str, source: Path, settings: Path) -> Result:
    """What the command does; it must not raise."""
    arguments = [tool, str(source), "-f", str(settings), "--now", "2026-11-20 14:30 UTC"]
    return CliRunner().invoke(import_group, arguments, catch_exceptions=False)


def snapshot(settings: Path) -> dict[str, bytes]:
    """Everything in the site."""
    folder = settings.parent
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


BROKEN: dict[str, tuple[bytes, str]] = {
    "cut off": (
        b'{"incidents": [{"id": "aaaaaaaaaaaa", "name": "Slow',
        "is cut off: the JSON ends in the middle",
    ),
    "a web page": (
        b"<!doctype html><title>Sign in</title>",
        "is not JSON: it begins with `<!doctype html><title>",
    ),
    "a page with escape codes": (b"\x1b[2J<html>", "is not JSON: it begins with `[2J<html>`"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00", "is not UTF-8 text: byte 0x89 at 0"),
    "nothing": (b"", "is empty"),
    "endless nesting": (b'{"incidents": ' + b"[" * 200_000, "is nested too deeply"),
    "something else": (b'{"weather": "fine"}', "holds no"),
}


@pytest.mark.parametrize("tool", ["statuspage", "upptime"])
@pytest.mark.parametrize(("data", "message"), BROKEN.values(), ids=BROKEN)
def test_a_file_that_is_no_dump_stops_the_import(
    tool: str, data: bytes, message: str, settings: Path, tmp_path: Path
) -> None:
    """The file and the reason are named, with what to do, and the site stays as it was."""
    source = tmp_path / "dump.json"
    source.write_bytes(data)
    before = snapshot(settings)
    result = bring(tool, source, settings)
    assert result.exit_code == 1
    assert f"{source.as_posix()}: " in result.stderr
    assert message in result.stderr
    assert "hint: " in result.stderr
    assert "nothing was imported" in result.stderr
    assert "\x1b[2J" not in result.stderr
    assert snapshot(settings) == before


def test_one_broken_file_among_others_stops_the_import(settings: Path, tmp_path: Path) -> None:
    """Half of a record would look like all of it."""
    folder = tmp_path / "dump"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps({"incidents": [GOOD]}))
    (folder / "b.json").write_text('{"incidents": [')
    before = snapshot(settings)
    result = bring("statuspage", folder, settings)
    assert result.exit_code == 1
    assert "b.json: is cut off" in result.stderr
    assert snapshot(settings) == before


RECORDS: dict[str, tuple[Any, str]] = {
    "no updates and no time": ({"id": "bbbbbbbbbbbb", "name": "x"}, "it has neither an update nor a name with a time"),
    "no mapping": ("x", "it is no record: not a mapping"),
    "a text without end": (
        {**GOOD, "id": "bbbbbbbbbbbb", "incident_updates": [{**GOOD["incident_updates"][0], "body": "x" * 200_001}]},  # type: ignore[index]
        "a text of it is longer than 200,000 characters",
    ),
    "a time before any site": (
        {**GOOD, "id": "bbbbbbbbbbbb",
         "incident_updates": [{"status": "resolved", "body": "x", "display_at": "0800-01-01T10:00:00Z"}]},
        "the file that it would be has a fault",
    ),
    "a state that the API does not know": (
        {**GOOD, "id": "bbbbbbbbbbbb", "status": "exploded"},
        'its status "exploded" is none of the API\'s',
    ),
    "a component in such a state": (
        {**GOOD, "id": "bbbbbbbbbbbb", "incident_updates": [{
            **GOOD["incident_updates"][0],  # type: ignore[index]
            "affected_components": [{"code": "t", "name": "Till", "new_status": "on_fire"}]}]},
        'a component\'s status "on_fire" is none of the API\'s',
    ),
    "the same id twice": ({**GOOD, "name": "Another"}, "the same id stands twice"),
    "quotes without end": (
        {**GOOD, "id": "bbbbbbbbbbbb",
         "incident_updates": [{"status": "resolved", "body": "> " * 500 + "x", "display_at": "2022-02-02T10:00:00Z"}]},
        "nested more than 50 levels deep",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("record", "reason"), RECORDS.values(), ids=RECORDS)
def test_a_record_that_is_none_is_refused_alone(
    record: Any, reason: str, settings: Path, tmp_path: Path
) -> None:
    """Its reason stands in the summary, the command ends with 1, and the good record is imported."""
    source = tmp_path / "dump.json"
    source.write_text(json.dumps({"incidents": [GOOD, record]}))
    result = bring("statuspage", source, settings)
    assert result.exit_code == 1
    assert "     2 records in the source\n     1 imported" in result.stdout
    assert reason in result.stdout
    assert list(snapshot(settings)) == ["mkdocs.yml", "content/incidents/2022-02-02-slow-till.md"]


HOSTILE = [
    "../../etc/passwd",
    "/etc/passwd",
    "..\\..\\x",
    "a\x00b",
    "\x1b[31m",
    "\ud800",
    "CON",
    "9" * 5000,
    "index",
]


@pytest.mark.parametrize("text", HOSTILE, ids=[str(number) for number in range(len(HOSTILE))])
@pytest.mark.parametrize("tool", TOOLS)
def test_no_name_from_elsewhere_leads_out_of_the_folder(
    tool: str, text: str, settings: Path, tmp_path: Path
) -> None:
    """Titles, ids, components and labels of any sort: the record lies in its folder, and the terminal stays whole."""
    source = tmp_path / ("dump.json" if tool != "statusfy" else "source")
    if tool == "statuspage":
        touched = [{"code": text, "name": text, "new_status": "major_outage"}]
        update = {**GOOD["incident_updates"][0], "affected_components": touched}  # type: ignore[index]
        record = {**GOOD, "id": text, "name": text, "incident_updates": [update]}
        source.write_text(json.dumps({"incidents": [record], "components": [{"id": text, "name": text}]}))
    elif tool == "upptime":
        issue = {"number": 1, "title": text, "state": "closed", "labels": ["status", text], "body": text}
        source.write_text(json.dumps([{**issue, "created_at": "2022-02-02T10:00:00Z"}]))
    else:
        (source / "content").mkdir(parents=True)
        fields = {"title": text, "id": text, "date": "2022-02-02T10:00:00Z", "affectedsystems": [text]}
        front = "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())
        (source / "content" / "a.md").write_text(f"---\n{front}---\nx\n")
    result = bring(tool, source, settings)
    outside = [path for path in tmp_path.rglob("*") if not path.is_relative_to(settings.parent)]
    assert set(outside) <= {source, source / "content", source / "content" / "a.md"}
    assert [path.parent.name for path in settings.parent.rglob("*.md")] == ["incidents"], result.output
    assert result.exit_code == 0, result.output
    assert result.output.isprintable() or not any(sign in result.output for sign in "\x00\x1b\ud800")


def test_numbers_without_end_are_no_reason_to_fail(settings: Path, tmp_path: Path) -> None:
    """Python refuses to print a number of 5,000 digits."""
    source = tmp_path / "dump.json"
    document = json.dumps({"incidents": [{**GOOD, "id": 1, "name": 2}]})
    source.write_text(
        document.replace('"id": 1', f'"id": {"9" * 5000}').replace('"name": 2', f'"name": {"8" * 5000}')
    )
    assert bring("statuspage", source, settings).exit_code == 0


def test_fifty_megabytes_are_read_or_refused_by_the_record(settings: Path, tmp_path: Path) -> None:
    """A dump of that size ends like a small one: what is a record arrives, what is none is named."""
    source = tmp_path / "dump.json"
    huge = {
        **GOOD,
        "id": "bbbbbbbbbbbb",
        "incident_updates": [{**GOOD["incident_updates"][0], "body": "x" * 2**25}],
    }  # type: ignore[index]
    many = {**GOOD, "id": "cccccccccccc", "name": "y" * 2**24}
    with source.open("w") as file:
        json.dump({"incidents": [GOOD, huge, many]}, file)
    assert source.stat().st_size > 50_000_000
    result = bring("statuspage", source, settings)
    assert result.exit_code == 1
    assert "     2 imported" in result.stdout
    assert "a text of it is longer than 200,000 characters" in result.stdout
    assert max(len(data) for data in snapshot(settings).values()) < 10_000


def test_an_export_of_another_version_is_refused(settings: Path, tmp_path: Path) -> None:
    """What a later version adds is not guessed at."""
    source = tmp_path / "dump.json"
    source.write_text(json.dumps({"incidents": [GOOD], "statusgen": {"version": 2}}))
    before = snapshot(settings)
    result = bring("statuspage", source, settings)
    assert "was written by another version of statusgen (shape 2)" in result.stderr
    assert snapshot(settings) == before


OWN: dict[str, tuple[dict[str, Any], str]] = {
    "a way out of the folder": ({"file": "../../../etc/cron.md"}, "the name of its file is none"),
    "an absolute path": ({"file": "/etc/cron.md"}, "the name of its file is none"),
    "a hidden folder": ({"file": ".git/a.md"}, "the name of its file is none"),
    "an unknown field": ({"front_matter": {"components": {}, "colour": "red"}}, "colour: is no field"),
    "an unknown component": (
        {"front_matter": {"components": {"till": "major_outage"}}},
        "there is no component `till`",
    ),
    "a state that is none": (
        {"updates": [{"id": "u", "status": "purple"}]},
        'an update\'s status "purple" is none that is known',
    ),
    "a component in a state that is none": (
        {"updates": [{"id": "u", "changes": {"till": "purple"}}]},
        'a component\'s status "purple" is none that is known',
    ),
    "a text that holds another update": (
        {"updates": [{"id": "u", "text": "x\n\n## Investigating - 2022-01-01 10:00 UTC"}]},
        "as a file it would not tell what it tells here",
    ),
}


@pytest.mark.parametrize(("addition", "reason"), OWN.values(), ids=OWN)
def test_what_an_export_adds_is_checked_as_well(
    addition: dict[str, Any], reason: str, settings: Path, tmp_path: Path
) -> None:
    """Whoever edits an export is told what does not fit, and that record alone is refused."""
    entry = {"id": "aaaaaaaaaaaa", "file": "slow-till.md", "front_matter": {"components": {}}, **addition}
    record = {**GOOD, "incident_updates": [{**GOOD["incident_updates"][0], "id": "u"}]}  # type: ignore[index]
    source = tmp_path / "dump.json"
    source.write_text(json.dumps({"incidents": [record], "statusgen": {"version": 1, "records": [entry]}}))
    result = bring("statuspage", source, settings)
    assert reason in result.stdout
    assert "     1 refused" in result.stdout
    assert list(snapshot(settings)) == ["mkdocs.yml"]


def test_a_state_in_an_export_that_the_api_does_not_know_is_refused(settings: Path, tmp_path: Path) -> None:
    """What the API's part of an export says is held to the API's words."""
    entry = {"id": "aaaaaaaaaaaa", "file": "slow-till.md", "front_matter": {"components": {}}}
    document = {
        "incidents": [{**GOOD, "status": "exploded"}],
        "statusgen": {"version": 1, "records": [entry]},
    }
    source = tmp_path / "dump.json"
    source.write_text(json.dumps(document))
    result = bring("statuspage", source, settings)
    assert result.exit_code == 1
    assert 'its status "exploded" is none of the API\'s' in result.stdout
    assert list(snapshot(settings)) == ["mkdocs.yml"]
