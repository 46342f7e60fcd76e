"""What a build of a site is given, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from statusgen.content.site import Reading
from statusgen.outputs.pages.page import PageMaker
from statusgen.publishing.cache import Cache
from statusgen.publishing.records import Report
from statusgen.publishing.shell import Drawing

__all__ = ["Built", "DrawShell", "SiteBuild"]

DrawShell: TypeAlias = Callable[[Path, PageMaker, bool], tuple[Drawing | None, list[str]]]
"""Lets MkDocs write into a directory; returns what is to be filled, None if nothing is, and messages.

With True as third argument it raises NoShell at once where nothing would be left to be filled.
"""


class SiteBuild(Struct, frozen=True, kw_only=True):
    """What is to be built, and where."""

    reading: Reading
    now: datetime
    draw_shell: DrawShell
    report: Report
    processes: int = 1
    target: Path
    """The directory that is published; its links are resolved."""
    work: Path
    """An empty directory on the same file system."""
    cache: Cache | None = None
    """None where nothing is to be kept."""
    keep_reading: Callable[[], None] = lambda: None
    """Leaves the next reading what it needs; may raise OSError. Another process may call it."""
    stays: bool = False
    """Whether `target` itself has to stay, being the root of a file system: then files are moved into it."""


class Built(Struct, frozen=True, kw_only=True):
    """What has come of it."""

    files: int
    """How many files the site has."""
    messages: Sequence[str]
    is_fresh: bool
    """Whether the whole site waits in the directory `new` of the work directory, since there was none before."""
    keep: Callable[[], None] = field(default=lambda: None)
    """Leaves the next build what it needs; to be called when the site is in its place. Raises OSError."""
    rest: object = None
    """What else was made: whoever ends the program soon holds it until then, since taking it apart takes long."""

    def noted(self, note: str) -> Built:
        """The same with one more message."""
        return replace(self, messages=[*self.messages, note])
