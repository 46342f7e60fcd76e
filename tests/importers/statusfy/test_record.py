"""What a file of a Statusfy site becomes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen.content.times import format_time
from statusgen.importers.conversion import Conversion, Converted
from statusgen.importers.statusfy.ids import hashed_id
from statusgen.importers.statusfy.settings import StatusfySite, read_statusfy_settings
from statusgen.importers.statusfy.site import StatusfyFiles, convert_statusfy, read_statusfy_folder
from statusgen.model import ComponentStatus, Kind

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
FRONT = "title: Slow\ndate: 2018-03-14T10:00:00.000Z\nseverity: partial-outage\naffectedsystems: [till]\n"


def convert(**files: str) -> Conversion:
    """What a site with these files becomes; a double underscore stands for a slash."""
    incidents = {f"{name.replace('__', '/')}.md": text.encode() for name, text in files.items()}
    return convert_statusfy(StatusfyFiles(site=StatusfySite(), incidents=incidents), NOW)


def only(front: str, body: str = "Text.\n") -> Converted:
    """The one record."""
    conversion = convert(a=f"---\n{front}---\n{body}")
    assert [refused.note for refused in conversion.refused] == []
    return conversion.converted[0]


def told(converted: Converted) -> list[tuple[str, str, str]]:
    """Status, time and text of each update."""
    return [
        (one.status.value, format_time(one.at)[11:].removesuffix(" UTC"), one.text)
        for one in converted.incident.updates
    ]


def update(title: str, at: str, text: str) -> str:
    """A container."""
    return f"::: update {title} | 2018-03-14T{at}.000Z\n{text}\n:::\n\n"


OVER = update("Resolved", "12:00:00", "Over.")
BODIES: dict[str, tuple[str, str, list[tuple[str, str, str]]]] = {
    "updates": (
        "resolved: true\n",
        "Slow.\n\n" + update("Identified", "11:00:00", "A cable.") + OVER,
        [("investigating", "10:00", "Slow."), ("identified", "11:00", "A cable."), ("resolved", "12:00", "Over.")],
    ),
    "newest first": (
        "resolved: true\n",
        OVER + update("Monitoring", "11:00:00", "A cable."),
        [("monitoring", "11:00", "A cable."), ("resolved", "12:00", "Over.")],
    ),
    "a title of its own": (
        "resolved: true\n",
        update("A new cable", "11:00:00", "It is longer.") + OVER,
        [("investigating", "11:00", "**A new cable**\n\nIt is longer."), ("resolved", "12:00", "Over.")],
    ),
    "no end, but a modification": (
        "resolved: true\nmodified: 2018-03-14T13:00:00Z\n",
        "Slow.\n",
        [("investigating", "10:00", "Slow."), ("resolved", "13:00", "")],
    ),
    "no end at all": ("resolved: true\n", "Slow.\n", [("resolved", "10:00", "Slow.")]),
    "not resolved": ("resolved: false\n", "Slow.\n", [("investigating", "10:00", "Slow.")]),
    "resolved in words only": (
        "resolved: false\n", OVER + "Slow.\n", [("investigating", "10:00", "Slow."), ("monitoring", "12:00", "Over.")],
    ),
    "worse again": (
        "resolved: true\n",
        update("Resolved", "11:00:00", "Over?") + update("Investigating", "11:30:00", "No.") + OVER,
        [("monitoring", "11:00", "Over?"), ("investigating", "11:30", "No."), ("resolved", "12:00", "Over.")],
    ),
    "a container in code": (
        "resolved: true\n",
        f"Slow.\n\n```\n{OVER.strip()}\n```\n\n{OVER}",
        [
            ("investigating", "10:00", f"Slow.\n\n```\n{OVER.strip()}\n```"),
            ("resolved", "12:00", "Over."),
        ],
    ),
    "a description and no text": ("resolved: false\ndescription: The till was slow.\n", "",
        [("investigating", "10:00", "The till was slow.")]),
}  # fmt: skip


@pytest.mark.parametrize(("front", "body", "expected"), BODIES.values(), ids=BODIES)
def test_containers_are_updates_and_the_field_decides(
    front: str, body: str, expected: list[tuple[str, str, str]]
) -> None:
    """Oldest first; an incident is over if its front matter says so, and nobody invents words."""
    assert told(only(FRONT + front, body)) == expected


@pytest.mark.parametrize("said", ["true", "false", '""', "perhaps"])
def test_an_end_that_is_neither_true_nor_false_is_told(said: str) -> None:
    """Such a record stays open, and nobody has to find out by chance."""
    notes = [(note.reason, note.detail) for note in only(f"{FRONT}resolved: {said}\n").notes]
    told_so = ("its `resolved` is neither true nor false: it stays open", said)
    assert (told_so in notes) is (said == "perhaps")


FORMATS = {
    "yaml": f"---\n{FRONT}resolved: true\n---\n{OVER}",
    "json": '---json\n{"title": "Slow", "date": "2018-03-14T10:00:00.000Z", "severity": "partial-outage",'
    f' "affectedsystems": ["till"], "resolved": true}}\n---\n{OVER}',
    "toml": '---toml\ntitle = "Slow"\ndate = 2018-03-14T10:00:00.000Z\nseverity = "partial-outage"\n'
    f'affectedsystems = ["till"]\nresolved = true\n---\n{OVER}',
}


@pytest.mark.parametrize("text", FORMATS.values(), ids=FORMATS)
def test_front_matter_may_be_yaml_json_or_toml(text: str) -> None:
    """All three say the same."""
    incident = convert(a=text).converted[0].incident
    assert (incident.title, incident.kind) == ("Slow", Kind.INCIDENT)
    assert dict(incident.components) == {"till": ComponentStatus.PARTIAL_OUTAGE}
    assert [one.status.value for one in incident.updates] == ["resolved"]


def test_planned_work_has_a_window() -> None:
    """Its start and its minutes; an update says by its time what it is."""
    front = FRONT + "scheduled: 2018-03-14T11:00:00Z\nduration: '90'\nresolved: true\n"
    converted = only(front, "Soon.\n\n" + update("Work has begun", "11:05:00", "Now."))
    incident = converted.incident
    assert incident.kind is Kind.MAINTENANCE
    assert (format_time(incident.starts), format_time(incident.ends)) == (
        "2018-03-14 11:00 UTC", "2018-03-14 12:30 UTC",
    )  # fmt: skip
    assert dict(incident.components) == {"till": ComponentStatus.UNDER_MAINTENANCE}
    assert [status for status, _, _ in told(converted)] == ["scheduled", "in_progress"]


# What the package hash-sum 2.0.0 prints for these names.
HASHES = {
    "2018-03-14_systems-are-down.md": "330b153d",
    "a.md": "2d20733a",
    "x": "8daa197c",
    "ünï😀.md": "3835a1db",
}


@pytest.mark.parametrize(("name", "id_"), HASHES.items(), ids=HASHES)
def test_a_file_without_an_id_keeps_the_one_that_was_published(name: str, id_: str) -> None:
    """The address of an incident was made of the hash of its file's name."""
    assert hashed_id(name) == id_


