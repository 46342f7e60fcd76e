"""Postmortems, the ways to follow, and what all pages have in common."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import html
from msgspec.structs import replace
from tests.outputs.page_sites import COMPONENTS, SHOP, has, parsed_pages


def test_postmortems_are_listed_with_their_open_actions() -> None:
    """The list tells how many actions are done, and which are not, overdue ones marked."""
    page = parsed_pages(SHOP)["postmortems/"]
    assert page.texts("//li/h2") == ["Why search was slow"]
    assert "1 of 2 actions done" in page.texts("//li/p")[-1]
    assert page.texts("//tbody/tr") == ["Watch the queries1 November 2026 overdueWhy search was slow"]


def test_postmortem_leads_to_its_incidents_and_actions() -> None:
    """A postmortem's page links to what it explains, and lists factors and actions."""
    page = parsed_pages(SHOP)["postmortems/fast-search/"]
    assert page.all(f"//li[{has('sg-record')}]//a/@href") == ["../../incidents/slow-search/"]
    assert page.texts(f"//*[{has('sg-factors')}]/li") == ["No index"]
    assert page.texts("//tbody/tr[2]/td") == [
        "Watch the queries",
        "Detect",
        "shop team",
        "1 November 2026",
        "Open overdue",
    ]


def test_subscribe_names_every_address_in_full() -> None:
    """What readers copy elsewhere is an absolute address."""
    page = parsed_pages(SHOP)["subscribe/"]
    copied = (
        "feed.rss",
        "feed.atom",
        "feed.json",
        "history.rss",
        "history.atom",
        "maintenance.ics",
        "alert-bar.js",
    )
    for snippet in copied:
        assert any(f"https://status.example.com/{snippet}" in text for text in page.texts("//code")), snippet


def test_subscribe_offers_maintenance_and_each_current_component() -> None:
    """A customer may follow maintenance alone, or one component; a retired one has no news."""
    links = parsed_pages(SHOP)["subscribe/"].all(f"//*[{has('sg-feeds')}]//a/@href")
    current = [component.id for component in COMPONENTS if component.retired is None]
    feeds = [f"feed.{suffix}" for suffix in ("rss", "atom", "json")]
    expected = [*(f"../maintenance/{name}" for name in feeds), "../maintenance.ics"]
    for name in current:
        expected += [f"../components/{name}/{file}" for file in (*feeds, "maintenance.ics")]
    assert links == expected


def test_subscribe_leads_to_each_way() -> None:
    """The list at the top of the page leads to a place on it for each way to follow."""
    page = parsed_pages(SHOP)["subscribe/"]
    ways = page.all(f"//nav[{has('sg-ways')}]/a/@href")
    assert ways == ["#reader", "#slack", "#teams", "#mail", "#calendar", "#embed"]
    assert {way.removeprefix("#") for way in ways} <= set(page.all("//h2/@id"))


def test_calendar_opens_by_itself() -> None:
    """A link of its own kind hands the calendar's address to the program that keeps the reader's calendar."""
    page = parsed_pages(SHOP)["subscribe/"]
    assert page.all("//a[starts-with(@href, 'webcal:')]/@href") == [
        "webcal://status.example.com/maintenance.ics"
    ]


def test_site_without_an_address_offers_no_such_link() -> None:
    """Where the site does not know its address, the link that needs it is left out."""
    page = parsed_pages(replace(SHOP, url=""))["subscribe/"]
    assert page.all("//a[starts-with(@href, 'webcal:')]") == []


def test_every_page_has_one_heading_above_the_others() -> None:
    """Each page begins with one heading of the first level, and skips no level."""
    for path, page in parsed_pages(SHOP).items():
        levels = [int(heading.tag[1]) for heading in page.all("//h1 | //h2 | //h3 | //h4 | //h5")]
        assert levels.count(1) == 1, path
        assert all(below <= above + 1 for above, below in pairwise(levels)), path


def test_ids_stand_once_on_a_page() -> None:
    """No page has an id twice."""
    for path, page in parsed_pages(SHOP).items():
        ids = page.all("//@id")
        assert len(ids) == len(set(ids)), path


def test_every_page_has_title_and_description() -> None:
    """What search engines show is there for each page, without markup and on one line."""
    for path, page in parsed_pages(SHOP).items():
        assert page.page.title, path
        assert page.page.description, path
        assert "\n" not in page.page.description


def test_site_below_a_path_keeps_every_link(site_dir_of: Callable[..., Path]) -> None:
    """A site below a path of its host leads nowhere outside of it, the 404 page included."""
    config = """\
site_name: Scarf Shop Status
site_url: https://example.com/shop/status/
docs_dir: content
theme: {name: material, font: false}
plugins:
  search: {}
  statusgen:
    components:
      - {id: checkout, name: Checkout}
"""
    site_dir = site_dir_of(
        {
            "mkdocs.yml": config,
            "content/about.md": "# About\n\n[Home](index.md)\n",
            "content/incidents/now.md": "---\ntitle: Now\ncomponents: [checkout]\naliases: [/old/now/]\n---\n\n"
            "## Investigating - 2026-11-20 14:05 UTC\n\n[about](../about.md)\n",
        }
    )
    base = "https://example.com/shop/status/"
    for file in sorted(site_dir.rglob("*.html")):
        page = base + file.relative_to(site_dir).as_posix().removesuffix("index.html")
        document = html.document_fromstring(file.read_bytes())
        for link in document.xpath("//body//@href | //body//@src | //link/@href | //script/@src"):
            url = urlsplit(urljoin(page, link))
            if url.hostname != "example.com":
                continue
            assert url.path.startswith("/shop/status/"), f"{file}: {link}"
            target = site_dir / url.path.removeprefix("/shop/status/")
            assert (target / "index.html" if url.path.endswith("/") else target).is_file(), f"{file}: {link}"


def test_missing_page_tells_the_state(site_dir_of: Callable[..., Path]) -> None:
    """The 404 page says how everything works now, and leads to the state and the history."""
    site_dir = site_dir_of(
        {
            "content/incidents/now.md": "---\ntitle: Now\ncomponents: {checkout: major_outage}\n---\n\n"
            "## Investigating - 2026-11-20 14:05 UTC\n\nText.\n"
        }
    )
    document = html.document_fromstring((site_dir / "404.html").read_bytes())
    main = document.xpath("//main")[0]
    assert main.xpath("string(.//h1)") == "There is no such page"
    assert main.xpath(f"string(.//a[{has('sg-pill')}])").strip() == "Major outage: Checkout"
    addresses = {
        urljoin("https://status.example.com/no/such/page", link) for link in main.xpath(".//a/@href")
    }
    assert {"https://status.example.com/", "https://status.example.com/history/"} <= addresses
