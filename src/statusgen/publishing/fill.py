"""Makes every file of a site in the shell that MkDocs drew, save those that are there as they should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import msgspec

from statusgen.outputs.pages.front import front_page
from statusgen.outputs.pages.incident import last_modified
from statusgen.outputs.pages.missing import missing_html, stale_note
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.postmortems import postmortem_page
from statusgen.outputs.pages.site_pages import overviews, record_dependencies, record_output
from statusgen.outputs.paths import incident_path
from statusgen.outputs.publication import api_page, published_files, record_files
from statusgen.processes import in_processes
from statusgen.publishing.cache import KeptPage, KeptRecord, Manifest
from statusgen.publishing.grounds import digest
from statusgen.publishing.indexes import entry_json, page_entry, search_index, sitemap_files
from statusgen.publishing.shell import Drawing
from statusgen.publishing.stage import Stage, Stamp

__all__ = ["Filling", "Report", "fill"]

Report: TypeAlias = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and of how much."""

_FEW = 300
"""Below this many pages a second process costs more than it saves."""


@dataclass(frozen=True, kw_only=True)
class Filling:
    """What is to be published, and what is there."""

    maker: PageMaker
    drawing: Drawing
    stage: Stage
    report: Report
    processes: int = 1
    before: Manifest = field(default_factory=Manifest)
    """What an earlier build has put into `target` and what is still there as it was."""
    target: str = ""
    """The directory with the site that is published now; empty if there is none."""
    sources: Mapping[str, bytes] | None = None
    """The digest of each record's file by its path in the content directory, if unchanged records may stay."""
    ground: bytes = b""
    """Covers everything that all records' pages have in common."""


class _Made(msgspec.Struct, array_like=True):
    """What one process made of one record."""

    index: int
    stamps: dict[str, Stamp]
    search: str


def fill(filling: Filling) -> tuple[Manifest, list[str]]:
    """Writes to the stage what has changed; returns what will be published, and the paths that were written."""
    records, written = _fill_records(filling)
    pages = _overview_pages(filling)
    before = filling.before.files
    kept = [path for record in records.values() for path in record.files if path not in written]
    kept += [path for path, (kept_page, made) in pages.items() if made is None]
    files: dict[str, Stamp] = {**written, **{path: before[path] for path in kept}}
    changed = list(written)
    for path, content in _other_files(filling, records, pages):
        stamp = _unchanged(filling, path, content)
        if stamp is None:
            stamp = filling.stage.write(path, content)
            changed.append(path)
        files[path] = stamp
    settled = {path: kept_page for path, (kept_page, _) in pages.items() if kept_page.key}
    return Manifest(files=files, records=records, pages=settled), changed


def _fill_records(filling: Filling) -> tuple[dict[str, KeptRecord], dict[str, Stamp]]:
    """What there is of every record, and what was written of those that have changed."""
    records, before = filling.maker.view.records, filling.before.records
    keys = [_record_key(filling, index) for index in range(len(records))]
    kept: dict[int, KeptRecord] = {}
    for index, facts in enumerate(records):
        old = before.get(facts.slug)
        if old and old.key and old.key == keys[index]:
            kept[index] = old
    made = _make_records(filling, [index for index in range(len(keys)) if index not in kept])
    written: dict[str, Stamp] = {}
    found: dict[str, KeptRecord] = {}
    for index, facts in enumerate(records):
        if index in kept:
            found[facts.slug] = kept[index]
        else:
            done = made[index]
            written |= done.stamps
            found[facts.slug] = KeptRecord(key=keys[index], files=tuple(done.stamps), search=done.search)
    return found, written


