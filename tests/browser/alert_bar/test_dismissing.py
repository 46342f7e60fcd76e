"""A reader who has understood sends the bar away, and hears of the next update."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.alert_bar.answers import pass_time, pass_until_asked, wait_for_answers

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]

_BLOCK_STORAGE = """<script>Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('blocked', 'SecurityError') }})</script>"""


def test_a_dismissed_bar_stays_away_until_the_next_update(
    shop: Any, status: Any, make_incident: Make
) -> None:
    """Neither the minute's next question nor another visit brings it back; a new update does."""
    status.tell(make_incident())
    page = shop.open()
    page.get_by_role("button", name="Dismiss").click()
    bar = page.locator("statusgen-alert-bar")
    expect(bar).to_have_count(0)
    pass_until_asked(page)
    assert bar.count() == 0
    page.reload()
    wait_for_answers(page)
    pass_time(page, "00:30")
    assert bar.count() == 0
    status.tell(make_incident(id="checkout-errors/20261120T1431Z"))
    pass_until_asked(page)
    expect(bar).to_contain_text("Checkout errors")
    assert not shop.errors


def test_dismissing_covers_what_is_shown_and_nothing_that_comes_later(
    shop: Any, status: Any, make_incident: Make, make_maintenance: Make
) -> None:
    """All open events go at once; a maintenance that begins afterwards is told."""
    status.tell(make_incident(), make_incident(id="b"), make_maintenance())
    page = shop.open()
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator("statusgen-alert-bar")).to_have_count(0)
    pass_time(page, "31:00")
    expect(page.locator("statusgen-alert-bar")).to_contain_text("A larger database")
    expect(page.get_by_role("link", name="more")).to_have_count(0)


def test_what_was_dismissed_is_forgotten_once_it_is_over(shop: Any, status: Any, make_incident: Make) -> None:
    """The shop's storage holds one entry, of what is open, and not a history."""
    for number in range(3):
        status.tell(make_incident(id=f"update-{number}"))
        page = shop.open()
        page.get_by_role("button", name="Dismiss").click()
        expect(page.locator("statusgen-alert-bar")).to_have_count(0)
        stored = page.evaluate("({...localStorage})")
        assert list(stored.values()) == [f"-update-{number}"]
        page.close()


def test_without_storage_the_bar_stays_away_for_this_visit(
    shop: Any, status: Any, make_incident: Make
) -> None:
    """Where storage is blocked, dismissing works until the page is left."""
    status.tell(make_incident())
    page = shop.open(head=_BLOCK_STORAGE)
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator("statusgen-alert-bar")).to_have_count(0)
    pass_until_asked(page)
    assert page.locator("statusgen-alert-bar").count() == 0
    assert not shop.errors


def test_a_full_storage_forgets_nothing_on_this_page(shop: Any, status: Any, make_incident: Make) -> None:
    """What an earlier visit stored does not bring back what was dismissed and could not be stored."""
    status.tell(make_incident())
    page = shop.open(
        head=f"""<script>localStorage.setItem('statusgen-alert-bar{status.host.url}/alert-bar.json', 'earlier');
          Storage.prototype.setItem = () => {{ throw new DOMException('full', 'QuotaExceededError') }}</script>"""
    )
    page.get_by_role("button", name="Dismiss").click()
    bar = page.locator("statusgen-alert-bar")
    expect(bar).to_have_count(0)
    pass_until_asked(page)
    assert bar.count() == 0
    assert list(page.evaluate("({...localStorage})").values()) == ["earlier"]
    assert not shop.errors


def test_no_cookie_is_set(shop: Any, status: Any, make_incident: Make) -> None:
    """Neither showing nor dismissing leaves a cookie at either site."""
    status.tell(make_incident())
    page = shop.open()
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator("statusgen-alert-bar")).to_have_count(0)
    assert shop.context.cookies() == []


def test_the_keyboard_reaches_everything(shop: Any, status: Any, make_incident: Make) -> None:
    """The incident, the others, the button, then the page; Enter on the button sends the bar away."""
    status.tell(make_incident(), make_incident(id="b"))
    page = shop.open()
    page.get_by_role("button", name="Dismiss").wait_for()
    names = ["Checkout errors in Europe", "1 more", "Dismiss", "Your basket"]
    for name in names:
        page.keyboard.press("Tab")
        expect(page.get_by_role("button" if name == "Dismiss" else "link", name=name)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("statusgen-alert-bar")).to_have_count(0)


def test_a_bar_at_the_bottom_comes_last(shop: Any, status: Any, make_incident: Make) -> None:
    """At the bottom the bar's links follow the page's own."""
    status.tell(make_incident())
    page = shop.open(attributes="data-position=sticky-bottom")
    page.get_by_role("button", name="Dismiss").wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Your basket")).to_be_focused()
    place = page.get_by_role("region", name="Scarf Shop Status").bounding_box()
    assert place["y"] + place["height"] == 800
    assert page.locator("body").bounding_box()["y"] < place["y"]


def test_escape_closes_the_bar_only_from_within(shop: Any, status: Any, make_incident: Make) -> None:
    """Escape belongs to the page unless the focus is in the bar; then it belongs to the bar alone."""
    status.tell(make_incident())
    page = shop.open()
    page.get_by_role("button", name="Dismiss").wait_for()
    page.evaluate("addEventListener('keydown', event => { window.heard = event.key })")
    page.get_by_role("link", name="Your basket").focus()
    page.keyboard.press("Escape")
    expect(page.locator("statusgen-alert-bar")).to_have_count(1)
    assert page.evaluate("window.heard") == "Escape"
    page.evaluate("window.heard = null")
    page.get_by_role("link", name="Checkout errors").focus()
    page.keyboard.press("Escape")
    expect(page.locator("statusgen-alert-bar")).to_have_count(0)
    assert page.evaluate("window.heard") is None
