"""Puts complete files into the published site, one at a time, so that at every moment each file is whole.

A page appears after those to which it links, and vanishes after those that linked to it: whoever follows a link
meanwhile, or finds the site as a killed build has left it, arrives somewhere.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from statusgen.publishing.standins import linked_files, without_links

__all__ = ["Placement", "PlacingFailure", "place"]

_ORDER = ("incidents/", "postmortems/", "components/", "history/")
"""What is linked from all that comes later; the front page and the lists of all pages come last."""
_LISTS = ("search/", "sitemap.xml")


class PlacingFailure(Exception):
    """The disk stopped it half way; the text says why. Building again finishes the work."""


class Placement(Struct, frozen=True, kw_only=True):
    """What is to be done in the directory `target`."""

    target: str
    waiting: Mapping[str, str]
    """The complete files: path in the site to where each waits, on the same file system."""
    there: Collection[str]
    """The files that stand in `target`."""
    vanishing: Collection[str]
    """Those of them that will be published no more."""


def place(placement: Placement, aside: str) -> None:
    """Does it; `aside` is an empty directory on the same file system, for files of a moment.

    Raises OSError if nothing was touched yet, and PlacingFailure afterwards.
    """
    new = [path for path in placement.waiting if path not in placement.there]
    changed = [path for path in placement.waiting if path in placement.there]
    firsts, first_pages = _split(new)
    # Whatever can fail for want of space is done before anything is touched.
    early = dict(_early_pages(sorted(first_pages, key=_rank), placement, f"{aside}/early"))
    last = dict(_last_pages(placement, f"{aside}/last"))
    waiting = placement.waiting
    moves = [(waiting[path], path) for path in firsts]
    moves += [(early.get(path, waiting[path]), path) for path in sorted(first_pages, key=_rank)]
    moves += [(waiting[path], path) for path in early]
    moves += [(waiting[path], path) for path in sorted(changed, key=_rank)]
    moves += [(place_of, path) for path, place_of in last.items()]
    try:
        _clear_the_way(placement, new)
        for place_of, path in moves:
            _move(place_of, path, placement.target)
        _remove(placement.vanishing, placement.target)
    except OSError as error:
        raise PlacingFailure(f"{error.filename2 or error.filename}: {error.strerror}") from None


def _split(paths: Collection[str]) -> tuple[list[str], list[str]]:
    """Those of `paths` that link to nothing, and the pages."""
    pages = [path for path in paths if path.endswith(".html")]
    return [path for path in paths if not path.endswith(".html")], pages


def _rank(path: str) -> tuple[int, str]:
    if path == "index.html" or path.startswith(_LISTS):
        return len(_ORDER) + 1, path
    found = [rank for rank, folder in enumerate(_ORDER) if path.startswith(folder)]
    return (found[0] if found else len(_ORDER)), path


def _early_pages(pages: list[str], placement: Placement, place_of: str) -> Iterator[tuple[str, str]]:
    """The new pages that link to one which comes later, in a form without these links: path to where it waits."""
    pending = set(pages)
    for number, path in enumerate(pages):
        html = _read(placement.waiting[path])
        if missing := linked_files(html, path) & (pending - {path}):
            yield path, _written(f"{place_of}{number}", without_links(html, path, missing))
        pending.discard(path)


def _last_pages(placement: Placement, place_of: str) -> Iterator[tuple[str, str]]:
    """The pages that vanish and link to others that do, without these links."""
    vanishing = set(placement.vanishing)
    for number, path in enumerate(sorted(vanishing) if len(vanishing) > 1 else ()):
        if path.endswith(".html"):
            html = _read(f"{placement.target}/{path}")
            if missing := linked_files(html, path) & (vanishing - {path}):
                yield path, _written(f"{place_of}{number}", without_links(html, path, missing))


def _clear_the_way(placement: Placement, new: Collection[str]) -> None:
    """Removes files where directories are needed now, and directories where files are."""
    for path in new:
        parts = path.split("/")
        for end in range(1, len(parts)):
            above = "/".join(parts[:end])
            if above in placement.there:
                os.unlink(f"{placement.target}/{above}")
        place_of = f"{placement.target}/{path}"
        if os.path.isdir(place_of) and not os.path.islink(place_of):
            shutil.rmtree(place_of)


def _move(waiting: str, path: str, target: str) -> None:
    place_of = f"{target}/{path}"
    try:
        os.replace(waiting, place_of)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(place_of), exist_ok=True)
        os.replace(waiting, place_of)


def _remove(paths: Collection[str], target: str) -> None:
    folders = set()
    for path in paths:
        try:
            os.unlink(f"{target}/{path}")
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            continue  # something else stands there by now
        folders.add(os.path.dirname(path))
    for folder in sorted(folders, key=len, reverse=True):
        while folder:
            try:
                os.rmdir(f"{target}/{folder}")
            except OSError:
                break  # something is left in it
            folder = os.path.dirname(folder)


def _read(file: str) -> bytes:
    with open(file, "rb") as opened:
        return opened.read()


def _written(file: str, data: bytes) -> str:
    with open(file, "wb") as opened:
        opened.write(data)
    return file
