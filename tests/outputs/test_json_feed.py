"""The feeds as JSON Feed 1.1."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.outputs.feed_sites import SHOP, URL, body_of, entries_of, files_of, site_of


def feed_at(path: str, files: Any = None) -> dict[str, Any]:
    """The feed at `path` of the shop, or of `files`."""
    return json.loads((files or files_of(SHOP))[path])


@pytest.mark.parametrize(
    ("folder", "page", "title"),
    [
        ("", "", "Scarf Shop Status"),
        ("maintenance/", "", "Scarf Shop Status: maintenance"),
        ("components/checkout/", "components/checkout/", "Scarf Shop Status: Checkout"),
    ],
)
def test_feed_says_what_it_is(folder: str, page: str, title: str) -> None:
    """A feed names its version, its page, its own address, language and author."""
    feed = feed_at(f"{folder}feed.json")
    assert feed["description"]
    assert {name: feed[name] for name in feed if name not in ("items", "description")} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": URL + page,
        "feed_url": f"{URL}{folder}feed.json",
        "language": "en",
        "authors": [{"name": "Scarf Shop Status", "url": URL}],
    }


def test_items_are_those_of_the_other_formats() -> None:
    """JSON Feed says what Atom says: the same ids, titles, dates, addresses, contents."""
    found = [
        (item["id"], item["title"], item["date_published"], item["url"], item["content_html"])
        for item in feed_at("feed.json")["items"]
    ]
    assert found == [
        (entry.id, entry.title, entry.published, entry.link, body_of(entry)) for entry in entries_of(SHOP)
    ]


def test_tags_are_words_for_people() -> None:
    """Kind, impact and components are tags."""
    assert [item["tags"] for item in feed_at("feed.json")["items"]][1:4] == [
        ["Incident", "Major impact", "Checkout"],
        ["Incident", "Major impact", "Checkout"],
        ["Maintenance", "Checkout", "API"],
    ]


def test_empty_site_has_an_empty_feed() -> None:
    """A site without records and components has a feed without items."""
    assert feed_at("feed.json", files_of(site_of(components=())))["items"] == []
