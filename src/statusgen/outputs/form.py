"""HTML that a template prints once, with gaps that are filled for many pages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

__all__ = ["Form", "gap"]

# No template and no author can print the character.
_GAP = re.compile(r"\0([a-z_]+)\0")


def gap(name: str) -> Markup:
    """What a template prints where the gap `name` is to be."""
    return Markup(f"\0{name}\0")  # noqa: S704  # no part of it is an author's


class Form:
    """HTML with gaps."""

    def __init__(self, html: str) -> None:
        self._pieces: list[str] = _GAP.split(html)
        self._gaps = self._pieces[1::2]

    def fill(self, values: Mapping[str, str]) -> str:
        """The HTML with `values`, HTML as well, one for each gap."""
        pieces = self._pieces.copy()
        pieces[1::2] = [values[name] for name in self._gaps]
        return "".join(pieces)
