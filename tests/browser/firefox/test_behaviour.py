"""The bar does in Firefox what it does in Chromium."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.browser.two_sites import SHOWN, TEXT, Sites, assert_unharmed

pytestmark = pytest.mark.browser

OpenTab = Callable[..., Any]

BAR = "statusgen-alert-bar >>> section"
BUTTON = "statusgen-alert-bar >>> button"
BARS = "document.querySelectorAll('statusgen-alert-bar').length"


def test_an_incident_is_told_and_linked(open_tab: OpenTab, sites: Sites) -> None:
    """Title, impact and status stand above the page's content; the title leads to the incident."""
    tab = open_tab(sites.page())
    tab.wait_for(SHOWN)
    assert "Major impact · Identified · Checkout and API" in tab.evaluate(TEXT)
    link = "document.querySelector('statusgen-alert-bar').shadowRoot.querySelector('a').href"
    assert tab.evaluate(link) == f"{sites.status.url}/incidents/checkout-errors/"
    left, top, width, height = tab.place(BAR)
    assert (left, top, width) == (0, 0, 1280)
    assert tab.place("h1")[1] >= height
    assert_unharmed(tab)


def test_a_dismissed_bar_stays_away(open_tab: OpenTab, sites: Sites) -> None:
    """A click on the button sends the bar away, on the next page too, until there is another update."""
    tab = open_tab(sites.page())
    assert min(tab.place(BUTTON)[2:]) >= 24, "large enough for a thumb"
    tab.click(BUTTON)
    tab.wait_for(f"{BARS} === 0")
    sites.tell(sites.incident(), sites.incident(id="f6e5d4c3b2a1", title="Search is slow"))
    tab.go(sites.page())
    text = tab.wait_for(TEXT)
    assert "Search is slow" in text
    assert "Checkout errors" not in text
    assert_unharmed(tab)


def test_the_keyboard_is_enough(open_tab: OpenTab, sites: Sites) -> None:
    """Tab reaches the link and the button before the page; Escape sends the bar away from within."""
    tab = open_tab(sites.page())
    tab.place(BUTTON)
    focused = "(document.activeElement.shadowRoot ?? document).activeElement.localName"
    reached = []
    for _ in range(3):
        tab.press("Tab")
        reached.append(tab.evaluate(focused))
    assert reached == ["a", "button", "a"]
    tab.press("Escape")
    assert tab.evaluate(BARS) == 1, "Escape belongs to the page outside of the bar"
    tab.evaluate("document.querySelector('statusgen-alert-bar').shadowRoot.querySelector('button').focus()")
    tab.press("Escape")
    tab.wait_for(f"{BARS} === 0")
    assert_unharmed(tab)


def test_the_strictest_content_policy_is_enough(open_tab: OpenTab, sites: Sites) -> None:
    """Leave for the script and for its data is all that the bar needs, style included."""
    tab = open_tab(
        sites.page(
            policy=f"default-src 'none'; script-src {sites.status.url} {sites.shop.url}; "
            f"connect-src {sites.status.url}"
        )
    )
    tab.wait_for(SHOWN)
    style = (
        "getComputedStyle(document.querySelector('statusgen-alert-bar').shadowRoot.querySelector('section'))"
    )
    assert tab.evaluate(f"{style}.display") == "flex"
    tab.click(BUTTON)
    tab.wait_for(f"{BARS} === 0")
    assert_unharmed(tab)


@pytest.mark.parametrize("position", ["sticky-top", "sticky-bottom"])
def test_a_sticky_bar_moves_nothing_and_stays_in_view(position: str, open_tab: OpenTab, sites: Sites) -> None:
    """The page lies where it lies without the bar, and the bar in view wherever the reader is."""
    tall = "<style>body { height: 3000px }</style>"
    tab = open_tab(sites.page(head=tall))
    without = tab.place("h1")
    tab.go(sites.page(head=tall + sites.tag(f"data-position={position} defer")))
    tab.place(BUTTON)
    assert tab.place("h1") == without
    for scrolled in (0, 1500):
        tab.evaluate(f"scrollTo(0, {scrolled})")
        _, top, _, height = tab.place(BAR)
        assert top == (0 if position == "sticky-top" else 800 - height)
    assert_unharmed(tab)


