"""The bar is never the cause of a problem: whatever fails, the page that includes it is as it was."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]


def _answer(body: bytes, *, status: int = 200, length: int | None = None, shared: bool = True) -> Any:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body) if length is None else length))
        if shared:
            request.send_header("Access-Control-Allow-Origin", "*")
        request.end_headers()
        with suppress(ConnectionError):
            request.wfile.write(body)
        request.close_connection = True

    return answer


def _hang_up(request: BaseHTTPRequestHandler) -> None:
    request.close_connection = True


_EVENT = {"id": "a", "title": "Down", "url": "/", "impact": "major", "details": "", "components": []}
_DATA = {"version": 1, "built_at": "2026-11-20T14:30:00Z", "stale_after": 10800, "events": [_EVENT]}
_PAGE = {"page": {"name": "Status", "url": "/"}, "words": {"dismiss": "Dismiss", "more": "%d more"}}


def _json(**changes: Any) -> Any:
    return _answer(json.dumps({**_DATA, **_PAGE, **changes}).encode())


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(_answer(b"gone", status=404), id="404"),
        pytest.param(_answer(json.dumps(_DATA).encode(), status=500), id="500 with data"),
        pytest.param(_answer(b"<!doctype html><title>Sign in</title>"), id="HTML"),
        pytest.param(_answer(b""), id="nothing"),
        pytest.param(_answer(b'{"version":1,"events":[{"id'), id="truncated JSON"),
        pytest.param(_answer(b'{"version":1}', length=5000), id="connection lost midway"),
        pytest.param(_answer(b"\xff\xfe\x00\x01" * 100), id="binary"),
        pytest.param(_answer(b"null"), id="null"),
        pytest.param(_answer(b"[]"), id="a list"),
        pytest.param(_answer(b"[" * 50_000), id="deep nesting"),
        pytest.param(_answer(b" " * 10_000_000 + json.dumps(_DATA).encode()), id="10 MB"),
        pytest.param(_answer(json.dumps(_DATA).encode(), shared=False), id="no permission to read"),
        pytest.param(_hang_up, id="connection closed"),
        pytest.param(_json(version=2), id="a later version"),
        pytest.param(_json(events=None), id="no events"),
        pytest.param(_json(events=[None]), id="an event that is null"),
        pytest.param(_json(events=[{}]), id="an event without fields"),
        pytest.param(_json(events=[{**_EVENT, "details": 5}]), id="a number for a text"),
        pytest.param(_json(words=None), id="no words"),
        pytest.param(_json(page=None), id="no page"),
        pytest.param(_json(stale_after=None), id="no promise"),
        pytest.param(_json(events=[{**_EVENT, "starts_at": "later"}]), id="a start that is no time"),
    ],
)
def test_a_bad_answer_shows_and_says_nothing(answer: Any, shop: Any, status: Any) -> None:
    """No bar, no exception, nothing logged; the page's own script ran."""
    status.answer(answer)
    page = shop.open()
    _pass_minutes(page, 3)
    assert len(status.host.asked) >= 2
    _assert_unharmed(page, shop)
    assert page.locator("statusgen-alert-bar").count() == 0


def test_a_host_that_vanishes_is_not_missed(shop: Any, status: Any, make_incident: Make) -> None:
    """A tab that stays open while the status site is switched off goes on as before."""
    page = shop.open()
    status.answer(_hang_up)
    _pass_minutes(page, 10)
    status.tell(make_incident())
    _pass_minutes(page, 35)
    expect(page.locator("statusgen-alert-bar")).to_contain_text("Checkout errors")
    _assert_unharmed(page, shop)


def test_a_hanging_connection_is_given_up(shop: Any, status: Any) -> None:
    """The page loads at once, and after ten seconds nobody waits any longer."""
    released = threading.Event()

    def hang(request: BaseHTTPRequestHandler) -> None:
        released.wait(30)
        request.close_connection = True

    status.answer(hang)
    page = shop.open()
    status.host.wait_until_asked("/alert-bar.json", 1)
    _assert_unharmed(page, shop)
    with page.expect_event("requestfailed") as failed:
        page.clock.fast_forward("00:10")
    assert failed.value.url.endswith("/alert-bar.json")
    _assert_unharmed(page, shop)
    released.set()


_PAYLOADS = [
    "<script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    "<svg onload=window.ran=1>",
    "<svg><script>window.ran=1</script></svg>",
    '"><script>window.ran=1</script>',
    "' onmouseover='window.ran=1",
    "javascript:window.ran=1",
    "</section></statusgen-alert-bar><script>window.ran=1</script>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<a href=javascript:window.ran=1>x</a>",
    "<style>*{display:none}</style>",
    "{{constructor.constructor('window.ran=1')()}}",
    "${window.ran=1}",
    "&lt;script&gt;window.ran=1&lt;/script&gt;",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.ran=1>",
    "\u2028window.ran=1//",
    "$& $` $' $1",
    "\u202etxet desrever",
    "<!--><img src=x onerror=window.ran=1>-->",
    "<template><img src=x onerror=window.ran=1></template>",
]


