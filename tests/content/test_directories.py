"""What stands around the files: settings that are not there, directories, links, the environment."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.content.summaries import problem_lines

from statusgen.content.settings import read_settings
from statusgen.content.site import read_site

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
TOP = "site_name: Shop\nsite_url: https://status.example.com/\nplugins: [statusgen]\ndocs_dir: content\n"
RECORD = "---\ntitle: A\ncomponents: []\n---\n\n## Resolved - 2026-11-20 14:05 UTC\n\nText.\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _write(path: str, text: str) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_settings_that_do_not_exist_are_one_problem() -> None:
    """The hint says how to name them and how to begin."""
    assert problem_lines(read_site(Path("mkdocs.yml"), NOW).problems) == (
        "mkdocs.yml: there is no such file\n"
        "    hint: name the file with --config-file, or begin with: statusgen init DIR\n"
    )


def test_settings_that_are_a_directory_are_one_problem() -> None:
    """The system's own word is passed on."""
    Path("mkdocs.yml").mkdir()
    assert problem_lines(read_site(Path("mkdocs.yml"), NOW).problems) == (
        "mkdocs.yml: cannot be read: Is a directory\n    hint: \n"
    )


def test_a_content_directory_that_does_not_exist_is_a_problem() -> None:
    """An empty site would say that all is well."""
    _write("mkdocs.yml", TOP)
    assert problem_lines(read_site(Path("mkdocs.yml"), NOW).problems) == (
        "content: the content directory does not exist\n"
        "    hint: create it, or set docs_dir in mkdocs.yml to the directory that holds incidents/\n"
    )


def test_files_are_named_from_where_the_command_runs() -> None:
    """So that a terminal can open them."""
    _write("sites/shop/mkdocs.yml", TOP)
    _write("sites/shop/content/incidents/a.md", "")
    reading = read_site(Path("sites/shop/mkdocs.yml"), NOW)
    assert [problem.path for problem in reading.problems] == ["sites/shop/content/incidents/a.md"]


def test_records_behind_a_link_to_a_directory_are_read() -> None:
    """MkDocs follows such links too; a record behind one is not lost."""
    _write("mkdocs.yml", TOP)
    _write("elsewhere/a.md", RECORD)
    Path("content").mkdir()
    Path("content/incidents").symlink_to(Path("elsewhere").resolve())
    reading = read_site(Path("mkdocs.yml"), NOW)
    assert problem_lines(reading.problems) == ""
    assert [incident.slug for incident in reading.site.incidents] == ["a"]


def test_a_link_to_a_file_that_is_gone_is_a_problem() -> None:
    """The record behind it would be missing on the site."""
    _write("mkdocs.yml", TOP)
    Path("content/incidents").mkdir(parents=True)
    Path("content/incidents/a.md").symlink_to("gone.md")
    assert problem_lines(read_site(Path("mkdocs.yml"), NOW).problems).startswith(
        "content/incidents/a.md: cannot be read: No such file or directory\n"
    )


def test_settings_from_the_environment_are_those_that_mkdocs_would_see(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first variable that is set, else the default; a single name has none."""
    text = (
        "site_name: !ENV [FIRST_NAME, SECOND_NAME, Shop]\nsite_url: !ENV SITE_ADDRESS\nplugins: [statusgen]\n"
    )
    _write("mkdocs.yml", text)
    monkeypatch.setenv("SECOND_NAME", "Second")
    monkeypatch.setenv("SITE_ADDRESS", "https://status.example.com")
    config, problems = read_settings(Path("mkdocs.yml"))
    assert problems == []
    assert (config.name, config.url) == ("Second", "https://status.example.com/")
    monkeypatch.delenv("SECOND_NAME")
    assert read_settings(Path("mkdocs.yml"))[0].name == "Shop"


def test_faulty_settings_keep_what_is_right_in_them() -> None:
    """One wrong number among the components does not make every time in every record wrong."""
    faulty = "{timezone: Europe/Paris, slo_window: never, components: [{id: api, name: API, slo: high}]}"
    _write("mkdocs.yml", TOP.replace("[statusgen]", f"{{statusgen: {faulty}}}"))
    config, problems = read_settings(Path("mkdocs.yml"))
    assert [problem.field for problem in problems] == [
        "plugins.statusgen.components.0.slo",
        "plugins.statusgen.slo_window",
    ]
    assert config.settings.timezone == "Europe/Paris"
    assert [component.id for component in config.components] == ["api"]


def test_settings_that_cannot_be_read_are_the_only_problem() -> None:
    """Where the content stands is not known, so nothing is said of it."""
    _write("mkdocs.yml", "site_name: &name [*name]\n")
    assert [problem.path for problem in read_site(Path("mkdocs.yml"), NOW).problems] == ["mkdocs.yml"]


def test_the_last_minute_of_the_calendar_is_a_moment_like_any_other() -> None:
    """Nothing lies after it, and every update before it."""
    _write("mkdocs.yml", TOP)
    _write("content/incidents/a.md", RECORD)
    reading = read_site(Path("mkdocs.yml"), datetime(9999, 12, 31, 23, 59, tzinfo=UTC))
    assert problem_lines(reading.problems) == ""
