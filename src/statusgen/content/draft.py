"""What would be wrong with a file that is not written yet."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from statusgen.content.files import content_files
from statusgen.content.front_matter import front_of
from statusgen.content.incidents import read_incident
from statusgen.content.links import Targets
from statusgen.content.postmortems import read_postmortem
from statusgen.content.record import record_problems
from statusgen.content.settings import SiteConfig
from statusgen.content.whole_site import dead_links, page_addresses
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
    problems += record_problems(
        [file], [], pages=tuple, front_of=lambda file: front_of(data, file.path), now=now
    )
    files, _ = content_files(config)
    source = os.path.relpath(target, config.docs_dir).replace(os.sep, "/")
    files.add(source)
    targets = Targets(files=files, find_pages=lambda: page_addresses(config, files))
    problems += dead_links(file, source, targets)
    return file.incident, sorted(set(problems))


def postmortem_draft(data: bytes, target: Path, config: SiteConfig) -> list[Problem]:
    """What `check` would say of a postmortem with the content `data` at `target`, apart from its incidents."""
    shown, source = config.shown(target), config.relative(target)
    return sorted(read_postmortem(data, path=shown, source=source, timezone=config.settings.timezone)[1])
