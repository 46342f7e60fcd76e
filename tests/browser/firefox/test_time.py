"""What the bar does in Firefox as time goes by, and in tabs that nobody sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.browser.alert_bar.hosts import FROZEN_PAGES, maintenance
from tests.browser.firefox.clock import MOVABLE_CLOCK, pass_time
from tests.browser.firefox.settled import wait_until_answered, wait_until_settled
from tests.browser.two_sites import SHOWN, TEXT, Sites, assert_unharmed

pytestmark = pytest.mark.browser

OpenTab = Callable[..., Any]

DATA = "/alert-bar.json"
BUTTON = "statusgen-alert-bar >>> button"
BARS = "document.querySelectorAll('statusgen-alert-bar').length"


@pytest.mark.parametrize("mode", ["bar", "badge"])
def test_a_maintenance_shows_from_its_start_to_its_end_by_the_clock(
    mode: str, open_tab: OpenTab, sites: Sites
) -> None:
    """It begins in half an hour and takes an hour; the status site has gone meanwhile."""
    sites.tell(maintenance(now=datetime.now(UTC)))
    tag = sites.tag(f"data-target=main data-mode={mode} defer")
    tab = open_tab(sites.page(head=tag), before=MOVABLE_CLOCK)
    wait_until_settled(tab, sites)
    sites.status.answers.pop(DATA)
    told = []
    for minutes in (27, 4, 60):
        tab.evaluate(pass_time(minutes))
        wait_until_settled(tab, sites)
        told.append("A larger database" in (tab.evaluate(TEXT) or ""))
    assert told == [False, True, False]
    assert tab.evaluate(BARS) == (1 if mode == "badge" else 0)
    assert_unharmed(tab)


def test_a_bar_goes_when_its_data_grow_old(open_tab: OpenTab, sites: Sites) -> None:
    """A tab that stays open while the status site is unreachable tells nothing beyond the promise of three hours."""
    tab = open_tab(sites.page(), before=MOVABLE_CLOCK)
    tab.wait_for(SHOWN)
    sites.status.answers.pop(DATA)
    for minutes, bars in ((178, 1), (4, 0)):
        tab.evaluate(pass_time(minutes))
        wait_until_settled(tab, sites)
        assert tab.evaluate(BARS) == bars
    assert_unharmed(tab)


def test_a_tab_that_nobody_sees_asks_for_nothing(open_tab: OpenTab, sites: Sites) -> None:
    """Behind another tab the bar waits; it asks as soon as the reader comes back."""
    tab = open_tab(sites.page(), before=MOVABLE_CLOCK)
    tab.wait_for(SHOWN)
    open_tab("about:blank")
    tab.wait_for("document.hidden")
    for _ in range(3):
        tab.evaluate(pass_time(5))
    sites.tell(sites.incident(id="later", title="Search is slow"))
    tab.show()
    tab.wait_for(f"{TEXT}.includes('Search is slow')")
    assert sites.status.asked.count(DATA) == 2
    assert_unharmed(tab)


def test_a_page_that_is_opened_behind_another_asks_when_it_is_seen(open_tab: OpenTab, sites: Sites) -> None:
    """A link opened in a new tab costs nothing until the reader turns to it."""
    tab = open_tab("about:blank")
    open_tab("about:blank")
    tab.wait_for("document.hidden")
    tab.go(sites.page())
    assert tab.evaluate("document.hidden")
    assert "/alert-bar.js" in sites.status.asked
    assert DATA not in sites.status.asked
    tab.show()
    tab.wait_for(SHOWN)
    assert sites.status.asked.count(DATA) == 1
    assert_unharmed(tab)


_STORAGE = {
    "works": "",
    "is blocked": FROZEN_PAGES["storage is blocked"],
    "is full": FROZEN_PAGES["storage is full"],
    "cannot be read": "Storage.prototype.getItem = () => { throw new DOMException('no', 'SecurityError') }",
    "is missing": "Object.defineProperty(window, 'localStorage', {value: undefined})",
}


@pytest.mark.parametrize("storage", _STORAGE.values(), ids=_STORAGE)
def test_a_dismissed_bar_stays_away_as_long_as_the_page_is_open(
    storage: str, open_tab: OpenTab, sites: Sites
) -> None:
    """Whether or not it can be stored; the next update is told."""
    tab = open_tab(sites.page(head=f"<script>{storage}</script>{sites.tag()}"), before=MOVABLE_CLOCK)
    tab.click(BUTTON)
    tab.wait_for(f"{BARS} === 0")
    tab.evaluate(pass_time(2))
    wait_until_answered(tab, 2)
    wait_until_settled(tab, sites)
    assert tab.evaluate(BARS) == 0
    sites.tell(sites.incident(id="later"))
    tab.evaluate(pass_time(2))
    tab.wait_for(SHOWN)
    assert_unharmed(tab)
