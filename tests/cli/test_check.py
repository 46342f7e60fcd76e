"""`statusgen check`: every problem in every file, for people, for pull requests and for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.fixtures.sites import MKDOCS_YML

Invoke = Callable[..., Result]
OnTerminal = Callable[..., tuple[int, str]]

GOOD = """\
---
title: Search slow
components: [search]
---

## Investigating - 2026-11-20 13:00 UTC

Slow.
"""
BAD = """\
---
title: Checkout errors
components:
  chekout: partial_outage
---

## Identifed - 2026-11-20 14:05 UTC

We look into it.

## Resolved - 2026-11-20 14:20

Fine.
"""
BAD_PATH = "content/incidents/2026-11-20-checkout-errors.md"
REPORT = f"""\
{BAD_PATH}:4:3: components.chekout: there is no component `chekout`
    |   chekout: partial_outage
    |   ^
    hint: did you mean checkout?
{BAD_PATH}:7:4: `Identifed` is no status
    | ## Identifed - 2026-11-20 14:05 UTC
    |    ^
    hint: did you mean identified?
{BAD_PATH}:11:15: `2026-11-20 14:20` has no time zone
    | ## Resolved - 2026-11-20 14:20
    |               ^
    hint: write 2026-11-20 14:20 UTC, or set `timezone` in the settings of statusgen

content/incidents/2026-11-20-empty.md: the file is empty
    hint: begin the file with a line `---`, then `title: …` and `components: …`, then a line `---`
"""


@pytest.fixture
def site(write_site: Callable[..., Path]) -> Path:
    """A shop with a good file, a file with three problems, and an empty one."""
    return write_site(
        {
            "content/incidents/2026-11-19-search-slow.md": GOOD,
            BAD_PATH: BAD,
            "content/incidents/2026-11-20-empty.md": "",
        }
    )


def test_each_problem_shows_its_line(invoke: Invoke, site: Path) -> None:
    """Grouped by file: place, message, the author's line with a caret below the fault, and a hint."""
    done = invoke("check", cwd=site)
    assert done.exit_code == 1
    assert done.stdout == REPORT
    assert done.stderr == "4 problems in 2 files.\n"


