"""On pages that changed the language's own objects the bar shows, or is missing, and never throws."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.alert_bar.answers import HURRIED
from tests.browser.alert_bar.hosts import FROZEN_PAGES, HOSTILE_PAGES
from tests.browser.later_bar import later_bar_is_told
from tests.browser.origins import answer_after, answer_with, hang_up

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]
BAR = "statusgen-alert-bar"

# What a page's own script asks its server for, however broken the page's functions are.
_TELLS_ITS_SERVER = """
new Image().src = '/ran';
onload = () => { new Image().src = '/loaded' };
onclick = () => { new Image().src = '/clicked' };
"""


@pytest.mark.parametrize("script", HOSTILE_PAGES.values(), ids=HOSTILE_PAGES)
def test_a_page_that_patches_the_language_is_not_harmed(
    script: str, plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """On such a page the bar may be missing; an exception it never throws, and the page's own script goes on."""
    status.tell(make_incident())
    # A picture that takes its time: the page has loaded once the bar has done what it could. The page's own
    # functions are broken, and so are those with which a test would ask the page: it tells its server instead.
    plain_shop.host.answers["/slow.svg"] = _slowly
    plain_shop.host.publish("/shop.js", _TELLS_ITS_SERVER, "text/javascript")
    page = plain_shop.open(head=f"<script>{script}</script>", foot='<img src="/slow.svg" alt="">')
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.mouse.click(1270, 20)
    for told in ("/ran", "/loaded", "/clicked"):
        plain_shop.host.wait_until_asked(told, page)
    # What the page has thrown until now is known once it has answered.
    expect(page.locator("h1")).to_be_visible()
    assert plain_shop.errors == []


@pytest.mark.parametrize(
    "patch",
    [
        HOSTILE_PAGES["another AbortController"],
        "AbortController.prototype.abort = () => { throw Error('patched') }",
    ],
    ids=["another AbortController", "abort throws"],
)
def test_nothing_is_thrown_when_the_time_for_an_answer_is_over(
    patch: str, plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """Nor when there was an answer long before."""
    status.tell(make_incident())
    page = plain_shop.open(head=f"<script>{HURRIED} {patch}</script>")
    page.wait_for_function("window.tenSecondsAreOver")
    plain_shop.assert_unharmed(page)


def test_nothing_is_thrown_when_a_hanging_answer_cannot_be_given_up(plain_shop: Any, status: Any) -> None:
    """The bar waits for it still, and the page does not notice."""
    released = threading.Event()
    status.answer(answer_after(released, hang_up))
    abort = "AbortController.prototype.abort = () => { throw Error('patched') }"
    page = plain_shop.open(head=f"<script>{HURRIED} {abort}</script>")
    page.wait_for_function("window.tenSecondsAreOver")
    released.set()
    page.evaluate(later_bar_is_told(status.host))
    plain_shop.assert_unharmed(page)


def test_a_page_may_empty_the_bar_at_once(plain_shop: Any, status: Any, make_incident: Make) -> None:
    """Its shadow tree is open: what is left out of it for a moment may be gone by then."""
    status.tell(make_incident(impact="minor"))
    page = plain_shop.open(
        head="""<script>new MutationObserver(changes => {
          const bar = changes.flatMap(change => [...change.addedNodes]).find(one => one.shadowRoot);
          bar?.shadowRoot.querySelector('[role=status]').replaceChildren();
        }).observe(document.documentElement, {childList: true})</script>"""
    )
    expect(page.locator(f"{BAR} [role=status]")).to_be_empty()
    page.evaluate(later_bar_is_told(status.host))
    plain_shop.assert_unharmed(page)


@pytest.mark.parametrize(
    "patch",
    [
        "Event.prototype.stopPropagation = () => { throw Error('patched') }",
        "Object.defineProperty(Event.prototype, 'cancelBubble', {set() { throw Error('patched') }})",
    ],
    ids=["by a function", "by a property"],
)
def test_escape_throws_nothing_where_events_cannot_be_stopped(
    patch: str, plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """The bar goes all the same."""
    status.tell(make_incident())
    page = plain_shop.open(head=f"<script>{patch}</script>")
    page.get_by_role("button", name="Dismiss").press("Escape")
    expect(page.locator(BAR)).to_have_count(0)
    plain_shop.assert_unharmed(page)


@pytest.mark.parametrize("position", ["top", "sticky-top"])
@pytest.mark.parametrize("script", FROZEN_PAGES.values(), ids=FROZEN_PAGES)
def test_a_page_that_froze_the_language_still_shows_the_bar(
    script: str, position: str, plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """What secure pages do, and what careless ones leave behind, takes nothing from the bar."""
    status.tell(make_incident())
    page = plain_shop.open(head=f"<script>{script}</script>", attributes=f"data-position={position}")
    bar = page.locator(BAR)
    expect(bar).to_contain_text("Checkout errors")
    page.get_by_role("button", name="Dismiss").click()
    expect(bar).to_have_count(0)
    plain_shop.assert_unharmed(page)


def test_a_picture_cannot_pretend_to_be_the_script(plain_shop: Any, status: Any, make_incident: Make) -> None:
    """Markup that a visitor may leave on a page, `<img name=currentScript>`, does not choose where data come from."""
    status.tell(make_incident())
    picture = f'<img name=currentScript src="{status.host.url}/x.js" data-position=bottom alt="">'
    page = plain_shop.open(head="</head>" + picture)
    assert page.evaluate("document.currentScript.localName") == "img"
    assert status.times_asked == 0
    plain_shop.assert_unharmed(page)


def _slowly(request: BaseHTTPRequestHandler) -> None:
    time.sleep(0.3)
    answer_with(b'<svg xmlns="http://www.w3.org/2000/svg"/>', kind="image/svg+xml")(request)
