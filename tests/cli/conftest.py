"""Commands run in this process, as a shell would, and on a terminal of their own."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from statusgen.cli import main

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
"""The present moment of every command below: 2026-11-20 14:30 UTC."""

Invoke = Callable[..., Result]
OnTerminal = Callable[..., tuple[int, str]]


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Runs `statusgen` with the arguments given in the directory `cwd`; no output is a terminal."""

    def run(*arguments: str, cwd: Path, given: str = "") -> Result:
        monkeypatch.chdir(cwd)
        runner = CliRunner(
            env={
                "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())),
                "EDITOR": "false",
                "VISUAL": "",
                "COLUMNS": None,
            }
        )
        result = runner.invoke(main, arguments, input=given)
        assert isinstance(result.exception, SystemExit | None), result.exception
        return result

    return run


@pytest.fixture
def on_terminal(tmp_path: Path) -> OnTerminal:
    """Runs `statusgen` on a terminal, with a program of Python in place of the editor.

    The program finds the text's file in `path` and may do with it what it likes; without a program
    the editor fails. Returns the exit status and everything that the terminal showed.
    """

    def run(
        *arguments: str, cwd: Path, editor: str = "", typed: str = "", columns: int = 100, **variables: str
    ) -> tuple[int, str]:
        script = tmp_path / "editor.py"
        (tmp_path / "drafts").mkdir(exist_ok=True)
        script.write_text(
            "import pathlib, sys\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text(encoding='utf-8')\n"
            + editor,
            encoding="utf-8",
        )
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        environment = {
            name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")
        }
        environment |= {
            "TERM": "xterm-256color",
            "EDITOR": f"{sys.executable} {script}" if editor else "false",
            "VISUAL": "",
            "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())),
            "TMPDIR": str(tmp_path / "drafts"),
        } | variables
        process = subprocess.Popen(
            [sys.executable, "-m", "statusgen", *arguments],
            cwd=cwd,
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        os.write(ours, typed.encode())
        shown = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
        return process.wait(timeout=60), shown.decode().replace("\r\n", "\n")

    return run


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the last program on the terminal has ended.
        return b""
