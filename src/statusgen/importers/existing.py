"""What stands in the content directory before an import."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from statusgen.content.front_matter import read_document
from statusgen.problems import Problem

__all__ = ["ExistingPostmortems", "ExistingRecords", "existing_postmortems", "existing_records"]


class ExistingRecords(Struct, frozen=True, kw_only=True):
    """What stands in `content/incidents/` already."""

    contents: Mapping[str, bytes]
    """Slug to the bytes of its file."""
    slug_of_id: Mapping[str, str]
    slug_of_alias: Mapping[str, str]


class ExistingPostmortems(Struct, frozen=True, kw_only=True):
    """What stands in `content/postmortems/` already."""

    contents: Mapping[str, bytes] = field(default_factory=dict)
    incidents: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Slug to the incidents that the postmortem explains."""


def existing_records(folder: Path) -> tuple[ExistingRecords, list[Problem]]:
    """The records below `folder` by slug, id and old address; a file that cannot be read is a problem."""
    contents, problems = _contents(folder)
    ids: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for slug, data in contents.items():
        front = _front_of(data)
        if isinstance(front.get("id"), str):
            ids.setdefault(front["id"], slug)
        for alias in _texts(front.get("aliases")):
            aliases.setdefault(alias, slug)
    return ExistingRecords(contents=contents, slug_of_id=ids, slug_of_alias=aliases), problems


def existing_postmortems(folder: Path) -> tuple[ExistingPostmortems, list[Problem]]:
    """The postmortems in `folder` by slug, and the incidents that they explain."""
    contents, problems = _contents(folder)
    incidents = {slug: frozenset(_texts(_front_of(data).get("incidents"))) for slug, data in contents.items()}
    return ExistingPostmortems(contents=contents, incidents=incidents), problems


def _contents(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    contents: dict[str, bytes] = {}
    problems = []
    for path in sorted(folder.rglob("*.md")):
        try:
            contents[path.stem.lower()] = path.read_bytes()
        except OSError as error:
            problems.append(Problem(path=path.as_posix(), message=f"cannot be read: {error.strerror}"))
    return contents, problems


def _front_of(data: bytes) -> Mapping[str, Any]:
    """The front matter of a file; empty where it is at fault, which is for the check to tell."""
    document, _ = read_document(data, "")
    front = document.front.value if document else None
    return front if isinstance(front, dict) else {}


def _texts(value: Any) -> list[str]:
    """The entries of a field that is a list, or its only one."""
    entries = value if isinstance(value, list) else [value]
    return [entry for entry in entries if isinstance(entry, str)]
