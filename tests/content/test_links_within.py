"""Which files are searched for dead links: of a large site only those that have links within it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.content.links import Targets, link_problems, may_link_within
from statusgen.model import Update, UpdateStatus

NOWHERE = Targets(files=(), find_pages=lambda: ())
DEAD = [
    "[a](b.md)",
    "![a](b.png)",
    "[a]( <b c.md> )",
    "[a][b]\n\n[b]: /c/",
    "[b]\n\n[b]: c.md",
    '<a href="/b/">a</a>',
    '<img\nsrc="b.png">',
    "<a href='/b/'>a</a>",
    "<A HREF=/b/>a</A>",
    '<img alt=">" SRC = "b.png"/>',
    "<div>\n<![a[ > <a href=/b/>a</a></div>",
    "&lt;a&gt; <a\ttitle='href=\"#\"' href=b.md>a</a>",
    "[![a](https://example.com/b.png)](c.md)",
]
ELSEWHERE = [
    "[a](https://example.com/b)",
    "<https://example.com/?src=1>",
    "<mailto:a@example.com>",
    "[a](#b) and [c](mailto:a@example.com)",
    "a <30 % b",
    "www.example.com and a@example.com",
    "[a] (b.md)",
]
LOOKED_AT = [
    """`<a href='/b/'>`""",
    "<!-- <a href='/b/'>a</a> -->",
    """<a title="href='/b/'" href='#b'>a</a>""",
]
PIECES = [
    *DEAD,
    *ELSEWHERE,
    *LOOKED_AT,
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    ":",
    "!",
    "a",
    "/b/",
    "href=",
    "src=",
    "<div>\n",
    "<![",
    "<!--",
    "#",
    " ",
    "\n",
    '"',
]


def _dead_links(text: str) -> int:
    update = Update(status=UpdateStatus.RESOLVED, at=datetime(2026, 11, 20, tzinfo=UTC), text=text)
    return len(list(link_problems(update, source="incidents/a.md", path="a.md", targets=NOWHERE)))


@pytest.mark.parametrize("text", DEAD)
def test_a_link_within_the_site_is_looked_for(text: str) -> None:
    """However it is written."""
    assert _dead_links(text)
    assert may_link_within(text.encode())


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_text_without_one_is_passed_over(text: str) -> None:
    """Nearly all are: links lead to other sites."""
    assert not _dead_links(text)
    assert not may_link_within(text.encode())


@pytest.mark.parametrize("text", LOOKED_AT)
def test_only_links_are_links(text: str) -> None:
    """What looks like one in code, in a comment or in another attribute leads nowhere, and may."""
    assert not _dead_links(text)


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_dead_link_is_passed_over(text: str) -> None:
    """Whatever stands around it."""
    assert may_link_within(text.encode()) or not _dead_links(text)
