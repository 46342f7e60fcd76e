"""Everybody can read the pages: axe-core finds no violation on any kind of page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """The source of axe-core."""
    source = root / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is missing: run `npm install` (needs Node.js)")
    return source.read_text(encoding="utf-8")


# Two rules are about whole documents; this page is made to stand in a frame of another, which has its own.
_EMBEDDED = {
    "alert-bar/": {"landmark-one-main": {"enabled": False}, "page-has-heading-one": {"enabled": False}}
}


def _violations(page: Page, path: str) -> list[str]:
    """One line for each faulty element: the rule, the element, what to mend."""
    options = {"resultTypes": ["violations"], "rules": _EMBEDDED.get(path, {})}
    result = page.evaluate("options => axe.run(options)", options)
    return [
        f"{violation['id']}: {' '.join(node['html'].split())[:120]}: {' '.join(node['failureSummary'].split())}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_no_kind_of_page_has_an_accessibility_violation(
    scheme: str,
    width: int,
    axe: str,
    demo_url: str,
    demo_pages: Sequence[str],
    open_page: Callable[..., Page],
) -> None:
    """Each kind of page passes axe-core on a phone and on a desktop, in light and in dark."""
    # Colours are measured once they stand still.
    page = open_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    pages_with: defaultdict[str, list[str]] = defaultdict(list)
    for path in demo_pages:
        page.goto(demo_url + path, wait_until="load")
        page.evaluate(axe)
        for violation in _violations(page, path):
            pages_with[violation].append(f"/{path}")
    assert not pages_with, "\n" + "\n".join(f"{fault}\n    {pages}" for fault, pages in pages_with.items())
