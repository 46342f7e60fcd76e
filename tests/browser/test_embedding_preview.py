"""The section "On your own site" of `/subscribe/`: an example that nobody takes for an outage, and text to copy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

_WATCH = """window.shift = 0; new PerformanceObserver(list => {
  for (const one of list.getEntries()) window.shift += one.value
}).observe({type: 'layout-shift', buffered: true})"""


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_the_example_stands_in_a_frame_and_moves_nothing(
    width: int, demo_url: str, open_page: Callable[..., Page]
) -> None:
    """The bar and the badge appear in a frame of their own that says what it is; the page stays as it was."""
    page = open_page(width=width)
    page.add_init_script(_WATCH)
    page.goto(demo_url + "subscribe/")
    figure = page.locator("figure.sg-preview")
    figure.scroll_into_view_if_needed()
    expect(figure.locator("figcaption")).to_contain_text("made up")
    bars = page.frame_locator("figure.sg-preview iframe").locator("statusgen-alert-bar")
    expect(bars).to_have_count(2)
    for bar in bars.all():
        expect(bar).to_contain_text("Example: some card payments fail")
    expect(page.locator("statusgen-alert-bar")).to_have_count(0)
    assert page.evaluate("window.shift") == 0
    inside = page.frame_locator("figure.sg-preview iframe").locator("html")
    assert inside.evaluate("html => html.scrollHeight <= innerHeight && html.scrollWidth <= innerWidth")


def test_everything_to_copy_is_there_without_scripts(demo_url: str, open_page: Callable[..., Page]) -> None:
    """Each part opens without JavaScript, and holds something to copy or to look up."""
    page = open_page(java_script_enabled=False)
    page.goto(demo_url + "subscribe/")
    parts = page.locator(".sg-embed details")
    assert parts.count() == 7
    for part in parts.all():
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        expect(part.locator("code").first).to_be_visible()
