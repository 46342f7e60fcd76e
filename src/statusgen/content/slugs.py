"""The file names that become addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statusgen.problems import Problem

__all__ = ["SLUG", "is_slug", "slug_of", "slug_problem"]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_LONGEST = 100
_RESERVED = {"index", "readme"}  # MkDocs makes an index of both


def slug_of(title: str, *, longest: int = 60) -> str:
    """`title` as a part of a URL: lower case, letters without accents, words joined by hyphens.

    Empty when no letter or digit of it can stand in a URL.
    """
    # Late, because only who makes a name needs it.
    import unicodedata

    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['\u2019]", "", plain)
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) <= longest:
        return slug
    cut = slug[: longest + 1].rsplit("-", 1)[0]
    return cut[:longest].strip("-")


def is_slug(slug: str) -> bool:
    """Whether the file name `slug` (without its ending) can be an address."""
    return SLUG.fullmatch(slug) is not None and len(slug) <= _LONGEST and slug not in _RESERVED


def slug_problem(slug: str, path: str) -> Iterator[Problem]:
    """What keeps the file name `slug` (without its ending) from being an address."""
    if is_slug(slug):
        return
    better = slug_of(slug, longest=_LONGEST)
    rename = f"rename the file to {better}.md" if better else "rename the file"
    if slug.lower() in _RESERVED:
        message = f"`{slug}.md` is no name of a record: its address would be that of all of them"
        rename = "name it like 2026-11-20-checkout-errors.md"
    elif SLUG.fullmatch(slug):
        message = f"the file name is longer than {_LONGEST} characters, and it is the page's address"
    else:
        message = f"the file name `{slug[:60]}` is the page's address, and cannot stand in one"
        rename += ": a-z, 0-9 and single hyphens"
    yield Problem(path=path, message=message, hint=rename)
