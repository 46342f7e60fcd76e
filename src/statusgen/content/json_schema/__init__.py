"""JSON Schema for editors, draft 7: what they check, complete and explain while somebody writes.

Draft 7, because every version of the YAML language server knows it, which is what VS Code and most other
editors check YAML with; it learnt the draft of 2020-12 only in 1.20. Nothing here needs the newer one.
`errorMessage`, `enumDescriptions` and `doNotSuggest` are words of VS Code, which other readers pass over.

A schema accepts whatever the reader accepts. The reverse cannot hold: JSON Schema knows no calendar, no time zones
and no other field's value, and an editor does not see what stands below the front matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statusgen.content.json_schema.config import config_schema
from statusgen.content.json_schema.records import postmortem_schema, record_schema
from statusgen.content.settings import SiteConfig
from statusgen.model import Kind

__all__ = ["DESCRIPTIONS", "json_schema"]

DESCRIPTIONS: Mapping[str, str] = {
    "incident": "The front matter of an incident",
    "maintenance": "The front matter of a maintenance",
    "notice": "The front matter of a notice",
    "record": "The front matter of a file below content/incidents: an incident, a maintenance or a notice",
    "postmortem": "The front matter of a postmortem",
    "config": "The settings of a status site: mkdocs.yml",
}
"""Name of a schema to what it describes."""


def json_schema(name: str, site: SiteConfig | None = None) -> dict[str, Any]:
    """The schema `name`, one of DESCRIPTIONS; with the settings of a `site` it knows the components and the zone."""
    head = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": name,
        "description": DESCRIPTIONS[name],
    }
    needs_zone = site is not None and site.settings.timezone is None
    if name == "config":
        return head | config_schema()
    if name == "postmortem":
        return head | postmortem_schema(needs_zone=needs_zone)
    kind = None if name == "record" else Kind(name)
    return head | record_schema(kind, site.components if site else None, needs_zone=needs_zone)
