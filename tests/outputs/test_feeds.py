"""The feeds as documents: which there are, and what RSS and Atom ask of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import etree
from msgspec.structs import replace
from tests.outputs.feed_sites import (
    CHECKOUT,
    ERRORS,
    FORMATS,
    NOW,
    SHOP,
    URL,
    dates_in,
    entries_of,
    files_of,
    lesson,
    moment,
    parsed,
    record,
    site_of,
    update,
)

from statusgen.model import (
    ComponentStatus,
    Update,
    UpdateStatus,
)
from statusgen.outputs.feeds import NEWEST

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def test_site_maintenance_and_every_component_have_every_feed() -> None:
    """The site, all maintenance, and each component, retired ones included, have the same five feeds."""
    folders = ["", "maintenance/", "components/checkout/", "components/api/", "components/fax/"]
    names = ["feed.rss", "feed.atom", "feed.json", "history.rss", "history.atom"]
    assert set(files_of(SHOP)) == {folder + name for folder in folders for name in names}


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        pytest.param("checkout", 4, id="named-from-the-start"),
        pytest.param("api", 1, id="named-by-a-maintenance-only"),
        pytest.param("fax", 0, id="never-named"),
    ],
)
def test_component_feed_holds_its_records(component: str, expected: int) -> None:
    """A component's feed has the updates and postmortems of the records that name it, and no others."""
    assert len(entries_of(SHOP, f"components/{component}/feed.rss")) == expected


def test_component_named_by_an_update_gets_the_whole_record() -> None:
    """A record that touches a component later on stands in its feed from the first update."""
    later = update("2026-11-18 08:10", UpdateStatus.IDENTIFIED, changes={"api": ComponentStatus.MAJOR_OUTAGE})
    errors = record("errors", update("2026-11-18 08:00"), later)
    assert len(entries_of(site_of(errors), "components/api/feed.atom")) == 2


def test_newest_fifty() -> None:
    """A feed holds the newest 50 entries."""
    start = moment("2026-11-18 00:00")
    many = tuple(
        Update(status=UpdateStatus.MONITORING, at=start + timedelta(minutes=minute), text="Still slow.")
        for minute in range(NEWEST + 5)
    )
    files = files_of(site_of(record("slow", *many)))
    newest = [update.at for update in reversed(many)][:50]
    assert dates_in("feed.atom", files["feed.atom"]) == newest
    assert dates_in("feed.rss", files["components/checkout/feed.rss"]) == newest


@pytest.mark.parametrize("name", ["feed", "history"])
@pytest.mark.parametrize(
    ("folder", "page"),
    [
        ("", ""),
        ("maintenance/", ""),
        ("components/checkout/", "components/checkout/"),
        ("components/fax/", "components/fax/"),
    ],
)
def test_atom_has_what_the_format_requires(folder: str, page: str, name: str) -> None:
    """An Atom feed and its entries have every element that RFC 4287 requires, once."""
    feed = etree.fromstring(files_of(SHOP)[f"{folder}{name}.atom"])
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(XML_LANG) == "en"
    for element in ("id", "title", "updated", "subtitle", "generator", "author"):
        assert len(feed.findall(ATOM + element)) == 1, element
    links = {link.get("rel"): (link.get("href"), link.get("type")) for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": (f"{URL}{folder}{name}.atom", "application/atom+xml"),
        "alternate": (URL + page, "text/html"),
    }
    assert feed.findtext(f"{ATOM}id") == f"{URL}{folder}{name}.atom"
    assert feed.findtext(f"{ATOM}generator") == "statusgen"
    for entry in feed.findall(f"{ATOM}entry"):
        for element in ("id", "title", "updated", "published", "content", "link"):
            assert len(entry.findall(ATOM + element)) == 1, element
        if name == "feed":
            assert entry.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}published")
        assert entry.find(f"{ATOM}content").get("type") == "html"


