"""The Statuspage v2 shape, read without trust: every value may be missing, or of another type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from statusgen.importers.json_files import read_json
from statusgen.problems import Problem

__all__ = ["Dump", "mappings", "moment_of", "read_dump", "text_of"]

_LISTS = ("incidents", "scheduled_maintenances", "components")
_HINT = "name a file as /api/v2/incidents.json serves it"
_OWN_VERSION = 1
_CAP = 50


class Dump(Struct, frozen=True, kw_only=True):
    """What one or more files of the API hold together."""

    url: str | None = None
    records: Sequence[Mapping[str, Any]] = ()
    """Incidents and maintenances, as they stand there."""
    strangers: Sequence[str] = ()
    """Where entries stand that are no mappings at all: `entry 21 of incidents in dump.json`."""
    components: Sequence[Mapping[str, Any]] | None = None
    """The page's own list, groups included; None if no file has one."""
    own: Mapping[str, Any] | None = None
    """What `statusgen export` added."""
    is_capped: bool = False
    """Whether a list is as long as the API ever serves one."""


def read_dump(files: Mapping[str, bytes]) -> tuple[Dump, list[Problem]]:
    """Everything in `files` (name to content), and a problem for each that is not of this shape."""
    problems: list[Problem] = []
    records: list[Mapping[str, Any]] = []
    components: list[Mapping[str, Any]] | None = None
    own: Mapping[str, Any] | None = None
    url: str | None = None
    strangers: list[str] = []
    is_capped = False
    for name, data in files.items():
        document, problem = _document(name, data)
        if problem:
            problems.append(problem)
        for key in ("incidents", "scheduled_maintenances"):
            entries = document.get(key)
            found = mappings(entries)
            is_capped = is_capped or len(found) == _CAP
            records += found
            strangers += _strangers(entries, f"{key} in {PurePosixPath(name).name}")
        # An incident's own `components` stand below it: only the page's list counts here.
        if isinstance(document.get("components"), list):
            components = [*(components or []), *mappings(document["components"])]
        page = document.get("page")
        url = url or (text_of(page, "url") if isinstance(page, Mapping) else "") or None
        if isinstance(document.get("statusgen"), Mapping):
            own = document["statusgen"]
            problems += _version_problems(own, name)
    dump = Dump(
        url=url,
        records=records,
        strangers=strangers,
        components=components,
        own=own,
        is_capped=is_capped,
    )
    return dump, problems


def _strangers(entries: Any, place: str) -> list[str]:
    """Where in the list `entries` something else than a mapping stands, counted from 1."""
    numbered = enumerate(entries, 1) if isinstance(entries, list) else ()
    return [f"entry {number} of {place}" for number, entry in numbered if not isinstance(entry, Mapping)]


def _version_problems(own: Mapping[str, Any], name: str) -> list[Problem]:
    version = own.get("version")
    if version == _OWN_VERSION and not isinstance(version, bool):
        return []
    message = f"was written by another version of statusgen (shape {str(version)[:20]})"
    return [Problem(path=name, field="statusgen", message=message, hint="import it with that version")]


def _document(name: str, data: bytes) -> tuple[Mapping[str, Any], Problem | None]:
    document, problem = read_json(data, name, hint=_HINT)
    if problem:
        return {}, problem
    if isinstance(document, list):
        document = {"incidents": document}
    # The answer for a single incident, as `/api/v2/incidents/<id>.json` serves it.
    if isinstance(document, dict) and isinstance(document.get("incident"), Mapping):
        document = {**document, "incidents": [document["incident"]]}
    if not isinstance(document, dict) or not any(isinstance(document.get(key), list) for key in _LISTS):
        return {}, Problem(path=name, message="holds no list of incidents or components", hint=_HINT)
    return document, None


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """The mappings in the list `value`; empty for anything else."""
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def text_of(entry: Mapping[str, Any], key: str) -> str:
    """The text or number below `key`, without blanks around it; empty for anything else."""
    value = entry.get(key)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value).strip()


def moment_of(entry: Mapping[str, Any], *keys: str) -> datetime | None:
    """The moment below the first of `keys` that has a readable one, in UTC and without fractions."""
    for key in keys:
        text = text_of(entry, key)
        try:
            moment = datetime.fromisoformat(text)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return moment.astimezone(UTC).replace(microsecond=0)
        except (ValueError, OverflowError):
            continue
    return None
