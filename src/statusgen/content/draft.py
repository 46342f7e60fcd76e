"""What would be wrong with a file that is not written yet."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from statusgen.content.incidents import IncidentFile, read_incident
from statusgen.content.links import link_problems, page_path
from statusgen.content.postmortems import read_postmortem
from statusgen.content.record import record_problems
from statusgen.content.settings import SiteConfig
from statusgen.content.site import GENERATED_PAGES
from statusgen.model import Incident
from statusgen.problems import Problem

__all__ = ["incident_draft", "postmortem_draft"]


def incident_draft(
    data: bytes, target: Path, config: SiteConfig, now: datetime
) -> tuple[Incident | None, list[Problem]]:
    """The record that `data` would be at `target`, and what `check` would say of it."""
    file, problems = read_incident(
        data,
        path=config.shown(target),
        source=config.relative(target),
        components={component.id: component for component in config.components},
        timezone=config.settings.timezone,
    )
    problems += record_problems([file], [], pages=(), now=now)
    problems += _dead_links(file, target, config)
    return file.incident, sorted(set(problems))


def postmortem_draft(data: bytes, target: Path, config: SiteConfig) -> list[Problem]:
    """What `check` would say of a postmortem with the content `data` at `target`, apart from its incidents."""
    shown, source = config.shown(target), config.relative(target)
    return sorted(read_postmortem(data, path=shown, source=source, timezone=config.settings.timezone)[1])


def _dead_links(file: IncidentFile, target: Path, config: SiteConfig) -> Iterator[Problem]:
    if file.incident is None:
        return
    source = os.path.relpath(target, config.docs_dir).replace(os.sep, "/")
    files = {
        found.relative_to(config.docs_dir).as_posix()
        for found in config.docs_dir.rglob("*")
        if found.is_file()
        and not any(part.startswith(".") for part in found.relative_to(config.docs_dir).parts)
    } | {source}
    pages = {*GENERATED_PAGES, *(page_path(name) for name in files)}
    pages |= {f"components/{component.id}/" for component in config.components}
    for update in file.incident.updates:
        yield from link_problems(update, source=source, path=file.path, files=files, pages=pages)
