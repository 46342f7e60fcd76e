"""The repository's own site: a demonstration that builds without a word, and always to the same bytes."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

NOW = "2026-11-20 14:30 UTC"
EPOCH = "1795185000"
"""The same moment for MkDocs, which has no `--now`."""

Run = Callable[..., subprocess.CompletedProcess[str]]


def _digests(site_dir: Path) -> Mapping[str, str]:
    return {
        file.relative_to(site_dir).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site_dir.rglob("*"))
        if file.is_file()
    }


def _differences(one: Path, other: Path) -> list[str]:
    first, second = _digests(one), _digests(other)
    return sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))


def test_the_demonstration_has_no_problem(statusgen: Run, root: Path) -> None:
    """`statusgen check` finds nothing to mend in the demonstration."""
    done = statusgen("check", "--now", NOW, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr


def test_mkdocs_builds_it_strictly(run_command: Run, root: Path, tmp_path: Path) -> None:
    """`mkdocs build --strict` works as well, and warns of nothing."""
    done = run_command(
        "mkdocs", "build", "--strict", "--site-dir", tmp_path / "site", cwd=root, SOURCE_DATE_EPOCH=EPOCH
    )
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    assert "WARNING" not in output


def test_the_same_input_gives_the_same_bytes(
    statusgen: Run, root: Path, demo_site: Path, tmp_path: Path
) -> None:
    """A second build at the same moment changes no byte of what is published."""
    done = statusgen("build", "--site-dir", tmp_path / "again", "--now", NOW, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not _differences(demo_site, tmp_path / "again")


def test_where_the_source_stands_changes_nothing(
    statusgen: Run, root: Path, demo_site: Path, tmp_path: Path
) -> None:
    """A copy in another directory is published as the same bytes."""
    copy = tmp_path / "elsewhere" / "a copy"
    shutil.copytree(
        root,
        copy,
        ignore=shutil.ignore_patterns(".*", "node_modules", "site", "build", "tests", "__pycache__"),
    )
    done = statusgen("build", "--site-dir", tmp_path / "copied", "--now", NOW, cwd=copy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not _differences(demo_site, tmp_path / "copied")


@pytest.mark.parametrize(
    "url",
    [
        "index.html",
        "404.html",
        "history/index.html",
        "incidents/*/index.html",
        "components/*/index.html",
        "postmortems/index.html",
        "postmortems/*/index.html",
        "subscribe/index.html",
        "feed.rss",
        "feed.atom",
        "feed.json",
        "history.rss",
        "history.atom",
        "maintenance/feed.json",
        "maintenance/history.rss",
        "components/*/feed.json",
        "components/*/history.atom",
        "maintenance.ics",
        "components/*/maintenance.ics",
        "incidents/*/maintenance.ics",
        "badge.svg",
        "components/*/badge.json",
        "api/v2/summary.json",
        "api/v2/incidents/*.json",
        "api/v2/incidents/unresolved.json",
        "api/v2/scheduled-maintenances/active.json",
        "api/v1/summary",
        "summary.json",
    ],
)
def test_the_demonstration_shows_every_kind_of_page(url: str, demo_site: Path) -> None:
    """What the address contract promises can be looked at in the demonstration."""
    assert list(demo_site.glob(url))
