"""The index of the full-text search follows the pages, and never stands in their way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.fixtures.search import RECORD, SEARCHED_YML
from tests.fixtures.sites import MKDOCS_YML

from statusgen.cli import main

NOW = "2026-11-20 14:30 UTC"
FIRST = RECORD.format(
    title="Checkout errors",
    component="checkout",
    status="major_outage",
    day=2,
    text="A zebra.",
    end="Mended.",
)
SECOND = RECORD.format(
    title="Slow API", component="api", status="partial_outage", day=3, text="A giraffe.", end="Fast again."
)
OPEN = """\
---
title: Payments fail
components: {checkout: partial_outage}
---

## Investigating - 2026-11-20 14:05 UTC

An okapi.
"""
FILES = {
    "content/incidents/checkout-errors.md": FIRST,
    "content/incidents/slow-api.md": SECOND,
    "content/about.md": "# About us\n\nA heron.\n",
}
ENTRY = "pagefind-entry.json"

Run = Callable[..., subprocess.CompletedProcess[str]]
Write = Callable[..., Path]


def _index(site: Path) -> dict[str, bytes]:
    folder = site / "pagefind"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def _break(source: Path, script: str) -> None:
    """Puts a program in place of Pagefind that cannot do its work."""
    (source / "node_modules").unlink(missing_ok=True)
    program = source / "node_modules" / ".bin" / "pagefind"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def _mend(source: Path, tools: Path) -> None:
    shutil.rmtree(source / "node_modules")
    (source / "node_modules").symlink_to(tools)


def _build(statusgen: Run, source: Path, *arguments: str, now: str = NOW, **variables: str) -> str:
    """Builds; returns what was said beside the summary."""
    done = statusgen("build", "--now", now, *arguments, cwd=source, **variables)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_nothing_of_it_is_published_unless_it_is_asked_for(write_site: Write, statusgen: Run) -> None:
    """A site without the setting has neither page nor tab nor script nor marks for an index."""
    source = write_site(FILES)
    _build(statusgen, source)
    site = source / "site"
    assert not (site / "pagefind").exists()
    assert not (site / "search" / "index.html").exists()
    assert not (site / "assets" / "statusgen" / "search.js").exists()
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "pagefind" not in html
        assert 'href="../../search/"' not in html


def test_the_index_knows_texts_and_no_lists(write_searched_site: Write, statusgen: Run) -> None:
    """Records, postmortems and the site's own pages are indexed; lists that repeat them are not."""
    own = {"content/hidden.md": "---\nsearch: {exclude: true}\n---\n\n# Hidden\n\nA heron.\n"}
    source = write_searched_site({**FILES, **own})
    assert _build(statusgen, source) == ""
    index = _index(source / "site")
    assert json.loads(index[ENTRY])["languages"]["en"]["page_count"] == 3
    assert [name for name in index if name.endswith(("-ui.js", "-ui.css"))] == []
    html = (source / "site" / "index.html").read_text(encoding="utf-8")
    assert 'href="search/"' in html
    assert "search/</loc>" in (source / "site" / "sitemap.xml").read_text(encoding="utf-8")


def test_a_build_with_nothing_new_to_find_runs_nothing(write_searched_site: Write, statusgen: Run) -> None:
    """Neither time that passes while something is open, nor a new frame, makes the index anew."""
    source = write_searched_site({**FILES, "content/incidents/payments-fail.md": OPEN})
    _build(statusgen, source)
    index = _index(source / "site")
    _break(source, "echo it was run; exit 3")
    assert _build(statusgen, source) == ""
    assert _build(statusgen, source, now="2026-11-20 14:33 UTC") == ""
    (source / "mkdocs.yml").write_text(f"{SEARCHED_YML}copyright: The shop\n", encoding="utf-8")
    assert _build(statusgen, source, now="2026-11-20 14:34 UTC") == ""
    assert _index(source / "site") == index


@pytest.mark.parametrize("part", [ENTRY, "fragment", "index"])
def test_a_damaged_index_is_made_anew(write_searched_site: Write, statusgen: Run, part: str) -> None:
    """Whatever is missing of it."""
    source = write_searched_site(FILES)
    _build(statusgen, source)
    index = _index(source / "site")
    lost = next(source.glob(f"site/pagefind/{part}*"))
    shutil.rmtree(lost) if lost.is_dir() else lost.unlink()
    _build(statusgen, source)
    assert _index(source / "site") == index


