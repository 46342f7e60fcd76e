"""One file below `content/incidents/`, read into an incident, a maintenance or a notice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from statusgen.content.body import read_updates
from statusgen.content.contradictions import contradictions
from statusgen.content.fields import SLUG
from statusgen.content.front_matter import Document, read_document
from statusgen.content.headings import HeadingContext
from statusgen.content.schema import LISTED_STATUS, IncidentFields
from statusgen.content.slugs import slug_problem
from statusgen.content.usual import usual_incident
from statusgen.content.validation import validate
from statusgen.content.yaml_tree import Tree
from statusgen.model import Incident, Kind, Update
from statusgen.problems import Problem

__all__ = ["IncidentFile", "front_of", "read_carefully", "read_incident"]


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentFile:
    """What was read from one file; `incident` is None when a fault makes it unreadable."""

    path: str
    """As problems name it."""
    incident: Incident | None


def front_of(data: bytes, path: str) -> Tree:
    """The front matter in `data`, for the place of a field; empty where nothing can be read."""
    document, _ = read_document(data, path)
    return document.front if document else Tree()


def read_incident(
    data: bytes, *, path: str, source: str, components: Collection[str], timezone: str | None
) -> tuple[IncidentFile, list[Problem]]:
    """The record in `data`, and every fault of its file.

    `path` is how problems name the file, `source` its path relative to the settings, `components`
    the known ids, `timezone` the zone of times that are written without one.
    """
    slug = source.rpartition("/")[2].removesuffix(".md")
    incident = usual_incident(data, slug=slug, source=source, components=components, timezone=timezone)
    if incident is not None:
        return IncidentFile(path=path, incident=incident), []
    return read_carefully(data, path=path, source=source, components=components, timezone=timezone)


def read_carefully(
    data: bytes, *, path: str, source: str, components: Collection[str], timezone: str | None
) -> tuple[IncidentFile, list[Problem]]:
    """As `read_incident`, without the short way for files that are written as usual: the one that tells faults."""
    slug = PurePosixPath(source).stem
    problems = list(slug_problem(slug, path))
    document, found = read_document(data, path)
    problems += found
    if document is None:
        return IncidentFile(path=path, incident=None), problems
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
    return IncidentFile(path=path, incident=incident), problems


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
