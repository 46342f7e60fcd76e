"""`statusgen build` and `mkdocs build`: the same input makes the same bytes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.cli.building.shop import (
    NOW,
    break_record,
    tree,
)

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_the_same_input_makes_the_same_bytes(source: Path, statusgen: Run, tmp_path: Path) -> None:
    """Neither the directory, nor the one where the command is given, nor the machine's clock has a part in it."""
    assert statusgen("build", "--now", NOW, cwd=source).returncode == 0
    again = statusgen("build", "--now", NOW, "--site-dir", "again", cwd=source, SOURCE_DATE_EPOCH="86400")
    assert again.returncode == 0
    moved = tmp_path / "elsewhere" / "deeper"
    shutil.copytree(source, moved)
    elsewhere = ("build", "--now", NOW, "-f", moved / "mkdocs.yml", "--site-dir", tmp_path / "third")
    assert statusgen(*elsewhere, cwd=Path("/")).returncode == 0
    site = tree(source / "site")
    assert tree(source / "again") == site
    assert tree(tmp_path / "third") == site


def test_the_environment_may_set_the_clock(source: Path, statusgen: Run) -> None:
    """SOURCE_DATE_EPOCH stands in for --now, as other tools have it."""
    assert statusgen("build", "--now", NOW, cwd=source).returncode == 0
    by_option = tree(source / "site")
    assert statusgen("build", cwd=source, SOURCE_DATE_EPOCH="1795185000").returncode == 0
    assert tree(source / "site") == by_option


def test_mkdocs_builds_the_same_pages(source: Path, statusgen: Run, run_command: Run) -> None:
    """`mkdocs build --strict` works as well, and has nothing to warn of."""
    assert statusgen("build", "--now", NOW, cwd=source).returncode == 0
    done = run_command(
        "mkdocs", "build", "--strict", "--site-dir", "other", cwd=source, SOURCE_DATE_EPOCH="1795185000"
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert tree(source / "other") == tree(source / "site")


def test_mkdocs_tells_the_problems_and_leaves_the_site(source: Path, run_command: Run) -> None:
    """Without a traceback: a problem in a file is no defect of the program."""
    break_record(source)
    before = tree(source)
    done = run_command("mkdocs", "build", cwd=source)
    assert done.returncode == 1
    assert (
        "2026-11-20-checkout-errors.md:3:14: components.chekout: there is no component `chekout`"
        in done.stderr
    )
    assert "hint: did you mean checkout?" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(source) == before
