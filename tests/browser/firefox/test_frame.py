"""The page at `/alert-bar/` in a frame does in Firefox what it does in Chromium."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
from tests.browser.firefox.clock import MOVABLE_CLOCK, pass_time
from tests.browser.firefox.settled import wait_until_answered
from tests.browser.two_sites import TEXT, Sites, assert_unharmed

from statusgen.derive.view import view_of
from statusgen.model import Component, Site
from statusgen.outputs import embedding
from statusgen.outputs.alert_bar import alert_bar_files
from statusgen.outputs.templates import Templates, theme_dir

pytestmark = pytest.mark.browser

OpenTab = Callable[..., Any]

NAME = "Scarf Shop Status"
BUTTON = "statusgen-alert-bar >>> button"
HEIGHT = "Number(document.querySelector('iframe').height)"
# Notes whatever is said to the page.
NOTE = "<script>said = []; addEventListener('message', event => said.push(event.data))</script>"


@pytest.fixture
def sites(sites: Sites) -> Sites:
    """Both sites, the first with its page for frames."""
    site = Site(name=NAME, url=sites.status.url + "/", components=[Component(id="checkout", name="Checkout")])
    page = alert_bar_files(view_of(site, datetime.now(UTC)), Templates.load("en"))["alert-bar/index.html"]
    sites.status.publish("/alert-bar/", page)
    script = theme_dir() / "assets" / "statusgen" / "alert-bar-frame.js"
    sites.status.publish("/assets/statusgen/alert-bar-frame.js", script.read_bytes(), "text/javascript")
    return sites


def _resizing_page(sites: Sites) -> str:
    return sites.page(
        head=NOTE, body=embedding.resizing_frame(sites.status.url + "/", NAME, {}, sites.shop.url)
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_the_frame_is_as_high_as_the_bar(width: int, open_tab: OpenTab, sites: Sites) -> None:
    """Nothing of the bar is cut off, nothing scrolls, and a dismissed bar leaves no gap."""
    tab = open_tab(_resizing_page(sites), width=width)
    tab.wait_for(f"{HEIGHT} > 30")
    tab.wait_for("document.documentElement.scrollHeight === innerHeight", in_frame=True)
    assert tab.evaluate_in_frame("document.documentElement.scrollWidth === innerWidth")
    tab.click(BUTTON, in_frame=True)
    tab.wait_for(f"{HEIGHT} === 0")
    assert_unharmed(tab)


def test_the_frame_grows_once_there_is_something_to_tell(open_tab: OpenTab, sites: Sites) -> None:
    """On a quiet day it takes no room; it grows with the next answer, and again goes when all is over."""
    sites.tell(events=[])
    tab = open_tab(_resizing_page(sites), before=MOVABLE_CLOCK)
    tab.wait_for("said.length")
    wait_until_answered(tab)
    assert tab.evaluate(HEIGHT) == 0
    sites.tell()
    tab.evaluate_in_frame(pass_time(2))
    tab.wait_for(f"{HEIGHT} > 30")
    assert "Checkout errors" in tab.evaluate_in_frame(TEXT)
    sites.tell(events=[])
    tab.evaluate_in_frame(pass_time(2))
    tab.wait_for(f"{HEIGHT} === 0")
    assert tab.evaluate("said.map(one => one.height > 0)") == [False, True, False]
    assert_unharmed(tab)


@pytest.mark.parametrize("origin", ["", "*", "null", "https://other.example", "{status}", "javascript:1"])
def test_the_frame_speaks_to_nobody_but_the_origin_that_is_named(
    origin: str, open_tab: OpenTab, sites: Sites
) -> None:
    """A page that the address does not name learns nothing, not even how high the bar is."""
    query = f"?origin={quote(origin.format(status=sites.status.url), safe='')}" if origin else ""
    frame = f'<iframe src="{sites.status.url}/alert-bar/{query}" title="Status"></iframe>'
    tab = open_tab(sites.page(head=NOTE, body=frame))
    tab.wait_for(f"!!{TEXT}", in_frame=True)
    # What the frame would have said by now, is heard before this.
    tab.evaluate_in_frame("parent.postMessage('last', '*')")
    tab.wait_for("said.includes('last')")
    assert tab.evaluate("said") == ["last"]
