"""Sites whose API is tested, and the API as programs read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.derive.records import at

from statusgen.derive.view import view_of
from statusgen.model import Postmortem, Site
from statusgen.outputs.api.files import api_files, record_api_files

NOW = at("14:30")


def lesson(*incidents: str, published: str = "11-20 10:00", slug: str = "lesson") -> Postmortem:
    """A postmortem of these incidents."""
    return Postmortem(
        slug=slug,
        path=f"content/postmortems/{slug}.md",
        title="How it came",
        incidents=incidents,
        published=at(published),
        summary="A query ran without an index.",
        text="## What happened",
    )


def documents_of(site: Site, now: datetime = NOW) -> Mapping[str, Any]:
    """The files that tell of the whole site, by path."""
    return {path: json.loads(data) for path, data in api_files(view_of(site, now)).items()}


def singles_of(site: Site, now: datetime = NOW) -> Mapping[str, Any]:
    """The file of each record, by the record's slug."""
    view = view_of(site, now)
    files = {facts.slug: record_api_files(view, facts) for facts in view.records}
    return {slug: json.loads(data) for slug, found in files.items() for data in found.values()}


def names(records: Any) -> list[str]:
    """The names of records, in their order."""
    return [record["name"] for record in records]
