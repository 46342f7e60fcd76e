"""What a field accepts, and what its schema accepts, for any text that an author may type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import TypeAdapter, ValidationError
from tests.editors.comparing import BEYOND_A_SCHEMA
from tests.editors.editor_yaml import YAMLError, load

from statusgen.content import fields
from statusgen.content.json_schema import json_schema
from statusgen.content.json_schema.values import TYPES, word
from statusgen.content.schema import ActionStatus, IncidentFields
from statusgen.content.settings import SiteConfig
from statusgen.content.yaml_tree import parse_yaml, tree_of_node
from statusgen.model import Component, ComponentStatus, Impact, Kind, Reporter

BLANK = r"[ \t\u00a0]{0,2}"
SHAPES = {
    "Text": r"[\w\s:#\"'\[\]{},.!|>%@&*?-]{0,12}",
    "Slug": r"[a-z0-9A-Z_.+-]{0,8}(-[a-z0-9]{1,3})?",
    "Alias": r"(https?://[a-z.:\[\]]{0,6})?[/a-z0-9.%?#\\:* -]{0,16}",
    "Moment": rf"{BLANK}(19[67][0-9]|20[0-9][0-9]|9999)-[01]?[0-9]-[0-3]?[0-9][ T]{{0,2}}"
    r"([012]?[0-9]:[0-6][0-9](:[0-6][0-9](\.[0-9][0-9]?)?)?)?"
    rf"{BLANK}(UTC|utc|Z|GMT|UTC?[+−-][0-9][0-9]?:?([0-9][0-9])?|[+-][01]?[0-9]:?([0-6][0-9])?|Europe/Paris|europe/paris|Japan|GB-Eire|"
    rf"C?E?ST|Cuba|p\.?m|America/Port-au-Prince|[A-Za-z/]{{1,6}})?{BLANK}",
    "Day": r"(0000|0001|20[0-9][0-9]|99999)-?([01][0-9]|W[0-5][0-9]|[0-9])-?([0-3]?[0-9])?",
    "Duration": r" ?([0-9]{1,3} ?[wW])? ?([0-9]{1,3}[dD])? {0,2}([0-9]{1,3}h)? ?([0-9]{1,4} ?[mM]([iI]n)?)? ?[a-z]?",
    "Percent": r"[-+]?[0-9]{0,3}\.?[0-9]{0,7}(e[0-9])? ?%? ?",
    "Link": r"([hH][tT][tT][pP][sS]?|ftp):/{1,3}[a-z.:@<>\"\[\] ]{0,8}(/[a-z?#%]{0,4})?",
    "ZoneName": r"UTC|gmt|[A-Z]{2,4}|Europe/[A-Z][a-z]{3,7}|europe/paris|[A-Z][a-z]{2,6}|GB-Eire|Z"
    r"|\+[0-9][0-9]:[0-9][0-9]",
}
"""Name of a type to texts that are nearly right for it, and often enough right."""
KNOWN = [(name, getattr(fields, name)) for name in SHAPES]


def _read_by_us(scalar: str) -> str | None:
    """The text that the reader takes the YAML value `scalar` for; None if it is no value on one line."""
    node, problems = parse_yaml(f"a: {scalar}\n", "a")
    value = None if problems else tree_of_node(node, "a").value
    text = value.get("a") if isinstance(value, dict) and len(value) == 1 else None
    return text if isinstance(text, str) else None


def _faults(kind: Any, text: str) -> list[str]:
    try:
        TypeAdapter(kind).validate_python(text, context={"timezone": "UTC"})
    except ValidationError as error:
        return [detail["msg"] for detail in error.errors()]
    return []


# A number is judged by its value in an editor, and a day by its pattern: where both see the same text, these
# are the texts that only the reader refuses.
ONLY_THE_READER = re.compile(
    "|".join(
        [
            *BEYOND_A_SCHEMA,
            r"`.*@.*` is no web address|`https?:/+[^`]*:[^`]*` is no web address",  # an empty host, or port
            r"`https?://[^`]*` is no path",  # the same in a whole address
        ]
    )
)


@pytest.mark.parametrize(("name", "kind"), KNOWN, ids=[name for name, _ in KNOWN])
@settings(max_examples=250, deadline=None)
@given(data=st.data(), quote=st.sampled_from(["", "", "'", '"']))
def test_a_value_is_judged_alike(name: str, kind: Any, data: st.DataObject, quote: str) -> None:
    """No right value is an error in an editor, and a wrong one is, but for what no schema can express."""
    scalar = quote + data.draw(st.from_regex(SHAPES[name], fullmatch=True)) + quote
    text = _read_by_us(scalar)
    try:
        value = load(f"a: {scalar}\n")["a"] if text is not None else None
    except YAMLError:
        return
    if text is None:
        return
    [schema] = [schema for known, schema in TYPES if known == kind]
    faults, is_accepted = _faults(kind, text), Draft7Validator(schema).is_valid(value)
    if not faults:
        assert is_accepted, f"{scalar!r} is right"
    elif is_accepted:
        assert all(ONLY_THE_READER.search(fault) for fault in faults), f"{scalar!r}: {faults}"


@pytest.mark.parametrize("words", [ComponentStatus, Impact, Kind, Reporter, ActionStatus])
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_word_is_judged_alike(words: type[ComponentStatus], data: st.DataObject) -> None:
    """A word may be written in any case, and with blanks or hyphens for underscores; another word is a fault."""
    letters = st.sampled_from(list(words)).map(str)
    blanks = st.sampled_from(["_", "_", " ", "-", " - ", "  ", "__", "_ "])
    text = data.draw(letters).replace("_", data.draw(blanks))
    text = data.draw(st.sampled_from([text, text.upper(), text.title(), f" {text} ", f"{text}s", text[1:]]))
    faults = _faults(Annotated[words, fields.word_of(words, "word")], text)
    assert Draft7Validator(word(words)).is_valid(text) == (not faults), f"{text!r}: {faults}"


TAKEN_BY_THE_READER_ONLY = [
    pytest.param(
        "record", {"started": "\uff12\uff10\uff12\uff16-11-20 14:05 UTC"}, id="digits of other scripts"
    ),
    pytest.param("record", {"tags": {}}, id="an empty mapping in place of a list"),
    pytest.param(
        "site", {"components": {"checkout ": "major_outage"}}, id="a component's id with blanks around it"
    ),
    pytest.param("site", {"components": [" checkout"]}, id="the same in a list"),
]


@pytest.mark.parametrize(("name", "odd"), TAKEN_BY_THE_READER_ONLY)
def test_what_only_the_reader_takes(name: str, odd: Mapping[str, Any]) -> None:
    """These oddities are errors in an editor although they are read; the list is complete as far as we know."""
    components = (Component(id="checkout", name="Checkout"),)
    site = SiteConfig(path=Path("mkdocs.yml"), components=components) if name == "site" else None
    front = {"title": "A", "components": {}, **odd}
    IncidentFields.model_validate(front, context={"components": ["checkout"]})
    assert not Draft7Validator(json_schema("record", site)).is_valid(front)
