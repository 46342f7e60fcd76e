"""The page at `/alert-bar/`, for sites that can hold a frame but no script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from statusgen.derive.view import view_of
from statusgen.model import Component, ComponentStatus, Incident, Site, Update, UpdateStatus
from statusgen.outputs.alert_bar import alert_bar_files
from statusgen.outputs.templates import Templates, theme_dir

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


@pytest.fixture
def built_status(status: Any) -> Any:
    """The status site with data and frame page as they are built while checkout is down."""
    incident = Incident(
        slug="checkout-errors",
        path="content/incidents/checkout-errors.md",
        title="Checkout errors",
        components={"checkout": ComponentStatus.PARTIAL_OUTAGE},
        updates=[Update(status=UpdateStatus.IDENTIFIED, at=NOW, text="We know.")],
    )
    site = Site(
        name="Scarf Shop Status",
        url=status.host.url + "/",
        components=[Component(id="checkout", name="Checkout")],
        incidents=[incident],
    )
    files = alert_bar_files(view_of(site, NOW), Templates.load("en"))
    status.host.publish("/alert-bar.json", files["alert-bar.json"], "application/json")
    status.host.publish("/alert-bar/", files["alert-bar/index.html"], "text/html; charset=utf-8")
    script = theme_dir() / "assets" / "statusgen" / "alert-bar-frame.js"
    status.host.publish("/assets/statusgen/alert-bar-frame.js", script.read_bytes(), "text/javascript")
    return status


def _frame(status: Any, attributes: str = "") -> str:
    return f'data-x><iframe src="{status.host.url}/alert-bar/" title="Status" height="60" {attributes}></iframe><p'


@pytest.mark.parametrize("attributes", ["", 'sandbox="allow-scripts"'], ids=["plain", "without storage"])
def test_a_frame_holds_the_living_bar(shop: Any, built_status: Any, attributes: str) -> None:
    """In a frame the bar shows the built data, can be dismissed, and its links open in the whole window."""
    page = shop.open(body=_frame(built_status, attributes))
    frame = page.frame_locator("iframe")
    link = frame.get_by_role("link", name="Checkout errors")
    expect(link).to_have_attribute("href", f"{built_status.host.url}/incidents/checkout-errors/")
    assert link.evaluate("link => link.getRootNode().ownerDocument.querySelector('base').target") == "_top"
    frame.get_by_role("button", name="Dismiss").click()
    expect(frame.locator("statusgen-alert-bar")).to_have_count(0)
    assert not shop.errors


def test_a_frame_without_scripts_tells_the_state_at_the_build(
    open_shop: Callable[..., Any], built_status: Any
) -> None:
    """Where no script runs, the frame says what was open, and at what time that was true."""
    page = open_shop(java_script_enabled=False).open(body=_frame(built_status))
    told = page.frame_locator("iframe").locator("main p")
    expect(told).to_be_visible()
    assert told.inner_text() == (
        "Checkout errors Major impact · Identified · Checkout · 20 November 2026, 14:30 UTC"
    )


@pytest.mark.parametrize("height", [48, 120])
def test_the_page_itself_is_accessible(shop: Any, built_status: Any, root: Path, height: int) -> None:
    """axe finds nothing in the frame's own document, while something is open."""
    source = root / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is missing: run `npm install` (needs Node.js)")
    page = shop.open()
    page.set_viewport_size({"width": 640, "height": height})
    page.goto(built_status.host.url + "/alert-bar/")
    page.get_by_role("button", name="Dismiss").wait_for()
    page.evaluate(source.read_text(encoding="utf-8"))
    for _ in range(2):  # with the bar, and once it is dismissed
        result = page.evaluate("axe.run({resultTypes: ['violations']})")
        assert [one["id"] for one in result["violations"]] == []
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
