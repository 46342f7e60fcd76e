"""`statusgen status`: the front page in a terminal, and as an object for programs."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

Invoke = Callable[..., Result]
OnTerminal = Callable[..., tuple[int, str]]
Run = Callable[..., subprocess.CompletedProcess[str]]

SITE = {
    "content/incidents/2026-11-20-checkout-errors.md": """\
---
title: Checkout errors in Europe
components: {checkout: partial_outage}
---

## Investigating - 2026-11-20 14:05 UTC

We look into it.

## Identified - 2026-11-20 14:18 UTC {checkout=major_outage}

A slow query.
""",
    "content/incidents/2026-11-20-search-grows.md": """\
---
title: Search grows
kind: maintenance
components: [search]
starts: 2026-11-20 14:00 UTC
ends: 2026-11-20 15:00 UTC
---

## Scheduled - 2026-11-16 10:00 UTC

Soon.
""",
    "content/incidents/2026-11-24-new-database.md": """\
---
title: New database
kind: maintenance
components: [api]
starts: 2026-11-24 05:00 UTC
ends: 2026-11-24 06:30 UTC
---

## Scheduled - 2026-11-16 11:00 UTC

Later.
""",
    "content/incidents/2026-11-19-postal-strike.md": """\
---
title: Postal strike
kind: notice
components: {}
ends: 2026-11-22 12:00 UTC
---

## Posted - 2026-11-19 10:00 UTC

Parcels are late.
""",
    "content/incidents/2026-10-01-old-trouble.md": """\
---
title: Old trouble
components: {api: major_outage}
---

## Investigating - 2026-10-01 10:00 UTC

Down.

## Resolved - 2026-10-01 16:00 UTC

Up.
""",
}
WIDE = """\
■ Major outage: Checkout                                                     2026-11-20 14:30 UTC

        API       ● operational            99.72 %  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
  Shop  Checkout  ■ major outage           99.98 %  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█
        Search    ◆ under maintenance     100.00 %  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▂
  The last 90 days: uptime, and the worst of each 2 days

1 open incident
  ■ Checkout errors in Europe
    identified 12 min ago, next update due 14:48 UTC
    Checkout: major outage

Maintenance under way
  ◆ Search grows
    until 15:00 UTC, 30 min left

Maintenance ahead
  ◆ New database
    Tuesday, 24 November 2026, 05:00 to 06:30 UTC, in 3 days

Notices
  · Postal strike
    until 2026-11-22 12:00 UTC, 45 h left
"""
NARROW = """\
■ Major outage: Checkout
  2026-11-20 14:30 UTC

    API       ● operational
  Shop
    Checkout  ■ major outage
    Search    ◆ under maintenance
