"""Slugs, component ids and titles from names that other tools allowed to be anything."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable

from statusgen.content.slugs import SLUG, slug_of

__all__ = ["clean_line", "component_ids", "fingerprint", "is_slug", "slug_or", "unique_slugs"]

# A page of its own stands below this name, so no record may take it.
_TAKEN = frozenset({"index"})


def is_slug(text: str) -> bool:
    """Whether `text` may be a file's stem or a component's id as it stands."""
    return bool(SLUG.fullmatch(text)) and text not in _TAKEN


def fingerprint(text: str, length: int = 8) -> str:
    """The first hexadecimal digits of a hash of `text`: the same in every run."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def clean_line(text: str) -> str:
    """`text` on one line, without control characters and surplus blanks."""
    return " ".join("".join(_printable(character) for character in text).split())


def _printable(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    return "" if character in "\ufeff\ufffe\uffff" else character


def slug_or(name: str, *, fallback: str, limit: int = 80) -> str:
    """A slug that reads like `name`, or `fallback` with a fingerprint of a name that has no letter for a URL."""
    slug = slug_of(name, longest=limit)
    return slug if slug and slug not in _TAKEN else f"{fallback}-{fingerprint(name)}"


def unique_slugs(names: Iterable[str], *, fallback: str, limit: int = 80) -> dict[str, str]:
    """Name to slug, no slug twice.

    Of several names with one slug, the name that is its own slug keeps it, else the first in alphabetical order; the
    others end with a fingerprint, which depends on nothing but the name.
    """
    chosen: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(set(names), key=lambda name: (not is_slug(name), name)):
        slug = slug_or(name, fallback=fallback, limit=limit)
        if slug in taken:
            slug = f"{slug}-{fingerprint(name)}"
        taken.add(slug)
        chosen[name] = slug
    return chosen


def component_ids(parts: Iterable[tuple[str, str, str | None]], taken: Iterable[str] = ()) -> dict[str, str]:
    """Key to component id, no id twice and none of those `taken`, from (key, name, group).

    Two components with one name are told apart by their groups, and failing that by a fingerprint of their keys.
    """
    rows = list(parts)
    wanted = {key: slug_or(name, fallback="component", limit=60) for key, name, _ in rows}
    counts: dict[str, int] = {}
    for slug in wanted.values():
        counts[slug] = counts.get(slug, 0) + 1
    chosen: dict[str, str] = {}
    taken = set(taken)
    for key, name, group in rows:
        slug = wanted[key]
        if counts[slug] > 1 and group:
            slug = slug_or(f"{group} {name}", fallback="component", limit=60)
        if slug in taken:
            slug = f"{slug}-{fingerprint(key)}"
        taken.add(slug)
        chosen[key] = slug
    return chosen
