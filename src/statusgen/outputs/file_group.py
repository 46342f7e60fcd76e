"""Files that follow from some records: what they show is known before they are made, so that they need not be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

__all__ = ["FileGroup", "Shown"]

Shown: TypeAlias = tuple[object, ...]
"""Texts, numbers, None, and tuples of these: what files show, fit to be written as JSON."""


class FileGroup(Struct, frozen=True, kw_only=True):
    """Some files that are no pages of the site, not made yet."""

    name: str
    """No other group of the site has it."""
    make: Callable[[], Mapping[str, bytes]]
    """Returns the files by path; always the same paths, unless `sources` or `shows` differ."""
    sources: Sequence[str]
    """The records and postmortems that are told, by their paths relative to the settings."""
    shows: Shown
    """All that is told besides what stands in these files.

    Two builds in which this is equal, and the files are, make the same bytes; settings, words and templates aside.
    """
