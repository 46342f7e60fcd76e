"""Whatever fails, in Firefox as well the page that includes the bar is as it was."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from tests.browser.alert_bar.hosts import BAD_ANSWERS, FROZEN_PAGES, HOSTILE_PAGES, MISSHAPEN, SPOILT
from tests.browser.later_bar import later_bar_is_told
from tests.browser.origins import Answer
from tests.browser.two_sites import SHOWN, Sites, assert_unharmed
from tests.fixtures.browsers import PATIENCE_SECONDS

pytestmark = pytest.mark.browser

OpenTab = Callable[..., Any]

_BARS = "document.querySelectorAll('statusgen-alert-bar').length"
_TWENTY_TIMES_AS_FAST = """(() => {
  const {setTimeout} = window;
  window.setTimeout = (action, delay) => setTimeout(action, delay === 10000 ? 500 : delay);
})()"""


@pytest.mark.parametrize("answer", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_a_bad_answer_shows_and_says_nothing(answer: Answer, open_tab: OpenTab, sites: Sites) -> None:
    """No bar, no exception, nothing logged; the page's own script ran."""
    sites.answer(answer)
    tab = open_tab(sites.page())
    tab.evaluate(later_bar_is_told(sites.status))
    assert tab.evaluate(_BARS) == 0
    assert_unharmed(tab)


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_right_data_in_a_wrong_answer_are_not_shown(
    spoil: Callable[[bytes], Answer], open_tab: OpenTab, sites: Sites
) -> None:
    """The data would show a bar if they came whole, with the right status and with leave to read them."""
    sites.answer(spoil(sites.data()))
    tab = open_tab(sites.page())
    tab.evaluate(later_bar_is_told(sites.status))
    assert tab.evaluate(_BARS) == 0
    assert_unharmed(tab)


@pytest.mark.parametrize("changes", MISSHAPEN.values(), ids=MISSHAPEN)
def test_data_of_another_shape_harm_nothing(
    changes: Mapping[str, Any], open_tab: OpenTab, sites: Sites
) -> None:
    """A later version, or somebody's own file at the same address."""
    sites.tell(**changes)
    tab = open_tab(sites.page())
    tab.evaluate(later_bar_is_told(sites.status))
    assert_unharmed(tab)


def test_a_host_that_cannot_be_reached_is_not_missed(open_tab: OpenTab, sites: Sites) -> None:
    """Neither for the script nor for the data."""
    gone = sites.status.url.rsplit(":", 1)[0] + ":9"  # the port of `discard`, where nobody listens
    tab = open_tab(sites.page(head=f'<script src="{gone}/alert-bar.js" defer></script>'))
    assert_unharmed(tab)
    tab.go(sites.page(head=sites.tag(f'data-api="{gone}/" defer')))
    assert_unharmed(tab)


def test_a_hanging_connection_delays_nothing_and_is_given_up(open_tab: OpenTab, sites: Sites) -> None:
    """The page has loaded while the bar still waits; some seconds later nobody waits any longer."""
    released = threading.Event()

    def hang(request: BaseHTTPRequestHandler) -> None:
        request.connection.settimeout(2 * PATIENCE_SECONDS)
        with suppress(OSError):  # a reset is one way to hang up
            request.connection.recv(1)
        released.set()
        request.close_connection = True

    sites.answer(hang)
    tab = open_tab(sites.page(), before=_TWENTY_TIMES_AS_FAST)
    assert tab.evaluate("document.readyState") == "complete"
    assert_unharmed(tab)
    assert released.wait(PATIENCE_SECONDS), "Firefox still waits for an answer"
    assert_unharmed(tab)


@pytest.mark.parametrize("script", HOSTILE_PAGES.values(), ids=HOSTILE_PAGES)
def test_a_page_that_broke_the_language_is_not_harmed(script: str, open_tab: OpenTab, sites: Sites) -> None:
    """On such a page the bar may be missing; an exception it never throws."""
    tab = open_tab(sites.page(head=f"<script>{script}</script>{sites.tag()}"))
    tab.click("#basket")
    assert_unharmed(tab)


@pytest.mark.parametrize("script", FROZEN_PAGES.values(), ids=FROZEN_PAGES)
def test_a_page_that_froze_the_language_still_shows_the_bar(
    script: str, open_tab: OpenTab, sites: Sites
) -> None:
    """Freezing the language's own objects, as secure pages do, takes nothing from the bar."""
    tab = open_tab(sites.page(head=f"<script>{script}</script>{sites.tag()}"))
    tab.wait_for(SHOWN)
    assert_unharmed(tab)


@pytest.mark.parametrize(
    ("offset", "shown"),
    [
        pytest.param(timedelta(days=1), True, id="the reader's clock is a day behind"),
        pytest.param(timedelta(days=-1), False, id="the reader's clock is a day ahead"),
    ],
)
def test_a_clock_that_is_wrong_by_a_day(
    offset: timedelta, shown: bool, open_tab: OpenTab, sites: Sites
) -> None:
    """The bar shows something true or nothing, and never throws."""
    sites.tell(built_at=(datetime.now(UTC) + offset).strftime("%Y-%m-%dT%H:%M:%SZ"))
    tab = open_tab(sites.page())
    if shown:
        tab.wait_for(SHOWN)
    else:
        tab.evaluate(later_bar_is_told(sites.status))
        assert tab.evaluate(_BARS) == 0
    assert_unharmed(tab)
