"""Whole sources with the whole result expected: files, settings and summary."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from statusgen.cli.import_ import import_group
from statusgen.content.site import read_site

CASES = Path(__file__).parent / "cases"
TOOLS = ["cstate", "statuspage", "upptime", "statusfy"]
SETTINGS = """\
site_name: Lantern  # the name
site_url: https://status.lantern.example/
docs_dir: content
plugins:
  - search
  - statusgen  # everything else is below
"""


def new_site(folder: Path) -> Path:
    """The settings of a site without records."""
    (folder / "content").mkdir()
    (folder / "mkdocs.yml").write_text(SETTINGS)
    return folder / "mkdocs.yml"


def files_below(folder: Path) -> dict[str, str]:
    """Path to content, for every file."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("tool", TOOLS)
def test_a_source_becomes_exactly_these_files(tool: str, tmp_path: Path) -> None:
    """The same source gives the same bytes: records, settings and the summary of what was done."""
    settings = new_site(tmp_path)
    result = CliRunner().invoke(import_group, [tool, str(CASES / tool / "source"), "-f", str(settings)])
    expected = files_below(CASES / tool / "expected")
    summary = expected.pop("summary.txt")
    found = files_below(tmp_path)
    assert {name.removeprefix("content/"): text for name, text in found.items()} == expected
    assert result.output.replace(settings.as_posix(), "mkdocs.yml") == summary
    assert result.exit_code == 1, "some of these records are refused"


@pytest.mark.parametrize("tool", TOOLS)
def test_what_was_imported_passes_the_check(tool: str, tmp_path: Path) -> None:
    """An import leaves nothing to mend by hand."""
    settings = new_site(tmp_path)
    CliRunner().invoke(import_group, [tool, str(CASES / tool / "source"), "-f", str(settings)])
    reading = read_site(settings, datetime.now(UTC))
    assert [str(problem) for problem in reading.problems] == []
    assert len(reading.site.incidents) == len(files_below(CASES / tool / "expected" / "incidents"))


@pytest.mark.parametrize("tool", TOOLS)
def test_importing_twice_changes_nothing(tool: str, tmp_path: Path) -> None:
    """The second import of a source finds every record unchanged, and touches no byte."""
    settings = new_site(tmp_path)
    arguments = [tool, str(CASES / tool / "source"), "-f", str(settings)]
    CliRunner().invoke(import_group, arguments)
    before = files_below(tmp_path)
    output = CliRunner().invoke(import_group, arguments).output
    assert files_below(tmp_path) == before
    records = len(list((tmp_path / "content" / "incidents").iterdir()))
    assert f"{records:6} unchanged since an earlier import" in output
    assert "     0 left as they are" in output


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(tmp_path: Path) -> None:
    """`--dry-run` shows the same records and leaves the site as it is."""
    settings = new_site(tmp_path)
    before = files_below(tmp_path)
    source = str(CASES / "cstate" / "source")
    result = CliRunner().invoke(import_group, ["cstate", source, "-f", str(settings), "--dry-run"])
    assert files_below(tmp_path) == before
    assert "would be imported" in result.output
    assert "Would add to" in result.output


def test_a_file_that_was_edited_here_stays_and_is_named(tmp_path: Path) -> None:
    """What people wrote after an import is never overwritten by the next one."""
    settings = new_site(tmp_path)
    arguments = ["cstate", str(CASES / "cstate" / "source"), "-f", str(settings)]
    CliRunner().invoke(import_group, arguments)
    edited = tmp_path / "content" / "incidents" / "2021-10-01-toml.md"
    renamed = edited.with_name("2021-10-01-a-better-name.md")
    edited.rename(renamed)
    renamed.write_text(renamed.read_text().replace("It works.", "It works again."))
    before = files_below(tmp_path)
    output = CliRunner().invoke(import_group, arguments).output
    assert files_below(tmp_path) == before
    assert "2021-10-01-a-better-name" in output


@pytest.mark.parametrize(
    "arguments",
    [
        ["cstate"],
        ["cstate", "x"],
        ["statuspage"],
        ["upptime"],
        ["upptime", "x"],
        ["statusfy", "x"],
        ["x", "."],
    ],
    ids=[
        "no folder",
        "unknown folder",
        "no file",
        "no path",
        "unknown path",
        "no such folder",
        "unknown tool",
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    """What the command line cannot mean is told apart from what a source does not hold."""
    assert CliRunner().invoke(import_group, arguments).exit_code == 2


def test_settings_that_are_wrong_stop_the_import(tmp_path: Path) -> None:
    """Nothing is written while the settings have a fault, and the fault is shown with its place."""
    settings = new_site(tmp_path)
    settings.write_text(SETTINGS.replace("  - statusgen  # everything else is below\n", ""))
    before = files_below(tmp_path)
    result = CliRunner().invoke(
        import_group, ["cstate", str(CASES / "cstate" / "source"), "-f", str(settings)]
    )
    assert result.exit_code == 1
    assert "the plugin statusgen is not listed" in result.output
    assert "hint: " in result.output
    assert files_below(tmp_path) == before


FUTURE = {
    "cstate": "---\ntitle: Till maintenance\ndate: 2026-12-01 10:00\nresolved: true\n"
    "resolvedWhen: 2026-12-01 12:00\naffected: [Till]\n---\nSoon.\n",
    "statuspage": '{"incidents": [{"id": "aaa", "name": "T", "status": "resolved", "incident_updates":'
    ' [{"status": "resolved", "display_at": "2026-12-01T10:00:00Z", "body": "Over."}]}]}',
}


@pytest.mark.parametrize("tool", FUTURE)
def test_records_that_lie_ahead_can_be_built_and_imported_again(tool: str, tmp_path: Path) -> None:
    """The check accepts them at that moment, and the next import an hour later does not claim that they were edited."""
    settings = new_site(tmp_path)
    source = (
        tmp_path / "source" / ("content/issues/2026-12-01-a.md" if tool == "cstate" else "incidents.json")
    )
    source.parent.mkdir(parents=True)
    source.write_text(FUTURE[tool])
    arguments = [tool, str(tmp_path / "source"), "-f", str(settings), "--now"]
    first = CliRunner().invoke(import_group, [*arguments, "2026-11-20 14:30 UTC"])
    assert "     1 record in the source\n     1 imported" in first.output
    reading = read_site(settings, datetime(2026, 11, 20, 14, 30, tzinfo=UTC))
    assert [str(problem) for problem in reading.problems] == []
    second = CliRunner().invoke(import_group, [*arguments, "2026-11-20 15:30 UTC"])
    assert "     1 unchanged since an earlier import\n     0 left as they are" in second.output
