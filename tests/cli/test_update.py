"""`statusgen update` and `resolve`: one more update, and every other byte as it was."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Invoke = Callable[..., Result]
OnTerminal = Callable[..., tuple[int, str]]

OPEN = """\
---
title: "Checkout errors"   # the author's own quotes
components: {checkout: partial_outage}
reported_by:   customer
---

## Investigating - 2026-11-20 14:05 UTC

We look into it.

## Identified — 2026-11-20T14:20Z {checkout=major_outage}

A slow query.
"""
NEWEST_FIRST = """\
---
title: Search slow
components: [search]
---

## Monitoring - 2026-11-20 14:10 UTC

Better.

## Investigating - 2026-11-20 13:00 UTC

Slow.


"""
RESOLVED = """\
---
title: Checkout slow
components: [checkout]
---

## Investigating - 2026-11-19 10:00 UTC

Slow.

## Resolved - 2026-11-19 11:00 UTC

Fine.
"""
MAINTENANCE = """\
---
title: Search grows
kind: maintenance
components: [search]
starts: 2026-11-24 05:00 UTC
ends: 2026-11-24 06:00 UTC  # UTC, as always
---

## Scheduled - 2026-11-16 10:00 UTC

Soon.
"""
NOTICE = """\
---
title: Postal strike
kind: notice
components: {}
---

## Posted - 2026-11-19 10:00 UTC

Parcels are late.
"""
INCIDENTS = "content/incidents"
FILES = {
    f"{INCIDENTS}/2026-11-20-checkout-errors.md": OPEN,
    f"{INCIDENTS}/2026-11-19-checkout-slow.md": RESOLVED,
    f"{INCIDENTS}/2026-11-24-search-grows.md": MAINTENANCE,
    f"{INCIDENTS}/2026-11-19-postal-strike.md": NOTICE,
}
CHECKOUT = f"{INCIDENTS}/2026-11-20-checkout-errors.md"


@pytest.fixture
def site(write_site: Callable[..., Path]) -> Path:
    """A shop with one open incident, a resolved one, a maintenance ahead and a notice."""
    return write_site(FILES)


def _changed(site: Path, before: dict[str, str] = FILES) -> dict[str, str]:
    """The files that are not as they were, hidden ones included."""
    now = {
        path.relative_to(site).as_posix(): path.read_bytes().decode()
        for path in (site / "content").rglob("*")
        if path.is_file()
    }
    return {path: text for path, text in now.items() if before.get(path) != text}


def _kept(shown: str) -> str:
    """The text in the file that the terminal names at the end."""
    path = re.search(r"Your text is kept in (\S+)\n", shown)
    assert path is not None, shown
    return Path(path[1]).read_text(encoding="utf-8")


def test_an_update_stands_at_the_end(invoke: Invoke, site: Path) -> None:
    """The new update follows the last one, with the status that the incident has, and `check` finds nothing."""
    done = invoke("update", "checkout-errors", "-m", "Still slow.", "-c", "api=degraded", cwd=site)
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{CHECKOUT}\n"
    added = "\n## Identified - 2026-11-20 14:30 UTC {api=degraded_performance}\n\nStill slow.\n"
    assert _changed(site) == {CHECKOUT: OPEN + added}
    assert invoke("check", cwd=site).exit_code == 0


def test_the_new_state_is_told(invoke: Invoke, site: Path) -> None:
    """Standard error says what the page will say."""
    done = invoke("update", "-m", "x", "--status", "monitoring", "-c", "checkout=degraded", cwd=site)
    assert done.stderr == (
        "“Checkout errors” is now monitoring, critical impact; Checkout: degraded performance;"
        " next update due 15:00 UTC\n"
    )
    done = invoke("resolve", "-m", "x", "--at", "2026-11-20 14:31 UTC", cwd=site)
    assert done.stderr == "“Checkout errors” is now resolved after 26 minutes\n"


@pytest.mark.parametrize(
    ("text", "at", "before"),
    [
        pytest.param(OPEN, "14:30 UTC", None, id="oldest first, newest"),
        pytest.param(OPEN, "14:10 UTC", "## Identified", id="oldest first, in between"),
        pytest.param(OPEN, "14:00 UTC", "## Investigating", id="oldest first, oldest"),
        pytest.param(NEWEST_FIRST, "14:30 UTC", "## Monitoring", id="newest first, newest"),
        pytest.param(NEWEST_FIRST, "13:30 UTC", "## Investigating", id="newest first, in between"),
        pytest.param(NEWEST_FIRST, "12:00 UTC", None, id="newest first, oldest"),
        pytest.param(OPEN.rstrip("\n"), "14:30 UTC", None, id="no line end at the end"),
        pytest.param(OPEN + "\n \n", "14:30 UTC", None, id="blank lines at the end"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
def test_every_other_byte_stays(
    text: str,
    at: str,
    before: str | None,
    line_end: str,
    mark: str,
    invoke: Invoke,
    write_site: Callable[..., Path],
) -> None:
    """The update stands where the file's order puts it, with the file's line ends; nothing else has changed."""
    original = mark + text.replace("\n", line_end)
    site = write_site({f"{INCIDENTS}/a.md": original})
    done = invoke("update", "a", "-m", "New\ntext.", "--status", "monitoring", "--at", at, cwd=site)
    assert done.exit_code == 0, done.output
    now = (site / INCIDENTS / "a.md").read_bytes().decode()
    block = f"## Monitoring - 2026-11-20 {at}\n\nNew\ntext.\n".replace("\n", line_end)
    place = original.index(before) if before else len(original)
    start = now.index(block)
    assert now[:start].rstrip() == original[:place].rstrip()
    assert now.startswith(original[:place])
    assert now[start + len(block) :] == (line_end + original[place:] if before else "")
    assert now[place:start].strip() == ""
    assert now[:start].endswith(line_end * 2) or original[:place].endswith(" " + line_end)
    assert invoke("check", cwd=site).exit_code == 0


def test_a_second_update_in_one_minute_tells_the_second(invoke: Invoke, site: Path) -> None:
    """Two updates of one moment would be one to a feed's reader."""
    for _ in range(3):
        assert invoke("update", "-m", "x", cwd=site).exit_code == 0
    text = (site / CHECKOUT).read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if "14:30" in line] == [
        "## Identified - 2026-11-20 14:30 UTC",
        "## Identified - 2026-11-20 14:30:01 UTC",
        "## Identified - 2026-11-20 14:30:02 UTC",
    ]