def test_sticky_bars_lie_over_the_page_but_not_over_a_dialog(open_tab: OpenTab, sites: Sites) -> None:
    """Two together cover the highest `z-index`; a modal dialog lies over both, and they come back."""
    tags = [sites.tag(f"data-position=sticky-top data-theme={theme} defer") for theme in ("light", "dark")]
    tab = open_tab(sites.page(head="".join(tags)))
    tab.wait_for(
        "!!document.querySelector('statusgen-alert-bars')?.querySelectorAll('statusgen-alert-bar')[1]"
    )
    tab.evaluate(
        """(() => {
          const over = (name, place) => {
            const made = document.body.appendChild(document.createElement(name));
            made.style = `position: fixed; z-index: 2147483647; ${place}; background: white`;
            return made;
          };
          over('main', 'inset: 0');
          window.dialog = over('dialog', 'inset: 0 0 auto; width: 100%; height: 300px');
        })(), 0"""
    )
    tops = "[20, 60].map(y => document.elementFromPoint(innerWidth / 2, y).localName).join()"
    both = "statusgen-alert-bar,statusgen-alert-bar"
    assert tab.evaluate(tops) == both
    tab.evaluate("dialog.showModal(), 0")
    assert tab.evaluate(tops) == "dialog,dialog"
    tab.evaluate("dialog.close(), 0")
    assert tab.evaluate(tops) == both
    assert_unharmed(tab)


def test_the_bar_outlives_the_body(open_tab: OpenTab, sites: Sites) -> None:
    """A single-page application that replaces `document.body` keeps the bar above it."""
    tab = open_tab(sites.page())
    tab.wait_for(SHOWN)
    tab.evaluate("document.body = document.createElement('body'), 0")
    assert tab.evaluate(SHOWN)
    assert tab.evaluate("document.querySelector('statusgen-alert-bar').nextElementSibling === document.body")
    assert_unharmed(tab)


def test_loaded_twice_it_does_nothing_more(open_tab: OpenTab, sites: Sites) -> None:
    """One bar and one request, however often the tag stands on the page."""
    tab = open_tab(sites.page(head=sites.tag() * 2, body=sites.tag()))
    tab.wait_for(SHOWN)
    assert tab.evaluate(BARS) == 1
    assert sites.status.asked.count("/alert-bar.json") == 1
    assert_unharmed(tab)


def test_two_bars_stand_in_their_targets(open_tab: OpenTab, sites: Sites) -> None:
    """Each tag has a bar of its own, where it was told to be."""
    sites.tell(
        sites.incident(), sites.incident(id="f6e5d4c3b2a1", title="Search is slow", components=["search"])
    )
    tab = open_tab(
        sites.page(
            head=sites.tag("data-target=#a data-components=checkout defer")
            + sites.tag("data-target=#b data-components=search defer"),
            body='<div id="a"></div><div id="b"></div>',
        )
    )
    for place, title in (("a", "Checkout errors"), ("b", "Search is slow")):
        tab.wait_for(
            f"document.querySelector('#{place} > statusgen-alert-bar')"
            f"?.shadowRoot.querySelector('section').innerText.includes('{title}')"
        )
    assert_unharmed(tab)


def test_a_badge_tells_that_all_is_well(open_tab: OpenTab, sites: Sites) -> None:
    """A mark and a sentence stand where the tag stands."""
    sites.tell(events=[])
    tab = open_tab(sites.page(head="", body=f"<footer>{sites.tag('data-mode=badge defer')}</footer>"))
    tab.wait_for(
        "document.querySelector('footer statusgen-alert-bar')"
        "?.shadowRoot.querySelector('section').innerText.includes('All systems operational')"
    )
    assert_unharmed(tab)