@pytest.mark.parametrize("name", ["feed", "history"])
@pytest.mark.parametrize(
    ("folder", "page"),
    [
        ("", ""),
        ("maintenance/", ""),
        ("components/checkout/", "components/checkout/"),
        ("components/fax/", "components/fax/"),
    ],
)
def test_rss_has_what_the_format_requires(folder: str, page: str, name: str) -> None:
    """An RSS feed has every element that RSS 2.0 requires, says how often to come, and where it stands itself."""
    rss = etree.fromstring(files_of(SHOP)[f"{folder}{name}.rss"])
    channel = rss.find("channel")
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    assert channel.findtext("link") == URL + page
    assert channel.findtext("description")
    assert channel.findtext("language") == "en"
    assert channel.findtext("ttl") == "5"
    assert channel.findtext("generator") == "statusgen"
    itself = channel.find(f"{ATOM}link")
    assert (itself.get("rel"), itself.get("href"), itself.get("type")) == (
        "self",
        f"{URL}{folder}{name}.rss",
        "application/rss+xml",
    )
    for item in channel.findall("item"):
        for element in ("title", "link", "description", "guid", "pubDate"):
            assert item.findtext(element), element


def test_rss_guid_is_no_link() -> None:
    """RSS readers are told that the id is no address."""
    channel = etree.fromstring(files_of(SHOP)["feed.rss"]).find("channel")
    assert {guid.get("isPermaLink") for guid in channel.iter("guid")} == {"false"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_feed_names_its_author(suffix: str) -> None:
    """The site is the author."""
    feed = parsed(files_of(SHOP)[f"feed.{suffix}"])
    author = feed.feed.author_detail.name if suffix == "atom" else feed.entries[0].author
    assert author == "Scarf Shop Status"


def test_component_feed_says_whose_it_is() -> None:
    """A component's feed is named by the site and the component."""
    feed = parsed(files_of(SHOP)["components/checkout/feed.rss"]).feed
    assert feed.title == "Scarf Shop Status: Checkout"
    assert feed.subtitle == "Every update that concerns Checkout, as it is published."


@pytest.mark.parametrize("suffix", FORMATS)
def test_site_without_records_has_valid_empty_feeds(suffix: str) -> None:
    """A new site has feeds to subscribe to before anything has happened."""
    files = files_of(site_of(components=()))
    feed = parsed(files[f"feed.{suffix}"])
    assert not any(path.startswith("components/") for path in files)
    assert feed.entries == []
    assert feed.feed.updated_parsed[:1] == (1970,)


def test_feed_is_as_new_as_its_newest_entry() -> None:
    """A feed's own date is that of its newest entry."""
    feed = etree.fromstring(files_of(SHOP)["feed.atom"])
    assert feed.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}entry/{ATOM}updated")
    rss = etree.fromstring(files_of(SHOP)["feed.rss"])
    assert rss.findtext("channel/lastBuildDate") == rss.findtext("channel/item/pubDate")


def test_feeds_stay_the_same_while_nothing_changes() -> None:
    """A later build of the same record gives the same bytes, so that readers and caches see no change."""
    quiet = site_of(ERRORS, postmortems=(lesson(),))
    assert files_of(quiet) == files_of(quiet, NOW + timedelta(days=1, microseconds=7))


HOSTILE = [
    pytest.param("a ]]> b", id="cdata-end"),
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("Q&A &amp; &lt;b&gt; &nbsp;", id="entities"),
    pytest.param("\N{FIRE} \N{FAMILY}\N{VARIATION SELECTOR-16} \N{CJK UNIFIED IDEOGRAPH-4E2D}", id="emoji"),
    pytest.param(
        "\N{HEBREW LETTER ALEF}\N{RIGHT-TO-LEFT OVERRIDE}abc\N{POP DIRECTIONAL FORMATTING}", id="rtl"
    ),
    pytest.param("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e 'x'>]>&e;", id="doctype"),
    pytest.param("</title></entry></feed>", id="closing-tags"),
]


@pytest.mark.parametrize("title", HOSTILE)
def test_names_are_text(title: str) -> None:
    """Titles and names come out of the XML exactly as they were written, whatever they hold."""
    site = site_of(replace(ERRORS, title=title), name=title, components=(replace(CHECKOUT, name=title),))
    files = files_of(site)
    atom, rss = etree.fromstring(files["feed.atom"]), etree.fromstring(files["feed.rss"])
    for path in ("title", "author/name"):
        assert atom.findtext(path.replace("/", f"/{ATOM}").join([ATOM, ""])) == title
    assert rss.findtext("channel/title") == title
    assert atom.findtext(f"{ATOM}entry/{ATOM}title") == f"{title}: Resolved"
    assert rss.findtext("channel/item/title") == f"{title}: Resolved"
    assert title in [category.text for category in rss.iter("category")]
    assert title in [category.get("label") for category in atom.iter(f"{ATOM}category")]
