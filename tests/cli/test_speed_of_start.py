"""What a command imports: each waits for what it needs, and for nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "comrak",
    "icalendar",
    "jinja2",
    "markdown",
    "material",
    "mkdocs",
    "nh3",
    "pydantic",
    "ruamel",
    "yaml",
}
"""Each of these takes longer to import than click."""


def imported(*arguments: str, cwd: Path) -> set[str]:
    """The packages and the modules of statusgen that `statusgen` has imported when it ends."""
    program = (
        "import sys\n"
        "from statusgen.cli import main\n"
        f"try:\n    main({list(arguments)!r})\n"
        "finally:\n    sys.stderr.write('\\n'.join(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=cwd, capture_output=True, text=True, check=False
    )
    names = set(done.stderr.split())
    assert "statusgen.cli.group" in names, done.stderr
    return {name for name in names if name.startswith("statusgen")} | {name.split(".")[0] for name in names}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]], ids=" ".join)
def test_help_imports_click_and_little_else(arguments: list[str], tmp_path: Path) -> None:
    """Somebody who asks for help, or presses Tab, waits hardly longer than for click."""
    found = imported(*arguments, cwd=tmp_path)
    assert not found & HEAVY
    assert {name for name in found if name.startswith("statusgen.")} == {
        "statusgen.cli",
        "statusgen.cli.group",
        "statusgen.processes",
    }


@pytest.mark.parametrize(
    "command",
    [
        "init",
        "new",
        "new incident",
        "update",
        "resolve",
        "check",
        "build",
        "serve",
        "status",
        "import",
        "embed",
        "schema",
    ],
)
def test_help_of_a_command_reads_nothing(command: str, tmp_path: Path) -> None:
    """What a command works with is imported when it works."""
    assert not imported(*command.split(), "--help", cwd=tmp_path) & HEAVY


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["status"],
        ["new", "incident", "Checkout errors", "-m", "We look into it."],
    ],
    ids=" ".join,
)
def test_quick_commands_do_not_import_mkdocs(arguments: list[str], tmp_path: Path) -> None:
    """An engineer at 3 a.m. does not wait for a site generator to hear that a word is misspelt."""
    (tmp_path / "content").mkdir()
    text = "site_name: Shop\nsite_url: https://status.example.com/\ndocs_dir: content\nplugins: [statusgen]\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    found = imported(*arguments, cwd=tmp_path)
    assert "yaml" in found, "the command has read the settings"
    assert not found & {"mkdocs", "material", "icalendar", "markdown"}


SITE = {
    "mkdocs.yml": """\
site_name: Shop
site_url: https://status.example.com/
docs_dir: content
theme: {name: material, font: false}
plugins:
  search: {}
  statusgen:
    timezone: Europe/Paris
    components: [{id: checkout, name: Checkout, slo: 99.9}]
""",
    "content/incidents/errors.md": """\
---
title: Checkout errors
components: [checkout]
---

## Investigating - 2026-11-20 14:05 UTC

We look into it.
""",
    "content/incidents/upkeep.md": """\
---
title: New database
kind: maintenance
components: [checkout]
starts: 2026-11-24 05:00 UTC
ends: 2026-11-24 06:00 UTC
---

## Scheduled - 2026-11-19 14:05 UTC

It will be faster.
""",
    "content/about.md": "# About us\n",
}


def test_an_update_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    """What drew the last build, read its settings and made its calendars stays out of the next one."""
    for path, text in SITE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    build = ("build", "--now", "2026-11-20 14:30 UTC", "--site-dir", "site")
    assert imported(*build, cwd=tmp_path) >= {"mkdocs", "pydantic", "yaml", "icalendar"}
    with (tmp_path / "content/incidents/errors.md").open("a", encoding="utf-8") as file:
        file.write("\n## Identified - 2026-11-20 14:20 UTC\n\nIt is the database.\n")
    found = imported(*build, cwd=tmp_path)
    assert "It is the database" in (tmp_path / "site/incidents/errors/index.html").read_text(encoding="utf-8")
    assert not found & {"mkdocs", "material", "markdown", "pydantic", "yaml", "ruamel", "icalendar"}
    assert not found & {"asyncio", "difflib", "email", "http", "ssl", "subprocess", "xml"}


READS_SETTINGS = {"pydantic", "ruamel", "yaml", "zoneinfo"}


@pytest.mark.parametrize(
    ("command", "unneeded"),
    [("check", {*HEAVY, *READS_SETTINGS, "difflib", "html", "json"}), ("status", READS_SETTINGS)],
)
def test_a_look_after_a_build_imports_hardly_anything(
    command: str, unneeded: set[str], tmp_path: Path
) -> None:
    """What is as it was is neither parsed nor rendered; what has changed is mostly read without a parser."""
    for path, text in SITE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    moment = ("--now", "2026-11-20 14:30 UTC")
    imported("build", *moment, "--site-dir", "site", cwd=tmp_path)
    with (tmp_path / "content/incidents/errors.md").open("a", encoding="utf-8") as file:
        file.write(
            "\n## Identified - 2026-11-20 14:20 UTC\n\nIt is the database, see [the other](upkeep.md).\n"
        )
    found = imported(command, *moment, cwd=tmp_path)
    assert "statusgen.content.usual_body" in found, "the command has read the changed record"
    assert not found & unneeded
