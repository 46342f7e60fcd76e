"""Makes every file of a site in the shell that MkDocs drew, save those that are there as they should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import msgspec

from statusgen.outputs.pages.missing import stale_note
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.pages.site_pages import record_dependencies, record_output
from statusgen.outputs.publication import api_page, record_files
from statusgen.processes import in_processes
from statusgen.publishing.grounds import digest
from statusgen.publishing.indexes import entry_json
from statusgen.publishing.manifest import KeptRecord, Manifest
from statusgen.publishing.others import Others, make_others, other_files
from statusgen.publishing.shell import Drawing
from statusgen.publishing.stage import Stage, Stamp

__all__ = ["FEW", "Filling", "Report", "fill", "record_keys"]

Report: TypeAlias = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and of how much."""

FEW = 300
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
    """What an earlier build has put into `target`, and what is still there as it was."""
    target: str = ""
    """The directory with the site that is published now; empty if there is none."""
    keys: Mapping[str, bytes] = field(default_factory=dict)
    """See `record_keys`; empty where nothing that is there may stay."""
    sources: Mapping[str, bytes] = field(default_factory=dict)
    """See `record_keys`; empty likewise."""
    others: Others | None = None
    """What was made already."""


class _Made(msgspec.Struct, array_like=True):
    """What one process made of one record."""

    index: int
    stamps: dict[str, Stamp]
    search: str


def fill(filling: Filling) -> tuple[Manifest, list[str]]:
    """Writes to the stage what has changed; returns what will be published, and the paths that were written."""
    others = filling.others or make_others(filling.maker, filling.keys, filling.sources, filling.before)
    records, written = _fill_records(filling)
    before = filling.before.files
    kept = [path for record in records.values() for path in record.files if path not in written]
    kept += others.unmade
    files: dict[str, Stamp] = {**written, **{path: before[path] for path in kept}}
    changed = list(written)
    for path, content in other_files(filling.maker, filling.drawing, others, records.values()).items():
        stamp = _unchanged(filling, path, content)
        if stamp is None:
            stamp = filling.stage.write(path, content)
            changed.append(path)
        files[path] = stamp
    return Manifest(files=files, records=records, pages=others.settled, groups=others.groups), changed


def _fill_records(filling: Filling) -> tuple[dict[str, KeptRecord], dict[str, Stamp]]:
    """What there is of every record, and what was written of those that have changed."""
    records, before = filling.maker.view.records, filling.before.records
    kept: dict[int, KeptRecord] = {}
    for index, facts in enumerate(records):
        old = before.get(facts.slug)
        if old and old.key and old.key == filling.keys.get(facts.slug):
            kept[index] = old
    made = _make_records(filling, [index for index in range(len(records)) if index not in kept])
    written: dict[str, Stamp] = {}
    found: dict[str, KeptRecord] = {}
    for index, facts in enumerate(records):
        if index in kept:
            found[facts.slug] = kept[index]
        else:
            done = made[index]
            written |= done.stamps
            key = filling.keys.get(facts.slug, b"")
            found[facts.slug] = KeptRecord(key=key, files=tuple(done.stamps), search=done.search)
    return found, written


def record_keys(maker: PageMaker, sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """For each record, by slug, a key that covers all that its files show; empty if the clock has a part in them.

    `sources` are digests of the records' files by their paths in the content directory. What all records have in
    common, such as the settings, is not covered.
    """
    keys = {}
    encode = msgspec.msgpack.encode
    for index, facts in enumerate(maker.view.records):
        shown = record_dependencies(maker, index)
        source = sources[maker.source_of(facts)]
        keys[facts.slug] = b"" if shown.depends_on_now else digest(source, encode(shown))
    return keys


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
            files = {f"{page.path}index.html": html, **record_files(maker.view, facts, api)}
            stamps = {path: filling.stage.write(path, content) for path, content in files.items()}
            found.append(_Made(index, stamps, entry_json(output.search)))
            filling.report("writing records", done + 1, len(mine))
        return msgspec.msgpack.encode(found)

    if not todo:
        return {}
    results = in_processes(work, todo, filling.processes if len(todo) >= FEW else 1)
    found = [made for data in results for made in msgspec.msgpack.decode(data, type=list[_Made])]
    return {made.index: made for made in found}


def _unchanged(filling: Filling, path: str, content: bytes) -> Stamp | None:
    """The stamp of the file that is published at `path`, if it holds `content` already."""
    stamp = filling.before.files.get(path) if filling.target else None
    if stamp is None or stamp[0] != len(content):
        return None
    return stamp if Path(filling.target, path).read_bytes() == content else None
