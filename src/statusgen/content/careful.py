"""An incident in any file, however it is written: the way that tells every fault."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from statusgen.content.body import read_updates
from statusgen.content.contradictions import contradictions
from statusgen.content.front_matter import Document, read_document
from statusgen.content.headings import HeadingContext
from statusgen.content.schema import IncidentFields
from statusgen.content.slugs import SLUG, slug_problem
from statusgen.content.validation import validate
from statusgen.model import LISTED_STATUS, Incident, Kind, Update
from statusgen.problems import Problem

__all__ = ["read_carefully"]


def read_carefully(
    data: bytes, *, path: str, source: str, components: Collection[str], timezone: str | None
) -> tuple[Incident | None, list[Problem]]:
    """The record in `data`, None if a fault makes it unreadable, and every fault; parameters as in `read_incident`."""
    slug = PurePosixPath(source).stem
    problems = list(slug_problem(slug, path))
    document, found = read_document(data, path)
    problems += found
    if document is None:
        return None, problems
    context = {"components": tuple(components), "timezone": timezone}
    fields, found = validate(document.front, IncidentFields, path=path, context=context)
    problems += found
    kind = fields.kind if fields else _kind_of(document)
    heading_context = HeadingContext(path=path, kind=kind, components=components, timezone=timezone)
    updates, found = read_updates(document.body, document.body_line, heading_context)
    problems += found
    incident = None
    if fields is not None and updates and SLUG.fullmatch(slug):
        incident = _incident(fields, updates, slug, source)
        problems += contradictions(incident, document.front, path)
    return incident, problems


def _kind_of(document: Document) -> Kind:
    """The kind that faulty front matter names, so that its headings are judged rightly all the same."""
    front = document.front.value
    word = str(front.get("kind", "")).strip().lower() if isinstance(front, dict) else ""
    return Kind(word) if word in list(Kind) else Kind.INCIDENT


def _incident(fields: IncidentFields, updates: list[Update], slug: str, source: str) -> Incident:
    touched = fields.components
    listed = LISTED_STATUS[fields.kind]
    components = touched if isinstance(touched, dict) else dict.fromkeys(touched, listed)
    return Incident(
        slug=slug,
        path=source,
        components=components,
        updates=tuple(updates),
        tags=tuple(fields.tags),
        aliases=tuple(fields.aliases),
        **fields.model_dump(exclude={"components", "tags", "aliases"}),
    )
