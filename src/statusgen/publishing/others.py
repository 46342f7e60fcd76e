"""The files that are no single record's: pages about many records, feeds, data, and the lists of all pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import msgspec

from statusgen.outputs.file_group import FileGroup
from statusgen.outputs.pages.front import front_page
from statusgen.outputs.pages.incident import last_modified
from statusgen.outputs.pages.missing import missing_html, stale_note
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.postmortems import postmortem_page
from statusgen.outputs.pages.site_pages import Overview, overviews
from statusgen.outputs.paths import incident_path
from statusgen.outputs.publication import published_groups
from statusgen.publishing.grounds import digest
from statusgen.publishing.indexes import page_entry, search_index, sitemap_files
from statusgen.publishing.manifest import KeptGroup, KeptPage, KeptRecord, Manifest
from statusgen.publishing.shell import Drawing

__all__ = ["Others", "make_others", "other_files"]


@dataclass(frozen=True, kw_only=True)
class Others:
    """What can be made before there is a shell."""

    pages: Mapping[str, Page] = field(default_factory=dict)
    """Those about many records that had to be made, by the path of their file."""
    days: Mapping[str, date] = field(default_factory=dict)
    """When each of the pages about many records last changed, made or not."""
    settled: Mapping[str, KeptPage] = field(default_factory=dict)
    """Those of them that do not move with time."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What is no page, and had to be made."""
    groups: Mapping[str, KeptGroup] = field(default_factory=dict)
    """All that is no page and does not move with time, made or not."""

    @property
    def unmade(self) -> Iterator[str]:
        """The files that stay as they are."""
        yield from (path for path in self.days if path not in self.pages)
        yield from (path for group in self.groups.values() for path in group.files if path not in self.files)


def make_others(
    maker: PageMaker, keys: Mapping[str, bytes], sources: Mapping[str, bytes], before: Manifest
) -> Others:
    """All of it, save what was there `before` and would be the same.

    `keys` has a key for each record, by slug, that covers all that is to be told of it; an empty one if
    time has a part in it. `sources` are as in `record_keys`.
    """
    pages: dict[str, Page] = {}
    days: dict[str, date] = {}
    settled: dict[str, KeptPage] = {}
    for overview in overviews(maker):
        path = f"{overview.path}index.html"
        key = _key(overview, keys)
        old = before.pages.get(path)
        if old is None or old.key != key:
            pages[path] = overview.make()
            old = KeptPage(key=key, modified=pages[path].modified)
        days[path] = old.modified
        if key:
            settled[path] = old
    files, groups = _make_groups(maker, sources, before.groups)
    return Others(pages=pages, days=days, settled=settled, files=files, groups=groups)


def _make_groups(
    maker: PageMaker, sources: Mapping[str, bytes], before: Mapping[str, KeptGroup]
) -> tuple[dict[str, bytes], dict[str, KeptGroup]]:
    """The files that had to be made, and every group that does not move with time."""
    files: dict[str, bytes] = {}
    kept: dict[str, KeptGroup] = {}
    for group in published_groups(maker.view, maker.templates):
        key = _group_key(group, sources, f"{maker.view.site.content_dir}/")
        old = before.get(group.name)
        if old is None or old.key != key:
            made = group.make()
            files.update(made)
            old = KeptGroup(key=key, files=tuple(made))
        if key:
            kept[group.name] = old
    return files, kept


def _group_key(group: FileGroup, sources: Mapping[str, bytes], folder: str) -> bytes:
    """Covers all that the files show; empty if they are always to be made."""
    if group.shows is None or not sources:
        return b""
    digests = [sources[path.removeprefix(folder)] for path in group.sources]
    return digest(msgspec.msgpack.encode(group.shows), *digests)


def _key(overview: Overview, keys: Mapping[str, bytes]) -> bytes:
    """Covers all that the page shows of records; empty if it is always to be made."""
    if overview.besides is None:
        return b""
    found = [keys.get(facts.slug, b"") for facts in overview.records]
    if all(found):
        # What a page of its own shows of a record is more than any list does.
        return digest(msgspec.msgpack.encode(overview.besides), *found)
    shown = overview.depends_on if keys else None
    return b"" if shown is None else digest(msgspec.msgpack.encode(shown))


def other_files(
    maker: PageMaker, drawing: Drawing, others: Others, records: Iterable[KeptRecord]
) -> dict[str, bytes]:
    """The files of `others` in their frames, and what only a shell makes possible, by path."""
    shell = drawing.shell
    front = front_page(maker, shell.bodies.get("index.md", ""))
    lessons = [
        postmortem_page(maker, postmortem, shell.bodies[f"postmortems/{postmortem.slug}.md"])
        for postmortem in maker.view.postmortems
    ]
    drawn = [front, *others.pages.values(), *lessons]
    files = {f"{page.path}index.html": drawing.draw(page, stale_note(maker, page)) for page in drawn}
    if shell.missing:
        files["404.html"] = shell.missing.fill({"content": missing_html(maker)})
    files.update(others.files)
    if shell.search:
        # The pages that are not made again are lists of records, in which the search has no part.
        entries = [page_entry(page) for page in (front, *others.pages.values()) if page.is_searchable]
        entries += (record.search for record in records)
        files["search/search_index.json"] = search_index(shell.search, entries)
    if shell.sitemap:
        known = [(front.path, front.modified)]
        known += ((path.removesuffix("index.html"), day) for path, day in others.days.items())
        known += ((page.path, page.modified) for page in lessons)
        known += ((incident_path(facts), last_modified(facts)) for facts in maker.view.records)
        files |= sitemap_files(shell.sitemap, shell.site_url, known)
    return files
