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
from statusgen.publishing.current import WrittenCurrent, write_current
from statusgen.publishing.indexes import search_index, sitemap_files
from statusgen.publishing.manifest import KeptRecord, Manifest
from statusgen.publishing.records import Data, Report, kept_records, make_records
from statusgen.publishing.settled import Settled, make_settled
from statusgen.publishing.shell import Drawing
from statusgen.publishing.stage import Stage, Stamp, Writer

__all__ = ["Ahead", "Filling", "fill"]


class Ahead(Struct, frozen=True, kw_only=True):
    """What was made already."""

    overviews: Sequence[Overview] = ()
    """Those of the maker, if there are any of the others."""
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
    maker, draw, before, ahead = filling.maker, filling.drawing.draw, filling.before, filling.ahead
    overviews = ahead.overviews or list(overview_pages(maker))
    writer = Writer(filling.stage, filling.target)
    others: list[Settled] = []
    told: list[WrittenCurrent] = []

    def write_others() -> None:
        settled = make_settled(maker, overviews, filling.keys, filling.sources, before)
        others.append(settled)
        writer.write({path: draw(page, stale_note(maker, page)) for path, page in settled.pages.items()})
        writer.write(settled.files)
        if not ahead.written:
            current = Writer(filling.stage, filling.target)
            told.append(write_current(maker, overviews, filling.drawing, current))
            writer.write(_sitemap(filling, overviews, settled, told[0]))

    kept = kept_records(maker, filling.keys, before.records)
    made = make_records(
        maker,
        draw,
        filling.stage,
        [index for index in range(len(maker.view.records)) if index not in kept],
        data=ahead.data,
        processes=filling.processes,
        report=filling.report,
        meanwhile=write_others,
    )
    files: dict[str, Stamp] = {}
    changed: list[str] = []
    records: dict[str, KeptRecord] = {}
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
    (settled,) = others
    files.update((path, before.files[path]) for path in settled.unmade)
    if ahead.written:
        told.append(ahead.written())
        writer.write(_sitemap(filling, overviews, settled, told[0]))
    (current,) = told
    if search := filling.drawing.shell.search:
        # Settled pages are lists of records, in which the search has no part.
        entries = [*current.entries, *(record.search for record in records.values())]
        writer.write({"search/search_index.json": search_index(search, entries)})
    manifest = Manifest(
        files={**files, **current.stamps, **writer.stamps},
        records=records,
        pages={path: page for path, page in settled.all_pages.items() if page.key},
        groups={name: group for name, group in settled.all_groups.items() if group.key},
    )
    return manifest, [*changed, *current.changed, *writer.changed]


def _sitemap(
    filling: Filling, overviews: Sequence[Overview], settled: Settled, current: WrittenCurrent
) -> dict[str, bytes]:
    """The sitemap, in which every page stands, by path; nothing if the theme has none."""
    shell, view = filling.drawing.shell, filling.maker.view
    if not shell.sitemap:
        return {}
    days = {path.removesuffix("index.html"): page.modified for path, page in settled.all_pages.items()}
    days |= current.days
    paths = ["", *(overview.path for overview in overviews)]
    paths += (postmortem_path(postmortem) for postmortem in view.postmortems)
    known: list[tuple[str, date]] = [(path, days[path]) for path in paths]
    known += ((incident_path(facts), last_modified(facts)) for facts in view.records)
    return sitemap_files(shell.sitemap, shell.site_url, known)
