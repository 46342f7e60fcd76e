"""Whatever fails, in Firefox as well the page that includes the bar is as it was."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.browser.alert_bar.hosts import BAD_ANSWERS, FROZEN_PAGES, HOSTILE_PAGES, MISSHAPEN, SPOILT
from tests.browser.firefox.settled import wait_until_settled
from tests.browser.origins import Answer, answer_after, closed_port, hang_until_left
from tests.browser.two_sites import SHOWN, Sites, assert_unharmed
from tests.fixtures.browsers import PATIENCE_SECONDS

pytestmark = pytest.mark.browser

OpenTab = Callable[..., Any]

_SCRIPT = "/alert-bar.js"
_BARS = "document.querySelectorAll('statusgen-alert-bar').length"
# Nobody waits for ten seconds in a test: they are half of one, and once they are over the page knows.
_HURRIED = """(() => {
  const {setTimeout} = window;
  window.setTimeout = (action, delay, ...rest) => {
    if (delay !== 10000) return setTimeout(action, delay, ...rest);
    const timer = setTimeout(action, 500, ...rest);
    setTimeout(() => window.tenSecondsAreOver = true, 500);
    return timer;
  };
})()"""
_ABORT_THROWS = "AbortController.prototype.abort = () => { throw Error('patched') }"


def test_what_a_page_throws_is_noted(open_tab: OpenTab, sites: Sites) -> None:
    """An exception and a rejection that nothing catches, of the page's script and of another host's, and a line logged.

    Otherwise the other tests of this file would find nothing, whatever happens.
    """
    throws = (
        "Promise.reject(Error('rejected by {name}')); console.warn('logged by {name}');"
        "throw Error('thrown by {name}')"
    )
    sites.status.publish(_SCRIPT, throws.format(name="the host"), "text/javascript")
    tab = open_tab(sites.page(body=f"<script>{throws.format(name='the page')}</script>"))
    names = ("the host", "the page")
    assert sorted(tab.errors) == [
        f"Error: {what} by {name}" for what in ("rejected", "thrown") for name in names
    ]
    assert sorted(tab.logged) == [f"warn: logged by {name}" for name in names]


@pytest.mark.parametrize("answer", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_a_bad_answer_shows_and_says_nothing(answer: Answer, open_tab: OpenTab, sites: Sites) -> None:
    """No bar, no exception, nothing logged; the page's own script ran."""
    sites.answer(answer)
    tab = open_tab(sites.page())
    wait_until_settled(tab, sites)
    assert tab.evaluate(_BARS) == 0
    assert_unharmed(tab)


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_right_data_in_a_wrong_answer_are_not_shown(
    spoil: Callable[[bytes], Answer], open_tab: OpenTab, sites: Sites
) -> None:
    """The data would show a bar if they came whole, with the right status and with leave to read them."""
    sites.answer(spoil(sites.data()))
    tab = open_tab(sites.page())
    wait_until_settled(tab, sites)
    assert tab.evaluate(_BARS) == 0
    assert_unharmed(tab)


@pytest.mark.parametrize("changes", MISSHAPEN.values(), ids=MISSHAPEN)
def test_data_of_another_shape_harm_nothing(
    changes: Mapping[str, Any], open_tab: OpenTab, sites: Sites
) -> None:
    """A later version, or somebody's own file at the same address."""
    sites.tell(**changes)
    tab = open_tab(sites.page())
    wait_until_settled(tab, sites)
    assert_unharmed(tab)


@pytest.mark.parametrize("asked", ["script", "data"])
@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "status.invalid"])
def test_a_host_that_cannot_be_reached_is_not_missed(
    host: str, asked: str, open_tab: OpenTab, sites: Sites
) -> None:
    """Nobody listens at that port, or nobody has that name: neither the script nor the data can be had from there."""
    with closed_port() as port:
        gone = f"http://{host.format(port=port)}/"
        tag = (
            sites.tag(f'data-api="{gone}" defer')
            if asked == "data"
            else f'<script src="{gone}alert-bar.js" defer></script>'
        )
        tab = open_tab(sites.page(head=tag))
        wait_until_settled(tab, sites)
        assert [one["isOver"] for one in tab.requests if one["url"].startswith(gone)] == [True]
    assert tab.evaluate(_BARS) == 0
    assert_unharmed(tab)