def test_an_index_that_goes_on_equals_one_from_nothing(
    write_searched_site: Write, statusgen: Run, tmp_path: Path
) -> None:
    """After records were added, changed and removed, no file differs, and none is left over."""
    source = write_searched_site(FILES)
    _build(statusgen, source)
    before = _index(source / "site")
    (source / "content/incidents/slow-api.md").unlink()
    (source / "content/incidents/payments-fail.md").write_text(OPEN, encoding="utf-8")
    _build(statusgen, source)
    shutil.rmtree(source / ".cache")
    _build(statusgen, source, "--site-dir", str(tmp_path / "fresh"))
    after = _index(source / "site")
    assert after == _index(tmp_path / "fresh")
    assert before.keys() - after.keys()


def test_a_site_with_nothing_to_find_has_no_index(write_searched_site: Write, statusgen: Run) -> None:
    """Pagefind is not asked then: of a site without texts it would index every page."""
    source = write_searched_site(FILES)
    _build(statusgen, source)
    for path in FILES:
        (source / path).unlink()
    _break(source, "exit 3")
    assert _build(statusgen, source) == ""
    assert not (source / "site" / "pagefind").exists()


def test_without_the_setting_the_index_goes(write_searched_site: Write, statusgen: Run) -> None:
    """Page, tab and index together."""
    source = write_searched_site(FILES)
    _build(statusgen, source)
    (source / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
    _build(statusgen, source)
    assert not (source / "site" / "pagefind").exists()
    assert not (source / "site" / "search" / "index.html").exists()


def test_an_update_is_published_without_pagefind(write_site: Write, statusgen: Run) -> None:
    """Where it is not installed, the build says so and how to install it, and publishes the pages."""
    source = write_site({"mkdocs.yml": SEARCHED_YML, **FILES})
    told = _build(statusgen, source, PATH=os.defpath)
    assert told == (
        "warning: full_text_search: Pagefind is not installed; "
        "the pages are published, and the search knows what it knew before\n"
        "    hint: npm install pagefind (beside mkdocs.yml), or pip install 'pagefind[bin]' (beside statusgen)\n"
    )
    assert (source / "site" / "incidents" / "slow-api" / "index.html").is_file()


def test_an_update_is_published_when_pagefind_fails(
    write_searched_site: Write, statusgen: Run, pagefind_tools: Path
) -> None:
    """The index stays as it was, and the next build that can brings it up to date."""
    source = write_searched_site(FILES)
    _build(statusgen, source)
    index = _index(source / "site")
    _break(source, "echo 'out of luck' >&2; exit 3")
    (source / "content/incidents/payments-fail.md").write_text(OPEN, encoding="utf-8")
    told = _build(statusgen, source)
    assert told == (
        "warning: full_text_search: Pagefind failed with exit status 3: out of luck; "
        "the pages are published, and the search knows what it knew before\n"
    )
    assert (source / "site" / "incidents" / "payments-fail" / "index.html").is_file()
    assert _index(source / "site") == index
    _mend(source, pagefind_tools)
    assert _build(statusgen, source) == ""
    assert _index(source / "site") != index


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("", "Pagefind is not installed"),
        ("exit 127", "Pagefind failed with exit status 127: it said nothing"),
    ],
)
def test_a_strict_build_without_a_working_pagefind_writes_nothing(
    write_site: Write, statusgen: Run, script: str, reason: str
) -> None:
    """It fails before anything is published."""
    source = write_site({"mkdocs.yml": SEARCHED_YML, **FILES})
    if script:
        _break(source, script)
    done = statusgen("build", "--strict", "--now", NOW, cwd=source, PATH=os.defpath)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: full_text_search: {reason}\n")
    assert done.stderr.endswith("\nNothing was written.\n")
    assert not (source / "site").exists()


def test_a_strict_build_fails_when_the_index_cannot_be_made(
    write_searched_site: Write, statusgen: Run
) -> None:
    """Of a site that is there it says that its pages are published, of a new one that nothing was written."""
    source = write_searched_site(FILES)
    _build(statusgen, source)
    index = _index(source / "site")
    _break(source, 'test "$1" = --version || exit 3')
    (source / "content/incidents/payments-fail.md").write_text(OPEN, encoding="utf-8")
    done = statusgen("build", "--strict", "--now", NOW, cwd=source)
    assert done.returncode == 1
    assert done.stderr.endswith("\nThe pages are published, the index of the search is as it was.\n")
    assert _index(source / "site") == index
    done = statusgen("build", "--strict", "--now", NOW, "--site-dir", "new", cwd=source)
    assert done.returncode == 1
    assert done.stderr.endswith("\nNothing was written.\n")
    assert not (source / "new").exists()


