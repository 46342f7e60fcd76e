"""Everybody can read the pages: axe-core finds no violation on any kind of page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

BAR = "statusgen-alert-bar"


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """The source of axe-core."""
    source = root / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is missing: run `npm install` (needs Node.js)")
    return source.read_text(encoding="utf-8")


def _violations(page: Page) -> list[str]:
    """One line for each faulty element: the rule, the element, what to mend."""
    result = page.evaluate("() => axe.run({resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {' '.join(node['html'].split())[:120]}: {' '.join(node['failureSummary'].split())}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


HALVES = (0, 1)
"""The pages are shared between two tests, so that two processes take them on."""


@pytest.mark.parametrize("half", HALVES, ids=["first", "second"])
def test_no_page_has_an_accessibility_violation(
    half: int,
    axe: str,
    demo_site: Path,
    demo_url: str,
    open_page: Callable[..., Page],
) -> None:
    """Every page of the demonstration passes axe-core on a phone and on a desktop, in light and in dark."""
    paths = sorted(file.relative_to(demo_site).as_posix() for file in demo_site.rglob("*.html"))
    # Colours are measured once they stand still.
    page = open_page(width=360, color_scheme="light", reduced_motion="reduce")
    # A minute after the build: alert bars tell nothing older than some hours.
    page.clock.set_fixed_time("2026-11-20T14:31:00Z")
    pages_with: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths[half :: len(HALVES)]:
        if _is_redirect(demo_site / path):
            continue
        page.goto(demo_url + path.removesuffix("index.html"), wait_until="load")
        # An alert bar comes by itself, and for a moment it is hidden from screen readers.
        expect(page.locator(BAR)).to_have_count(page.locator("script[src*='alert-bar.js']").count())
        expect(page.locator(f"{BAR} [aria-hidden=true]")).to_have_count(0)
        page.evaluate(axe)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                for violation in _violations(page):
                    pages_with[f"{scheme}, {width} px: {violation}"].append(f"/{path}")
    assert not pages_with, "\n" + "\n".join(f"{fault}\n    {pages}" for fault, pages in pages_with.items())


def _is_redirect(file: Path) -> bool:
    return 'http-equiv="refresh"' in file.read_text(encoding="utf-8")
