"""The bar is never the cause of a problem: whatever fails, the page that includes it is as it was."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.alert_bar.answers import pass_time, wait_for_answers
from tests.browser.alert_bar.hosts import (
    BAD_ANSWERS,
    FROZEN_PAGES,
    HOSTILE_PAGES,
    HOSTILE_TEXTS,
    MISSHAPEN,
    SPOILT,
    as_json,
)
from tests.browser.later_bar import later_bar_is_told
from tests.browser.origins import Answer, answer_with, hang_up
from tests.fixtures.browsers import PATIENCE_SECONDS

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]
BAR = "statusgen-alert-bar"


@pytest.mark.parametrize("answer", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_a_bad_answer_shows_and_says_nothing(answer: Answer, plain_shop: Any, status: Any) -> None:
    """No bar, no exception, nothing logged; the page's own script ran."""
    status.answer(answer)
    page = plain_shop.open()
    page.evaluate(later_bar_is_told(status.host))
    assert page.locator(BAR).count() == 0
    _assert_unharmed(page, plain_shop)


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_right_data_in_a_wrong_answer_is_not_shown(
    spoil: Callable[[bytes], Answer], plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """The data would show a bar if they came whole, in size and with the right status."""
    status.answer(spoil(as_json(status.data(make_incident()))))
    page = plain_shop.open()
    page.evaluate(later_bar_is_told(status.host))
    assert page.locator(BAR).count() == 0
    _assert_unharmed(page, plain_shop)


@pytest.mark.parametrize("changes", MISSHAPEN.values(), ids=MISSHAPEN)
def test_data_of_another_shape_harm_nothing(
    changes: Mapping[str, Any], plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """A later version, or somebody's own file at the same address."""
    status.tell(make_incident(), **changes)
    page = plain_shop.open()
    page.evaluate(later_bar_is_told(status.host))
    _assert_unharmed(page, plain_shop)


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
    _assert_unharmed(page, shop)


@pytest.mark.parametrize(
    ("attributes", "answers"),
    [("", 0), ("data-api=http://127.0.0.1:9/", 1), ("data-api=http://[", 0), ("data-api=data:,", 0)],
)
def test_a_host_that_cannot_be_reached_is_not_missed(
    attributes: str, answers: int, plain_shop: Any, status: Any
) -> None:
    """Nobody listens on port 9: neither the script nor the data can be had from there."""
    page = plain_shop.open(attributes=attributes, **({} if attributes else {"status": "http://127.0.0.1:9"}))
    page.evaluate(later_bar_is_told(status.host, answers=answers))
    assert page.locator(BAR).count() == 0
    _assert_unharmed(page, plain_shop)


def test_a_hanging_connection_delays_nothing_and_is_given_up(plain_shop: Any, status: Any) -> None:
    """The page has loaded while the bar still waits; after its limit nobody waits any longer."""
    given_up = threading.Event()

    def hang(request: BaseHTTPRequestHandler) -> None:
        request.connection.settimeout(2 * PATIENCE_SECONDS)
        with suppress(OSError):  # a reset is one way to hang up
            if not request.connection.recv(1):
                given_up.set()
        request.close_connection = True

    status.answer(hang)
    # Nobody waits for ten seconds in a test.
    hurried = (
        "const {setTimeout} = window;"
        "window.setTimeout = (action, time) => setTimeout(action, time === 10000 ? 250 : time)"
    )
    page = plain_shop.open(head=f"<script>{hurried}</script>")
    assert page.evaluate("document.readyState") == "complete"
    assert given_up.wait(PATIENCE_SECONDS), "the browser still waits for an answer"
    page.evaluate(later_bar_is_told(status.host))
    _assert_unharmed(page, plain_shop)


@pytest.mark.parametrize(("status_code", "beginning"), [(200, b" " * 100_000), (500, b" ")])
def test_an_answer_that_is_no_use_is_left_at_once(
    status_code: int, beginning: bytes, plain_shop: Any, status: Any
) -> None:
    """The rest is not waited for, nor loaded."""
    given_up = threading.Event()

    def begin(request: BaseHTTPRequestHandler) -> None:
        answer_with(beginning, status=status_code, length=10_000_000)(request)
        request.connection.settimeout(2 * PATIENCE_SECONDS)
        with suppress(OSError):  # a reset is one way to hang up
            if not request.connection.recv(1):
                given_up.set()

    status.answer(begin)
    without_limit = (
        "const {setTimeout} = window;"
        "window.setTimeout = (action, time) => time === 10000 || setTimeout(action, time)"
    )
    page = plain_shop.open(head=f"<script>{without_limit}</script>")
    assert given_up.wait(PATIENCE_SECONDS), "the browser still waits for the rest"
    page.evaluate(later_bar_is_told(status.host))
    _assert_unharmed(page, plain_shop)


@pytest.mark.parametrize("payload", HOSTILE_TEXTS)
def test_hostile_texts_are_texts(payload: str, plain_shop: Any, status: Any, make_incident: Make) -> None:
    """Whatever stands in the data appears as it is written, in every field, and nothing of it runs."""
    hostile = make_incident(
        title=payload, details=payload, id=payload, components=[payload], url="javascript:window.ran=1"
    )
    words = dict.fromkeys(("updated", "until", "planned"), payload.replace("%s", ""))
    status.tell(
        hostile,
        make_incident(),
        page={"name": payload, "url": status.host.url, "language": payload},
        words={**words, "dismiss": payload, "more": payload, "days": {11: ""}},
        language=payload,
    )
    page = plain_shop.open()
    bar = page.locator(BAR)
    bar.locator("button").wait_for()
    texts = bar.locator("p > *").evaluate_all("found => found.map(one => one.textContent)")
    assert texts == [payload, f"{payload} · {words['updated']}", payload.replace("%d", "1")]
    names = bar.evaluate("bar => [...bar.shadowRoot.querySelectorAll('*')].map(one => one.localName)")
    assert set(names) == {"section", "i", "div", "p", "a", "bdi", "button"}
    link = bar.locator("a").first
    assert link.get_attribute("href") == f"{status.host.url}/javascript:window.ran=1"
    link.evaluate("link => link.addEventListener('click', event => event.preventDefault())")
    link.click()
    _assert_unharmed(page, plain_shop)
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("script", HOSTILE_PAGES.values(), ids=HOSTILE_PAGES)
def test_a_page_that_patches_the_language_is_not_harmed(
    script: str, plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """On such a page the bar may be missing; an exception it never throws."""
    status.tell(make_incident())
    # A picture that takes its time: the page has loaded once the bar has done what it could. The page's own
    # functions are broken, and so are those with which a test would ask the page.
    plain_shop.host.answers["/slow.svg"] = _slowly
    page = plain_shop.open(head=f"<script>{script}</script>", foot='<img src="/slow.svg" alt="">')
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.mouse.click(1270, 20)
    assert "/shop.js" in plain_shop.host.asked
    assert not plain_shop.errors


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
    _assert_unharmed(page, plain_shop)


def test_a_picture_cannot_pretend_to_be_the_script(plain_shop: Any, status: Any, make_incident: Make) -> None:
    """Markup that a visitor may leave on a page, `<img name=currentScript>`, does not choose where data come from."""
    status.tell(make_incident())
    picture = f'<img name=currentScript src="{status.host.url}/x.js" data-position=bottom alt="">'
    page = plain_shop.open(head="</head>" + picture)
    assert page.evaluate("document.currentScript.localName") == "img"
    assert status.times_asked == 0
    _assert_unharmed(page, plain_shop)


def test_the_strictest_content_policy_is_enough(plain_shop: Any, status: Any, make_incident: Make) -> None:
    """The bar needs leave to load the script and its data, and no leave for inline styles or markup."""
    status.tell(make_incident())
    page = plain_shop.open(
        policy=f"default-src 'none'; script-src {status.host.url} {plain_shop.host.url}; img-src data:; "
        f"connect-src {status.host.url}; require-trusted-types-for 'script'; trusted-types 'none'",
        attributes="data-position=sticky-top data-color-major=#700 data-color-background=#fee",
    )
    bar = page.get_by_role("region", name="Scarf Shop Status")
    expect(bar).to_have_css("display", "flex")
    expect(bar).to_have_css("border-top-color", "rgb(119, 0, 0)")
    expect(bar).to_contain_text("Checkout errors")
    assert page.locator("[style]").count() == 0
    page.get_by_role("button", name="Dismiss").click()
    expect(bar).to_have_count(0)
    _assert_unharmed(page, plain_shop)


def test_the_rules_of_the_page_do_not_reach_the_bar(
    plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """A page's own styles, however broad, neither hide nor deface the bar."""
    status.tell(make_incident())
    plain = plain_shop.open()
    expected = plain.get_by_role("region", name="Scarf Shop Status")
    expected.get_by_role("button").wait_for()
    wild = plain_shop.open(
        head="""<style>body *, statusgen-alert-bar { color: lime !important; font: 40px cursive !important;
          display: inline !important; position: relative; opacity: 0 !important; transform: rotate(9deg) !important;
          letter-spacing: 9px !important; text-transform: uppercase !important; visibility: hidden !important }
          statusgen-alert-bar { display: none !important; width: 10px !important }
          html { font-size: 62.5%; --mark: lime; --icon: none }</style>"""
    )
    bar = wild.get_by_role("region", name="Scarf Shop Status")
    bar.get_by_role("button").wait_for()
    assert bar.bounding_box() == expected.bounding_box()
    look = "one => { const {color, font, opacity} = getComputedStyle(one); return [color, font, opacity] }"
    assert bar.evaluate(look) == expected.evaluate(look)


def _slowly(request: BaseHTTPRequestHandler) -> None:
    time.sleep(0.3)
    answer_with(b'<svg xmlns="http://www.w3.org/2000/svg"/>', kind="image/svg+xml")(request)


def _assert_unharmed(page: Page, shop: Any) -> None:
    assert page.evaluate("window.shopRan") is True
    assert not shop.errors
