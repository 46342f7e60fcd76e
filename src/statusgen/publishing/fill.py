"""Makes every file of a site in the shell that MkDocs drew, save those that are there as they should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from statusgen.outputs.pages.incident import last_modified
from statusgen.outputs.pages.missing import stale_note
from statusgen.outputs.pages.overview import Overview
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.pages.site_pages import overviews as overview_pages
from statusgen.outputs.paths import incident_path, postmortem_path
from statusgen.outputs.publication import ApiPage, api_page
from statusgen.publishing.current import WrittenCurrent, write_current
from statusgen.publishing.indexes import search_index, sitemap_files
from statusgen.publishing.manifest import KeptRecord, Manifest
from statusgen.publishing.records import Data, RecordWriter, Report, kept_records
from statusgen.publishing.settled import Settled, make_settled
from statusgen.publishing.shell import Drawing
from statusgen.publishing.stage import Stage, Stamp, Writer

__all__ = ["Ahead", "Filling", "fill"]


class Ahead(Struct, frozen=True, kw_only=True):
    """What was made already."""

    overviews: Sequence[Overview] = ()
    """Those of the maker, if there is anything else."""
    api: ApiPage | None = None
    """Likewise."""
    written: Callable[[], WrittenCurrent] | None = None
    """Waits for what is written elsewhere meanwhile of what tells the moment."""
    data: Data = field(default_factory=dict)
    """What was written of the files beside the pages of records."""


class Filling(Struct, frozen=True, kw_only=True):
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
    ahead: Ahead = field(default_factory=Ahead)


def fill(filling: Filling) -> tuple[Manifest, list[str]]:
    """Writes to the stage what has changed; returns what will be published, and the paths that were written."""
    return _Filler(filling).run()


class _Filler:
    def __init__(self, filling: Filling) -> None:
        self.filling = filling
        self.overviews = filling.ahead.overviews or list(overview_pages(filling.maker))
        self.api = filling.ahead.api or api_page(filling.maker.view)
        self.writer = Writer(filling.stage, filling.target)
        self.settled: Settled
        self.current: WrittenCurrent

    def run(self) -> tuple[Manifest, list[str]]:
        filling = self.filling
        records, files, changed = self._records()
        if filling.ahead.written:
            self._list(filling.ahead.written())
        settled, current = self.settled, self.current
        files.update((path, filling.before.files[path]) for path in settled.unmade)
        if search := filling.drawing.shell.search:
            # Settled pages are lists of records, in which the search has no part.
            entries = [*current.entries, *(record.search for record in records.values())]
            self.writer.write({"search/search_index.json": search_index(search, entries)})
        manifest = Manifest(
            files={**files, **current.stamps, **self.writer.stamps},
            records=records,
            pages={path: page for path, page in settled.all_pages.items() if page.key},
            groups={name: group for name, group in settled.all_groups.items() if group.key},
        )
        return manifest, [*changed, *current.changed, *self.writer.changed]

    def _records(self) -> tuple[dict[str, KeptRecord], dict[str, Stamp], list[str]]:
        """Every record by slug, the stamps of their files, and those of these that were written."""
        filling, maker, before = self.filling, self.filling.maker, self.filling.before
        kept = kept_records(maker, filling.keys, before.records)
        made = RecordWriter(maker, self.api, filling.stage).write(
            [index for index in range(len(maker.view.records)) if index not in kept],
            filling.drawing.draw,
            data=filling.ahead.data,
            processes=filling.processes,
            report=filling.report,
            meanwhile=self._write_others,
        )
        records: dict[str, KeptRecord] = {}
        files: dict[str, Stamp] = {}
        changed: list[str] = []
        for index, facts in enumerate(maker.view.records):
            if index in kept:
                records[facts.slug] = kept[index]
                files.update((path, before.files[path]) for path in kept[index].files)
            else:
                done = made[index]
                key = filling.keys.get(facts.slug, b"")
                records[facts.slug] = KeptRecord(key=key, files=tuple(done.stamps), search=done.search)
                files.update(done.stamps)
                changed += done.stamps
        return records, files, changed

    def _write_others(self) -> None:
        """Writes what is no record's, but for the lists that need to know more."""
        filling, maker, draw = self.filling, self.filling.maker, self.filling.drawing.draw
        self.settled = make_settled(maker, self.overviews, filling.keys, filling.sources, filling.before)
        pages = self.settled.pages.items()
        self.writer.write({path: draw(page, stale_note(maker, page)) for path, page in pages})
        self.writer.write(self.settled.files)
        if not filling.ahead.written:
            writer = Writer(filling.stage, filling.target)
            self._list(write_current(maker, self.overviews, self.api, filling.drawing, writer))

    def _list(self, current: WrittenCurrent) -> None:
        """Takes account of what tells the moment, and writes the sitemap, in which every page stands."""
        self.current = current
        shell, view = self.filling.drawing.shell, self.filling.maker.view
        if not shell.sitemap:
            return
        pages = self.settled.all_pages.items()
        days = {path.removesuffix("index.html"): page.modified for path, page in pages} | current.days
        paths = ["", *(overview.path for overview in self.overviews)]
        paths += (postmortem_path(postmortem) for postmortem in view.postmortems)
        known: list[tuple[str, date]] = [(path, days[path]) for path in paths]
        known += ((incident_path(facts), last_modified(facts)) for facts in view.records)
        self.writer.write(sitemap_files(shell.sitemap, shell.site_url, known))