@pytest.mark.parametrize(
    "word",
    [
        "2026-11-20-checkout-errors",
        CHECKOUT,
        "2026-11-20-checkout-errors.md",
        "checkout-errors",
        "ERRORS",
        "checkout",
        None,
    ],
)
def test_a_record_is_named_as_it_comes(word: str | None, invoke: Invoke, site: Path) -> None:
    """A slug, a path, a part of a slug, the open one of several, or nothing while one incident is open."""
    done = invoke("update", *([word] if word else []), "-m", "x", cwd=site)
    assert done.stdout == f"{CHECKOUT}\n", done.output


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("2026-11", ["is a part of 4 names", "2026-11-20-checkout-errors  Checkout errors"]),
        ("2026-11-20-chekout-errors", ["there is no record", "did you mean 2026-11-20-checkout-errors?"]),
        ("xyz", ["there is no record `xyz`", "open are:", "2026-11-24-search-grows"]),
        ("", ["there is no record"]),
    ],
)
def test_an_unclear_name_is_wrong_usage(word: str, message: list[str], invoke: Invoke, site: Path) -> None:
    """The candidates are listed with their titles, and nothing is written."""
    done = invoke("update", word, "-m", "x", cwd=site)
    assert done.exit_code == 2
    assert all(part in done.stderr for part in message), done.stderr
    assert not _changed(site)


