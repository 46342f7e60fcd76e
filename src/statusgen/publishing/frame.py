"""The frame that MkDocs and Material draw around a page: drawn once, and filled for many pages.

Pages of one kind at one depth differ in a few places only. One page is rendered with a sentinel in each
of them and cut there; every other page then costs no more than joining strings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

__all__ = [
    "FRAMES",
    "SEARCH_TAB",
    "SLOTS",
    "TABS",
    "Frame",
    "FrameFault",
    "cut_frame",
    "encoded",
    "frame_name",
    "sentinel",
]

SLOTS = ("title", "description", "canonical", "content")
"""Where pages differ. Each value is HTML: it is escaped where it needs to be."""

TABS = ("", "history/", "postmortems/", "subscribe/")
"""The pages in the navigation: each has a frame of its own, in which its tab is marked."""

SEARCH_TAB = "search/"
"""One more, where a site has a page for its full-text search."""

FRAMES = (*TABS, "incidents/*/", "components/*/", "postmortems/*/", "history/*/", "history/*/*/")
"""Every frame that a site may need, see `frame_name`."""

_SENTINEL = re.compile("sgslot&amp;([a-z]+)&amp;tolsgs")


class FrameFault(Exception):
    """A page shows a sentinel altered, or not at all, and so cannot be cut."""


class Frame(Struct, frozen=True, dict=True):
    """A page cut at its slots: the first part, the value of the first slot, the second part, …"""

    parts: tuple[str, ...]
    slots: tuple[str, ...]
    """One fewer than `parts`; a slot may stand in several places."""

    def fill(self, values: Mapping[str, str]) -> bytes:
        """The page with `values`, one for each slot, as it is written."""
        # Ten thousand pages have the same frame: it is encoded once.
        coded = {slot: encoded(value) for slot, value in values.items()}
        pieces = self._pieces
        return b"".join([coded[piece] if isinstance(piece, str) else piece for piece in pieces])

    @cached_property
    def _pieces(self) -> list[bytes | str]:
        """The parts, encoded, with the names of the slots between them."""
        pieces: list[bytes | str] = [encoded(self.parts[0])]
        for slot, part in zip(self.slots, self.parts[1:], strict=True):
            pieces += (slot, encoded(part))
        return pieces


def encoded(html: str) -> bytes:
    """HTML as it is written."""
    # As MkDocs does it: a lone surrogate becomes a reference.
    return html.encode("utf-8", errors="xmlcharrefreplace")


def sentinel(slot: str) -> str:
    """What stands for the value of `slot`; a template that escapes or strips what it prints alters it."""
    return f"sgslot&amp;{slot}&amp;tolsgs"


def cut_frame(html: str, needed: tuple[str, ...] = SLOTS) -> Frame:
    """The frame of the page `html`, which holds the sentinels of `needed`; raises FrameFault if one is altered."""
    pieces = _SENTINEL.split(html)
    parts, slots = pieces[0::2], pieces[1::2]
    missing = [slot for slot in needed if slot not in slots]
    if missing or any("sgslot" in part or "tolsgs" in part for part in parts):
        raise FrameFault(f"altered: {', '.join(missing) or 'one of several places'}")
    return Frame(tuple(parts), tuple(slots))


def frame_name(path: str) -> str:
    """The name of the frame in which the page at `path` stands: one for each tab, folder and depth.

    Relative links from a page depend on its folder as well: `/history/` is `../` for its own pages.
    """
    if path in TABS:
        return path
    folder, _, rest = path.partition("/")
    return f"{folder}/{'*/' * rest.count('/')}"
