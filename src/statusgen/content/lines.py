"""Which lines of a markdown body are prose, and which stand in code or in a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

__all__ = ["BLANKS", "Line", "classify", "left_open"]

BLANKS = (
    " \t\N{NO-BREAK SPACE}\N{OGHAM SPACE MARK}\N{EN QUAD}\N{EM QUAD}\N{EN SPACE}\N{EM SPACE}\N{THREE-PER-EM SPACE}"
    "\N{FOUR-PER-EM SPACE}\N{SIX-PER-EM SPACE}\N{FIGURE SPACE}\N{PUNCTUATION SPACE}\N{THIN SPACE}\N{HAIR SPACE}"
    "\N{NARROW NO-BREAK SPACE}\N{MEDIUM MATHEMATICAL SPACE}\N{IDEOGRAPHIC SPACE}"
)
"""What looks like a blank: keyboards and word processors put others where a plain one was meant."""

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<mark>`{3,}|~{3,})(?P<info>.*)")


class Line(Struct, frozen=True):
    """One line of a body."""

    number: int
    """In the file, counted from 1."""
    text: str
    is_prose: bool
    """False inside of a code fence (its own lines included), a comment, or an indented block."""
    opens: str = ""
    """The mark of the code fence or comment that this line opens."""


def classify(body: str, first_line: int) -> Iterator[Line]:
    """Every line of `body`, which begins on line `first_line` of its file."""
    fence = ""
    in_comment = False
    blank_before = True
    for number, text in enumerate(body.split("\n"), first_line):
        if fence:
            yield Line(number, text, is_prose=False)
            if re.fullmatch(rf"[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*", text):
                fence = ""
        elif in_comment:
            yield Line(number, text, is_prose=False)
            in_comment = "-->" not in text
        elif (match := _FENCE.match(text)) and not ("`" in match["mark"] and "`" in match["info"]):
            fence = match["mark"]
            yield Line(number, text, is_prose=False, opens=fence)
        elif text.lstrip().startswith("<!--"):
            in_comment = "-->" not in text.split("<!--", 1)[1]
            yield Line(number, text, is_prose=False, opens="<!--" if in_comment else "")
        else:
            indented = blank_before and text.startswith(("    ", "\t"))
            yield Line(number, text, is_prose=not indented)
        blank_before = not text.strip()


def left_open(lines: Sequence[Line]) -> Line | None:
    """The line whose code fence or comment swallows everything to the end of `lines`, if there is one."""
    index = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].is_prose or lines[n].opens), None)
    if index is None or not lines[index].opens:
        return None
    opening, inside = lines[index], lines[index + 1 :]
    if opening.opens == "<!--":
        return None if any("-->" in line.text for line in inside) else opening
    closing = re.compile(rf"[ \t>]*{opening.opens[0]}{{{len(opening.opens)},}}[ \t]*")
    return None if any(closing.fullmatch(line.text) for line in inside) else opening
