"""Makes every file of a site in the shell that MkDocs drew, apart from those that are there already as they should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import msgspec

from statusgen.derive.facts import IncidentFacts
from statusgen.outputs.pages.front import front_page
from statusgen.outputs.pages.incident import last_modified
from statusgen.outputs.pages.missing import missing_html, stale_note
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.postmortems import postmortem_page
from statusgen.outputs.pages.site_pages import overview_pages, record_output
from statusgen.outputs.paths import incident_path, source_path
from statusgen.outputs.publication import api_page, published_files, record_files
from statusgen.processes import in_processes
from statusgen.publishing.cache import KeptRecord, Manifest
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
    before: Manifest = Manifest()
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
    files: dict[str, Stamp] = dict(written)
    for path in (path for record in records.values() for path in record.files):
        if path not in files:
            files[path] = filling.before.files[path]
    others = list(_other_files(filling, records))
    changed = list(written)
    for path, content in others:
        stamp = _unchanged(filling, path, content)
        if stamp is None:
            stamp = filling.stage.write(path, content)
            changed.append(path)
        files[path] = stamp
    return Manifest(files=files, records=records), changed


def _fill_records(filling: Filling) -> tuple[dict[str, KeptRecord], dict[str, Stamp]]:
    maker, before = filling.maker, filling.before
    keys = [_record_key(filling, index) for index in range(len(maker.view.records))]
    kept = {
        index: old
        for index, facts in enumerate(maker.view.records)
        if keys[index] and (old := before.records.get(facts.slug)) and old.key == keys[index]
    }
    todo = [index for index in range(len(keys)) if index not in kept]
    made = _make_records(filling, todo)
    written: dict[str, Stamp] = {}
    records: dict[str, KeptRecord] = {}
    for index, facts in enumerate(maker.view.records):
        if index in kept:
            records[facts.slug] = kept[index]
        else:
            done = made[index]
            written |= done.stamps
            records[facts.slug] = KeptRecord(key=keys[index], files=tuple(done.stamps), search=done.search)
    return records, written


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
    facts = maker.view.records[index]
    if filling.sources is None or _moves_with_time(facts):
        return b""
    records = maker.view.records
    around = [
        (other.slug, other.incident.title) if other else None
        for other in (records[index - 1] if index else None, records[index + 1] if index + 1 < len(records) else None)
    ]
    seen = (around, [(each.slug, each.title, each.summary, each.published) for each in facts.postmortems])
    source = filling.sources[source_path(facts, maker.view.site)]
    return digest(filling.ground, source, repr(seen).encode())


def _moves_with_time(facts: IncidentFacts) -> bool:
    return facts.is_open


def _other_files(filling: Filling, records: Mapping[str, KeptRecord]) -> list[tuple[str, bytes]]:
    maker, shell, draw = filling.maker, filling.drawing.shell, filling.drawing.draw
    pages: list[Page] = [front_page(maker, shell.bodies.get("index.md", "")), *overview_pages(maker)]
    lessons = [
        postmortem_page(maker, postmortem, shell.bodies[f"postmortems/{postmortem.slug}.md"])
        for postmortem in maker.view.postmortems
    ]
    files = [
        (f"{page.path}index.html", _encoded(draw(page, stale_note(maker, page)))) for page in (*pages, *lessons)
    ]
    if shell.missing:
        files.append(("404.html", _encoded(shell.missing.fill({"content": missing_html(maker)}))))
    files += published_files(maker.view, maker.templates).items()
    if shell.search:
        entries = [page_entry(page) for page in pages if page.is_searchable]
        entries += (record.search for record in records.values())
        files.append(("search/search_index.json", search_index(shell.search, entries)))
    if shell.sitemap:
        known = [(page.path, page.modified) for page in (*pages, *lessons)]
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
