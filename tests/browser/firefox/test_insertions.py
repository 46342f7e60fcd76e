"""However the script comes onto a page, in Firefox the bar finds its host and shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.browser.insertions import PLAIN_WAYS, react_application, through_tag_manager
from tests.browser.two_sites import SHOWN, Sites, assert_unharmed

from statusgen.outputs import embedding
from statusgen.outputs.alert_bar_script import alert_bar_script

pytestmark = pytest.mark.browser

OpenTab = Callable[..., Any]


@pytest.mark.parametrize("way", PLAIN_WAYS.values(), ids=PLAIN_WAYS)
def test_the_bar_finds_its_host(way: str, open_tab: OpenTab, sites: Sites) -> None:
    """No attribute names the status site: the script knows where it came from."""
    integrity = embedding.integrity_of(alert_bar_script())
    tab = open_tab(
        sites.page(head=way.format(script=f"{sites.status.url}/alert-bar.js", integrity=integrity))
    )
    tab.wait_for(SHOWN)
    assert_unharmed(tab)


def test_google_tag_manager(open_tab: OpenTab, sites: Sites) -> None:
    """The snippet for Tag Manager works where it is added as Tag Manager adds it, options included."""
    snippet = embedding.tag_manager_tag(sites.status.url + "/", {"target": "main"})
    tab = open_tab(sites.page(head=through_tag_manager(snippet)))
    tab.wait_for(SHOWN)
    assert tab.evaluate("document.querySelector('main > statusgen-alert-bar') !== null")
    assert_unharmed(tab)


def test_react(root: Path, tmp_path: Path, open_tab: OpenTab, sites: Sites) -> None:
    """The component for React shows one bar, although strict mode runs its effect twice."""
    component = embedding.react_component(sites.status.url + "/", {"impact": "minor"})
    sites.shop.publish("/app.js", react_application(root, component, tmp_path), "text/javascript")
    tab = open_tab(sites.page(head="", body='<div id="app"></div><script src="/app.js"></script>'))
    tab.wait_for(SHOWN)
    assert tab.evaluate("document.querySelectorAll('statusgen-alert-bar').length") == 1
    assert "Scarves" in tab.evaluate("document.getElementById('app').textContent")
    assert tab.errors == []
