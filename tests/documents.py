"""The repository's documents, and how to find a section or a table in one."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["BLOCK", "DOCUMENTS", "README", "ROOT", "TEXTS", "section", "table"]

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "docs/alert-bar.md",
    "docs/api.md",
    "docs/commands.md",
    "docs/moving-in.md",
    "docs/site.md",
)
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS}
README = TEXTS["README.md"]

BLOCK = re.compile(r"^```(?P<info>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING_OR_BLOCK = re.compile(r"^(?P<level>#+) [^\n]+$|^```.*?^```$", re.MULTILINE | re.DOTALL)
_FIRST_CELLS = re.compile(r"^\| (?P<cell>`.+?) \|", re.MULTILINE)


def section(text: str, heading: str) -> str:
    """What stands below `heading`, up to the next one of its level or above; code has no headings."""
    headings = _HEADING_OR_BLOCK.finditer(text)
    found = [(match.end() + 1, match["level"], match[0]) for match in headings if match["level"]]
    [index] = [index for index, (_, _, line) in enumerate(found) if line == heading]
    start, level, _ = found[index]
    later = (end - len(line) - 1 for end, other, line in found[index + 1 :] if len(other) <= len(level))
    return text[start : next(later, len(text))]


def table(text: str, header: str) -> set[str]:
    """The code in the first cells of the table whose first row begins with `header`."""
    assert f"\n| {header} |" in text, f"no table {header}"
    rows = text.split(f"\n| {header} |", 1)[1].split("\n\n", 1)[0]
    return {word for match in _FIRST_CELLS.finditer(rows) for word in re.findall(r"`([^`]+)`", match["cell"])}
