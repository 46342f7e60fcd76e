"""One file below `content/incidents/`, read into an incident, a maintenance or a notice."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from statusgen.content.usual import usual_incident
from statusgen.model import Incident
from statusgen.problems import Problem

__all__ = ["IncidentFile", "read_incident"]


class IncidentFile(Struct, frozen=True, kw_only=True):
    """What was read from one file; `incident` is None when a fault makes it unreadable."""

    path: str
    """As problems name it."""
    incident: Incident | None
    has_links: bool = True
    """Whether a text of the incident may link to something within the site."""


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
    # Late, because few files need it: YAML, and what tells faults.
    from statusgen.content.careful import read_carefully

    incident, problems = read_carefully(
        data, path=path, source=source, components=components, timezone=timezone
    )
    return IncidentFile(path=path, incident=incident), problems
