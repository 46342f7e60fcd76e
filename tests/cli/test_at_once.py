"""Several people at once: no text is lost, and nothing waits for ever."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from statusgen.atomic import write_atomically
from statusgen.cli.locking import only_writer, only_writer_by_file

Invoke = Callable[..., Result]
OnTerminal = Callable[..., tuple[int, str]]

PATH = "content/incidents/2026-11-20-checkout-errors.md"
OPEN = """\
---
title: Checkout errors
components: [checkout]
---

## Investigating - 2026-11-20 08:00 UTC

We look into it.
"""


def _started(site: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "statusgen", *arguments, "--now", "2026-11-20 14:30 UTC"],
        cwd=site,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(
    "at", [[f"{number}0m ago" for number in range(1, 9)], [None] * 8], ids=["told", "now"]
)
def test_every_update_lands(at: list[str | None], invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """Of eight updates at the same time each is in the file, and `check` finds nothing."""
    site = write_site({PATH: OPEN})
    running = [
        _started(site, "update", "-m", f"Text {number}.", *(["--at", moment] if moment else []))
        for number, moment in enumerate(at)
    ]
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    lines = (site / PATH).read_text(encoding="utf-8").splitlines()
    assert sorted(line for line in lines if line.startswith("Text")) == [f"Text {n}." for n in range(8)]
    assert invoke("check", cwd=site).exit_code == 0
    assert [path.name for path in (site / PATH).parent.iterdir()] == [Path(PATH).name]


def test_an_incident_is_resolved_once(write_site: Callable[..., Path]) -> None:
    """Of two who resolve it at once, one is told that it has been done."""
    site = write_site({PATH: OPEN})
    running = [_started(site, "resolve", "checkout-errors", "-m", "Fine.") for _ in range(2)]
    told = [process.communicate(timeout=120)[1] for process in running]
    assert sorted(process.returncode for process in running) == [0, 2]
    assert sum("has been resolved since 2026-11-20 14:30 UTC" in text for text in told) == 1
    assert (site / PATH).read_text(encoding="utf-8").count("## Resolved") == 1


def test_an_update_follows_what_was_written_meanwhile(
    on_terminal: OnTerminal, write_site: Callable[..., Path]
) -> None:
    """What a colleague added while the editor was open stays, and the new text takes its status over."""
    site = write_site({PATH: OPEN})
    theirs = OPEN + "\n## Monitoring - 2026-11-20 14:00 UTC\n\nTheirs.\n"
    status, shown = on_terminal(
        "update", cwd=site,
        editor=f"pathlib.Path({str(site / PATH)!r}).write_text({theirs!r})\npath.write_text(text + 'Mine.')",
    )  # fmt: skip
    assert status == 0, shown
    assert "note: " in shown
    assert (site / PATH).read_text(encoding="utf-8") == (
        theirs + "\n## Monitoring - 2026-11-20 14:30 UTC\n\nMine.\n"
    )


def test_a_file_that_appeared_meanwhile_is_not_overwritten(
    on_terminal: OnTerminal, write_site: Callable[..., Path]
) -> None:
    """Whoever writes the same incident second is told so, and keeps the text."""
    site = write_site({"content/incidents/2026-11-19-a.md": OPEN})
    status, shown = on_terminal(
        "new", "incident", "Checkout errors", cwd=site,
        editor=f"pathlib.Path({str(site / PATH)!r}).write_text('theirs')\npath.write_text(text + 'Mine.')",
    )  # fmt: skip
    assert status == 1
    assert f"{PATH}: somebody else has written this file meanwhile" in shown.replace("\x1b[0m\x1b[31m", "")
    kept = Path(shown.split("Your text is kept in ")[1].strip())
    assert kept.read_text(encoding="utf-8").endswith("Mine.")
    assert (site / PATH).read_text(encoding="utf-8") == "theirs"


def test_a_new_file_never_replaces_another(tmp_path: Path) -> None:
    """Neither the other file nor anything beside it changes."""
    (tmp_path / "a.md").write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        write_atomically(tmp_path / "a.md", b"mine", is_new=True)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.md", b"theirs")]


@pytest.mark.parametrize("lock", [only_writer, only_writer_by_file])
def test_one_writer_at_a_time(lock: Callable[..., object], tmp_path: Path) -> None:
    """Four processes that add 25 to a number in a file make it 100, and leave nothing else behind."""
    number = tmp_path / "number"
    number.write_text("0", encoding="utf-8")
    program = (
        "import sys; from pathlib import Path\n"
        f"from statusgen.cli.locking import {lock.__name__} as lock\n"
        "number = Path(sys.argv[1])\n"
        "for _ in range(25):\n"
        "    with lock(number.parent, patience=60):\n"
        "        number.write_text(str(int(number.read_text()) + 1))\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, number]) for _ in range(4)]
    assert [process.wait(timeout=120) for process in running] == [0] * 4
    assert number.read_text(encoding="utf-8") == "100"
    assert list(tmp_path.iterdir()) == [number]


@pytest.mark.parametrize("lock", [only_writer, only_writer_by_file])
def test_a_writer_that_hangs_is_told(lock: Callable[..., object], tmp_path: Path) -> None:
    """Nobody waits for ever: the message names the place and what to do."""
    with (
        lock(tmp_path),  # type: ignore[attr-defined]
        pytest.raises(click.ClickException, match="another statusgen has been writing") as caught,
        lock(tmp_path, patience=0),  # type: ignore[attr-defined]
    ):
        pass
    assert str(tmp_path) in caught.value.message
    assert "hint: " in caught.value.message


def test_a_lock_that_was_left_behind_can_be_deleted(tmp_path: Path) -> None:
    """Where only a file can be the lock, a process that was killed leaves it; the message names that file."""
    left = tmp_path / ".statusgen.lock"
    left.touch()
    with (
        pytest.raises(click.ClickException, match=r"\.statusgen\.lock.*\n.*delete this file"),
        only_writer_by_file(tmp_path, patience=0),
    ):
        pass
    left.unlink()
    with only_writer_by_file(tmp_path, patience=0):
        assert left.exists()
    assert not left.exists()
