"""What `/subscribe/` and `statusgen embed` tell people to paste works where they paste it, in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from msgspec.structs import replace
from playwright.sync_api import Page, expect
from tests.browser.insertions import PLAIN_WAYS, react_application, through_tag_manager
from tests.browser.two_sites import SHOWN, Sites, two_sites
from tests.outputs.page_sites import SHOP

from statusgen.derive.view import view_of
from statusgen.outputs import embedding
from statusgen.outputs.alert_bar_script import alert_bar_script
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.pages.subscribe import subscribe_page
from statusgen.outputs.templates import Templates

pytestmark = pytest.mark.browser

Opened = Callable[..., Page]
BAR = "statusgen-alert-bar"


@pytest.fixture
def sites() -> Iterator[Sites]:
    """A status site with one open incident, and a shop."""
    with two_sites() as started:
        yield started


@pytest.fixture
def visit(open_page: Opened) -> Iterator[Callable[[str], Page]]:
    """Opens a page; in the end its own script must have run, nothing been logged, and no exception been left."""
    noted: list[str] = []
    pages: list[Page] = []

    def visit_one(url: str) -> Page:
        page = open_page()
        page.on("pageerror", lambda error: noted.append(str(error)))
        page.on("console", lambda message: noted.append(message.text))
        page.goto(url)
        pages.append(page)
        return page

    yield visit_one
    assert all(page.evaluate("window.shopRan") for page in pages)
    # React tells of its tools; a missing icon is the browser's own note.
    assert not [note for note in noted if "React DevTools" not in note and "404 (Not Found)" not in note]


def copied(sites: Sites) -> Any:
    """What the page `/subscribe/` of this status site shows to copy, heading to texts, as a browser copies it."""
    site = replace(SHOP, url=sites.status.url + "/")
    maker = PageMaker(view_of(site, datetime(2026, 11, 20, 14, 30, tzinfo=UTC)), Templates.load("en"))
    section = html.fromstring(subscribe_page(maker).html).find_class("sg-embed")[0]
    return {
        details.findtext("summary"): [code.text_content() for code in details.iterfind(".//pre/code")]
        for details in section.iter("details")
    }


@pytest.mark.parametrize("way", PLAIN_WAYS.values(), ids=PLAIN_WAYS)
def test_the_bar_finds_its_host(way: str, sites: Sites, visit: Callable[[str], Page]) -> None:
    """However the script comes onto a page, it knows where it came from."""
    integrity = embedding.integrity_of(alert_bar_script())
    script = f"{sites.status.url}/alert-bar.js"
    page = visit(sites.page(head=way.format(script=script, integrity=integrity)))
    page.wait_for_function(SHOWN)


def test_html(sites: Sites, visit: Callable[[str], Page]) -> None:
    """Both tags of the page show the bar, the one that is checked by its hash included."""
    for tag in copied(sites)["HTML"]:
        visit(sites.page(head=tag)).wait_for_function(SHOWN)


def test_a_script_that_was_changed_is_not_run(sites: Sites, open_page: Opened) -> None:
    """Where the bytes differ from the hash, the page is as it is without the bar."""
    changed = alert_bar_script() + b"window.changed = true"
    sites.status.publish("/embed/v1/alert-bar.js", changed, "text/javascript")
    page = open_page()
    page.goto(sites.page(head=copied(sites)["HTML"][1]))
    assert page.evaluate("[window.shopRan, window.changed]") == [True, None]
    assert page.locator(BAR).count() == 0


def test_wordpress(sites: Sites, visit: Callable[[str], Page]) -> None:
    """What the plugin prints into the head, between PHP's marks, is the tag."""
    (plugin,) = copied(sites)["WordPress"]
    before, _, rest = plugin.partition("?>\n")
    printed, _, after = rest.partition("\n<?php\n")
    assert before.startswith("<?php\n")
    assert before.endswith("add_action( 'wp_head', function () {\n")
    assert after == "} );"
    visit(sites.page(head=printed)).wait_for_function(SHOWN)


def test_react(sites: Sites, visit: Callable[[str], Page], root: Path, tmp_path: Path) -> None:
    """The component shows one bar, although strict mode runs its effect twice."""
    (component,) = copied(sites)["React"]
    sites.shop.publish("/app.js", react_application(root, component, tmp_path), "text/javascript")
    page = visit(sites.page(head="", body='<div id="app"></div><script src="/app.js"></script>'))
    page.wait_for_function(SHOWN)
    expect(page.locator(BAR)).to_have_count(1)
    assert "Scarves" in page.locator("#app").inner_text()


def test_google_tag_manager(sites: Sites, visit: Callable[[str], Page]) -> None:
    """The tag works where it is added as Tag Manager adds it, options included."""
    (tag,) = copied(sites)["Google Tag Manager"]
    visit(sites.page(head=through_tag_manager(tag))).wait_for_function(SHOWN)
    with_target = embedding.tag_manager_tag(sites.status.url + "/", {"target": "main"})
    page = visit(sites.page(head=through_tag_manager(with_target)))
    expect(page.locator(f"main > {BAR}")).to_contain_text("Checkout errors")


def test_badge(sites: Sites, visit: Callable[[str], Page]) -> None:
    """The badge stands where it was pasted."""
    badge = copied(sites)["A dot and a sentence, for a footer"][0]
    page = visit(sites.page(head="", body=f"<footer>{badge}</footer>"))
    expect(page.locator(f"footer {BAR}")).to_contain_text("Checkout errors")


def test_every_snippet_of_the_page_is_tried(sites: Sites) -> None:
    """Each part of the page that shows something to copy has a test, here or beside the frames'."""
    assert {name: len(texts) for name, texts in copied(sites).items()} == {
        "HTML": 2,
        "WordPress": 1,
        "React": 1,
        "Google Tag Manager": 1,
        "A frame, where scripts of other sites are not allowed": 2,
        "A dot and a sentence, for a footer": 2,
        "Options": 0,
    }
