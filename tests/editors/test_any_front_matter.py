"""Whatever stands in front matter, the schema of a record or a postmortem judges it as the reader does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.editors.comparing import FRONT_MATTER, faulty_fields, problems_of_front_matter, unexplained
from tests.editors.editor_yaml import YAMLError, load

from statusgen.content.json_schema import json_schema
from statusgen.content.schema import IncidentFields, PostmortemFields
from statusgen.content.settings import SiteConfig
from statusgen.model import Component, Settings

COMPONENTS = (Component(id="checkout", name="Checkout"), Component(id="404", name="The page that is missing"))
MOMENTS = ["2026-11-20 14:05 UTC", "2026-11-20T14:05Z", "'2026-11-20 14:05 +01:00'", "2026-11-20 14:05"]
TEXTS = ["Checkout fails", "no", "true", "1:30", "404", '"a: b"', "0x1F", "1e3", "|\n  two\n  lines"]
LISTS = ["[]", "", "[a, 1:30, 404, true]", "one", "404", "true", "\n  - a\n  - b"]
RIGHT = {
    "title": TEXTS,
    "kind": ["incident", "Maintenance", "NOTICE"],
    "components": [
        "{}",
        "",
        "[checkout, 404]",
        "[]",
        "{checkout: operational}",
        "{404: Major outage, checkout: partial-outage}",
        "\n  checkout: degraded_performance",
    ],
    "impact": ["none", "Critical", "", "~", "maintenance"],
    "reported_by": ["support", "third party", "Third-Party", ""],
    **{name: [*MOMENTS, "", "~"] for name in ("started", "detected", "starts", "ends", "next_update")},
    "escalation": [*TEXTS, ""],
    "tags": LISTS,
    "aliases": ["/old/", "[/issues/a/, b.html, https://old.example/x?y]", "", "404", "[]"],
    "id": [*TEXTS, ""],
    "postmortem": ["none", "Planned", ""],
    "incidents": ["[2026-11-20-a]", "a", "404"],
    "published": MOMENTS,
    "summary": TEXTS,
    "contributing_factors": LISTS,
    "actions": [
        "[]",
        "[{title: a}, {title: 404, kind: Detect, owner: no, due: 2026-12-01, status: in progress}]",
        "\n  - {title: a, link: 'https://example.com/1', due: , owner: }",
    ],
}
"""Field to values that are right for it, as somebody writes them."""
WRONG = [
    *(
        "''",
        "' '",
        "[[a]]",
        "[{a: b}]",
        "{a: b}",
        "[a, ]",
        "[~]",
        "2026-11-20",
        "2026-02-30 10:00 UTC",
        "soon",
    ),
    *(
        "2026-11-20 14:05 CET",
        "14:05",
        "2026-11-20 25:00 UTC",
        "{checkout: bad}",
        "{checkout: }",
        "{fax: bad}",
    ),
    *("[fax]", "{checkout: {a: b}}", "/a//b", "../x", "[{title: a, due: soon}]", "[{kind: prevent}]", "[a]"),
    *("{title: a}", "[{title: a, status: late, x: y}]", "outage", "Nothing at all", "-5", '"\\u0007"', "nul"),
]
OTHER_NAMES = ["titel", "status", "404", "x"]


@cache
def _site(timezone: str | None) -> SiteConfig:
    return SiteConfig(path=Path("mkdocs.yml"), components=COMPONENTS, settings=Settings(timezone=timezone))


@cache
def _schema(name: str, timezone: str | None) -> Mapping[str, Any]:
    return json_schema(name, _site(timezone))


@st.composite
def front_matters(draw: st.DrawFn, required: list[str], others: list[str]) -> str:
    """Lines of front matter: mostly right values, in some an odd one, a missing or an unknown field."""
    names = [name for name in required if draw(st.integers(0, 19))]
    names += draw(st.lists(st.sampled_from(others), max_size=6, unique=True))
    names += draw(st.lists(st.sampled_from(OTHER_NAMES), max_size=draw(st.sampled_from([0, 0, 0, 1]))))
    every = [value for values in RIGHT.values() for value in values]
    odd = st.sampled_from(WRONG) | st.sampled_from(every)
    how_odd = draw(st.sampled_from([0, 0, 2, 5]))
    lines = []
    for name in draw(st.permutations(names)):
        is_odd = draw(st.integers(0, 9)) < how_odd or name not in RIGHT
        lines.append(f"{name}: {draw(odd if is_odd else st.sampled_from(RIGHT[name]))}\n")
    return "".join(lines)


def _body(front: str) -> str:
    """An update that ends a record of any kind, long after every time above."""
    for kind, status in (("maintenance", "Completed"), ("notice", "Posted")):
        if f"kind: {kind}" in front.lower():
            return f"\n## {status} - 2027-01-01 10:00 UTC\n\nDone.\n"
    return "\n## Resolved - 2027-01-01 10:00 UTC\n\nDone.\n"


def _fields(model: type[IncidentFields] | type[PostmortemFields]) -> tuple[list[str], list[str]]:
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    return required, [name for name in model.model_fields if name not in required]


@pytest.mark.parametrize("timezone", ["Europe/Paris", None])
@pytest.mark.parametrize(
    ("name", "model"),
    [("record", IncidentFields), ("postmortem", PostmortemFields)],
    ids=["record", "postmortem"],
)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_front_matter_is_judged_alike(
    name: str, model: type[IncidentFields], timezone: str | None, data: st.DataObject
) -> None:
    """Right front matter has no error in an editor, and each wrong field has one, if a schema can express it."""
    front = data.draw(front_matters(*_fields(model)))
    text = f"---\n{front}---\n{_body(front)}"
    site = _site(timezone)
    problems = problems_of_front_matter(text, site, is_postmortem=name == "postmortem")
    match = FRONT_MATTER.match(text)
    assert match
    try:
        value = load(match["yaml"])
    except YAMLError:
        return
    faulty = faulty_fields(_schema(name, timezone), value)
    assert problems or not faulty
    assert not unexplained(problems, faulty)
