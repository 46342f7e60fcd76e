"""What a build says to whoever started it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from statusgen.content.site import Reading
from statusgen.content.times import format_time

__all__ = ["held_back", "problem_lines", "shown_path"]


def held_back(reading: Reading, now: datetime) -> Iterator[str]:
    """A note for each update whose author's clock is a little ahead: it appears when its time has come."""
    for incident in reading.site.incidents:
        for update in incident.updates:
            if update.at > now:
                yield f"{incident.path}:{update.line}: appears with the next build after {format_time(update.at)}"


def shown_path(config_file_path: str) -> Path:
    """The settings' path relative to where the command was given, where it is below."""
    path = Path(config_file_path)
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def problem_lines(reading: Reading) -> list[str]:
    """Every problem of `reading` with its hint, below a line that counts them: what `mkdocs build` prints."""
    count = len(reading.problems)
    lines = [f"{count} problem{'s' * (count != 1)}, nothing was built"]
    for problem in reading.problems:
        lines.append(f"{problem}")
        if problem.hint:
            lines.append(f"    hint: {problem.hint}")
    return lines
