"""A dump of the Statuspage v2 API, converted as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from statusgen.importers.components import named_days, site_components
from statusgen.importers.conversion import Conversion, Converted, ConvertedPostmortem, Note, Refused
from statusgen.importers.names import component_ids
from statusgen.importers.progress import Listener, told
from statusgen.importers.statuspage.components import statuspage_components
from statusgen.importers.statuspage.own import OwnPart, own_notice, own_postmortem, own_record, read_own
from statusgen.importers.statuspage.record import convert_record
from statusgen.importers.statuspage.shape import Dump, read_dump, text_of
from statusgen.model import Component

__all__ = ["convert_statuspage"]

_CAPPED = (
    "A list in this source holds exactly 50 records, as the API serves at most: older ones may be missing."
)

_RECORD_ALONE = (
    "An export holds the record alone: copy the settings, the other pages and their images as files."
)


def convert_statuspage(
    files: Mapping[str, bytes], now: datetime, progress: Listener = None, *, is_trusted: bool = True
) -> Conversion:
    """Every record in `files` (name to content) as an incident, or refused with its reason.

    What lies ahead of `now` is told at that moment. What `statusgen export` added counts only where
    `is_trusted`: it may hold postmortems, which are pages of the site with all that their author put into them.
    """
    dump, problems = read_dump(files)
    if problems:
        return Conversion(problems=problems)
    own, refused = read_own(dump.own if is_trusted and dump.own else {}, dump.components or [])
    ids = {**_ids(dump, own), **own.ids}
    outcomes, lessons, more = _records(dump, own, ids, now, progress)
    outcomes += [own_notice(notice, own) for notice in own.notices]
    converted = [outcome for outcome in outcomes if isinstance(outcome, Converted)]
    converted.sort(key=lambda entry: (entry.incident.updates[0].at, entry.source))
    by_slug = {record.incident.slug: record.source for record in converted}
    told_here = [own_postmortem(postmortem, by_slug) for postmortem in own.postmortems]
    refused += more
    refused += [outcome for outcome in (*outcomes, *told_here) if isinstance(outcome, Refused)]
    return Conversion(
        converted=converted,
        postmortems=[*lessons, *(one for one in told_here if isinstance(one, ConvertedPostmortem))],
        refused=refused,
        components=_components(dump, own, ids, converted),
        remarks=_remarks(dump, is_trusted=is_trusted),
    )


def _records(
    dump: Dump, own: OwnPart, ids: Mapping[str, str], now: datetime, progress: Listener
) -> tuple[list[Converted | Refused], list[ConvertedPostmortem], list[Refused]]:
    """What becomes of each incident and maintenance, their postmortems, and what is none or stands twice."""
    records, refused = _newest_versions(dump.records)
    refused += [
        Refused(source=place, note=Note(reason="it is no record: not a mapping")) for place in dump.strangers
    ]
    missing = own.records.keys() - {text_of(record, "id") for record in records}
    note = Note(reason="the export names it, and its incident or maintenance is missing")
    refused += [Refused(source=key, note=note) for key in sorted(missing)]
    outcomes: list[Converted | Refused] = []
    lessons: list[ConvertedPostmortem] = []
    sources: set[str] = set()
    for record in told("reading records", records, progress):
        entry = own.records.get(text_of(record, "id"))
        outcome, lesson = (
            (own_record(record, entry, own), None) if entry else convert_record(record, ids, dump.url, now)
        )
        outcome, lesson = _told_apart(outcome, lesson, sources)
        outcomes.append(outcome)
        lessons += [lesson] if lesson else []
    return outcomes, lessons, refused


def _remarks(dump: Dump, *, is_trusted: bool) -> list[str]:
    if dump.own is not None:
        return [_RECORD_ALONE] if is_trusted else []
    return [_CAPPED] if dump.is_capped and is_trusted else []


def _told_apart(
    outcome: Converted | Refused, lesson: ConvertedPostmortem | None, sources: set[str]
) -> tuple[Converted | Refused, ConvertedPostmortem | None]:
    """The two under a name that nothing before them has: records without an id may share theirs."""
    name, number = outcome.source, 2
    while name in sources:
        name, number = f"{outcome.source} ({number})", number + 1
    sources.add(name)
    if name != outcome.source:
        outcome = replace(outcome, source=name)
        lesson = replace(lesson, source=name, explains=(name,)) if lesson else None
    return outcome, lesson


def _ids(dump: Dump, own: OwnPart) -> dict[str, str]:
    sources = [source for source in statuspage_components(dump) if source.key not in own.ids]
    parts = ((source.key, source.name, source.group) for source in sources)
    return component_ids(parts, taken=own.ids.values())


def _components(
    dump: Dump, own: OwnPart, ids: Mapping[str, str], converted: Sequence[Converted]
) -> list[Component]:
    """Those that the export added, as they were, and all others."""
    others = [source for source in statuspage_components(dump) if source.key not in own.ids]
    incidents = [entry.incident for entry in converted]
    # What only a refused record names is not written either.
    named = named_days(incidents)
    others = [source for source in others if source.listed or ids[source.key] in named]
    return [
        *own.components,
        *site_components(others, ids, incidents, has_list=dump.components is not None),
    ]


def _newest_versions(
    records: Sequence[Mapping[str, Any]],
) -> tuple[list[Mapping[str, Any]], list[Refused]]:
    """`records` with each id once, in its newest version; an older one that differs is refused, never lost."""
    newest: dict[str, Mapping[str, Any]] = {}
    others = []
    refused = []
    for record in records:
        key = text_of(record, "id")
        known = newest.get(key)
        if not key:
            others.append(record)
        elif known is None:
            newest[key] = record
        elif known != record:
            # Of two that say the same of their time, the first counts: the API lists the newest first.
            older, newer = sorted((record, known), key=lambda one: text_of(one, "updated_at"))
            newest[key] = newer
            reason = "the same id stands twice: only the newest version counts"
            refused.append(Refused(source=key, note=Note(reason=reason, detail=text_of(older, "name")[:80])))
    return [*newest.values(), *others], refused
