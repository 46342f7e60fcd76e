"""A site may switch on Material's instant navigation: pages then follow each other without being loaded anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.small_sites import INCIDENT, MAINTENANCE, MKDOCS

pytestmark = pytest.mark.browser

THEME = "theme: {name: material, font: false}"
INSTANT = "theme: {name: material, font: false, features: [navigation.instant]}"


def test_pages_work_when_they_replace_each_other(
    site_dir_of: Callable[..., Path],
    serve: Callable[..., str],
    open_page: Callable[..., Page],
    tmp_path: Path,
) -> None:
    """Text, times, filter and clock are there after a click as after a load, and nothing fails."""
    # Only addresses of the host that the sitemap names are followed in place.
    served = tmp_path / "served"
    served.mkdir()
    url = serve(served)
    settings = MKDOCS.replace(THEME, INSTANT).replace("https://status.example.com/", url)
    built = site_dir_of({"mkdocs.yml": settings, **INCIDENT, **MAINTENANCE})
    shutil.copytree(built, served, dirs_exist_ok=True)
    page = open_page(timezone_id="Europe/Paris")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(url)
    page.evaluate("window.isTheSameDocument = true")
    # A click before Material has the sitemap would be the browser's own; so it waits for the sitemap.
    page.evaluate("addEventListener('click', event => event.preventDefault())")
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("History")
    expect(page.locator("[data-sg-filter] form")).to_be_visible()
    page.get_by_role("link", name="Card errors").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Card errors")
    expect(page.locator(".sg-update time").first).to_have_attribute("title", "2026-11-20 14:05 UTC")
    page.get_by_role("link", name="Status", exact=True).click()
    expect(page.locator("#sg-state h1")).to_have_text("Partial outage: Checkout")
    assert page.evaluate("window.isTheSameDocument"), "the pages were loaded anew: nothing was tested"
    assert faults == []


def test_tabs_are_there_without_asking(
    site_dir_of: Callable[..., Path], serve: Callable[..., str], open_page: Callable[..., Page]
) -> None:
    """Every page leads to the others on a phone and on a desktop, whatever features a site switches on."""
    url = serve(site_dir_of({"mkdocs.yml": MKDOCS, **INCIDENT}))
    for width in (360, 1280):
        page = open_page(width=width)
        page.goto(f"{url}incidents/card-errors/")
        for name in ("Status", "History", "Postmortems", "Subscribe"):
            expect(page.get_by_role("link", name=name, exact=True).first).to_be_visible()
