"""A small shop to be built, and what can be seen and changed of its files."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

Tree = Mapping[str, tuple[int, bytes]]

NOW = "2026-11-20 14:30 UTC"
RECORD = """\
---
title: Checkout errors
components: {checkout: partial_outage}
---

## Investigating - 2026-11-20 14:05 UTC

Customers see an error when they pay.
"""
FILES = {"content/incidents/2026-11-20-checkout-errors.md": RECORD, "content/about.md": "# About us\n"}
DONE = re.compile(r"site: 1 record, 0 postmortems, \d+ files in \d+\.\d s\n")
DEAD_LINK = {"content/about.md": "# About us\n\n[Who?](who.md)\n"}
DEAD_LINK_WARNING = (
    "warning: Doc file 'about.md' contains a link 'who.md', "
    "but the target is not found among documentation files.\n"
)
NOTHING = "Nothing was written.\n"
UNTOUCHED = "the site that was there is untouched.\n"
ELSEWHERE = "    hint: name another directory with --site-dir\n"


def tree(root: Path) -> Tree:
    """Path to mode and content of all that stands below `root`; of directories and links, their nature."""
    found = {}
    for path in sorted(root.rglob("*")):
        content = (
            os.fsencode(path.readlink()) if path.is_symlink() else b"" if path.is_dir() else path.read_bytes()
        )
        found[path.relative_to(root).as_posix()] = (path.lstat().st_mode, content)
    return found


def write(root: Path, files: Mapping[str, str]) -> None:
    """Writes `files` below `root`."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def settings(root: Path, *lines: str, **replaced: str) -> None:
    """Adds `lines` to the settings, and replaces words in them."""
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new)
    (root / "mkdocs.yml").write_text(text + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def break_record(root: Path) -> None:
    """Puts a component that does not exist into the record."""
    write(root, {"content/incidents/2026-11-20-checkout-errors.md": RECORD.replace("checkout:", "chekout:")})
