"""One file of a Statusfy site, converted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from statusgen.importers.conversion import Converted, Note, Refused
from statusgen.importers.front_files import SourceFile, read_source_file
from statusgen.importers.old_addresses import valid_aliases
from statusgen.importers.settling import settled
from statusgen.importers.statusfy.body import divided
from statusgen.importers.statusfy.facts import Facts, affected_systems, read_facts
from statusgen.importers.statusfy.ids import hashed_id
from statusgen.importers.statusfy.settings import StatusfySite
from statusgen.importers.statusfy.updates import statusfy_updates
from statusgen.model import Incident, Kind, Update, UpdateStatus

__all__ = ["convert_statusfy_record"]

_LONGEST_FILE = 400_000


def convert_statusfy_record(
    data: bytes,
    source: str,
    site: StatusfySite,
    ids: Mapping[str, str],
    *,
    slug: str,
    languages: Sequence[str],
    now: datetime,
) -> Converted | Refused:
    """The file `source` as an incident with the slug `slug`, or why it is none.

    `ids` gives each affected system its component id; `languages` are those in which it was published besides the
    default one.
    """
    file = read_source_file(data)
    refusal = _refusal(data, file)
    if refusal:
        return Refused(source=source, note=Note(reason=refusal))
    facts, notes = read_facts(file, source)
    if facts is None:
        return Refused(source=source, note=Note(reason="it has no date, and its name has none"))
    text, messages, more = divided(file.body)
    updates, ended = statusfy_updates(text, messages, facts)
    done = settled(updates, facts.kind, facts.window, title=facts.title, base_url=site.base_url, now=now)
    identity = file.text("id").strip() or hashed_id(PurePosixPath(source).name)
    aliases, lost = _addresses(identity, languages)
    incident = Incident(
        slug=slug,
        path="",
        title=facts.title,
        kind=facts.kind,
        components=dict.fromkeys((ids[name] for name in affected_systems(file)), facts.status),
        updates=tuple(done.updates),
        started=_started(facts, done.updates),
        starts=facts.window[0] if facts.window else None,
        ends=facts.window[1] if facts.window else None,
        aliases=tuple(aliases),
        id=identity if aliases else None,
    )
    notes = [*file.notes, *notes, *more, *ended, *done.notes, *lost]
    address = aliases[0] if aliases else None
    return Converted(source=source, incident=incident, address=address, dated=done.dated, notes=notes)


def _addresses(identity: str, languages: Sequence[str]) -> tuple[list[str], list[Note]]:
    """Where Statusfy published the incident with the id `identity`, and a note if that can be no address here."""
    wanted = [f"/incidents/{identity}/", *(f"/{language}/incidents/{identity}/" for language in languages)]
    aliases, lost = valid_aliases(wanted)
    reason = "its id cannot stand in an address: not kept"
    return aliases, [Note(reason=reason, detail=address) for address in lost[:1]]


def _started(facts: Facts, updates: Sequence[Update]) -> datetime | None:
    """The incident's own time, if it says a minute or more before the first update, and there is more than an end."""
    only_end = len(updates) == 1 and updates[0].status is UpdateStatus.RESOLVED
    if facts.kind is not Kind.INCIDENT or only_end or updates[0].at - facts.date < timedelta(minutes=1):
        return None
    return facts.date


def _refusal(data: bytes, file: SourceFile) -> str | None:
    if b"\0" in data:
        return "it is no text: a picture, a program, or a text that is not in UTF-8"
    if len(data) > _LONGEST_FILE:
        return "it is longer than 400,000 bytes: no message to customers"
    if not file.fields:
        return "it has no front matter: no incident"
    return None
