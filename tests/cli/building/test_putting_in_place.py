"""`statusgen build`: the new site takes the place of the old one, at once."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.building.shop import (
    DEAD_LINK,
    DEAD_LINK_WARNING,
    DONE,
    NOW,
    settings,
    tree,
    write,
)

from statusgen.cli.progress import Progress

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_one_line_tells_what_was_done(source: Path, statusgen: Run) -> None:
    """It stands on standard output; without a terminal nothing else is said."""
    done = statusgen("build", "--now", NOW, cwd=source)
    assert (done.returncode, done.stderr) == (0, "")
    assert DONE.fullmatch(done.stdout)


def test_the_new_site_takes_the_place_of_the_old(source: Path, statusgen: Run) -> None:
    """A page that is no longer made is gone, and nothing is left beside the site."""
    write(source, {"site/gone/index.html": "a page of last year"})
    (source / "content/about.md").unlink()
    assert statusgen("build", "--now", NOW, cwd=source).returncode == 0
    assert not (source / "site/gone").exists()
    assert not (source / "site/about").exists()
    assert (source / "site/incidents/2026-11-20-checkout-errors/index.html").exists()
    assert {path.name for path in source.iterdir()} == {".cache", "content", "mkdocs.yml", "site"}


def test_hidden_files_stay_in_the_site(source: Path, statusgen: Run) -> None:
    """A site may be a working copy of the branch that is published: `.git` is not ours to delete."""
    write(source, {"site/.git": "gitdir: elsewhere", "site/.well-known/security.txt": "Contact: us"})
    assert statusgen("build", "--now", NOW, cwd=source).returncode == 0
    assert (source / "site/.git").read_text(encoding="utf-8") == "gitdir: elsewhere"
    assert (source / "site/.well-known/security.txt").read_text(encoding="utf-8") == "Contact: us"
    assert [path.name for path in source.glob(".*")] == [".cache"]


def test_hidden_files_of_the_sites_own_are_published(source: Path, statusgen: Run) -> None:
    """They follow their source like all others, in a new site and in one that is there; what is not ours stays."""
    with (source / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write('exclude_docs: "!.well-known/"\n')
    name = ".well-known/security.txt"
    write(source, {f"content/{name}": "Contact: us", "site/.git": "gitdir: elsewhere"})
    for words in ("Contact: us", "Contact: us", "Contact: them"):
        write(source, {f"content/{name}": words})
        assert statusgen("build", "--now", NOW, "-d", "new", cwd=source).returncode == 0
        assert statusgen("build", "--now", NOW, cwd=source).returncode == 0
        assert (source / "site" / name).read_text(encoding="utf-8") == words
        assert (source / "new" / name).read_text(encoding="utf-8") == words
    (source / "content" / name).unlink()
    assert statusgen("build", "--now", NOW, cwd=source).returncode == 0
    assert not (source / "site" / name).exists()
    assert (source / "site/.git").read_text(encoding="utf-8") == "gitdir: elsewhere"


def test_a_link_in_the_place_of_the_site_stays_a_link(source: Path, statusgen: Run) -> None:
    """What a web server serves is replaced, wherever it stands."""
    (source / "site").rename(source / "served")
    (source / "site").symlink_to("served")
    before = tree(source / "served")
    assert statusgen("build", "--now", NOW, cwd=source).returncode == 0
    assert (source / "site").readlink() == Path("served")
    assert tree(source / "served").keys() == before.keys()
    assert tree(source / "served") != before


def test_the_directories_above_a_new_site_are_made(source: Path, statusgen: Run) -> None:
    """The name is shown as it was given."""
    done = statusgen("build", "--now", NOW, "--site-dir", "public/status", cwd=source)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("public/status: 1 record, ")
    assert (source / "public/status/index.html").exists()


def test_an_empty_directory_becomes_the_site(source: Path, statusgen: Run) -> None:
    """Its permissions stay."""
    (source / "public").mkdir(mode=0o750)
    assert statusgen("build", "--now", NOW, "--site-dir", "public", cwd=source).returncode == 0
    assert (source / "public/index.html").exists()
    assert (source / "public").stat().st_mode & 0o777 == 0o750


def test_warnings_are_shown_and_do_not_stop_the_build(source: Path, statusgen: Run) -> None:
    """Without --strict, a dead link on a page about something else does not keep an outage from being told."""
    write(source, DEAD_LINK)
    done = statusgen("build", "--now", NOW, cwd=source)
    assert (done.returncode, done.stderr) == (0, DEAD_LINK_WARNING)
    assert DONE.fullmatch(done.stdout)


def test_a_long_build_shows_its_progress_on_a_terminal(
    source: Path, on_terminal: Callable[..., tuple[int, str]]
) -> None:
    """One line, wiped when the work is done."""
    settings(source, "hooks: [hook.py]")
    write(source, {"hook.py": "import time\ndef on_env(env, config, files):\n    time.sleep(1.1)\n"})
    status, shown = on_terminal("build", "--now", NOW, cwd=source)
    assert status == 0, shown
    *steps, wiped, said = shown.split("\r")
    assert any(re.fullmatch(r"writing pages \d+/\d+ *", step) for step in steps)
    assert wiped.strip() == ""
    assert DONE.fullmatch(said)


def test_a_short_build_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the first second there is nothing to wonder about."""
    monkeypatch.setattr(
        "statusgen.cli.progress.monotonic", lambda: 1000.0
    )  # for the machine it may be a long one
    ours, theirs = os.openpty()
    with os.fdopen(ours, "rb") as screen, os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        with Progress("reading") as progress:
            progress.show("writing pages", 1, 2)
        terminal.write("done")
        terminal.flush()
        assert screen.read(4) == b"done"
