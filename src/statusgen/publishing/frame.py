"""The frame that MkDocs and Material draw around a page: drawn once, and filled for many pages.

Pages of one kind at one depth differ in a few places only. One page is rendered with a sentinel in each
of them and cut there; every other page then costs no more than joining strings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["FRAMES", "SLOTS", "TABS", "Frame", "FrameFault", "cut_frame", "frame_name", "sentinel"]

SLOTS = ("title", "description", "canonical", "content")
"""Where pages differ. Each value is HTML: it is escaped where it needs to be."""

TABS = ("", "history/", "postmortems/", "subscribe/")
"""The pages in the navigation: each has a frame of its own, in which its tab is marked."""

FRAMES = (*TABS, "incidents/*/", "components/*/", "postmortems/*/", "history/*/", "history/*/*/")
"""Every frame that a site may need, see `frame_name`."""

_SENTINEL = re.compile("sgslot&amp;([a-z]+)&amp;tolsgs")


class FrameFault(Exception):
    """A page shows a sentinel altered, or not at all, and so cannot be cut."""


@dataclass(frozen=True)
class Frame:
    """A page cut at its slots: the first part, the value of the first slot, the second part, …"""

    parts: tuple[str, ...]
    slots: tuple[str, ...]
    """One fewer than `parts`; a slot may stand in several places."""

    def fill(self, values: Mapping[str, str]) -> str:
        """The page with `values`, one for each slot."""
        pieces = [self.parts[0]]
        for slot, part in zip(self.slots, self.parts[1:], strict=True):
            pieces += (values[slot], part)
        return "".join(pieces)


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
