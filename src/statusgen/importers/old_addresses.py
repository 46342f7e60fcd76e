"""Addresses at which another tool published a record."""

from __future__ import annotations

from collections.abc import Iterable

from statusgen.content.aliases import alias_of

__all__ = ["valid_aliases"]


def valid_aliases(addresses: Iterable[str]) -> tuple[list[str], list[str]]:
    """Those of `addresses` that can redirect, as paths from the site's root and none twice, and the others."""
    valid: dict[str, None] = {}
    dropped = []
    for address in addresses:
        alias = alias_of(address)
        if alias:
            valid[alias] = None
        else:
            dropped.append(address)
    return list(valid), dropped
