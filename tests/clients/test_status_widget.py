"""@statuspage/status-widget: an element that other sites put into their pages, read by browsers across origins."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Serve = Callable[..., str]
OpenPage = Callable[..., Page]

STATE = "document.querySelector('statuspage-widget').shadowRoot?.querySelector('.status-text')?.textContent"


@pytest.fixture
def company(tmp_path: Path, serve: Serve, package_folder: Callable[[str], Path]) -> Callable[[str], str]:
    """The address of a page on another origin, with the widget for the status site at an address."""

    def make(status_site: str) -> str:
        shutil.copy(package_folder("@statuspage/status-widget") / "dist" / "index.js", tmp_path / "widget.js")
        (tmp_path / "index.html").write_text(
            '<!doctype html><meta charset="utf-8"><title>A company</title><script src="widget.js"></script>'
            f'<statuspage-widget src="{status_site}"></statuspage-widget>',
            encoding="utf-8",
        )
        return serve(tmp_path)

    return make


def test_it_shows_the_state_on_another_site(
    demo_site: Path, serve: Serve, company: Callable[[str], str], open_page: OpenPage
) -> None:
    """The verdict in words, with its colour, and a link to the status page."""
    address = serve(demo_site)
    page = open_page()
    page.goto(company(address))
    page.wait_for_function(f"({STATE}) === 'Partial System Outage'")
    assert page.locator("statuspage-widget a").get_attribute("href") == address
    assert "major" in (page.locator("statuspage-widget .status-indicator").get_attribute("class") or "")


def test_where_the_host_sends_no_header_it_shows_nothing(
    demo_site: Path, serve: Serve, company: Callable[[str], str], open_page: OpenPage
) -> None:
    """Which is why the documentation says which header the host must send."""
    page = open_page()
    with page.expect_console_message(lambda message: "blocked by CORS policy" in message.text):
        page.goto(company(serve(demo_site, cross_origin=False)))
    assert "Outage" not in (page.evaluate(STATE) or "")
