"""Makes what is published of single records: their pages, and the files beside these."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from statusgen.outputs.pages.missing import stale_note
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.pages.site_pages import record_dependencies, record_output
from statusgen.outputs.publication import ApiPage, record_files
from statusgen.processes import in_turns
from statusgen.publishing.grounds import digest
from statusgen.publishing.indexes import entry_json
from statusgen.publishing.manifest import KeptRecord
from statusgen.publishing.shell import Draw
from statusgen.publishing.stage import Stage, Stamp

__all__ = ["FEW", "Data", "MadeRecord", "RecordWriter", "Report", "kept_records", "record_keys"]

Report: TypeAlias = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and of how much."""

Data: TypeAlias = Mapping[int, Mapping[str, Stamp]]
"""The files beside the pages of some records, by the record's index and their path."""

FEW = 300
"""Below this many pages a second process costs more than it saves."""


class MadeRecord(msgspec.Struct, array_like=True, frozen=True):
    """What was made of one record."""

    index: int
    stamps: dict[str, Stamp]
    """Its files by their paths, the page first."""
    search: str
    """Its entry in the search index, as JSON."""


def record_keys(maker: PageMaker, sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """For each record, by slug, a key that covers all that its files show; empty if the clock has a part in them.

    `sources` are digests of the records' files by their paths in the content directory. What all records have in
    common, such as the settings, is not covered.
    """
    keys = {}
    encode = msgspec.msgpack.encode
    for index, facts in enumerate(maker.view.records):
        source = maker.source_of(facts)
        shown = record_dependencies(maker, index)
        keys[facts.slug] = digest(encode((os.fsencode(source), sources[source], shown))) if shown else b""
    return keys


def kept_records(
    maker: PageMaker, keys: Mapping[str, bytes], before: Mapping[str, KeptRecord]
) -> dict[int, KeptRecord]:
    """Those of the records made `before` that would be the same now, by index."""
    kept: dict[int, KeptRecord] = {}
    for index, facts in enumerate(maker.view.records):
        old = before.get(facts.slug)
        if old and old.key and old.key == keys.get(facts.slug):
            kept[index] = old
    return kept


class RecordWriter(msgspec.Struct, frozen=True):
    """Writes what is published of single records to `stage`."""

    maker: PageMaker
    api: ApiPage
    """That of the maker's view."""
    stage: Stage

    def write_data(self, wanted: Sequence[int], enough: Callable[[], bool]) -> Data:
        """The files beside the pages of the records `wanted`, one after the other until that is `enough`.

        These need no shell.
        """
        found: dict[int, Mapping[str, Stamp]] = {}
        for index in wanted:
            if enough():
                break
            found[index] = self._data(index)
        return found

    def write(
        self,
        wanted: Sequence[int],
        draw: Draw,
        *,
        data: Data,
        processes: int,
        report: Report,
        meanwhile: Callable[[], None],
    ) -> dict[int, MadeRecord]:
        """All files of the records `wanted`, in up to `processes` processes; this one does `meanwhile` first.

        Of the `data` nothing is made again.
        """

        def work(parts: Iterator[Sequence[int]]) -> bytes:
            found = []
            for part in parts:
                for index in part:
                    output = record_output(self.maker, index)
                    page = output.page
                    path = f"{page.path}index.html"
                    html = draw(page, stale_note(self.maker, page))
                    stamps = {path: self.stage.write(path, html)}
                    stamps.update(data[index] if index in data else self._data(index))
                    found.append(MadeRecord(index, stamps, entry_json(output.search)))
                    report("writing records", index + 1, len(self.maker.view.records))
            return msgspec.msgpack.encode(found)

        results = in_turns(work, wanted, processes if len(wanted) >= FEW else 1, meanwhile)
        made = [one for sent in results for one in msgspec.msgpack.decode(sent, type=list[MadeRecord])]
        return {one.index: one for one in made}

    def _data(self, index: int) -> dict[str, Stamp]:
        view = self.maker.view
        files = record_files(view, view.records[index], self.api)
        return {path: self.stage.write(path, content) for path, content in files.items()}