def test_with_two_open_incidents_one_must_be_named(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """Without SLUG nothing is guessed."""
    site = write_site({CHECKOUT: OPEN, f"{INCIDENTS}/2026-11-20-search-slow.md": NEWEST_FIRST})
    done = invoke("resolve", "-m", "x", cwd=site)
    assert done.exit_code == 2
    assert "2 incidents are open" in done.stderr
    assert "2026-11-20-search-slow" in done.stderr


def test_without_an_open_incident_one_must_be_named(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """A maintenance ahead is offered, and not taken."""
    site = write_site({path: text for path, text in FILES.items() if path != CHECKOUT})
    done = invoke("resolve", "-m", "x", cwd=site)
    assert done.exit_code == 2
    assert "no incident is open" in done.stderr
    assert "2026-11-24-search-grows" in done.stderr


@pytest.mark.parametrize(
    ("command", "heading"),
    [
        (["resolve", "checkout-errors"], "## Resolved - 2026-11-20 14:30 UTC"),
        (["resolve", "search-grows"], "## Completed - 2026-11-20 14:30 UTC"),
        (["resolve", "search-grows", "--status", "canceled"], "## Canceled - 2026-11-20 14:30 UTC"),
        (["update", "search-grows"], "## Scheduled - 2026-11-20 14:30 UTC"),
        (["update", "search-grows", "--status", "in_progress"], "## In progress - 2026-11-20 14:30 UTC"),
        (["update", "postal-strike"], "## Posted - 2026-11-20 14:30 UTC"),
        (["update", "checkout-slow", "--status", "resolved"], "## Resolved - 2026-11-20 14:30 UTC"),
        (
            ["update", "checkout-slow", "--at", "2026-11-19 10:30 UTC"],
            "## Investigating - 2026-11-19 10:30 UTC",
        ),
        (["update", "checkout-slow", "--status", "investigating"], "## Investigating - 2026-11-20 14:30 UTC"),
        (["update", "checkout-errors", "--at", "14:10 UTC"], "## Investigating - 2026-11-20 14:10 UTC"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_status_that_is_not_told(command: list[str], heading: str, invoke: Invoke, site: Path) -> None:
    """It stays what it was at that moment; `resolve` ends an incident or a maintenance."""
    done = invoke(*command, "-m", "x", cwd=site)
    assert done.exit_code == 0, done.output
    assert heading in (site / done.stdout.strip()).read_text(encoding="utf-8").splitlines()
    assert invoke("check", cwd=site).exit_code == 0


def test_a_maintenance_under_way_stays_so(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """The clock has begun it, so that an update of it is one of work in progress."""
    text = MAINTENANCE.replace("2026-11-24 05:00", "2026-11-20 14:00").replace(
        "2026-11-24 06:00", "2026-11-20 15:00"
    )
    site = write_site({f"{INCIDENTS}/a.md": text})
    assert invoke("update", "a", "-m", "x", cwd=site).exit_code == 0
    assert "## In progress - 2026-11-20 14:30 UTC" in (site / INCIDENTS / "a.md").read_text(encoding="utf-8")


def test_front_matter_changes_with_an_update(invoke: Invoke, site: Path) -> None:
    """A field's line is replaced where there is one, with its comment kept, and added where there is none."""
    done = invoke(
        "update", "search-grows", "--ends", "150m", "--next-update", "2h", "-m", "Longer.", cwd=site
    )
    assert done.exit_code == 0, done.output
    text = (site / INCIDENTS / "2026-11-24-search-grows.md").read_text(encoding="utf-8")
    expected = MAINTENANCE.replace("ends: 2026-11-24 06:00 UTC ", "ends: 2026-11-24 07:30 UTC ").replace(
        "\n---\n\n", "\nnext_update: 2026-11-20 16:30 UTC\n---\n\n"
    )
    assert text == expected + "\n## Scheduled - 2026-11-20 14:30 UTC\n\nLonger.\n"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("30m", "2026-11-20 15:00 UTC"),
        ("2 hours", "2026-11-20 16:30 UTC"),
        ("1 hour 30 minutes", "2026-11-20 16:00 UTC"),
        ("16:00 UTC", "2026-11-20 16:00 UTC"),
        ("00:30 UTC", "2026-11-21 00:30 UTC"),
        ("2026-11-21 14:00 UTC", "2026-11-21 14:00 UTC"),
    ],
)
def test_the_next_update_as_people_promise_it(said: str, written: str, invoke: Invoke, site: Path) -> None:
    """A length or a time of day; one of the coming night is near enough to need no day."""
    assert invoke("update", "--next-update", said, "-m", "x", cwd=site).exit_code == 0
    assert f"\nnext_update: {written}\n" in (site / CHECKOUT).read_text(encoding="utf-8")


def test_an_impact_may_be_told_later(invoke: Invoke, site: Path) -> None:
    """`--impact` and `--reported-by` replace what the front matter said."""
    assert (
        invoke("update", "--impact", "minor", "--reported-by", "support", "-m", "x", cwd=site).exit_code == 0
    )
    front = (
        OPEN.split("---\n")[1].replace("reported_by:   customer", "reported_by: support") + "impact: minor\n"
    )
    assert (site / CHECKOUT).read_text(encoding="utf-8").split("---\n")[1] == front


WRONG_USAGE = {
    "unknown component": (["update", "-c", "chekout"], "did you mean checkout?"),
    "same moment": (["update", "--at", "14:20 UTC"], "there is an update of 2026-11-20 14:20 UTC already"),
    "status of another kind": (
        ["update", "--status", "completed"],
        "completed is no status of this incident",
    ),
    "no end": (["resolve", "--status", "monitoring"], "monitoring does not end this incident"),
    "resolved twice": (
        ["resolve", "checkout-slow"],
        "has been resolved since 2026-11-19 11:00 UTC; to open it again",
    ),
    "notice": (["resolve", "postal-strike"], "a notice ends by the clock"),
    "end before start": (
        ["update", "search-grows", "--ends", "2026-11-24 04:00 UTC"],
        "is not after the start",
    ),
    "update without a component's status": (
        ["update", "-c", "Checkout"],
        "say how `checkout` is now, like checkout=partial_outage or checkout=operational",
    ),
    "end without a component's status": (
        ["resolve", "-c", "api"],
        "like api=partial_outage or api=operational",
    ),
    "update of a finished record": (
        ["update", "checkout-slow"],
        "to add a word to it: statusgen update 2026-11-19-checkout-slow --status resolved",
    ),
    "next update in the past": (
        ["update", "--next-update", "14:00 UTC"],
        "`14:00 UTC` is past at 2026-11-20 14:30 UTC; write the day as well, like 2026-11-21 14:00 UTC",
    ),
    "endless maintenance": (
        ["update", "search-grows", "--ends", "99999999d"],
        "`99999999d` is longer than ten years",
    ),
    "no text": (["update"], "no text was given"),
}


@pytest.mark.parametrize(("command", "message"), WRONG_USAGE.values(), ids=WRONG_USAGE)
def test_wrong_usage_writes_nothing(command: list[str], message: str, invoke: Invoke, site: Path) -> None:
    """It ends with status 2 and says what would be right."""
    done = invoke(*command, *([] if "no text" in message else ["-m", "x"]), cwd=site)
    assert done.exit_code == 2
    assert message in done.stderr
    assert not _changed(site)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["update", "-m", "[a](gone.md)"], "the link `gone.md` leads nowhere"),
        (["update", "-m", "x", "--at", "2026-11-20 15:00 UTC"], "is in the future"),
        (["resolve", "-m", "x", "-c", "checkout=major"], "`checkout=major_outage` contradicts resolved"),
        (
            ["update", "-m", "x", "--starts", "2026-11-20 15:00 UTC"],
            "starts: is a field of maintenances and notices only",
        ),
    ],
    ids=["dead link", "future", "impaired and resolved", "field of another kind"],
)
def test_an_update_with_a_problem_is_not_written(
    command: list[str], message: str, invoke: Invoke, site: Path
) -> None:
    """What `check` would refuse is printed with status 1, and every file stays as it was."""
    done = invoke(*command, cwd=site)
    assert done.exit_code == 1
    assert message in done.stderr
    assert not _changed(site)


def test_a_faulty_file_gets_no_update(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """The problems that it has are printed first; those of other files do not matter."""
    files = {
        CHECKOUT: OPEN.replace("Identified", "Identifed"),
        f"{INCIDENTS}/2026-11-20-b.md": RESOLVED + "\n## x\n",
    }
    site = write_site(files)
    done = invoke("update", "checkout", "-m", "x", cwd=site)
    assert done.exit_code == 1
    assert f"{CHECKOUT}:11:4: `Identifed` is no status" in done.stderr
    assert "hint: did you mean identified?" in done.stderr
    assert "2026-11-20-b" not in done.stderr
    assert not _changed(site, files)


def test_a_field_on_several_lines_is_left_to_its_author(
    invoke: Invoke, write_site: Callable[..., Path]
) -> None:
    """What the tool cannot change without a guess it does not change."""
    text = MAINTENANCE.replace(
        "ends: 2026-11-24 06:00 UTC  # UTC, as always", "ends:\n  2026-11-24 06:00 UTC"
    )
    files = {f"{INCIDENTS}/a.md": text}
    site = write_site(files)
    done = invoke("update", "a", "--ends", "3h", "-m", "x", cwd=site)
    assert done.exit_code == 1
    assert "write `ends: 2026-11-24 08:00 UTC` into the file yourself" in done.stderr
    assert not _changed(site, files)


def test_a_full_disk_leaves_the_old_file(site: Path) -> None:
    """When the new text cannot be written, the old one stands, and nothing lies beside it."""
    command = f"ulimit -f 0; exec {sys.executable} -m statusgen update -m x --now '2026-11-20 14:30 UTC'"
    done = subprocess.run(["bash", "-c", command], cwd=site, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"{CHECKOUT}: cannot be written: File too large" in done.stderr
    assert not _changed(site)


def test_rights_and_links_stay(invoke: Invoke, site: Path, tmp_path: Path) -> None:
    """The file keeps its mode, and a link still leads to it."""
    real = tmp_path / "elsewhere.md"
    real.write_text(OPEN, encoding="utf-8")
    real.chmod(0o640)
    (site / CHECKOUT).unlink()
    (site / CHECKOUT).symlink_to(real)
    assert invoke("update", "checkout", "-m", "x", cwd=site).exit_code == 0
    assert (site / CHECKOUT).is_symlink()
    assert real.read_text(encoding="utf-8") == OPEN + "\n## Identified - 2026-11-20 14:30 UTC\n\nx\n"
    assert real.stat().st_mode & 0o777 == 0o640


def test_the_settings_may_stand_elsewhere(invoke: Invoke, site: Path, tmp_path: Path) -> None:
    """With -f the command works from any directory, and the printed path leads to the file from there."""
    done = invoke("update", "-f", "source/mkdocs.yml", "-m", "x", cwd=tmp_path)
    assert done.stdout == f"source/{CHECKOUT}\n", done.output
    assert list(_changed(site)) == [CHECKOUT]


# On a terminal


def test_the_editor_shows_the_last_update(on_terminal: OnTerminal, site: Path) -> None:
    """The comment above the text tells what was said last, and none of it is published."""
    status, shown = on_terminal(
        "update", "--status", "monitoring", cwd=site,
        editor="assert 'A slow query.' in text and '\\nMonitoring - 2026-11-20 14:30 UTC\\n' in text, text\n"
        "path.write_text(text + 'It works again.')",
    )  # fmt: skip
    assert status == 0, shown
    assert _changed(site) == {CHECKOUT: OPEN + "\n## Monitoring - 2026-11-20 14:30 UTC\n\nIt works again.\n"}


def test_a_file_that_a_colleague_broke_meanwhile_is_left_alone(on_terminal: OnTerminal, site: Path) -> None:
    """Its problems are told, and where the new text is kept."""
    other = site / CHECKOUT
    status, shown = on_terminal(
        "update", cwd=site,
        editor=f"pathlib.Path({str(other)!r}).write_text('theirs')\npath.write_text(text + 'Mine.')",
    )  # fmt: skip
    assert status == 1
    assert "does not begin with front matter" in shown
    assert _kept(shown).endswith("\n\nMine.")
    assert _changed(site) == {CHECKOUT: "theirs"}


BROKEN_OFF = {
    "failure": "path.write_text(text + 'Mine.')\nsys.exit(3)",
    "Ctrl-C": "import os, signal\npath.write_text(text + 'Mine.')\nos.killpg(os.getpgrp(), signal.SIGINT)",
}


@pytest.mark.parametrize("editor", BROKEN_OFF.values(), ids=BROKEN_OFF)
def test_a_text_outlives_its_editor(editor: str, on_terminal: OnTerminal, site: Path) -> None:
    """An editor that fails, or is ended with Ctrl-C, changes no record; what it has saved is kept."""
    status, shown = on_terminal("update", cwd=site, editor=editor)
    assert status == 1
    assert "statusgen/cli" not in shown
    assert _kept(shown).endswith("\n\nMine.")
    assert not _changed(site)


def test_ctrl_c_belongs_to_the_editor(on_terminal: OnTerminal, site: Path) -> None:
    """An editor that lives on after Ctrl-C is waited for, and its text is taken."""
    status, shown = on_terminal(
        "update", cwd=site,
        editor="import os, signal\nsignal.signal(signal.SIGINT, lambda *_: None)\n"
        "os.killpg(os.getpgrp(), signal.SIGINT)\npath.write_text(text + 'Mine.')",
    )  # fmt: skip
    assert status == 0, shown
    assert (site / CHECKOUT).read_text(encoding="utf-8").endswith("\n\nMine.\n")


def test_a_text_that_is_published_is_kept_nowhere_else(
    on_terminal: OnTerminal, site: Path, tmp_path: Path
) -> None:
    """The editor's file is deleted once its text stands in the record."""
    status, shown = on_terminal("update", cwd=site, editor="path.write_text(text + 'Mine.')")
    assert status == 0, shown
    assert not list((tmp_path / "drafts").iterdir())


def test_the_state_follows(invoke: Invoke, site: Path) -> None:
    """What `resolve` wrote is what `status` reads."""
    assert len(json.loads(invoke("status", "--json", cwd=site).stdout)["incidents"]) == 1
    assert invoke("resolve", "-m", "Fine.", cwd=site).exit_code == 0
    state = json.loads(invoke("status", "--json", cwd=site).stdout)
    assert (state["incidents"], state["sentence"]) == ([], "All systems operational")