def test_a_site_without_problems(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """Status 0, nothing on standard output, and what was read on standard error."""
    done = invoke("check", cwd=write_site({"content/incidents/a.md": GOOD}))
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "1 record and 0 postmortems: no problems.\n"


def test_pull_requests_are_annotated_at_the_line(invoke: Invoke, site: Path) -> None:
    """`--format github` prints one workflow command for each problem, escaped as GitHub wants it."""
    done = invoke("check", "--format", "github", cwd=site)
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines[0] == (
        f"::error file={BAD_PATH},line=4,col=3,title=components.chekout::"
        "there is no component `chekout`%0Ahint: did you mean checkout?"
    )
    assert lines[-1].startswith(
        "::error file=content/incidents/2026-11-20-empty.md::the file is empty%0Ahint: "
    )
    assert len(lines) == 4


def test_the_log_of_a_pull_request_has_the_report(invoke: Invoke, site: Path) -> None:
    """GitHub takes its commands out of the log; the report for people stands there in their place."""
    done = invoke("check", "--format", "github", cwd=site)
    assert done.stderr == REPORT + "4 problems in 2 files.\n"


@pytest.mark.parametrize(
    ("cwd", "config", "workspace", "prefix"),
    [
        ("source", "mkdocs.yml", ".", "source/"),
        (".", "source/mkdocs.yml", ".", "source/"),
        ("source/content", "../mkdocs.yml", ".", "source/"),
        ("source/content", "../mkdocs.yml", "source", ""),
        ("source", "mkdocs.yml", "linked", "source/"),
        ("source", "mkdocs.yml", "elsewhere", ""),
    ],
    ids=["site in a subdirectory", "from above", "from below", "root", "link", "outside"],
)
def test_annotations_name_files_as_the_repository_does(
    cwd: str,
    config: str,
    workspace: str,
    prefix: str,
    invoke: Invoke,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Paths are relative to GITHUB_WORKSPACE, wherever the command runs."""
    root = site.parent
    (root / "linked").symlink_to(root)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(root / workspace))
    done = invoke("check", "--format", "github", "-f", config, cwd=root / cwd)
    assert done.stdout.startswith(f"::error file={prefix}{BAD_PATH},line=4,")


def test_a_strange_file_name_breaks_no_annotation(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """What separates the parts of a workflow command is escaped in values."""
    site = write_site({"content/incidents/a,b::c%.md": GOOD})
    done = invoke("check", "--format", "github", cwd=site)
    match = re.fullmatch(r"::error file=([^,:]*)(?:,line=\d+,col=\d+)?::.*", done.stdout.splitlines()[0])
    assert match is not None
    assert match[1] == "content/incidents/a%2Cb%3A%3Ac%25.md"


def test_problems_for_programs(invoke: Invoke, site: Path) -> None:
    """`--format json` prints one array, and nothing besides."""
    done = invoke("check", "--format", "json", cwd=site)
    assert (done.exit_code, done.stderr) == (1, "")
    problems = json.loads(done.stdout)
    assert problems[0] == {
        "path": BAD_PATH,
        "line": 4,
        "column": 3,
        "field": "components.chekout",
        "message": "there is no component `chekout`",
        "hint": "did you mean checkout?",
    }
    assert [(problem["line"], problem["column"]) for problem in problems] == [
        (4, 3),
        (7, 4),
        (11, 15),
        (0, 0),
    ]


def test_no_problems_for_programs(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """A site without problems is an empty array."""
    done = invoke("check", "--format", "json", cwd=write_site({}))
    assert (done.exit_code, json.loads(done.stdout)) == (0, [])


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["content/incidents/2026-11-20-empty.md"], 1),
        (["content/incidents/2026-11-20-empty.md", BAD_PATH], 4),
        (["./content/../content/incidents"], 4),
        (["."], 4),
        (["content/incidents/2026-11-19-search-slow.md"], 0),
        (["mkdocs.yml"], 0),
    ],
)
def test_only_the_paths_that_are_named(paths: list[str], found: int, invoke: Invoke, site: Path) -> None:
    """PATHS limits what is told, and with it the exit status; each may be a file or a directory."""
    done = invoke("check", "--format", "json", *paths, cwd=site)
    assert len(json.loads(done.stdout)) == found
    assert done.exit_code == (1 if found else 0)


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        ([], "2 records and 1 postmortem"),
        (["content/incidents/b.md"], "1 record and 0 postmortems"),
        (["content/postmortems", "content/incidents/a.md"], "1 record and 1 postmortem"),
    ],
)
def test_what_was_checked_is_counted(
    paths: list[str], told: str, invoke: Invoke, write_site: Callable[..., Path]
) -> None:
    """With PATHS only what lies below them."""
    lesson = "---\ntitle: x\nincidents: [a]\npublished: 2026-11-20 10:00 UTC\nsummary: x\n---\n\nText.\n"
    files = {"incidents/a.md": GOOD, "incidents/b.md": GOOD, "postmortems/c.md": lesson}
    site = write_site({f"content/{path}": text for path, text in files.items()})
    assert invoke("check", *paths, cwd=site).stderr == f"{told}: no problems.\n"


def test_without_settings_nothing_is_right(invoke: Invoke, site: Path) -> None:
    """Where the settings cannot be read, a good file does not pass: nothing has been checked."""
    done = invoke("check", "-f", "nosuch.yml", "content/incidents/2026-11-19-search-slow.md", cwd=site)
    assert done.exit_code == 1
    assert "nosuch.yml" in done.stdout


def test_a_path_that_does_not_exist_is_wrong_usage(invoke: Invoke, site: Path) -> None:
    """A misspelt path does not pass as a clean one."""
    assert invoke("check", "content/incident", cwd=site).exit_code == 2


def test_paths_seen_from_elsewhere(invoke: Invoke, site: Path) -> None:
    """With -f, problems name files as they are found from the current directory."""
    done = invoke("check", "-f", f"{site.name}/mkdocs.yml", cwd=site.parent)
    assert done.stdout.startswith(f"{site.name}/{BAD_PATH}:4:3: ")
    assert "    |   chekout: partial_outage\n" in done.stdout


@pytest.mark.parametrize("column", [1, 60, 300])
def test_of_a_long_line_the_part_with_the_fault_is_shown(
    column: int, invoke: Invoke, write_site: Callable[..., Path]
) -> None:
    """The caret stands below the fault, also far to the right and behind wide characters."""
    link = "[x](gone.md)"
    text = GOOD.replace("Slow.", "语 " * (column // 3) + link + " and more" * 40)
    done = invoke("check", cwd=write_site({"content/incidents/a.md": text}))
    quoted, caret = [line for line in done.stdout.splitlines() if line.startswith("    | ")]
    assert len(quoted) <= 120
    wide = quoted[: quoted.index("gone.md")].count("语")
    assert caret.index("^") == quoted.index("gone.md") + wide


def test_control_characters_do_not_reach_the_terminal(
    invoke: Invoke, write_site: Callable[..., Path]
) -> None:
    """A quoted line cannot steer the terminal that shows it."""
    done = invoke("check", cwd=write_site({"content/incidents/a.md": GOOD.replace("Slow.", "\x1b[2J gone")}))
    assert done.exit_code == 1
    assert "\x1b" not in done.stdout


def test_a_terminal_gets_colours_and_the_same_words(on_terminal: OnTerminal, site: Path) -> None:
    """Colours add nothing to the report."""
    status, shown = on_terminal("check", cwd=site)
    assert status == 1
    assert "\x1b[" in shown
    assert re.sub(r"\x1b\[[\d;]*m", "", shown) == REPORT + "4 problems in 2 files.\n"


BELOW_A_PATH = MKDOCS_YML.replace("status.example.com/", "example.github.io/status/")
ON_THE_ADDRESS = "mkdocs.yml:2:1: site_url: note: the site stands at /status/ of its host. "


@pytest.mark.parametrize("form", ["text", "github"])
def test_a_site_below_a_path_is_told_once_what_clients_need(
    form: str, invoke: Invoke, write_site: Callable[..., Path]
) -> None:
    """Clients of the API look at the root of a host. That is a note and no problem: the status stays 0."""
    done = invoke("check", "--format", form, cwd=write_site({"mkdocs.yml": BELOW_A_PATH}))
    assert done.exit_code == 0
    notes = [line for line in done.stderr.splitlines() if line.startswith(ON_THE_ADDRESS)]
    assert len(notes) == 1
    assert done.stderr.endswith("0 records and 0 postmortems: no problems.\n")
    notices = [line.split("::")[1] for line in done.stdout.splitlines()]
    assert notices == (["notice file=mkdocs.yml,line=2,col=1,title=site_url"] if form == "github" else [])


def test_programs_are_told_problems_only(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """What `--format json` prints is a list of problems, of which a note is none."""
    done = invoke("check", "--format", "json", cwd=write_site({"mkdocs.yml": BELOW_A_PATH}))
    assert (done.exit_code, json.loads(done.stdout), done.stderr) == (0, [], "")


@pytest.mark.parametrize(
    ("settings", "paths"),
    [
        (MKDOCS_YML, []),
        (MKDOCS_YML.replace("example.com/", "example.com"), []),
        (BELOW_A_PATH, ["content"]),
    ],
    ids=["root", "root without slash", "settings not asked about"],
)
def test_other_sites_are_told_nothing(
    settings: str, paths: list[str], invoke: Invoke, write_site: Callable[..., Path]
) -> None:
    """At the root of a host all clients find the site; with PATHS the settings are told of when they are among them."""
    assert "note:" not in invoke("check", *paths, cwd=write_site({"mkdocs.yml": settings})).stderr


def test_the_note_stands_beside_problems(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """And changes neither their report nor their number."""
    files = {BAD_PATH: BAD, "content/incidents/2026-11-20-empty.md": ""}
    done = invoke("check", cwd=write_site({"mkdocs.yml": BELOW_A_PATH, **files}))
    assert (done.exit_code, done.stdout) == (1, REPORT)
    assert done.stderr.startswith(ON_THE_ADDRESS)
    assert done.stderr.endswith("\n4 problems in 2 files.\n")


ODD_FILES = {
    "empty front matter": "---\n---\n",
    "unclosed front matter": "---\ntitle: x\n",
    "no front matter": "## Investigating - 2026-11-20 14:05 UTC\n",
    "duplicate key": "---\ntitle: a\ntitle: b\ncomponents: []\n---\n\n## Investigating - 2026-11-20 14:05 UTC\n",
    "tabs": "---\ntitle: a\n\tcomponents: []\n---\n",
    "unclosed fence": GOOD + "```\n",
    "deep nesting": "---\ntitle: " + "[" * 5000 + "\n---\n",
    "huge number": "---\ntitle: a\ncomponents: []\nid: " + "9" * 10_000 + "\nx: 1\n---\n",
}


@pytest.mark.parametrize("text", ODD_FILES.values(), ids=ODD_FILES)
def test_odd_files_are_problems(text: str, invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """Whatever stands in a file, `check` ends with status 1 and names it."""
    done = invoke("check", cwd=write_site({"content/incidents/a.md": text}))
    assert done.exit_code == 1
    assert done.stdout.startswith("content/incidents/a.md")


@pytest.mark.parametrize("data", [b"\0\1\2", b"caf\xe9", b"\xff\xfe-\0"], ids=["binary", "latin-1", "utf-16"])
def test_a_file_that_is_no_text_is_a_problem(
    data: bytes, invoke: Invoke, write_site: Callable[..., Path]
) -> None:
    """Its bytes are not printed, and nothing else suffers."""
    site = write_site({"content/incidents/b.md": GOOD})
    (site / "content/incidents/a.md").write_bytes(data)
    done = invoke("check", cwd=site)
    assert done.exit_code == 1
    assert "content/incidents/a.md" in done.stdout
    assert "b.md" not in done.stdout
