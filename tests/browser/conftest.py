"""The demonstration behind a web server, and one page of every kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest


def _kind(url: str) -> str:
    """`incidents/*/` for `incidents/2026-11-20-checkout-errors/`: a star for what differs within a kind."""
    return re.sub(r"(?<=/)[^/]+(?=/)", "*", url)


def pages_of_each_kind(site_dir: Path, most: int = 3) -> Sequence[str]:
    """URLs relative to the site's root: of each kind of page the first, one in the middle and the last."""
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted(site_dir.rglob("*.html")):
        if 'http-equiv="refresh"' in file.read_text(encoding="utf-8"):
            continue  # an old address that leads on: nobody reads it
        url = file.relative_to(site_dir).as_posix().removesuffix("index.html")
        kinds[_kind(url)].append(url)
    chosen = []
    for urls in kinds.values():
        positions = sorted({round(step * (len(urls) - 1) / (most - 1)) for step in range(most)})
        chosen += [urls[position] for position in positions]
    return chosen


@pytest.fixture(scope="session")
def demo_pages(demo_site: Path) -> Sequence[str]:
    """One page or more of every kind in the demonstration."""
    return pages_of_each_kind(demo_site)


@pytest.fixture(scope="session")
def demo_url(demo_site: Path, demo_path: str, serve: Callable[..., str]) -> str:
    """Where the demonstration is served, below the same path as in its `site_url`."""
    return serve(demo_site, prefix=demo_path)