def test_mkdocs_alone_makes_the_page_and_says_who_makes_the_index(
    write_searched_site: Write, run_command: Run
) -> None:
    """`mkdocs build` publishes everything else."""
    source = write_searched_site(FILES)
    done = run_command("mkdocs", "build", "--strict", cwd=source)
    assert done.returncode == 0, done.stderr
    assert "the index of the full-text search is made by `statusgen build` alone" in done.stderr
    assert (source / "site" / "search" / "index.html").is_file()
    assert not (source / "site" / "pagefind").exists()


def test_pages_of_the_site_cannot_take_the_place_of_the_search(write_site: Write, statusgen: Run) -> None:
    """A page of the same address is a problem, and without the setting it is a page like any other."""
    own = {"content/search.md": "# Search\n"}
    source = write_site({"mkdocs.yml": SEARCHED_YML, **FILES, **own})
    done = statusgen("check", "--now", NOW, cwd=source)
    assert done.returncode == 1
    assert "content/search.md: its address, /search/, is that of something that statusgen publishes" in (
        done.stdout + done.stderr
    )
    (source / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
    _build(statusgen, source)
    assert "<h1" in (source / "site" / "search" / "index.html").read_text(encoding="utf-8")


MOMENTS = 6


class Change:
    """A site whose index was made, and a change of its records that makes another."""

    def __init__(self, source: Path) -> None:
        self.source = source
        self.build()
        self.before = _index(source / "site")
        (source / "content/incidents/slow-api.md").unlink()
        (source / "content/incidents/payments-fail.md").write_text(OPEN, encoding="utf-8")

    def build(self) -> None:
        """Builds in this process."""
        arguments = ["build", "-f", str(self.source / "mkdocs.yml"), "--now", NOW]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output

    def steps(self) -> int:
        """How many files of the index a build puts in place or removes."""
        return len(self._steps(lambda _: None))

    def killed_at(self, step: int) -> None:
        """Builds until the index is touched for that time."""
        pid = os.fork()
        if pid == 0:
            try:
                self._steps(lambda done: done == step and os.kill(os.getpid(), signal.SIGKILL))
            finally:
                os._exit(1)
        _, status = os.waitpid(pid, 0)
        assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL

    def _steps(self, told: Callable[[int], object]) -> list[str]:
        replace, unlink = os.replace, Path.unlink
        folder, seen = str(self.source / "site" / "pagefind"), []

        def step(path: object) -> None:
            if str(path).startswith(folder):
                told(len(seen))
                seen.append(str(path))

        def replacing(old: str, new: str) -> None:
            step(new)
            replace(old, new)

        def unlinking(path: Path, *, missing_ok: bool = False) -> None:
            step(path)
            unlink(path, missing_ok=missing_ok)

        os.replace, Path.unlink = replacing, unlinking  # type: ignore[assignment,method-assign]
        try:
            self.build()
        finally:
            os.replace, Path.unlink = replace, unlink  # type: ignore[method-assign]
        return seen


def _holds(found: Mapping[str, bytes], index: Mapping[str, bytes]) -> bool:
    return found.items() >= index.items()


def test_a_build_that_is_killed_leaves_a_whole_index(
    write_searched_site: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file that names the others names either all files of the old index or all of the new one."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    change = Change(write_searched_site(FILES))
    kept = tmp_path / "kept"
    for name in ("site", ".cache"):
        shutil.copytree(change.source / name, kept / name)
    steps = change.steps()
    after = _index(change.source / "site")
    assert steps > MOMENTS
    seen = set()
    for moment in range(MOMENTS):
        for name in ("site", ".cache"):
            shutil.rmtree(change.source / name)
            shutil.copytree(kept / name, change.source / name)
        change.killed_at(round(moment * (steps - 1) / (MOMENTS - 1)))
        found = _index(change.source / "site")
        is_new = found[ENTRY] == after[ENTRY] and _holds(found, after)
        assert is_new or _holds(found, change.before)
        seen.add(is_new)
        change.build()
        assert _index(change.source / "site") == after
    assert seen == {False, True}
