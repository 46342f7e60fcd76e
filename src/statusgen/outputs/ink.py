"""Text on a terminal: colours, widths, and what is left of both where there are none."""

from __future__ import annotations

import unicodedata

from statusgen.model import ComponentStatus

__all__ = ["ICONS", "SPARKS", "Ink", "cut", "pad", "width_of", "without_symbols"]

ICONS = {
    ComponentStatus.OPERATIONAL: "●",
    ComponentStatus.UNDER_MAINTENANCE: "◆",
    ComponentStatus.DEGRADED_PERFORMANCE: "◐",
    ComponentStatus.PARTIAL_OUTAGE: "▲",
    ComponentStatus.MAJOR_OUTAGE: "■",
}
"""A shape for each status, so that it can be told without colours."""

SPARKS = {
    ComponentStatus.OPERATIONAL: "▁",
    ComponentStatus.UNDER_MAINTENANCE: "▂",
    ComponentStatus.DEGRADED_PERFORMANCE: "▃",
    ComponentStatus.PARTIAL_OUTAGE: "▅",
    ComponentStatus.MAJOR_OUTAGE: "█",
}
"""A mark for each status in a bar: the worse, the higher."""

_COLOURS = {
    ComponentStatus.OPERATIONAL: "32",
    ComponentStatus.UNDER_MAINTENANCE: "38;5;75",
    ComponentStatus.DEGRADED_PERFORMANCE: "33",
    ComponentStatus.PARTIAL_OUTAGE: "38;5;208",
    ComponentStatus.MAJOR_OUTAGE: "31",
}
_PLAIN = str.maketrans({
    **dict(zip("●◆◐▲■○", "*m~!Xo", strict=True)),
    **dict(zip("▁▂▃▅█", "_m~!X", strict=True)),
    "·": " ",
    "–": "-",
    "…": ".",
})  # fmt: skip


class Ink:
    """Paints with the escape sequences of ECMA-48, or leaves texts as they are."""

    def __init__(self, *, in_colour: bool) -> None:
        self.in_colour = in_colour

    def _painted(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.in_colour and text else text

    def bold(self, text: str) -> str:
        """`text` for what matters most."""
        return self._painted(text, "1")

    def quiet(self, text: str) -> str:
        """`text` for what may be overlooked."""
        return self._painted(text, "2")

    def status(self, text: str, status: ComponentStatus, *, bold: bool = False) -> str:
        """`text` in the colour of `status`."""
        return self._painted(text, ("1;" if bold else "") + _COLOURS[status])


def width_of(text: str) -> int:
    """The columns that `text` takes on a terminal."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, width: int) -> str:
    """`text` without control characters, and with an ellipsis in place of what does not fit into `width` columns."""
    text = "".join(character if character.isprintable() else " " for character in text)
    if width_of(text) <= width:
        return text
    kept = ""
    for character in text:
        if width_of(kept + character) > width - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def pad(text: str, width: int) -> str:
    """`text` with blanks behind it up to `width` columns."""
    return text + " " * max(0, width - width_of(text))


def without_symbols(text: str) -> str:
    """`text` with plain letters in place of shapes and bars, for terminals that cannot show them."""
    return text.translate(_PLAIN)