def _overview_pages(filling: Filling) -> dict[str, tuple[KeptPage, Page | None]]:
    """Every page about many records by its file: what is kept of it, and the page unless it is there already."""
    found: dict[str, tuple[KeptPage, Page | None]] = {}
    for overview in overviews(filling.maker):
        path = f"{overview.path}index.html"
        shown = overview.depends_on if filling.sources is not None else None
        key = b"" if shown is None else digest(filling.ground, msgspec.msgpack.encode(shown))
        old = filling.before.pages.get(path)
        if old and key and old.key == key and path in filling.before.files:
            found[path] = (old, None)
        else:
            page = overview.make()
            found[path] = (KeptPage(key=key, modified=page.modified), page)
    return found


def _make_records(filling: Filling, todo: Sequence[int]) -> dict[int, _Made]:
    maker = filling.maker
    api = api_page(maker.view)

    def work(mine: Sequence[int]) -> bytes:
        found = []
        for done, index in enumerate(mine):
            facts = maker.view.records[index]
            output = record_output(maker, index)
            page = output.page
            html = filling.drawing.draw(page, stale_note(maker, page))
            files = {f"{page.path}index.html": _encoded(html), **record_files(maker.view, facts, api)}
            stamps = {path: filling.stage.write(path, content) for path, content in files.items()}
            found.append(_Made(index, stamps, entry_json(output.search)))
            filling.report("writing records", done + 1, len(mine))
        return msgspec.msgpack.encode(found)

    if not todo:
        return {}
    results = in_processes(work, todo, filling.processes if len(todo) >= _FEW else 1)
    found = [made for data in results for made in msgspec.msgpack.decode(data, type=list[_Made])]
    return {made.index: made for made in found}


def _record_key(filling: Filling, index: int) -> bytes:
    """Covers all that the files of a record show; empty if the clock has a part in them."""
    maker = filling.maker
    if filling.sources is None:
        return b""
    shown = record_dependencies(maker, index)
    if shown.depends_on_now:
        return b""
    source = filling.sources[maker.source_of(maker.view.records[index])]
    return digest(filling.ground, source, msgspec.msgpack.encode(shown))


def _other_files(
    filling: Filling,
    records: Mapping[str, KeptRecord],
    pages: Mapping[str, tuple[KeptPage, Page | None]],
) -> list[tuple[str, bytes]]:
    """Every file that is made in each build, by its path."""
    maker, shell, draw = filling.maker, filling.drawing.shell, filling.drawing.draw
    drawn: list[Page] = [front_page(maker, shell.bodies.get("index.md", ""))]
    drawn += [page for _, page in pages.values() if page]
    lessons = [
        postmortem_page(maker, postmortem, shell.bodies[f"postmortems/{postmortem.slug}.md"])
        for postmortem in maker.view.postmortems
    ]
    files = [
        (f"{page.path}index.html", _encoded(draw(page, stale_note(maker, page))))
        for page in (*drawn, *lessons)
    ]
    if shell.missing:
        files.append(("404.html", _encoded(shell.missing.fill({"content": missing_html(maker)}))))
    files += published_files(maker.view, maker.templates).items()
    if shell.search:
        # What is kept is a list of records, in which the search has no part.
        entries = [page_entry(page) for page in drawn if page.is_searchable]
        entries += (record.search for record in records.values())
        files.append(("search/search_index.json", search_index(shell.search, entries)))
    if shell.sitemap:
        known = [(drawn[0].path, drawn[0].modified)]
        known += ((path.removesuffix("index.html"), kept.modified) for path, (kept, _) in pages.items())
        known += ((page.path, page.modified) for page in lessons)
        known += ((incident_path(facts), last_modified(facts)) for facts in maker.view.records)
        files += sitemap_files(shell.sitemap, shell.site_url, known).items()
    return files


def _unchanged(filling: Filling, path: str, content: bytes) -> Stamp | None:
    """The stamp of the file that is published at `path`, if it holds `content` already."""
    stamp = filling.before.files.get(path) if filling.target else None
    if stamp is None or stamp[0] != len(content):
        return None
    return stamp if Path(filling.target, path).read_bytes() == content else None


def _encoded(html: str) -> bytes:
    # As MkDocs writes: a lone surrogate becomes a reference.
    return html.encode("utf-8", errors="xmlcharrefreplace")
