"""Settings below `cases/settings/`: every problem of each `mkdocs.yml` with its exact text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.content.summaries import problem_lines

from statusgen.content.settings import read_settings

CASES = Path(__file__).resolve().parent.parent / "cases" / "settings"


@pytest.mark.parametrize("name", sorted(file.stem for file in CASES.glob("*.yml")))
def test_faulty_settings_are_told_like_faulty_records(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text beside each file holds every problem of it; an empty text means that nothing is wrong."""
    shutil.copy(CASES / f"{name}.yml", tmp_path / "mkdocs.yml")
    monkeypatch.chdir(tmp_path)
    _, problems = read_settings(Path("mkdocs.yml"))
    assert problem_lines(problems) == (CASES / f"{name}.txt").read_text(encoding="utf-8")
