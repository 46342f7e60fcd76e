"""Whole small sites below `cases/reading/`: what is read, or every problem with its exact text."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.content.summaries import problem_lines, site_summary

from statusgen.content.site import read_site

CASES = Path(__file__).resolve().parent.parent / "cases" / "reading"
NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


def _cases(expected: str) -> list[str]:
    return sorted(file.parent.name for file in CASES.glob(f"*/{expected}"))


@pytest.fixture
def case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory of the case that a test names; a copy of it is the working directory."""
    source = CASES / request.param
    copy = tmp_path / "site"
    shutil.copytree(source, copy)
    (copy / "content").mkdir(exist_ok=True)
    if not (copy / "mkdocs.yml").exists():
        shutil.copy(CASES / "mkdocs.yml", copy)
    monkeypatch.chdir(copy)
    return source


@pytest.mark.parametrize("case", _cases("problems.txt"), indirect=True)
def test_every_fault_of_every_file_is_told_at_once_with_its_place_and_what_to_write_instead(
    case: Path,
) -> None:
    """Each fault has its own message and hint, and none hides another."""
    expected = (case / "problems.txt").read_text(encoding="utf-8")
    assert problem_lines(read_site(Path("mkdocs.yml"), NOW).problems) == expected


@pytest.mark.parametrize("case", _cases("site.json"), indirect=True)
def test_a_right_file_is_read_completely(case: Path) -> None:
    """What an author wrote arrives in the model, and nothing is complained about."""
    reading = read_site(Path("mkdocs.yml"), NOW)
    assert problem_lines(reading.problems) == ""
    assert site_summary(reading.site) == json.loads((case / "site.json").read_text(encoding="utf-8"))


def test_every_case_says_what_is_expected() -> None:
    """A case without an expectation would pass whatever happens."""
    folders = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
    assert folders == sorted({*_cases("problems.txt"), *_cases("site.json")})