@pytest.mark.parametrize(("loading", "until"), [("async", "domcontentloaded"), ("defer", "nothing")])
def test_a_script_that_hangs_delays_at_most_what_waits_for_it(
    loading: str, until: str, open_tab: OpenTab, sites: Sites
) -> None:
    """The page's own script has run; with `async` the page has been read as well. The bar comes when it can."""
    released, ran = threading.Event(), threading.Event()
    sites.status.answers[_SCRIPT] = answer_after(released, sites.status.answers[_SCRIPT])
    sites.shop.publish("/shop.js", "window.shopRan = true; new Image().src = '/ran'", "text/javascript")
    sites.shop.answers["/ran"] = lambda _: ran.set()
    try:
        tab = open_tab(sites.page(head=sites.tag(loading)), until=until)
        assert ran.wait(PATIENCE_SECONDS), "the page's own script did not run"
        tab.wait_for("document.readyState === 'interactive'")
        assert_unharmed(tab)
    finally:
        released.set()
    tab.wait_for(SHOWN)
    assert_unharmed(tab)


def test_a_hanging_connection_delays_nothing_and_is_given_up(open_tab: OpenTab, sites: Sites) -> None:
    """The page has loaded while the bar still waits; after its limit nobody waits any longer."""
    given_up = threading.Event()
    sites.answer(hang_until_left(given_up))
    tab = open_tab(sites.page(), before=_HURRIED)
    assert tab.evaluate("document.readyState") == "complete"
    assert_unharmed(tab)
    assert given_up.wait(PATIENCE_SECONDS), "Firefox still waits for an answer"
    wait_until_settled(tab, sites)
    assert tab.evaluate(_BARS) == 0
    assert_unharmed(tab)


@pytest.mark.parametrize("script", HOSTILE_PAGES.values(), ids=HOSTILE_PAGES)
def test_a_page_that_broke_the_language_is_not_harmed(script: str, open_tab: OpenTab, sites: Sites) -> None:
    """On such a page the bar may be missing; an exception it never throws."""
    tab = open_tab(sites.page(head=f"<script>{script}</script>{sites.tag()}"))
    wait_until_settled(tab, sites)
    tab.click("#basket")
    tab.press("Tab")
    tab.press("Escape")
    assert_unharmed(tab)


@pytest.mark.parametrize(
    "script",
    [HOSTILE_PAGES["another AbortController"], _ABORT_THROWS],
    ids=["another AbortController", "abort throws"],
)
def test_nothing_is_thrown_when_the_time_for_an_answer_is_over(
    script: str, open_tab: OpenTab, sites: Sites
) -> None:
    """Nor when there was an answer long before."""
    tab = open_tab(sites.page(head=f"<script>{script}</script>{sites.tag()}"), before=_HURRIED)
    tab.wait_for("window.tenSecondsAreOver")
    assert_unharmed(tab)


@pytest.mark.parametrize("script", FROZEN_PAGES.values(), ids=FROZEN_PAGES)
def test_a_page_that_froze_the_language_still_shows_the_bar(
    script: str, open_tab: OpenTab, sites: Sites
) -> None:
    """Freezing the language's own objects, as secure pages do, takes nothing from the bar; it can be dismissed."""
    tab = open_tab(sites.page(head=f"<script>{script}</script>{sites.tag('data-position=sticky-top defer')}"))
    tab.wait_for(SHOWN)
    tab.click("statusgen-alert-bar >>> button")
    tab.wait_for(f"{_BARS} === 0")
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
        wait_until_settled(tab, sites)
        assert tab.evaluate(_BARS) == 0
    assert_unharmed(tab)