"""
ESCAPES = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture
def site(write_site: Callable[..., Path]) -> Path:
    """A shop with something of every kind."""
    return write_site(SITE)


def _state(invoke: Invoke, site: Path, *options: str) -> Mapping[str, object]:
    done = invoke("status", "--json", *options, cwd=site)
    assert done.exit_code == 0, done.output
    state: Mapping[str, object] = json.loads(done.stdout)
    return state


def test_everything_in_one_glance(invoke: Invoke, site: Path) -> None:
    """The sentence, each component with its uptime and bar, what is open and what is planned, aligned."""
    done = invoke("status", cwd=site)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == WIDE


def test_a_terminal_gets_colours_and_the_same_words(
    on_terminal: OnTerminal, invoke: Invoke, site: Path
) -> None:
    """Colours add nothing that the words do not say."""
    status, shown = on_terminal("status", cwd=site, columns=100)
    assert status == 0
    assert "\x1b[" in shown
    assert ESCAPES.sub("", shown) == invoke("status", cwd=site).stdout


@pytest.mark.parametrize("variable", ["NO_COLOR=1", "TERM=dumb"])
def test_colours_can_be_switched_off(variable: str, on_terminal: OnTerminal, site: Path) -> None:
    """`NO_COLOR` and a terminal without colours are respected."""
    name, _, value = variable.partition("=")
    status, shown = on_terminal("status", cwd=site, **{name: value})
    assert status == 0
    assert "\x1b" not in shown


@pytest.mark.parametrize("columns", [40, 47, 60, 72, 90, 120, 200])
def test_no_line_is_wider_than_the_terminal(columns: int, on_terminal: OnTerminal, site: Path) -> None:
    """The table drops bar, uptime and group column before it breaks."""
    _, shown = on_terminal("status", cwd=site, columns=columns)
    assert max(len(line) for line in ESCAPES.sub("", shown).splitlines()) <= columns
    assert "major outage" in shown
    assert "Checkout" in shown


def test_a_narrow_terminal_keeps_the_words(on_terminal: OnTerminal, site: Path) -> None:
    """On 40 columns groups are headings, and every component is told with its status."""
    assert ESCAPES.sub("", on_terminal("status", cwd=site, columns=40)[1]).startswith(NARROW)


def test_plain_letters_where_symbols_cannot_be_shown(statusgen: Run, site: Path) -> None:
    """An output in ASCII has letters in place of shapes, and no traceback."""
    done = statusgen(
        "status", "--now", "2026-11-20 14:30 UTC", cwd=site, PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert "X major outage" in done.stdout


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        ("2026-11-20 14:47 UTC", "identified 29 min ago, next update due 14:48 UTC"),
        ("2026-11-20 14:49 UTC", "identified 31 min ago, next update overdue since 14:48 UTC"),
        ("2026-11-20 16:30 UTC", "identified 2 h ago, next update overdue since 14:48 UTC"),
        ("2026-11-23 14:30 UTC", "identified 3 days ago, next update overdue since 2026-11-20 14:48 UTC"),
        ("2026-11-20 14:10 UTC", "investigating 5 min ago, next update due 14:35 UTC"),
        ("2026-11-20 14:05 UTC", "investigating less than a minute ago, next update due 14:35 UTC"),
    ],
)
def test_the_next_update_is_due_or_overdue(now: str, sentence: str, invoke: Invoke, site: Path) -> None:
    """Support sees how old the news is and when customers expect more."""
    assert f"    {sentence}\n" in invoke("status", "--now", now, cwd=site).stdout


def test_a_status_told_twice_is_as_old_as_its_first_time(
    invoke: Invoke, write_site: Callable[..., Path]
) -> None:
    """Identified 25 minutes ago stays so when a later update says identified again."""
    text = SITE["content/incidents/2026-11-20-checkout-errors.md"].replace("Investigating", "Identified")
    done = invoke("status", cwd=write_site({"content/incidents/a.md": text}))
    assert "identified 25 min ago, last update 12 min ago, next update due 14:48 UTC" in done.stdout


def test_when_nothing_is_wrong_little_is_said(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """A quiet site is its sentence and its table."""
    done = invoke("status", cwd=write_site({}))
    assert done.stdout.startswith("● All systems operational ")
    assert len(done.stdout.split("\n\n")) == 2


def test_a_title_cannot_steer_the_terminal(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """Escape characters in the settings do not reach the terminal."""
    settings = (write_site({}) / "mkdocs.yml").read_text(encoding="utf-8")
    site = write_site({"mkdocs.yml": settings.replace("name: Search", 'name: "S\\u202eearch"')})
    assert "\u202e" not in invoke("status", cwd=site).stdout


def test_a_site_without_components_has_a_state(invoke: Invoke, tmp_path: Path) -> None:
    """There is a sentence, and no empty table."""
    settings = "site_name: S\nsite_url: https://s.example/\ndocs_dir: .\nplugins: [statusgen]\n"
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    done = invoke("status", cwd=tmp_path)
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, 1)


def _component(*values: object) -> Mapping[str, object]:
    return dict(zip(("id", "name", "group", "status", "uptime_percent"), values, strict=True))


def test_the_object_for_programs(invoke: Invoke, site: Path) -> None:
    """`--json` tells the same as a stable object; this is its whole shape."""
    state = _state(invoke, site)
    assert state == {
        "version": 1,
        "page": {"name": "Scarf Shop Status", "url": "https://status.example.com/"},
        "now": "2026-11-20T14:30:00Z",
        "status": {"indicator": "major", "description": "Partial System Outage"},
        "sentence": "Major outage: Checkout",
        "components": [
            _component("checkout", "Checkout", "Shop", "major_outage", 99.9877),
            _component("search", "Search", "Shop", "under_maintenance", 100.0),
            _component("api", "API", None, "operational", 99.7210),
        ],
        "incidents": [
            {
                "slug": "2026-11-20-checkout-errors",
                "path": "content/incidents/2026-11-20-checkout-errors.md",
                "url": "https://status.example.com/incidents/2026-11-20-checkout-errors/",
                "title": "Checkout errors in Europe",
                "kind": "incident",
                "status": "identified",
                "impact": "critical",
                "started_at": "2026-11-20T14:05:00Z",
                "ends_at": None,
                "updated_at": "2026-11-20T14:18:00Z",
                "next_update_at": "2026-11-20T14:48:00Z",
                "components": {"checkout": "major_outage"},
            }
        ],
        "maintenances": [
            {
                "slug": "2026-11-20-search-grows",
                "path": "content/incidents/2026-11-20-search-grows.md",
                "url": "https://status.example.com/incidents/2026-11-20-search-grows/",
                "title": "Search grows",
                "kind": "maintenance",
                "status": "in_progress",
                "impact": "maintenance",
                "started_at": "2026-11-20T14:00:00Z",
                "ends_at": "2026-11-20T15:00:00Z",
                "updated_at": "2026-11-16T10:00:00Z",
                "next_update_at": None,
                "components": {"search": "under_maintenance"},
            },
            {
                "slug": "2026-11-24-new-database",
                "path": "content/incidents/2026-11-24-new-database.md",
                "url": "https://status.example.com/incidents/2026-11-24-new-database/",
                "title": "New database",
                "kind": "maintenance",
                "status": "scheduled",
                "impact": "maintenance",
                "started_at": "2026-11-24T05:00:00Z",
                "ends_at": "2026-11-24T06:30:00Z",
                "updated_at": "2026-11-16T11:00:00Z",
                "next_update_at": None,
                "components": {},
            },
        ],
        "notices": [
            {
                "slug": "2026-11-19-postal-strike",
                "path": "content/incidents/2026-11-19-postal-strike.md",
                "url": "https://status.example.com/incidents/2026-11-19-postal-strike/",
                "title": "Postal strike",
                "kind": "notice",
                "status": "posted",
                "impact": "none",
                "started_at": "2026-11-19T10:00:00Z",
                "ends_at": "2026-11-22T12:00:00Z",
                "updated_at": "2026-11-19T10:00:00Z",
                "next_update_at": None,
                "components": {},
            }
        ],
        "problems": 0,
    }  # fmt: skip


def test_the_state_of_another_moment(invoke: Invoke, site: Path) -> None:
    """With --now the state is that of the moment given, before the incident or after the maintenance."""
    assert _state(invoke, site, "--now", "2026-11-20 13:59 UTC")["sentence"] == "All systems operational"
    later = _state(invoke, site, "--now", "2026-11-24 05:10 UTC")
    assert [(record["slug"], record["status"]) for record in later["maintenances"]] == [
        ("2026-11-24-new-database", "in_progress")
    ]


def test_faulty_files_are_counted(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """The state is told all the same, with the warning that it may be incomplete, and status 0."""
    site = write_site({**SITE, "content/incidents/b.md": "---\ntitle: B\n---\n"})
    done = invoke("status", cwd=site)
    assert done.exit_code == 0
    assert done.stdout == WIDE
    assert "in 1 file, so that this may be incomplete: run statusgen check" in done.stderr
    problems = len(json.loads(invoke("check", "--format", "json", cwd=site).stdout))
    assert _state(invoke, site)["problems"] == problems > 0


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_without_a_site_there_is_no_state(options: list[str], invoke: Invoke, tmp_path: Path) -> None:
    """A missing mkdocs.yml is a problem with a hint and status 1."""
    done = invoke("status", *options, cwd=tmp_path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "mkdocs.yml: there is no such file" in done.stderr
    assert "hint: " in done.stderr


def test_without_content_there_is_no_state(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """A missing content directory is a problem and not a quiet site."""
    site = write_site({})
    (site / "content").rmdir()
    done = invoke("status", cwd=site)
    assert done.exit_code == 1
    assert "content: the content directory does not exist" in done.stderr


def test_a_site_that_cannot_be_read_is_told_without_talk_of_writing(
    invoke: Invoke, write_site: Callable[..., Path]
) -> None:
    """`status` writes nothing in any case."""
    done = invoke("status", "-f", "nosuch.yml", cwd=write_site({}))
    assert done.exit_code == 1
    assert done.stderr.startswith("nosuch.yml: there is no such file")
    assert done.stderr.endswith("1 problem in 1 file.\n")
