"""The schemas as files: complete, in the words of the documentation, and the same as the command prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from pydantic import BaseModel
from tests.documents import README, section

from statusgen.cli.schema import schema_text
from statusgen.content.json_schema import DESCRIPTIONS, json_schema
from statusgen.content.json_schema.descriptions import FIELDS, WORDS
from statusgen.content.schema import (
    ActionFields,
    ActionKind,
    ActionStatus,
    ComponentFields,
    IncidentFields,
    PostmortemFields,
    SettingsFields,
)
from statusgen.model import ComponentStatus, Impact, Kind, PostmortemPlan, Reporter

SCHEMAS = Path(__file__).resolve().parent.parent.parent / "schemas"


def test_the_files_are_what_the_command_prints() -> None:
    """`make schemas` was run after the last change."""
    assert {file.stem for file in SCHEMAS.iterdir()} == set(DESCRIPTIONS)
    for name in DESCRIPTIONS:
        assert (SCHEMAS / f"{name}.json").read_text(encoding="utf-8") == schema_text(name), name


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_a_schema_is_valid_and_small(name: str) -> None:
    """Each is a valid schema of draft 7, below 32 KB."""
    schema = json_schema(name)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema)
    assert len(schema_text(name)) < 32_000


TABLES = [
    pytest.param("### An incident", "Field", IncidentFields, id="incident"),
    pytest.param("### A postmortem", "Field", PostmortemFields, id="postmortem"),
    pytest.param("### A postmortem", "Field of an action", ActionFields, id="action"),
    pytest.param("### The settings", "Setting", SettingsFields, id="settings"),
    pytest.param("### The settings", "Field of a component", ComponentFields, id="component"),
]


@pytest.mark.parametrize(("heading", "header", "model"), TABLES)
def test_an_editor_says_what_the_documentation_says(
    heading: str, header: str, model: type[BaseModel]
) -> None:
    """Over each field stands the sentence of the README's table."""
    rows = section(README, heading).split(f"\n| {header} |", 1)[1].split("\n\n", 1)[0]
    cells = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", rows, re.MULTILINE))
    documented = {name: re.sub(r"[;,] see below$", "", cell.replace("`", "")) for name, cell in cells.items()}
    assert {name: help_.description for name, help_ in FIELDS[model.__name__].items()} == documented


def _described_fields(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of every block in `schema` that may be written there."""
    if isinstance(schema, dict):
        for name, field in schema.get("properties", {}).items():
            if "description" in field and not field.get("doNotSuggest"):
                yield name, field
        schema = list(schema.values())
    for part in schema if isinstance(schema, list) else ():
        yield from _described_fields(part)


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_every_field_has_an_example_or_a_list_of_words(name: str) -> None:
    """Who does not know what a field holds sees it, or is offered fields one level below."""
    found = list(_described_fields(json_schema(name)))
    assert len(found) >= 7
    for field, schema in found:
        text = json.dumps(schema)
        assert any(word in text for word in ('"examples"', '"enum"', '"properties"', '"$ref"')), field


@pytest.mark.parametrize(
    "words", [ComponentStatus, Kind, Impact, Reporter, PostmortemPlan, ActionKind, ActionStatus]
)
def test_every_word_is_explained(words: type[ComponentStatus]) -> None:
    """An editor says what each word means that it offers."""
    assert set(WORDS[words.__name__]) == set(words)
    assert all(WORDS[words.__name__].values())


def test_what_customers_notice_is_told_alike() -> None:
    """The statuses of a component are explained as in the README."""
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", section(README, "### An incident"), re.MULTILINE))
    for status, meaning in WORDS["ComponentStatus"].items():
        assert meaning in (rows[status], f"customers notice {rows[status]}")
