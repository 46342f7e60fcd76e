"""A page drawn once serves as the frame of all others, or is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from statusgen.publishing.frame import SLOTS, FrameFault, cut_frame, sentinel

PAGE = "<title>{title} - Shop</title><meta content='{description}'><link href='{canonical}'><b>{title}</b>{content}"


def test_a_frame_filled_is_the_page() -> None:
    """Each slot takes its value wherever it stands, markup and all."""
    frame = cut_frame(PAGE.format_map({slot: sentinel(slot) for slot in SLOTS}))
    values = {
        "title": "A &amp; B",
        "description": "",
        "canonical": "https://x.example/",
        "content": "<p>{title}</p>",
    }
    assert frame.fill(values) == PAGE.format_map(values).encode()


@pytest.mark.parametrize(
    "alter",
    [
        pytest.param(lambda html: html.replace("&amp;", "&amp;amp;"), id="escaped once more"),
        pytest.param(lambda html: html.replace(sentinel("title"), ""), id="left out"),
        pytest.param(
            lambda html: html.replace(sentinel("title"), sentinel("title")[:9], 1), id="cut short once"
        ),
    ],
)
def test_a_page_that_alters_what_it_prints_is_no_frame(alter: Callable[[str], str]) -> None:
    """A template may do with a title what it likes: then each page is drawn in full."""
    with pytest.raises(FrameFault):
        cut_frame(alter(PAGE.format_map({slot: sentinel(slot) for slot in SLOTS})))


RECORD = """\
---
title: Card errors {number}
components: {{}}
---

## Investigating - 2026-11-{number:02} 14:05 UTC

Some cards are refused.
"""
SHOUTING = """\
{% extends "original/statusgen/frame.html" %}
{% block htmltitle %}<title>{{ page.meta.title|upper }}</title>{% endblock %}
"""
SETTINGS = """\
site_name: Scarf Shop Status
site_url: https://status.example.com/
docs_dir: content
theme: {name: material, font: false, custom_dir: theme}
plugins: {search: {}, statusgen: {}}
"""


def test_records_are_drawn_in_full_where_a_template_makes_each_page_its_own(
    write_site: Callable[..., Path], statusgen: Callable[..., object], tmp_path: Path
) -> None:
    """A site's template that changes titles is obeyed on every page, and the build says what that means."""
    records = {f"content/incidents/cards-{number}.md": RECORD.format(number=number) for number in range(1, 6)}
    source = write_site({"mkdocs.yml": SETTINGS, "theme/statusgen/frame.html": SHOUTING, **records})
    done = statusgen("build", "--site-dir", tmp_path / "site", "--now", "2026-11-20 14:30 UTC", cwd=source)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "note: a template makes each page its own: every record was rendered in full\n"
    for number in range(1, 6):
        html = (tmp_path / "site" / "incidents" / f"cards-{number}" / "index.html").read_text(
            encoding="utf-8"
        )
        assert f"<title>CARD ERRORS {number}</title>" in html
