"""The README's tour, typed word by word."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.documents import README, section

_TIMING = re.compile(r"[\d,]+ files in [\d.]+ s")

Run = Callable[..., subprocess.CompletedProcess[str]]


class Tour:
    """Types the README's tour in an empty directory, at the moments that its comments name."""

    def __init__(self, directory: Path, statusgen: Run) -> None:
        self.directory = directory
        self.statusgen = statusgen
        self.now = ""

    def typed(self, text: str) -> str:
        """`text` with what each command really prints."""
        steps = re.compile(
            r"<!-- now: (?P<now>.+?) -->|<!-- edit (?P<path>\S+): (?P<edits>.+?) -->|"
            r"`(?P<new>content/[\w./-]+)`:\n\n```markdown\n(?P<body>.*?)^```$|"
            r"^```console\n(?P<session>.*?)^```$",
            re.MULTILINE | re.DOTALL,
        )
        return steps.sub(self.step, text)

    def step(self, match: re.Match[str]) -> str:
        """One step, done; its text, with what it really prints."""
        if match["now"]:
            self.now = match["now"]
        elif match["path"]:
            file = self.directory / match["path"]
            for edit in match["edits"].split(" ; "):
                old, new = edit.split(" => ")
                assert old in file.read_text(encoding="utf-8")
                file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        elif match["new"]:
            (self.directory / match["new"]).write_text(match["body"], encoding="utf-8")
        else:
            lines = [line for line in match["session"].splitlines() if line.startswith("$ ")]
            session = "".join(f"{line}\n{self.output(shlex.split(line[2:]))}" for line in lines)
            return f"```console\n{session}```"
        return match[0]

    def output(self, words: list[str]) -> str:
        """What the command `words` prints."""
        command, *arguments = words
        if command == "statusgen":
            done = self.statusgen(*arguments, "--now", self.now, cwd=self.directory, COLUMNS="88")
            # On a terminal, too, what goes to standard output comes first.
            return done.stdout + done.stderr
        if command == "cd":
            self.directory /= arguments[0]
            return ""
        if command == "rm":
            for name in arguments:
                (self.directory / name).unlink()
            return ""
        assert command == "cat", f"the tour uses {command}"
        return "".join((self.directory / name).read_text(encoding="utf-8") for name in arguments)


def test_the_tour_prints_what_it_says(tmp_path: Path, statusgen: Run) -> None:
    """Whoever types the tour sees what the README shows, to the letter, but for how long a build takes."""
    tour = section(README, "## A five-minute tour")
    typed = Tour(tmp_path, statusgen).typed(tour)
    assert _TIMING.sub("", typed) == _TIMING.sub("", tour)
