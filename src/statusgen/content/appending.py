"""Changes to the text of an existing file that leave every other byte of it as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from statusgen.model import Update

__all__ = ["with_field", "with_update"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_CONTINUED = re.compile(r"[ \t]+\S|-(?:[ \t]|$)")


def with_update(existing: str, updates: Sequence[Update], at: datetime, block: str) -> str:
    """`existing` with the update `block`, of the moment `at`, where the file's own order puts it.

    `updates` are those of the file, which is newest first if each of several is older than the one
    above it, and oldest first otherwise. `block` has LF line ends; it gets those of the file.
    """
    lines = _LINE.findall(existing)
    end = _line_end(lines)
    standing = sorted(updates, key=lambda update: update.line)
    if len(standing) > 1 and all(above.at > below.at for above, below in pairwise(standing)):
        next_one = next((update for update in standing if update.at < at), None)
    else:
        newer = [update for update in standing if update.at > at]
        # In a file without any order there is no right place but the end.
        ordered = all(above.at < below.at for above, below in pairwise(standing))
        next_one = newer[0] if newer and ordered else None
    index = next_one.line - 1 if next_one else len(lines)
    before, after = lines[:index], lines[index:]
    new = [f"{line}{end}" for line in block.rstrip("\n").split("\n")]
    return "".join([*before, *_separator(before, end), *new, *([end] if after else []), *after])


def with_field(existing: str, name: str, value: str) -> str | None:
    """`existing` with the line `name: value` in its front matter, in place of an older one if there is one.

    None if the old value takes more than one line: only its author knows what the others mean.
    """
    lines = _LINE.findall(existing)
    end = _line_end(lines)
    fences = [number for number, line in enumerate(lines) if line.lstrip("\ufeff").rstrip() == "---"]
    if len(fences) < 2:
        return None
    first, last = fences[:2]
    field = re.compile(rf"(?P<name>{name}[ \t]*:)[^#\r\n]*?(?P<rest>[ \t]+#[^\r\n]*)?(?P<end>[\r\n]+)")
    for number in range(first + 1, last):
        match = field.fullmatch(lines[number])
        if match is None:
            continue
        if _CONTINUED.match(lines[number + 1]):
            return None
        lines[number] = f"{match['name']} {value}{match['rest'] or ''}{match['end']}"
        return "".join(lines)
    lines.insert(last, f"{name}: {value}{end}")
    return "".join(lines)


def _line_end(lines: Sequence[str]) -> str:
    """How the first line of the file ends."""
    first = lines[0] if lines else "\n"
    return first[len(first.rstrip("\r\n")) :] or "\n"


def _separator(before: Sequence[str], end: str) -> Sequence[str]:
    """What makes the lines `before` end with an empty one."""
    if not before or not before[-1].strip():
        return [] if not before or before[-1].endswith(("\r", "\n")) else [end]
    return [end] if before[-1].endswith(("\r", "\n")) else [end, end]
