"""One file of a cState site, converted to an incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from statusgen.importers.conversion import Converted, Note, Refused
from statusgen.importers.cstate.config import CStateSite
from statusgen.importers.cstate.facts import old_addresses, read_facts, stem_of
from statusgen.importers.cstate.updates import Facts, cstate_updates
from statusgen.importers.front_files import SourceFile, read_source_file
from statusgen.importers.loose_times import date_in_name, read_date
from statusgen.importers.old_addresses import valid_aliases
from statusgen.model import Incident, Kind, Update

__all__ = ["convert_cstate_record"]


def convert_cstate_record(
    data: bytes, source: str, site: CStateSite, ids: Mapping[str, str], *, slug: str, now: datetime
) -> Converted | Refused:
    """The file `source` (its path below the issues) as an incident with the slug `slug`, or why it is none.

    `ids` gives each affected system its component id.
    """
    file = read_source_file(data)
    refusal = _no_text(data) or _refusal(file, source)
    if refusal:
        return Refused(source=source, note=refusal)
    facts, notes = read_facts(file, source, site, ids)
    if facts is None:
        return Refused(source=source, note=Note(reason="it has no date, and its name has none"))
    updates, dated, more = cstate_updates(file.body, facts, site, now)
    incident = Incident(
        slug=slug,
        path="",
        title=facts.title,
        kind=facts.kind,
        components=facts.components,
        updates=tuple(updates),
        started=facts.date if facts.kind is Kind.INCIDENT and _begins_earlier(facts, updates) else None,
        starts=facts.date if facts.kind is not Kind.INCIDENT else None,
        ends=facts.end if facts.kind is not Kind.INCIDENT else None,
        aliases=tuple(facts.aliases),
    )
    own = valid_aliases(old_addresses(file, source)[:1])[0]
    return Converted(
        source=source,
        incident=incident,
        address=own[0] if own else None,
        dated=dated,
        notes=(*file.notes, *notes, *more),
    )


def _begins_earlier(facts: Facts, updates: Sequence[Update]) -> bool:
    return facts.date < updates[0].at and (facts.end is not None or not facts.is_over)


def _refusal(file: SourceFile, source: str) -> Note | None:
    stem = stem_of(source).lower()
    if stem.startswith("_index") or stem in {"index", "readme"}:
        return Note(reason="it is the page of a section, no record")
    if file.text("draft").lower() == "true":
        return Note(reason="it is a draft: the source does not publish it")
    if not file.fields and not file.body.strip():
        return Note(reason="the file is empty")
    if not file.fields and file.body.lstrip().startswith(("---\n", "+++\n")):
        return Note(reason="its front matter never ends: the line --- or +++ after it is missing")
    if "template" in stem and not date_in_name(stem) and not read_date(file.text("date"))[0]:
        return Note(reason="it is a template, no record: its name says so, and it has no date")
    return None


def _no_text(data: bytes) -> Note | None:
    if b"\0" in data:
        return Note(reason="it is no text: a picture, a program, or a text that is not in UTF-8")
    return None
