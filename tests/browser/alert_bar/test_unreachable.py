"""A status site that cannot be reached, or takes its time, costs the page nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.alert_bar.answers import HURRIED, pass_time, wait_for_answers
from tests.browser.later_bar import later_bar_is_told
from tests.browser.origins import answer_after, answer_with, closed_port, hang_until_left, hang_up
from tests.fixtures.browsers import PATIENCE_SECONDS

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]
BAR = "statusgen-alert-bar"


def test_a_host_that_vanishes_is_not_missed(shop: Any, status: Any, make_incident: Make) -> None:
    """A tab that stays open while the status site is switched off goes on as before, and then hears again."""
    page = shop.open()
    wait_for_answers(page)
    status.answer(hang_up)
    for _ in range(10):
        pass_time(page, "01:00")
    status.tell(make_incident())
    for _ in range(35):
        pass_time(page, "01:00")
    expect(page.locator(BAR)).to_contain_text("Checkout errors")
    shop.assert_unharmed(page)


@pytest.mark.parametrize("what", ["script", "data"])
@pytest.mark.parametrize(
    "host", ["127.0.0.1:{closed}", "status.invalid"], ids=["closed port", "no such name"]
)
def test_a_host_that_cannot_be_reached_is_not_missed(
    host: str, what: str, plain_shop: Any, status: Any
) -> None:
    """Nobody listens there, or the name leads nowhere: neither the script nor the data can be had."""
    with closed_port() as closed:
        url = "http://" + host.format(closed=closed)
        parts = {"status": url} if what == "script" else {"attributes": f"data-api={url}"}
        page = plain_shop.open(**parts)
        page.evaluate(later_bar_is_told(status.host, answers=0 if what == "script" else 1))
    assert page.locator(BAR).count() == 0
    plain_shop.assert_unharmed(page)


@pytest.mark.parametrize("address", ["http://[", "data:,"])
def test_an_address_that_is_none_harms_nothing(address: str, plain_shop: Any, status: Any) -> None:
    """There is nobody to ask."""
    page = plain_shop.open(attributes=f"data-api={address}")
    page.evaluate(later_bar_is_told(status.host, answers=0))
    assert page.locator(BAR).count() == 0
    plain_shop.assert_unharmed(page)


@pytest.mark.parametrize("loading", ["async", "defer"])
@pytest.mark.parametrize("comes_late", [True, False], ids=["comes late", "never comes"])
def test_a_script_that_hangs_takes_nothing_from_the_page(
    comes_late: bool, loading: str, plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """The page is drawn and its own script runs before the status site has sent a byte; with `async` it is all read."""
    status.tell(make_incident())
    released = threading.Event()
    script = status.host.answers["/alert-bar.js"]
    status.host.answers["/alert-bar.js"] = answer_after(released, script if comes_late else hang_up)
    # Such a page listens for DOMContentLoaded, which waits for what is deferred.
    own = "<script>addEventListener('DOMContentLoaded', () => window.isComplete = true)</script>"
    page = plain_shop.open(loading=loading, head=own, wait_until="commit")
    page.wait_for_function("window.shopRan && performance.getEntriesByName('first-contentful-paint')[0]")
    if loading == "async":
        page.wait_for_function("window.isComplete")
    assert page.evaluate("document.readyState") == "interactive"
    plain_shop.assert_unharmed(page)
    released.set()
    page.wait_for_load_state("load")
    assert page.evaluate("window.isComplete") is True
    if comes_late:
        expect(page.locator(BAR)).to_contain_text("Checkout errors")
    plain_shop.assert_unharmed(page)


def test_a_hanging_connection_delays_nothing_and_is_given_up(plain_shop: Any, status: Any) -> None:
    """The page has loaded while the bar still waits; after its limit nobody waits any longer."""
    given_up = threading.Event()
    status.answer(hang_until_left(given_up))
    page = plain_shop.open(head=f"<script>{HURRIED}</script>")
    assert page.evaluate("document.readyState") == "complete"
    assert given_up.wait(PATIENCE_SECONDS), "the browser still waits for an answer"
    page.evaluate(later_bar_is_told(status.host))
    plain_shop.assert_unharmed(page)


@pytest.mark.parametrize(("status_code", "beginning"), [(200, b" " * 100_000), (500, b" ")])
def test_an_answer_that_is_no_use_is_left_at_once(
    status_code: int, beginning: bytes, plain_shop: Any, status: Any
) -> None:
    """The rest is not waited for, nor loaded."""
    given_up = threading.Event()

    def begin(request: BaseHTTPRequestHandler) -> None:
        answer_with(beginning, status=status_code, length=10_000_000)(request)
        hang_until_left(given_up)(request)

    status.answer(begin)
    without_limit = (
        "const {setTimeout} = window;"
        "window.setTimeout = (action, time, ...rest) => time === 10000 || setTimeout(action, time, ...rest)"
    )
    page = plain_shop.open(head=f"<script>{without_limit}</script>")
    assert given_up.wait(PATIENCE_SECONDS), "the browser still waits for the rest"
    page.evaluate(later_bar_is_told(status.host))
    plain_shop.assert_unharmed(page)
