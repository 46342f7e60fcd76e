"""Which file each converted postmortem becomes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from statusgen.content.postmortem_writing import postmortem_text
from statusgen.importers.conversion import ConvertedPostmortem, Note, Refused
from statusgen.importers.existing import ExistingPostmortems
from statusgen.importers.names import fingerprint
from statusgen.importers.placing import Placement
from statusgen.importers.proof import postmortem_fault, tell_the_same_lesson
from statusgen.importers.report import Kept, Written

__all__ = ["place_postmortems"]


def place_postmortems(
    converted: Sequence[ConvertedPostmortem],
    existing: ExistingPostmortems,
    slugs: Mapping[str, str],
    timezone: str | None = None,
) -> Placement:
    """A file for each postmortem that has none; `slugs` tells under which slug each record of the source stands.

    A postmortem is known again by its slug and an incident that it explains; if its file was renamed, by the incident
    alone. What is there stays as it is.
    """
    files: dict[str, bytes] = {}
    written: list[Written] = []
    kept: list[Kept] = []
    refused: list[Refused] = []
    taken = set(existing.contents)
    wishes = {record.postmortem.slug for record in converted}
    for record in converted:
        incidents = tuple(slugs[source] for source in record.explains if source in slugs)
        if not incidents:
            note = Note(reason="the incident that its postmortem explains was not imported")
            refused.append(Refused(source=record.source, note=note))
            continue
        wished = record.postmortem.slug
        content = postmortem_text(replace(record.postmortem, incidents=incidents)).encode()
        slug = _known_slug(wished, incidents, existing, wishes)
        if slug is not None:
            found = existing.contents[slug].replace(b"\r\n", b"\n")
            edited = found != content and not tell_the_same_lesson(content, found, timezone)
            kept.append(Kept(source=record.source, slug=slug, edited=edited))
            continue
        slug = _free_slug(record, taken)
        if fault := postmortem_fault(content, slug):
            refused.append(Refused(source=record.source, note=fault))
            continue
        taken.add(slug)
        files[f"{slug}.md"] = content
        written.append(Written(source=record.source, slug=slug, notes=tuple(dict.fromkeys(record.notes))))
    return Placement(files=files, written=written, kept=kept, refused=refused)


def _known_slug(
    wished: str, incidents: Sequence[str], existing: ExistingPostmortems, wishes: Collection[str]
) -> str | None:
    explaining = [slug for slug, named in existing.incidents.items() if named.intersection(incidents)]
    if wished in explaining:
        return wished
    return next((slug for slug in explaining if slug not in wishes), None)


def _free_slug(record: ConvertedPostmortem, taken: Collection[str]) -> str:
    wished = record.postmortem.slug
    tails = (fingerprint(record.source), fingerprint(record.source + wished, 16))
    return next(slug for slug in (wished, *(f"{wished}-{tail}" for tail in tails)) if slug not in taken)
