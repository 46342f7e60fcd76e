"""Addresses at which another tool published a record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

__all__ = ["valid_aliases"]

_PART = re.compile(r"[^\\?#<>\"'`\s:*|\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+")
_FILE = re.compile(r".*\.[a-z0-9]{1,5}")


def valid_aliases(addresses: Iterable[str]) -> tuple[list[str], list[str]]:
    """Those of `addresses` that can redirect, as paths from the site's root and none twice, and the others."""
    valid: dict[str, None] = {}
    dropped = []
    for address in addresses:
        alias = _alias(address.strip())
        if alias:
            valid[alias] = None
        else:
            dropped.append(address)
    return list(valid), dropped


def _alias(address: str) -> str | None:
    try:
        path = urlsplit(address).path if re.match(r"https?://", address) else address
    except ValueError:
        return None
    parts = path.strip("/").split("/")
    if any(part in ("", ".", "..") or not _PART.fullmatch(part) for part in parts):
        return None
    # A name may end like a file's and be a folder all the same: `/issues/upgrade-to-1.29/`.
    is_file = _FILE.fullmatch(parts[-1]) and not path.endswith("/")
    return "/" + "/".join(parts) + ("" if is_file else "/")
