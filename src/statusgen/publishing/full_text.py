"""The index of the full-text search: made from the pages that are published, and put beside them file by file.

Nearly all files of an index are named by what they hold, and one file names the newest of them. So new files come
first, then that one, and the files that it names no more go last: at every moment a search finds a whole index.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from statusgen import __version__
from statusgen.outputs.paths import SEARCH_INDEX_FOLDER
from statusgen.publishing.cache import Cache
from statusgen.publishing.grounds import digest
from statusgen.publishing.pagefind import ENTRY, SELECTORS, find_pagefind, run_pagefind
from statusgen.publishing.stage import Stamp, files_below

__all__ = ["IndexBuild", "keep_index", "update_index"]

_SEARCHED = b"data-pagefind-body"
# Forms and lists that Pagefind brings along: the site has its own.
_UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")


class KeptIndex(Struct, frozen=True, kw_only=True):
    """What was published, and from what it was made."""

    key: bytes = b""
    files: Mapping[str, Stamp] = field(default_factory=dict)
    """By their path in the index."""
    pages: Mapping[str, tuple[Stamp, bytes]] = field(default_factory=dict)
    """Every page with its stamp and the digest of what a search can find of it; empty if that is nothing."""


class IndexBuild(Struct, frozen=True, kw_only=True):
    """What is to be indexed."""

    pages: Path
    """The directory with the complete site, in which the index is put as well."""
    work: Path
    """A directory on the same file system."""
    source: Path
    """The directory in which the settings stand."""
    cache: Cache
    name: str
    """Under which the cache keeps what was made; one for each published site."""


def update_index(build: IndexBuild) -> KeptIndex | None:
    """Makes the index anew if what it holds has changed; returns what `keep_index` takes, None if it is the same.

    Raises PagefindFailure and OSError; then the index that was there still is, and whole.
    """
    before = build.cache.load(build.name, KeptIndex) or KeptIndex()
    files = files_below(str(build.pages))
    there = {
        path.removeprefix(SEARCH_INDEX_FOLDER): stamp
        for path, stamp in files.items()
        if path.startswith(SEARCH_INDEX_FOLDER)
    }
    pages = _searched_pages(build.pages, files, before.pages)
    found = [(path, part) for path, (_, part) in sorted(pages.items()) if part]
    facts = (__version__, SELECTORS, [path for path, _ in found])
    key = digest(repr(facts).encode(), *(part for _, part in found))
    if key == before.key and there == before.files:
        return None if pages == before.pages else KeptIndex(key=key, files=there, pages=pages)
    place = build.pages / SEARCH_INDEX_FOLDER
    if not found:
        _remove(place, there)
        return KeptIndex(key=key, pages=pages)
    fresh = build.work / "index"
    run_pagefind(find_pagefind(build.source), build.pages, fresh)
    return KeptIndex(key=key, files=_placed(fresh, place, there), pages=pages)


def keep_index(build: IndexBuild, index: KeptIndex) -> None:
    """Keeps `index` for the next build; raises OSError."""
    build.cache.save(build.name, index)


def _searched_pages(
    site: Path, files: Mapping[str, Stamp], before: Mapping[str, tuple[Stamp, bytes]]
) -> dict[str, tuple[Stamp, bytes]]:
    found = {}
    for path, stamp in files.items():
        if path.endswith(".html") and not path.startswith(SEARCH_INDEX_FOLDER):
            old = before.get(path)
            found[path] = old if old and old[0] == stamp else (stamp, _searched_part(site / path))
    return found


def _searched_part(file: Path) -> bytes:
    """The digest of what a search can find of a page: a new frame, or the time of the build, changes no index."""
    html = file.read_bytes()
    begin = html.find(_SEARCHED)
    if begin < 0:
        return b""
    language = html[: html.find(b">", html.find(b"<html"))]
    return digest(language, html[begin : html.rfind(b"</article>")])


def _placed(fresh: Path, place: Path, there: Mapping[str, Stamp]) -> dict[str, Stamp]:
    """Puts the files of `fresh` in `place`, and removes those that the new index does not need."""
    wanted = {path: stamp for path, stamp in files_below(str(fresh)).items() if not path.startswith(_UNUSED)}
    published = {}
    for path in sorted(wanted, key=_rank):
        if path in there and _is_same(fresh / path, place / path, wanted[path], there[path]):
            published[path] = there[path]
            continue
        target = f"{place}/{path}"
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.replace(fresh / path, target)
        published[path] = wanted[path]
    _remove(place, there.keys() - wanted.keys())
    return published


def _rank(path: str) -> tuple[int, str]:
    """What is named by its content first, then the programs that read it, then what names the newest files."""
    if path == ENTRY:
        return 2, path
    return (0 if _is_named_by_content(path) else 1), path


def _is_named_by_content(path: str) -> bool:
    return "/" in path or path.endswith(".pf_meta")


def _is_same(fresh: Path, old: Path, size: Stamp, old_size: Stamp) -> bool:
    if size[0] != old_size[0]:
        return False
    return fresh.read_bytes() == old.read_bytes()


def _remove(place: Path, paths: Mapping[str, Stamp] | set[str]) -> None:
    for path in sorted(paths, key=_rank, reverse=True):
        (place / path).unlink(missing_ok=True)
    if not paths or any(place.glob("*.json")):
        return
    shutil.rmtree(place, ignore_errors=True)
