"""Rarer changes, each of which once made a build differ from a clean one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from tests.publishing.changing_site import BEGIN, ChangingSite, Record


@pytest.fixture
def shop(tmp_path: Path) -> ChangingSite:
    """A site that changes."""
    return ChangingSite(tmp_path)


def _contents(site: Path) -> Mapping[bytes, bytes]:
    return {
        os.fsencode(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def _built_as_clean(shop: ChangingSite) -> str:
    """Builds on top of what is there; returns what was printed, once the site equals a clean one."""
    printed = shop.build()
    assert _contents(shop.site) == _contents(shop.clean_build())
    return printed


def _record(shop: ChangingSite, slug: str, text: str = "It is slow.", days: int = 5) -> None:
    record = Record(slug, "incident", "api", BEGIN - timedelta(days=days))
    record.updates = [
        ("Investigating", record.begin, text),
        ("Resolved", record.begin + timedelta(hours=1), "It is over."),
    ]
    shop.put(record)


def test_a_record_with_a_picture_is_moved_to_another_folder(shop: ChangingSite) -> None:
    """Where there is a picture of the same name: pages and feeds show that one."""
    shop.write("content/incidents/p.svg", "<svg>one</svg>")
    shop.write("content/incidents/sub/p.svg", "<svg>two</svg>")
    _record(shop, "2026-11-15-picture", "![the queue](p.svg)")
    _built_as_clean(shop)
    file = shop.source / "content/incidents/2026-11-15-picture.md"
    file.rename(file.parent / "sub" / file.name)
    _built_as_clean(shop)


def test_a_month_to_which_a_page_links_vanishes(shop: ChangingSite) -> None:
    """Each build says so, as a clean one does."""
    _record(shop, "2025-03-15-old", days=620)
    shop.write("content/terms.md", "# Terms\n\n[March](history/2025/03/index.md)\n")
    assert "warning" not in _built_as_clean(shop)
    shop.drop(shop.records["2025-03-15-old"])
    for _ in range(2):
        assert "link 'history/2025/03/index.md'" in _built_as_clean(shop)


def test_the_day_comes_from_which_a_component_counts(shop: ChangingSite) -> None:
    """Until then the file of a finished record tells no moment of a build, afterwards that day."""
    shop.components[1]["since"] = "2026-11-21"
    shop.write_settings()
    _record(shop, "2026-11-15-slow")
    for minutes in (0, 5, 24 * 60):
        shop.now += timedelta(minutes=minutes)
        _built_as_clean(shop)


@pytest.mark.parametrize("folder", ["site", "content/images"])
def test_a_name_may_be_no_text(shop: ChangingSite, folder: str) -> None:
    """A stranger's file in the site goes, one of the site's own is published; neither stops a build."""
    shop.build()
    (shop.source / folder).mkdir(parents=True, exist_ok=True)
    Path(os.fsdecode(os.fsencode(shop.source / folder) + b"/caf\xe9.svg")).write_text("<svg/>")
    _built_as_clean(shop)
    _built_as_clean(shop)


def test_a_template_of_the_site_may_tell_of_all_records(shop: ChangingSite) -> None:
    """Then every page is made again with each of them."""
    shop.settings["theme"]["custom_dir"] = "theme"
    shop.write(
        "theme/statusgen/incident.html",
        '{% extends "original/statusgen/incident.html" %}{% block told %}{{ view.records|length }}{% endblock %}',
    )
    shop.write_settings()
    _record(shop, "2026-11-15-slow")
    _built_as_clean(shop)
    _record(shop, "2026-11-17-slow")
    _built_as_clean(shop)
