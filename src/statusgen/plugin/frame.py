"""The frame that MkDocs and Material draw around a page: drawn once, and filled for many pages.

Pages of one kind at one depth differ in a few places only. One page is rendered with a sentinel in each
of them and cut there; every other page then costs no more than joining strings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["SLOTS", "Frame", "FrameFault", "cut_frame", "sentinel"]

SLOTS = ("title", "description", "canonical", "content")
"""Where the pages of records differ. Each value is HTML: it is escaped where it needs to be."""

_SENTINEL = re.compile("sgslot&amp;([a-z]+)&amp;tolsgs")


class FrameFault(Exception):
    """A page shows a sentinel altered, or not at all, and so cannot be cut."""


@dataclass(frozen=True)
class Frame:
    """A page cut at its slots: the first part, the value of the first slot, the second part, …"""

    parts: Sequence[str]
    slots: Sequence[str]
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


def cut_frame(html: str) -> Frame:
    """The frame of the page `html`, which holds the sentinels of all slots; raises FrameFault if one is altered."""
    pieces = _SENTINEL.split(html)
    parts, slots = pieces[0::2], pieces[1::2]
    missing = [slot for slot in SLOTS if slot not in slots]
    if missing or any("sgslot" in part or "tolsgs" in part for part in parts):
        raise FrameFault(f"altered: {', '.join(missing) or 'one of several places'}")
    return Frame(parts, slots)
