"""Real records from end to end: a new site, the import, the check, the published pages."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import feedparser
import pytest
import yaml

pytestmark = pytest.mark.corpora

Run = Callable[..., subprocess.CompletedProcess[str]]

NOW = ("--now", "2026-11-20 14:30 UTC")
EXAMPLES = {"example-incident", "example-maintenance"}
"""What `init` writes into every new site."""
SOURCES = {"cstate/jenkins": 297, "cstate/packit": 108, "statuspage/github": 1282}
"""Where the records of a site lie, and how many they are."""
REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]+)">')


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A site into which the records of another tool were brought."""

    source: Path
    count: int
    root: Path
    said: str
    """What the import, the check and the build printed."""

    @property
    def site(self) -> Path:
        """What would be published."""
        return self.root / "site"

    def slugs(self) -> set[str]:
        """The name of every record that was brought in."""
        return {path.stem for path in (self.root / "content/incidents").rglob("*.md")} - EXAMPLES

    def aliases(self) -> dict[str, str]:
        """Old address to the name of the record that took its place, as the files say."""
        found = {}
        for path in (self.root / "content/incidents").rglob("*.md"):
            front = yaml.load(path.read_text(encoding="utf-8").split("\n---\n")[0], Loader=yaml.BaseLoader)  # noqa: S506  # it makes nothing but text
            found.update(dict.fromkeys(front.get("aliases", ()), path.stem))
        return found


@pytest.fixture(scope="module", params=SOURCES)
def imported(
    request: pytest.FixtureRequest, corpora: Path, statusgen: Run, tmp_path_factory: pytest.TempPathFactory
) -> Imported:
    """One real status page after the other, brought into a new site and built; no step finds a problem."""
    source = corpora / request.param
    tool = source.parent.name
    root = tmp_path_factory.mktemp(tool) / "status"
    said = ""
    steps: list[tuple[str | Path, ...]] = [
        ("import", tool, source),
        ("check", *NOW),
        ("build", *NOW, "--strict"),
    ]
    assert statusgen("init", root, "--ci", "none", *NOW, cwd=root.parent).returncode == 0
    for step in steps:
        done = statusgen(*step, cwd=root)
        assert done.returncode == 0, done.stdout + done.stderr
        said += done.stdout + done.stderr
    return Imported(source=source, count=SOURCES[request.param], root=root, said=said)


def old_addresses(source: Path) -> set[str]:
    """The address of every record at its old home."""
    if source.parent.name == "cstate":
        return {f"/issues/{path.stem}/" for path in (source / "content" / "issues").glob("*.md")}
    incidents = json.loads((source / "incidents.json").read_bytes())["incidents"]
    return {f"/incidents/{incident['id']}/" for incident in incidents}


def test_nothing_is_lost_and_nothing_is_wrong(imported: Imported) -> None:
    """Every record of the source is imported, and the check finds no problem in what was written."""
    assert f"{imported.count} records in the source" in imported.said
    assert re.search(r"^ +0 refused$", imported.said, re.MULTILINE)
    assert f"{imported.count + len(EXAMPLES):,} records and 0 postmortems: no problems." in imported.said
    assert len(imported.slugs()) == imported.count


def test_every_record_has_its_page(imported: Imported) -> None:
    """A heading says which record it is, so that no page is a shell."""
    for slug in imported.slugs():
        page = (imported.site / "incidents" / slug / "index.html").read_text(encoding="utf-8")
        assert page.count("<h1") == 1, slug
        assert f'href="https://status.example.com/incidents/{slug}/"' in page, slug


def test_every_old_address_leads_to_its_record(imported: Imported) -> None:
    """A link from years ago is still answered."""
    aliases = imported.aliases()
    addresses = old_addresses(imported.source)
    assert len(addresses) == imported.count
    assert addresses <= {*aliases, *(f"/incidents/{slug}/" for slug in imported.slugs())}
    for alias, slug in aliases.items():
        file = f"{alias}index.html" if alias.endswith("/") else alias
        found = REFRESH.search((imported.site / file.lstrip("/")).read_text(encoding="utf-8"))
        assert found, alias
        assert (
            posixpath.normpath(posixpath.join(posixpath.dirname(file), found[1])) == f"/incidents/{slug}"
        ), alias


def test_the_history_lists_every_record(imported: Imported) -> None:
    """On the page of the month in which it began, and no record twice."""
    months = sorted((imported.site / "history").glob("[0-9]*/[0-9]*/index.html"))
    listed: list[str] = []
    for month in months:
        found = re.findall(r'href="(?:\.\./)+incidents/([^"/#]+)/"', month.read_text(encoding="utf-8"))
        listed += dict.fromkeys(found)
    assert imported.slugs() <= set(listed)
    assert len(listed) == len(set(listed))


def test_every_feed_can_be_read(imported: Imported) -> None:
    """The site's, those of maintenance and each component's: at most 50 entries, none twice, each leading to a page."""
    feeds = sorted([*imported.site.rglob("feed.rss"), *imported.site.rglob("feed.atom")])
    assert len(feeds) == 2 * (2 + len(list((imported.site / "components").iterdir())))
    for path in feeds:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, f"{path}: {feed.get('bozo_exception')}"
        assert len(feed.entries) <= 50
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
        for entry in feed.entries:
            page = entry.link.removeprefix("https://status.example.com/").partition("#")[0]
            assert (imported.site / page / "index.html").exists(), entry.link
    assert len(feedparser.parse((imported.site / "feed.atom").read_bytes()).entries) == 50
