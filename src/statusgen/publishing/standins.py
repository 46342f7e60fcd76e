"""Pages that link to each other cannot all appear at once: the first to appear go without their links for a moment."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from urllib.parse import unquote

from statusgen.outputs.paths import root_of

__all__ = ["linked_files", "without_links"]

_LINK = re.compile(rb'(?<=[\s"])(href|src)="([^"#?]*)([^"]*)"')


def linked_files(html: bytes, path: str) -> set[str]:
    """The files of the site to which the page at `path`, a file itself, links by relative addresses."""
    return {file for _, address, _ in _LINK.findall(html) if (file := _file(address, path))}


def without_links(html: bytes, path: str, missing: Collection[str]) -> bytes:
    """The page at `path` with its links to the files `missing` leading to the site's front page instead."""
    front = root_of(path).encode()

    def replaced(match: re.Match[bytes]) -> bytes:
        is_missing = _file(match[2], path) in missing
        return b'%s="%s"' % (match[1], front) if is_missing else match[0]

    return _LINK.sub(replaced, html)


def _file(address: bytes, path: str) -> str:
    """The file at the relative `address` on the page at `path`; empty for every other address."""
    if not address or address.startswith(b"/") or b":" in address:
        return ""
    target = unquote(address.decode("utf-8", "replace")).replace("&amp;", "&")
    file = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    if file.startswith(".."):
        return ""
    is_folder = target.endswith("/") or posixpath.basename(target) in (".", "..")
    return posixpath.normpath(f"{file}/index.html") if is_folder else file
