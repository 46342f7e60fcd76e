"""Sites whose feeds, calendars and badges other people's programs read from a web server."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.outputs import hostile
from tests.outputs.feed_sites import CHECKOUT, NOW, UPGRADE, record, site_of

from statusgen.derive.view import view_of
from statusgen.model import Site, Update, UpdateStatus
from statusgen.outputs.badges import badge_files
from statusgen.outputs.calendar import calendar_files
from statusgen.outputs.feeds import feed_files

Run = Callable[..., object]

SETTINGS = """\
site_name: Scarf Shop Status
site_url: {url}
docs_dir: content
theme: {{name: material, font: false}}
plugins: {{statusgen: {{components: [{components}]}}}}
"""
PLANNED = """\
---
title: Database upgrade
kind: maintenance
components: [checkout]
starts: 2026-11-24 05:00 UTC
ends: 2026-11-24 06:30 UTC
---

## Scheduled - 2026-11-17 09:00 UTC

Orders wait.
"""


@dataclass(frozen=True, kw_only=True)
class Served:
    """A site as a web server answers for it."""

    address: str
    """Where it is served."""
    url: str
    """What it believes to be its address."""
    directory: Path

    def paths(self, pattern: str) -> Sequence[str]:
        """The paths of the files that match, relative to the site's root."""
        return sorted(file.relative_to(self.directory).as_posix() for file in self.directory.rglob(pattern))

    def fetch(self, path: str) -> tuple[bytes, str]:
        """The answer at `path`, and the type that it is said to be of."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(self.address + path, timeout=30) as answer:
            return answer.read(), answer.headers["Content-Type"]


def hostile_site() -> Site:
    """A site whose authors write whatever makes somebody's program stumble."""
    pairs = zip(hostile.TITLES, hostile.TEXTS * 2, strict=False)
    updates = [
        (title, Update(status=UpdateStatus.RESOLVED, at=NOW - timedelta(minutes=minute), text=text))
        for minute, (title, text) in enumerate(pairs)
    ]
    incidents = [
        replace(
            UPGRADE, slug=f"m{index}", title=title, updates=(replace(told, status=UpdateStatus.SCHEDULED),)
        )
        if index % 5 == 0
        else record(f"i{index}", told, title=title)
        for index, (title, told) in enumerate(updates)
    ]
    name = 'Scarf & "Shop" <Status> ]]>'
    return site_of(
        *incidents, name=name, components=(replace(CHECKOUT, name=name), *site_of().components[1:])
    )


@pytest.fixture(scope="session")
def sites(
    demo_site: Path,
    statusgen: Run,
    serve: Callable[..., str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, Served]:
    """The demonstration, a site without anything, one below a path of its host, and one of hostile texts."""
    base = tmp_path_factory.mktemp("sites")

    def built(name: str, url: str, files: Mapping[str, str], components: str, prefix: str) -> Served:
        source = base / name
        (source / "content").mkdir(parents=True)
        for path, text in {"mkdocs.yml": SETTINGS.format(url=url, components=components), **files}.items():
            (source / path).parent.mkdir(parents=True, exist_ok=True)
            (source / path).write_text(text, encoding="utf-8")
        directory = base / f"{name}-site"
        done = statusgen("build", "--site-dir", directory, "--now", "2026-11-20 14:30 UTC", cwd=source)
        assert done.returncode == 0, done.stdout + done.stderr  # type: ignore[attr-defined]
        return Served(address=serve(directory, prefix=prefix), url=url, directory=directory)

    view = view_of(hostile_site(), NOW)
    directory = base / "hostile-site"
    for path, data in {**feed_files(view), **calendar_files(view), **badge_files(view)}.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_bytes(data)
    return {
        "demonstration": Served(
            address=serve(demo_site), url="https://status.scarfshop.example/", directory=demo_site
        ),
        "empty": built("empty", "https://status.example.com/", {}, "", "/"),
        "sub-path": built(
            "sub-path",
            "https://example.com/shop/status/",
            {"content/incidents/upgrade.md": PLANNED},
            "{id: checkout, name: Checkout}",
            "/shop/status/",
        ),
        "hostile": Served(address=serve(directory), url="https://status.example.com/", directory=directory),
    }


@pytest.fixture(params=["demonstration", "empty", "sub-path", "hostile"])
def site(request: pytest.FixtureRequest, sites: Mapping[str, Served]) -> Served:
    """Each of the sites in turn."""
    return sites[request.param]
