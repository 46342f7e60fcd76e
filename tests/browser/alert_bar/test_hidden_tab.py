"""A tab that another one really covers: Playwright would have the page believe that somebody looks at it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from benchmarks.chromium import Chromium, Tab
from tests.fixtures.browsers import PATIENCE_SECONDS

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]
_IS_TOLD = """window.shopRan && performance.getEntriesByType('resource')
  .some(one => one.name.endsWith('/alert-bar.json') && one.responseEnd)"""
_SHOWN = "document.querySelector('statusgen-alert-bar')?.shadowRoot.textContent.includes('Checkout errors')"


@pytest.fixture
def window() -> Iterator[Chromium]:
    """A window of the browser, in which one tab lies before the others."""
    with Chromium(width=800, height=600) as chromium:
        yield chromium


def test_a_tab_that_is_seen_again_asks_anew(
    plain_shop: Any, status: Any, window: Chromium, make_incident: Make
) -> None:
    """Nothing leaves a tab while it is covered; whoever comes back to it hears at once what has happened."""
    # Time goes on as soon as the test says so, and no timer looks for it.
    clock = "const {now} = Date; Date.now = () => now() + (window.later ?? 0); window.setInterval = () => 0"
    plain_shop.change_page(head=f"<script>{clock}</script>")
    with Tab(window) as shop:
        shop.call("Page.navigate", url=plain_shop.host.url + "/")
        _wait_for(shop, _IS_TOLD)
        with Tab(window):
            _wait_for(shop, "document.hidden")
            status.tell(make_incident())
            for minutes in (2, 20):
                shop.evaluate(f"window.later = {minutes} * 60000")
                shop.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        _wait_for(shop, _SHOWN)
        assert shop.evaluate("document.hidden") is False
    assert status.times_asked == 2


def _wait_for(tab: Tab, expression: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not tab.evaluate(expression):
        assert time.monotonic() < deadline, f"never true: {expression}"
        time.sleep(0.02)