def test_old_addresses_lead_to_the_new_page_in_every_language() -> None:
    """A translation is left out, and whoever had its address finds the original."""
    text = f"---\n{FRONT}id: 382ee1ab\nresolved: true\n---\nOver.\n"
    conversion = convert(a=text, es__a=text, fr__a=text)
    [record] = conversion.converted
    assert list(record.incident.aliases) == [
        "/incidents/382ee1ab/", "/es/incidents/382ee1ab/", "/fr/incidents/382ee1ab/",
    ]  # fmt: skip
    assert record.incident.id == "382ee1ab"
    assert list(conversion.remarks) == [
        "Translations of incidents, left out: 2. Their old addresses lead to the originals."
    ]


SETTINGS: dict[str, tuple[str, bytes, list[str], str]] = {
    "a program": (
        "config.js",
        b"// baseUrl: 'no'\nmodule.exports = {\n baseUrl: 'https://a.example', /* systems: ['no'] */\n"
        b" content: { systems: ['till', \"post\"] }\n}",
        ["till", "post"],
        "",
    ),
    "a program with more than data": (
        "config.js",
        b"const more = require('./more')\nmodule.exports = { content: { systems: ['till', ...more] } }",
        ["till"],
        "some of its systems could not be read as data",
    ),
    "a program that computes": (
        "config.js",
        b"module.exports = { baseUrl: process.env.URL, content: { systems: all() } }",
        [],
        "its list of systems, its baseUrl could not be read as data",
    ),
    "an old program": (
        "config.js",
        b"module.exports = { contentConfig: { systems: ['till'] } }",
        ["till"],
        "",
    ),
    "json": ("config.json", b'{"content": {"systems": ["till", {"name": "post"}]}}', ["till", "post"], ""),
    "yaml": ("config.yml", b"content: {systems: [till]}\n", ["till"], ""),
    "toml": ("config.toml", b'[content]\nsystems = ["till"]\n', ["till"], ""),
}


@pytest.mark.parametrize(("name", "data", "systems", "remark"), SETTINGS.values(), ids=SETTINGS)
def test_settings_are_read_as_data_and_the_rest_is_told(
    name: str, data: bytes, systems: list[str], remark: str
) -> None:
    """A program is never run; what it computes is named as unknown."""
    site, problems = read_statusfy_settings({name: data})
    assert problems == []
    assert [system.key for system in site.systems] == systems
    assert remark in " ".join(site.remarks)
    assert bool(remark) == bool(site.remarks)


def test_settings_that_cannot_be_read_are_a_problem() -> None:
    """As data they are either right or not."""
    for name in ("config.json", "config.yml", "config.toml"):
        _, problems = read_statusfy_settings({name: b"{["})
        assert [problem.path for problem in problems] == [name]


def test_people_see_the_names_of_the_language(tmp_path: Path) -> None:
    """A system is called what the file of the language says, and its id stays."""
    (tmp_path / "content").mkdir()
    (tmp_path / "locales").mkdir()
    (tmp_path / "config.json").write_text('{"content": {"systems": ["till"]}}')
    (tmp_path / "locales" / "en.json").write_text(
        '{"systems": {"items": {"till": {"title": "The till", "description": "Paying"}}}}'
    )
    files, problems = read_statusfy_folder(tmp_path)
    assert problems == []
    [component] = convert_statusfy(files, NOW).components
    assert (component.id, component.name, component.description) == ("till", "The till", "Paying")


@pytest.mark.parametrize("content", ["nowhere", "../elsewhere"])
def test_a_folder_without_content_is_a_problem(content: str, tmp_path: Path) -> None:
    """And no setting leads out of the folder."""
    (tmp_path / "site").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site" / "config.json").write_text(f'{{"content": {{"dir": "{content}"}}}}')
    files, problems = read_statusfy_folder(tmp_path / "site")
    assert files.incidents == {}
    assert ["there is no such folder" in problem.message for problem in problems] == [True]
