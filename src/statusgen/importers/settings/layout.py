"""What the library wrote, in the layout that the file has: only the new lines are taken over."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

__all__ = ["in_own_layout"]


def in_own_layout(text: str, plain: str, edited: str) -> Iterator[str]:
    """`text` with the lines that `edited` has and `plain` (`text` as the library writes it) has not, best place first.

    The library keeps comments with the line above them, so what it appends stands below a comment that belongs to what
    follows: the new lines move up above it.
    """
    own, old, new = (one.splitlines(keepends=True) for one in (text, plain, edited))
    start = _shared(old, new)
    behind = _shared(old[start:][::-1], new[start:][::-1])
    added = new[start : len(new) - behind]
    end = len(old) - behind
    if start == end:
        above = start
        while above and re.match(r"\s*(#|$)", old[above - 1]):
            above -= 1
        yield _spliced(own, old, added, above, above)
    yield _spliced(own, old, added, start, end)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines both begin with."""
    return next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _spliced(own: Sequence[str], old: Sequence[str], added: Sequence[str], start: int, end: int) -> str:
    """`own` with `added` in place of its lines that `old` has from `start` to `end`."""
    places = _places(old, own)
    first, last = places[start], places[end]
    shift = _indent(own[first - 1]) - _indent(old[start - 1]) if start and first else 0
    lines = "".join(added)
    moved = textwrap.indent(lines, " " * shift) if shift > 0 else _moved_left(lines, -shift)
    return "".join([*own[:first], moved, *own[last:]])


def _places(old: Sequence[str], own: Sequence[str]) -> list[int]:
    """For each line of `old` and its end, where it stands in `own`: lines may differ in their blanks."""
    places = [0] * len(old) + [len(own)]
    old, own = ([" ".join(line.split()) for line in side] for side in (old, own))
    matcher = SequenceMatcher(a=old, b=own, autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        for offset in range(i2 - i1):
            places[i1 + offset] = min(j1 + offset, j2)
    return places


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _moved_left(lines: str, columns: int) -> str:
    return "".join(line.removeprefix(" " * columns) for line in lines.splitlines(keepends=True))
