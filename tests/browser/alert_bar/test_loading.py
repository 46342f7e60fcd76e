"""When the data come: before the page has been read, and again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.alert_bar.answers import pass_until_asked, wait_for_answers
from tests.browser.alert_bar.hosts import as_json
from tests.browser.origins import answer_after, answer_with

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]
BAR = "statusgen-alert-bar"


@pytest.mark.parametrize("loading", ["async", ""], ids=["async", "neither async nor defer"])
@pytest.mark.parametrize(
    ("attributes", "place"),
    [
        ("", "html > :nth-child(2)"),
        ("data-position=bottom", "html > :last-child"),
        ("data-position=sticky-top", "html > :nth-child(2)"),
        ("data-target=main", "main > :last-child"),
    ],
)
def test_data_may_come_before_the_page_has_a_body(
    attributes: str, place: str, loading: str, shop: Any, status: Any, make_incident: Make
) -> None:
    """The bar stands in its place as soon as the page has been read, not at the next look at the clock."""
    status.tell(make_incident())
    released = threading.Event()
    shop.host.answers["/slow.js"] = answer_after(released, answer_with(b"", kind="text/javascript"))
    page = shop.open(
        head="<script>window.setInterval = () => 0</script>",
        loading=loading,
        attributes=attributes,
        after='<script src="/slow.js"></script>',
        wait_until="commit",
    )
    wait_for_answers(page)
    assert page.evaluate("document.body") is None
    released.set()
    expect(page.locator(f"{place}:is({BAR})")).to_contain_text("Checkout errors")
    assert page.locator(BAR).count() == 1
    assert status.times_asked == 1
    shop.assert_unharmed(page)


def test_data_that_have_not_changed_are_not_sent_again(shop: Any, status: Any, make_incident: Make) -> None:
    """A host that sends an ETag answers the next minute and the next visit with a few bytes; the bar stays."""
    etag = '"2026-11-20"'
    data = as_json(status.data(make_incident()))
    # As GitHub Pages does: without asking, a browser would take what it has for ten minutes.
    headers = {"ETag": etag, "Cache-Control": "max-age=600", "Connection": "close"}
    known = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.protocol_version = "HTTP/1.1"  # to browsers, ETags of earlier versions are nothing
        known.append(request.headers["If-None-Match"])
        is_known = known[-1] == etag
        answer_with(b"" if is_known else data, status=304 if is_known else 200, **headers)(request)

    status.answer(answer)
    page = shop.open()
    bar = page.locator(BAR)
    expect(bar).to_contain_text("Checkout errors")
    pass_until_asked(page)
    expect(bar).to_contain_text("Checkout errors")
    expect(shop.open().locator(BAR)).to_contain_text("Checkout errors")
    assert known == [None, etag, etag]
    shop.assert_unharmed(page)
