"""Texts that nobody writes by hand: a paste, a script gone wild, an attack. They are judged like any other."""

from __future__ import annotations

import pytest

from statusgen.content.body_text import safe_body
from statusgen.content.incidents import read_incident

START = "---\ntitle: A\ncomponents: {}\n---\n\n## Investigating - 2026-11-20 14:05 UTC\n\nText.\n\n"
TOO_LONG = "a.md:10:1: the heading is longer than 500 characters"
TOO_DEEP = "a.md:10:1: quotes, lists or tags are nested more than 50 levels deep"
TOO_MANY = "a.md:10:1: holds more than 5000 tags"
LARGE = {
    "a heading full of blanks": ("## a" + " " * 20_000 + "x", [TOO_LONG]),
    "a heading full of dashes": ("## a" + "-" * 20_000 + "x", [TOO_LONG]),
    "a time full of blanks": ("## Resolved - 2" + " " * 20_000 + "x}", [TOO_LONG]),
    "a status full of stars": ("Resolved" + "*" * 20_000 + "x", []),
    "closed fences": ("```\n```\n" * 20_000, []),
    "fences, the last of them open": (
        "```\n" * 40_001,
        ["a.md:40010:1: the code fence that opens here is never closed"],
    ),
    "quotes in quotes": ("> " * 20_000, [TOO_DEEP]),
    "lists in lists": ("- " * 20_000 + "a", [TOO_DEEP]),
    "a rule of many hyphens": ("- " * 20_000, []),
    "tags in tags": ("<div>" * 60, [TOO_DEEP]),
    "very many tags": ("<div></div>" * 50_000, [TOO_MANY]),
    "very many comments": ("<!-- -->" * 50_000, [TOO_MANY]),
    "comments in a line of text": ("a" + "<!--" * 40_000, [TOO_MANY]),
}


@pytest.mark.parametrize(("body", "expected"), LARGE.values(), ids=LARGE)
def test_a_large_text_is_a_record_or_a_problem(body: str, expected: list[str]) -> None:
    """What would stall the build is a problem, and what only looks wild is not."""
    data = (START + body + "\n").encode()
    file, problems = read_incident(data, path="a.md", source="a.md", components=[], timezone=None)
    assert [str(problem) for problem in problems] == expected
    assert file.incident is not None


SHAPES = {
    "a colon": ("Resolved: 2026-11-20 14:20 UTC", "Resolved: 2026\\-11-20 14:20 UTC"),
    "a blank": ("# Resolved 2026-11-20 14:20 UTC", "# Resolved 2026\\-11-20 14:20 UTC"),
    "bold words": ("**Resolved** 2026-11-20", "**Resolved** 2026\\-11-20"),
    "brackets": ("Resolved (2026-11-20)", "Resolved (2026\\-11-20)"),
    "a heading of HTML": ("<h2>Resolved - 2026-11-20</h2>", "<h2>Resolved &#45; 2026-11-20</h2>"),
    "a date in a tag": (
        '<b title="2026-11-20">Resolved</b> 2026-11-20',
        '<b title="2026\\-11-20">Resolved</b> 2026\\-11-20',
    ),
    "a blank that does not break": ("##\xa0Resolved\xa0- 2026-11-20", "###\xa0Resolved\xa0\\- 2026-11-20"),
    "words between": ("Resolved by 2026-11-20", "Resolved by 2026-11-20"),
    "code": ("```\nResolved: 2026-11-20\n```", "```\nResolved: 2026-11-20\n```"),
}


@pytest.mark.parametrize(("line", "expected"), SHAPES.values(), ids=SHAPES)
def test_a_text_from_elsewhere_may_hold_a_line_that_reads_like_a_heading(line: str, expected: str) -> None:
    """It is escaped so that it looks the same, and the file that holds it has no problem."""
    safe, _ = safe_body(line)
    assert safe == expected
    data = (START + safe + "\n").encode()
    _, problems = read_incident(data, path="a.md", source="a.md", components=[], timezone=None)
    assert problems == []
