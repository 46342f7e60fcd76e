"""Which record a word on the command line means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from statusgen.problems import Problem, nearest_hint

if TYPE_CHECKING:
    from statusgen.content.site import Reading
    from statusgen.model import Incident

__all__ = ["found_record"]

_MOST_LISTED = 10
_HINT = "SLUG"


def found_record(word: str | None, reading: Reading, now: datetime) -> Incident:
    """The record that `word` names: its slug, its path, or a part of its slug.

    Of several with that part, an open one is meant if it is the only one. Without a word, it is the one
    open incident. A record whose file has problems, or whose settings have, ends the command with them.
    """
    from statusgen.cli.drafting import fail

    files = _files(reading)
    if not files and reading.problems:
        fail(reading.problems)
    slug = _slug(word, list(files), reading, now) if word is not None else _only_open(reading, now)
    shown = files[slug]
    faults = [
        problem for problem in reading.problems if problem.path == shown or not _is_content(problem, reading)
    ]
    if faults:
        fail(faults)
    return next(incident for incident in reading.site.incidents if incident.slug == slug)


def _files(reading: Reading) -> dict[str, str]:
    """Slug to path as problems name it, for every record; those that could not be read included."""
    config = reading.config
    folder = config.shown(config.docs_dir / "incidents") + "/"
    broken = {
        PurePosixPath(problem.path).stem: problem.path
        for problem in reading.problems
        if problem.path.startswith(folder)
    }
    root = config.path.parent
    return broken | {incident.slug: config.shown(root / incident.path) for incident in reading.site.incidents}


def _is_content(problem: Problem, reading: Reading) -> bool:
    return problem.path.startswith(reading.config.shown(reading.config.docs_dir) + "/")


def _slug(word: str, slugs: Sequence[str], reading: Reading, now: datetime) -> str:
    name = Path(word).stem if word.endswith(".md") else Path(word).name
    if name in slugs:
        return name
    matching = [slug for slug in slugs if name and name.lower() in slug]
    still_open = _open_slugs(reading, now)
    open_ones = [slug for slug in matching if slug in still_open]
    for found in (matching, open_ones):
        if len(found) == 1:
            return found[0]
    if matching:
        message = f"`{word[:60]}` is a part of {len(matching)} names; write more of the one that you mean:"
        raise click.BadParameter(_listed(message, open_ones or matching, reading), param_hint=_HINT)
    near = nearest_hint(name, slugs)
    hint = f"; {near}" if near.startswith("did") else ""
    if not hint and still_open:
        hint = _listed("; open are:", still_open, reading)
    raise click.BadParameter(f"there is no record `{word[:80]}`{hint}", param_hint=_HINT)


def _open_slugs(reading: Reading, now: datetime, *, incidents_only: bool = False) -> list[str]:
    """The slugs of all that has not ended, newest first."""
    from statusgen.derive.timeline import is_open
    from statusgen.model import Kind

    kinds = {Kind.INCIDENT} if incidents_only else set(Kind)
    found = [
        incident for incident in reading.site.incidents if incident.kind in kinds and is_open(incident, now)
    ]
    return [incident.slug for incident in reversed(found)]


def _only_open(reading: Reading, now: datetime) -> str:
    incidents = _open_slugs(reading, now, incidents_only=True)
    if len(incidents) == 1:
        return incidents[0]
    if incidents:
        message = _listed(
            f"{len(incidents)} incidents are open; name the one that you mean:", incidents, reading
        )
        raise click.BadParameter(message, param_hint=_HINT)
    others = _open_slugs(reading, now)
    message = "no incident is open; name the record that you mean"
    raise click.BadParameter(_listed(f"{message}:", others, reading) if others else message, param_hint=_HINT)


def _listed(message: str, slugs: Sequence[str], reading: Reading) -> str:
    """`message` with `slugs` and their titles below it."""
    titles = {incident.slug: incident.title for incident in reading.site.incidents}
    shown = list(slugs)[:_MOST_LISTED]
    width = max(len(slug) for slug in shown)
    lines = [f"  {slug:{width}}  {titles.get(slug, 'cannot be read')}" for slug in shown]
    more = [f"  and {len(slugs) - len(shown)} more"] if len(slugs) > len(shown) else []
    return "\n".join([message, *lines, *more])