@pytest.mark.parametrize("payload", _PAYLOADS)
def test_hostile_texts_are_texts(payload: str, shop: Any, status: Any, make_incident: Make) -> None:
    """Whatever stands in the data appears as it is written, in every field, and nothing of it runs."""
    hostile = make_incident(
        **dict.fromkeys(["title", "details", "impact", "status", "id"], payload),
        components=[payload],
        url="javascript:window.ran=1",
    )
    status.tell(
        hostile,
        make_incident(),
        page={"name": payload, "url": "data:text/html,<script>window.ran=1</script>"},
        words={"dismiss": payload, "more": payload + " %d"},
        language=payload,
    )
    page = shop.open()
    bar = page.locator("statusgen-alert-bar")
    bar.locator("button").wait_for()
    texts = bar.locator("b, span, p > a:last-child").evaluate_all(
        "found => found.map(one => one.textContent)"
    )
    assert texts == [payload, payload, payload + " 1"]
    names = bar.evaluate("bar => [...bar.shadowRoot.querySelectorAll('*')].map(one => one.localName)")
    assert set(names) == {"section", "div", "i", "p", "a", "b", "span", "button"}
    assert bar.locator("[href]").count() == 0
    bar.locator("b").click()
    _assert_unharmed(page, shop)
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("Object.freeze(Array.prototype)", id="frozen arrays"),
        pytest.param("Array.prototype.filter = () => { throw Error('patched') }", id="filter throws"),
        pytest.param("Array.prototype.map = null", id="map is missing"),
        pytest.param("Array.prototype.includes = () => { throw Error('patched') }", id="includes throws"),
        pytest.param("Array.prototype.toJSON = function () { return 'patched' }", id="toJSON as of 2008"),
        pytest.param("Array.prototype.extra = Object.prototype.extra = 1", id="enumerable extras"),
        pytest.param("window.fetch = undefined", id="no fetch"),
        pytest.param("window.fetch = () => { throw Error('patched') }", id="fetch throws"),
        pytest.param("JSON.parse = () => { throw Error('patched') }", id="JSON.parse throws"),
        pytest.param("window.CSSStyleSheet = undefined", id="no constructable style sheets"),
        pytest.param("Element.prototype.attachShadow = undefined", id="no shadow roots"),
        pytest.param("document.createElement = () => null", id="createElement is broken"),
        pytest.param("window.setInterval = window.AbortController = undefined", id="no timers"),
        pytest.param("window.URL = undefined", id="no URL"),
    ],
)
def test_a_page_that_patches_the_language_is_not_harmed(
    script: str, shop: Any, status: Any, make_incident: Make
) -> None:
    """On such a page the bar may be missing; an exception it never throws."""
    status.tell(make_incident())
    page = shop.open(head=f"<script>{script}</script>")
    for _ in range(3):
        page.clock.fast_forward("01:00")
    page.locator("h1").click()
    _assert_unharmed(page, shop)


def test_a_page_whose_arrays_are_frozen_still_shows_the_bar(
    shop: Any, status: Any, make_incident: Make
) -> None:
    """Freezing the language's own objects, as secure pages do, takes nothing from the bar."""
    status.tell(make_incident())
    page = shop.open(
        head="<script>[Array, Object, Promise, Element, Function, String]"
        ".forEach(one => Object.freeze(one.prototype))</script>"
    )
    expect(page.get_by_role("alert")).to_contain_text("Checkout errors")


def test_the_strictest_content_policy_is_enough(shop: Any, status: Any, make_incident: Make) -> None:
    """The bar needs leave to load the script and its data, and no leave for inline styles or markup."""
    status.tell(make_incident())
    page = shop.open(
        policy=f"default-src 'none'; script-src {status.host.url} {shop.host.url}; "
        f"connect-src {status.host.url}; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    bar = page.get_by_role("region", name="Scarf Shop Status")
    expect(bar).to_have_css("display", "flex")
    expect(bar).to_contain_text("Checkout errors")
    page.get_by_role("button", name="Dismiss").click()
    expect(bar).to_have_count(0)
    _assert_unharmed(page, shop)


def test_the_rules_of_the_page_do_not_reach_the_bar(shop: Any, status: Any, make_incident: Make) -> None:
    """A page's own styles, however broad, neither hide nor deface the bar."""
    status.tell(make_incident())
    plain = shop.open()
    expected = plain.get_by_role("region", name="Scarf Shop Status")
    expected.get_by_role("button").wait_for()
    wild = shop.open(
        head="""<style>body *, statusgen-alert-bar { color: lime !important; font: 40px cursive !important;
          display: inline !important; position: relative; opacity: 0 !important; transform: rotate(9deg) !important }
          statusgen-alert-bar { display: none !important; width: 10px !important }</style>"""
    )
    bar = wild.get_by_role("region", name="Scarf Shop Status")
    bar.get_by_role("button").wait_for()
    assert bar.bounding_box() == expected.bounding_box()
    assert wild.locator("statusgen-alert-bar").evaluate("bar => getComputedStyle(bar).opacity") == "1"


def _assert_unharmed(page: Page, shop: Any) -> None:
    assert page.evaluate("window.shopRan") is True
    assert not shop.errors


def _pass_minutes(page: Page, minutes: int) -> None:
    for _ in range(minutes):
        page.evaluate("fetch('/shop.js').then(answer => answer.text())")
        page.clock.fast_forward("01:00")
    page.evaluate("fetch('/shop.js').then(answer => answer.text())")
