"""The pages that the alert bar is measured on are all the same shop, and what it is compared with is a bar."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from benchmarks.alert_bar_sites import PLAIN, Host, publish_shop, publish_status, served
from benchmarks.shop import PAGES, shop_files, shop_page
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]

DATA = "/alert-bar.json"
ESBUILD = Path(__file__).parents[2] / "node_modules" / ".bin" / "esbuild"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_articles_and_does_what_its_script_does(open_page: OpenPage, name: str) -> None:
    """Whether the server tells them or an application draws them."""
    is_drawn = name == "an application"
    if is_drawn and not (ESBUILD.is_file() and shutil.which("node")):
        pytest.skip("esbuild and React are missing: run `npm install` (needs Node.js)")
    page = open_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with served() as shop:
        shop.files.update(shop_files([name]))
        shop.files["/"] = (shop_page(name, "<meta name=tag>").encode(), "text/html; charset=utf-8")
        page.goto(f"{shop.url}/")
        expect(page.locator("main li")).to_have_count(120)
        expect(page.locator("main li").last).to_contain_text("Scarf 119")
        note = page.locator("header p")
        if PAGES[name].script:
            expect(note).to_have_text("3 scarves in your basket, 0 seen")
        else:
            expect(note).to_have_count(0)
        if is_drawn:
            page.get_by_role("button", name="Buy").last.click()
            expect(note).to_have_text("4 scarves in your basket, 0 seen")
        assert page.locator("head meta[name=tag]").count() == 1
    assert errors == []


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The bar without options on a page of the shop."""

    page: Page
    status: Host
    bar: Locator

    def tell(self, *titles: str) -> None:
        """Publishes data with an event of each title, whose id is the title."""
        data = json.loads(self.status.files[DATA][0])
        first = data["events"][0]
        data["events"] = [{**first, "id": title, "title": title} for title in titles]
        self.status.files[DATA] = (json.dumps(data).encode(), "application/json")


@pytest.fixture
def compared(open_page: OpenPage) -> Iterator[Compared]:
    """The bar without options on a page whose clock is the test's."""
    page = open_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.clock.install()
    with served() as status, served() as shop:
        publish_status(status)
        name = "a page without scripts"
        address = publish_shop(shop, status, [name], [PLAIN])[name, PLAIN]
        page.goto(address)
        yield Compared(page=page, status=status, bar=page.locator("plain-bar").get_by_role("region"))
    assert errors == []


def test_the_bar_without_options_shows_what_is_open(compared: Compared) -> None:
    """Or its cost would say nothing."""
    title = "Checkout errors in Europe"
    expect(compared.bar).to_have_accessible_name(title)
    expect(compared.bar.get_by_role("alert")).to_contain_text("Major impact · Identified · Checkout")
    assert compared.bar.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 44}
    expect(compared.bar.get_by_role("link", name=title)).to_have_attribute(
        "href", re.compile(f"^{re.escape(compared.status.url)}/incidents/.")
    )


def test_the_bar_without_options_asks_each_minute(compared: Compared) -> None:
    """For the next incident, and for none; not more often, however often the page is seen."""
    page, bar = compared.page, compared.bar
    expect(bar).to_be_visible()
    compared.tell("Search is slow")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    with page.expect_response(f"**{DATA}"):
        page.clock.run_for(61_000)
    expect(bar).to_have_accessible_name("Search is slow")
    # The script, and the data twice.
    assert len(compared.status.sent) == 3
    compared.tell()
    page.clock.run_for(61_000)
    expect(bar).to_have_count(0)


def test_the_bar_without_options_stays_away_until_the_next_incident(compared: Compared) -> None:
    """Whether it was sent away by its button or by Escape."""
    page, bar = compared.page, compared.bar
    bar.get_by_role("button").focus()
    page.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    with page.expect_response(f"**{DATA}"):
        page.reload()
    page.wait_for_load_state("networkidle")
    expect(bar).to_have_count(0)
    compared.tell("Search is slow")
    page.reload()
    expect(bar).to_have_accessible_name("Search is slow")
    bar.get_by_role("button").click()
    expect(bar).to_have_count(0)
