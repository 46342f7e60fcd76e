"""What follows from some records alone, whenever the site is built: pages of months and years, feeds, calendars."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Struct

from statusgen.outputs.file_group import FileGroup
from statusgen.outputs.pages.overview import Overview, shown_of
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.publication import settled_groups
from statusgen.publishing.grounds import digest
from statusgen.publishing.manifest import KeptGroup, KeptPage, Manifest

__all__ = ["Settled", "make_settled"]


class Settled(Struct, frozen=True, kw_only=True):
    """All of it, and as much as had to be made."""

    pages: Mapping[str, Page]
    """Those that were made, by the path of their file."""
    all_pages: Mapping[str, KeptPage]
    """Made or not; a page has an empty key if the next build has to make it again."""
    files: Mapping[str, bytes]
    """What is no page, and was made."""
    all_groups: Mapping[str, KeptGroup]
    """The groups of such files, likewise."""

    @property
    def unmade(self) -> Iterator[str]:
        """The files that stay as they are."""
        yield from (path for path in self.all_pages if path not in self.pages)
        for group in self.all_groups.values():
            yield from (path for path in group.files if path not in self.files)


def make_settled(
    maker: PageMaker,
    overviews: Iterable[Overview],
    keys: Mapping[str, bytes],
    sources: Mapping[str, bytes],
    before: Manifest,
) -> Settled:
    """All of it, save what was there `before` and would be the same.

    `overviews` are those of `maker`. `keys` has a key for each record, by slug, that covers all that is to be told
    of it; an empty one if time has a part in it. `sources` are as in `record_keys`.
    """
    pages: dict[str, Page] = {}
    all_pages: dict[str, KeptPage] = {}
    for overview in overviews:
        if overview.besides is not None:
            path = f"{overview.path}index.html"
            key = _key(overview, overview.besides, keys)
            old = before.pages.get(path)
            if old is None or not key or old.key != key:
                pages[path] = overview.make()
                old = KeptPage(key=key, modified=pages[path].modified)
            all_pages[path] = old
    files: dict[str, bytes] = {}
    all_groups: dict[str, KeptGroup] = {}
    for group in settled_groups(maker.view):
        key = _group_key(group, sources, f"{maker.view.site.content_dir}/")
        there = before.groups.get(group.name)
        if there is None or not key or there.key != key:
            made = group.make()
            files.update(made)
            there = KeptGroup(key=key, files=tuple(made))
        all_groups[group.name] = there
    return Settled(pages=pages, all_pages=all_pages, files=files, all_groups=all_groups)


def _group_key(group: FileGroup, sources: Mapping[str, bytes], folder: str) -> bytes:
    """Covers all that the files show; empty if they are always to be made."""
    if not sources:
        return b""
    digests = [sources[path.removeprefix(folder)] for path in group.sources]
    # Where a file stands decides where its relative links lead.
    return digest(msgspec.msgpack.encode((group.shows, [*map(os.fsencode, group.sources)])), *digests)


def _key(overview: Overview, besides: object, keys: Mapping[str, bytes]) -> bytes:
    """Covers all that the page shows of records; empty if it is always to be made."""
    if not keys:
        return b""
    # What a record's own page shows of it is more than any list does.
    shown = [keys[facts.slug] or shown_of(facts) for facts in overview.records]
    return digest(msgspec.msgpack.encode((besides, shown)))
