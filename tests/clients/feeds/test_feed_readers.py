"""Feed readers of others read every feed, and understand the same in each format."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path
from time import struct_time
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
from jsonschema import Draft7Validator
from lxml import html
from tests.clients.feeds.conftest import Served

Feed = Mapping[str, Any]

SCRIPT = Path(__file__).with_name("read.cjs")
XML = ("feed.rss", "feed.atom", "history.rss", "history.atom")


def parsed(site: Served, path: str) -> Any:
    """The feed at `path` as feedparser reads it, with its HTML left alone."""
    data, kind = site.fetch(path)
    headers = {"content-type": kind, "content-location": site.url + path}
    feed = feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, f"{path}: {feed.get('bozo_exception')}"
    return feed


@pytest.fixture
def read_with_feedsmith(
    package_folder: Callable[[str], Path], node: str, node_environment: Mapping[str, str]
) -> Callable[[Served, Sequence[str]], Sequence[Feed]]:
    """What feedsmith, a reader in JavaScript, understands of the feeds at some paths of a site."""
    package_folder("feedsmith")

    def read(site: Served, paths: Sequence[str]) -> Sequence[Feed]:
        done = subprocess.run(
            [node, SCRIPT, *(site.address + path for path in paths)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
            env=node_environment,
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return read


def moments(feed: Any) -> Sequence[struct_time]:
    """When each entry was published."""
    return [entry.published_parsed for entry in feed.entries]


@pytest.mark.parametrize("name", XML)
def test_feedparser_reads_every_feed(site: Served, name: str) -> None:
    """Each RSS and Atom feed is well-formed, in its language, says where it stands, and has sound ids and dates."""
    paths = site.paths(name)
    assert {name, f"maintenance/{name}"} <= set(paths)
    for path in paths:
        feed = parsed(site, path)
        assert feed.version == ("rss20" if name.endswith("rss") else "atom10")
        assert [link.href for link in feed.feed.links if link.rel == "self"] == [site.url + path]
        assert feed.feed.language == "en"
        if name.endswith("rss"):
            assert feed.feed.ttl == "5"
        ids = [entry.id for entry in feed.entries]
        assert len(set(ids)) == len(ids)
        assert all(later > earlier for later, earlier in pairwise(moments(feed))), path
        for entry in feed.entries:
            assert entry.title
            assert entry.link.startswith(site.url)
            assert entry.tags


def test_demonstration_has_news_everywhere(sites: Mapping[str, Served]) -> None:
    """The feeds that are looked at are no empty ones."""
    demonstration = sites["demonstration"]
    for name in XML:
        for folder in ("", "maintenance/", "components/checkout/"):
            assert parsed(demonstration, folder + name).entries, folder + name


def test_feedsmith_understands_the_same(
    site: Served, read_with_feedsmith: Callable[[Served, Sequence[str]], Sequence[Feed]]
) -> None:
    """A second reader finds the same entries as the first in RSS and Atom, and in JSON Feed those of Atom."""
    stems = [folder + name for name in ("feed", "history") for folder in ("", "maintenance/")]
    paths = [f"{stem}.{suffix}" for stem in stems for suffix in ("rss", "atom")]
    found = dict(zip([*paths, "feed.json"], read_with_feedsmith(site, [*paths, "feed.json"]), strict=True))
    for stem in stems:
        rss, atom = found[f"{stem}.rss"], found[f"{stem}.atom"]
        assert (rss["format"], atom["format"]) == ("rss", "atom")
        assert (rss["language"], rss["ttl"]) == ("en", 5)
        assert rss["self"] == f"{site.url}{stem}.rss"
        assert [entry["id"] for entry in rss["entries"]] == [
            entry.id for entry in parsed(site, f"{stem}.rss").entries
        ]
        assert [same(entry) for entry in rss["entries"]] == [same(entry) for entry in atom["entries"]]
    feed = found["feed.json"]
    assert feed["format"] == "json"
    assert [same(entry) for entry in found["feed.atom"]["entries"]] == [
        same(entry) for entry in feed["entries"]
    ]


def same(entry: Feed) -> Sequence[Any]:
    """What every format tells of an entry, without the white space around it."""
    at = entry["at"]
    moment = parsedate_to_datetime(at) if "," in at else datetime.fromisoformat(at)
    texts = [" ".join(entry[name].split()) for name in ("id", "title", "link", "html")]
    return [*texts, moment, [" ".join(category.split()) for category in entry["categories"]]]


def test_json_feed_is_one_by_its_schema(site: Served, package_folder: Callable[[str], Path]) -> None:
    """Each JSON feed is valid by the published schema of version 1.1."""
    schema = json.loads((package_folder("jsonfeed-schema") / "schema-v1.1.json").read_text(encoding="utf-8"))
    validator = Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)
    for path in site.paths("feed.json"):
        data, _ = site.fetch(path)
        assert [fault.message for fault in validator.iter_errors(json.loads(data))] == [], path


def test_nothing_that_runs_comes_out_of_a_feed(sites: Mapping[str, Served]) -> None:
    """Whatever authors write, an entry's HTML has no element that runs, no handler, and no program for an address."""
    found = 0
    for name in XML:
        for entry in parsed(sites["hostile"], name).entries:
            found += 1
            body = html.fragment_fromstring(
                entry.content[0].value if "content" in entry else entry.description, create_parent="div"
            )
            for element in body.iter(html.etree.Element):
                assert element.tag not in {
                    "script",
                    "style",
                    "iframe",
                    "object",
                    "embed",
                    "svg",
                    "math",
                    "form",
                }
                assert not [attribute for attribute in element.attrib if attribute.startswith("on")]
            for _, _, target, _ in body.iterlinks():
                assert target.split(":")[0] in {"http", "https", "mailto", "tel"}, target
    assert found == 50 * 2 + 25 * 2


@pytest.mark.parametrize("name", ["demonstration", "empty", "sub-path"])
@pytest.mark.parametrize("page", ["", "history/", "subscribe/"])
def test_readers_find_the_feeds_by_the_address_of_a_page(
    name: str, page: str, sites: Mapping[str, Served]
) -> None:
    """Each page names the feeds and the calendar in its head, where readers look for them."""
    site = sites[name]
    data, _ = site.fetch(page)
    links = html.document_fromstring(data).xpath("//head/link[@rel='alternate'][@type]")
    found = {link.get("type"): urljoin(site.address + page, link.get("href")) for link in links}
    assert found == {
        "application/rss+xml": f"{site.address}feed.rss",
        "application/atom+xml": f"{site.address}feed.atom",
        "application/feed+json": f"{site.address}feed.json",
        "text/calendar": f"{site.address}maintenance.ics",
    }
    for address in found.values():
        assert site.fetch(address.removeprefix(site.address))[0]
