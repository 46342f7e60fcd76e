"""The schemas and the reader agree on every file of the repository, as far as JSON Schema can express."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.editors.comparing import (
    BEYOND_A_SCHEMA,
    FRONT_MATTER,
    faulty_fields,
    problems_of_front_matter,
    unexplained,
)
from tests.editors.editor_yaml import YAMLError, load

from statusgen.content.json_schema import json_schema
from statusgen.content.settings import SiteConfig, read_settings
from statusgen.problems import Problem

ROOT = Path(__file__).resolve().parent.parent.parent
READING = ROOT / "tests" / "cases" / "reading"
SETTINGS = [ROOT / "mkdocs.yml", *sorted((ROOT / "tests" / "cases" / "settings").glob("*.yml"))]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the reader and the schema say of one file that an editor can parse."""

    shown: str
    schema: str
    folder: Path
    value: Any
    problems: Sequence[Problem]
    faulty: set[str]


_schema = cache(json_schema)


@cache
def _site_of(folder: Path) -> SiteConfig:
    settings = folder / "mkdocs.yml"
    return read_settings(settings if settings.exists() else READING / "mkdocs.yml")[0]


@cache
def _schema_of_site(name: str, folder: Path) -> Mapping[str, Any]:
    return json_schema(name, _site_of(folder))


def _text(file: Path) -> str:
    text = file.read_bytes().decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _verdict(folder: Path, file: Path) -> Verdict | None:
    """None for a file without front matter, and for one that an editor cannot parse either."""
    text = _text(file)
    match = FRONT_MATTER.match(text)
    try:
        value = load(match["yaml"]) if match else None
    except YAMLError:
        return None
    if match is None:
        return None
    name = "postmortem" if "postmortems" in file.relative_to(folder).parts else "record"
    return Verdict(
        shown=f"{folder.name}/{file.name}",
        schema=name,
        folder=folder,
        value=value,
        problems=problems_of_front_matter(text, _site_of(folder), is_postmortem=name == "postmortem"),
        faulty=faulty_fields(_schema_of_site(name, folder), value),
    )


def _verdicts_of_records() -> Iterator[Verdict]:
    for folder in (ROOT, *sorted(path for path in READING.iterdir() if path.is_dir())):
        for name in ("incidents", "postmortems"):
            for file in sorted((folder / "content" / name).rglob("*.md")):
                if verdict := _verdict(folder, file):
                    yield verdict


def _verdict_of_settings(file: Path) -> Verdict | None:
    try:
        value = load(_text(file))
    except YAMLError:
        return None
    return Verdict(
        shown=file.name,
        schema="config",
        folder=file.parent,
        value=value,
        problems=read_settings(file)[1],
        faulty=faulty_fields(_schema("config"), value),
    )


@pytest.fixture(scope="module")
def records() -> Sequence[Verdict]:
    """The demonstration's files, and every case of reading."""
    found = list(_verdicts_of_records())
    assert sum(verdict.folder == ROOT for verdict in found) > 40
    assert sum(bool(verdict.problems) for verdict in found) > 60
    return found


@pytest.fixture(scope="module")
def settings() -> Sequence[Verdict]:
    """The demonstration's settings, and every case of settings."""
    return [verdict for verdict in map(_verdict_of_settings, SETTINGS) if verdict]


def test_a_right_file_has_no_error_in_an_editor(
    records: Sequence[Verdict], settings: Sequence[Verdict]
) -> None:
    """Whatever the reader accepts, the schema accepts; nobody learns to look past the editor's errors."""
    right = [verdict for verdict in (*records, *settings) if not verdict.problems]
    assert len(right) > 100
    assert [(verdict.shown, verdict.faulty) for verdict in right if verdict.faulty] == []


def test_a_fault_is_seen_in_an_editor(records: Sequence[Verdict]) -> None:
    """Each field in which the reader finds a fault has one for the schema, but for what no schema can express."""
    assert [line for verdict in records for line in unexplained(verdict.problems, verdict.faulty)] == []


NOT_SEEN_IN_SETTINGS = {
    "names-as-lists.yml": "`!ENV [NAME, default]` is a list to an editor",
    "zone-abbreviated.yml": "of `!ENV CET` an editor sees the text CET",
    "environment.yml": "the variable is not set here, which an editor does not know",
    "comment-only.yml": "an editor checks no empty file",
}
"""Case of settings to why an editor finds no fault in it."""


def test_a_fault_in_settings_is_seen_in_an_editor(settings: Sequence[Verdict]) -> None:
    """`mkdocs.yml` is strict where statusgen reads it, but for what no schema can express."""
    judged = [verdict for verdict in settings if verdict.shown not in NOT_SEEN_IN_SETTINGS]
    assert [line for verdict in judged for line in unexplained(verdict.problems, verdict.faulty)] == []
    unseen = {verdict.shown for verdict in settings if unexplained(verdict.problems, verdict.faulty)}
    assert unseen <= set(NOT_SEEN_IN_SETTINGS)


def test_the_schema_of_a_kind_judges_as_that_of_all_records(records: Sequence[Verdict]) -> None:
    """A record that says what it is has the same faults in the schema of its kind."""
    judged = 0
    for verdict in records:
        kind = verdict.value.get("kind", "incident") if isinstance(verdict.value, dict) else None
        if verdict.schema == "record" and kind in ("incident", "maintenance", "notice"):
            judged += 1
            faulty = faulty_fields(_schema_of_site(kind, verdict.folder), verdict.value)
            assert faulty == verdict.faulty, verdict.shown
    assert judged > 100


def test_without_settings_only_components_and_zones_are_unknown(records: Sequence[Verdict]) -> None:
    """The schema without a site accepts any component, and a time without a zone; all else is the same."""
    for verdict in records:
        faulty = faulty_fields(_schema(verdict.schema), verdict.value)
        assert faulty <= verdict.faulty, verdict.shown
        for field in verdict.faulty - faulty:
            about = [problem.message for problem in verdict.problems if problem.field.split(".")[0] == field]
            assert re.search("there is no component|has no time zone", "\n".join(about)), verdict.shown


def test_every_difference_exists(records: Sequence[Verdict], settings: Sequence[Verdict]) -> None:
    """The list of what no schema can express names nothing that no case shows."""
    missed = [
        problem.message
        for verdict in (*records, *settings)
        for problem in verdict.problems
        if problem.field.split(".")[0] not in verdict.faulty
    ]
    unused = [pattern for pattern in BEYOND_A_SCHEMA if not any(re.search(pattern, text) for text in missed)]
    assert unused == []
