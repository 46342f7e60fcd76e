"""The index of the full-text search, as a part of a build: an update of an outage is never held up by it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click
from msgspec import Struct

from statusgen.cli.workplace import Workplace
from statusgen.content.site import Reading
from statusgen.publishing.cache import Cache
from statusgen.publishing.full_text import IndexBuild, keep_index, update_index
from statusgen.publishing.grounds import digest
from statusgen.publishing.pagefind import PagefindFailure, require_pagefind
from statusgen.publishing.records import Report

__all__ = ["Indexing"]


class Indexing(Struct, frozen=True, kw_only=True):
    """What a build does for the search, on a site that has one."""

    reading: Reading
    cache: Cache
    strict: bool
    report: Report

    @property
    def is_wanted(self) -> bool:
        """Whether the settings ask for it."""
        return self.reading.site.settings.full_text_search is not None

    def require(self) -> None:
        """Raises click.ClickException in a strict build without a working Pagefind, before anything is written."""
        if self.is_wanted and self.strict:
            try:
                require_pagefind(self._source)
            except PagefindFailure as failure:
                raise click.ClickException(f"full_text_search: {failure}\nNothing was written.") from None

    def update(self, here: Workplace, pages: Path) -> Sequence[str]:
        """Brings the index of the complete site in `pages` up to date; returns messages.

        Where that fails, the index stays as it was, and only a strict build fails.
        """
        if not self.is_wanted:
            return []
        self.report("indexing pages", 0, 0)
        build = IndexBuild(
            pages=pages, work=here.work, source=self._source, cache=self.cache, name=self._name(here.place)
        )
        try:
            index = update_index(build)
        except (PagefindFailure, OSError) as error:
            return self._failed(error, is_published=pages == here.place)
        try:
            if index is not None:
                keep_index(build, index)
        except OSError as error:
            return [f"note: {self.cache.directory}: {error.strerror}; the next build makes the index again"]
        return []

    def _failed(self, error: PagefindFailure | OSError, *, is_published: bool) -> Sequence[str]:
        reason = str(error)
        if isinstance(error, OSError):
            reason = f"{error.filename2 or error.filename}: {error.strerror}"
        fault, _, hint = f"full_text_search: {reason}".partition("\n")
        if not self.strict:
            told = f"warning: {fault}; the pages are published, and the search knows what it knew before"
            return [f"{told}\n{hint}" if hint else told]
        outcome = "The pages are published, the index of the search is as it was." if is_published else ""
        raise click.ClickException("\n".join(filter(None, [fault, hint, outcome or "Nothing was written."])))

    @property
    def _source(self) -> Path:
        return self.reading.config.path.parent

    def _name(self, place: Path) -> str:
        return f"search-{digest(os.fsencode(os.path.relpath(place, self._source))).hex()}"
