"""The addresses that a site publishes besides those of its files, and those that it keeps for itself."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator

__all__ = ["OutputPaths", "is_published", "is_taken", "output_path"]

_ONE_PAGE = "an old address can lead to one page only: delete it here or there"
_ONE_KIND = "delete it: nothing can be a file and a directory"
_FEEDS = r"feed\.(rss|atom|json)|history\.(rss|atom)"
_FOLLOWED = rf"({_FEEDS}|badge\.(svg|json)|maintenance\.ics)"
# Compiled when they are first needed: that takes as long as reading a small site.
# Beside each page that has them, and what MkDocs and its theme write.
_OF_A_PAGE = rf"(?P<page>(components/[^/]+/)?){_FOLLOWED}"
_PUBLISHED = (
    r"alert-bar(\.js|(\.[\w-]+)?\.json)|embed/v1/alert-bar\.js|assets/.*|search/search_index\.json|404\.html|sitemap\.xml(\.gz)?"
    rf"|maintenance/({_FEEDS})"
    # The API. Which records there are is not known here: any name of the right form may be one.
    r"|api/v2/(summary|status|components|incidents(/(unresolved|[0-9a-z]{12}))?)\.json"
    r"|api/v2/scheduled-maintenances(/(upcoming|active))?\.json|api/v1/summary|summary\.json"
)
_DATED = r"history/\d{4}/(\d{2}/)?"
# The rest of the URL contract: nobody else may have these, whether or not they answer yet.
_RESERVED = (
    rf"{_PUBLISHED}|{_DATED}|insights/|(components/[^/]+/)?{_FOLLOWED}|api/.*|embed/(v\d+|example)/.*|pagefind/.*"
    # Of the newest maintenances only, so that nothing may link to it.
    r"|incidents/[^/]+/maintenance\.ics"
)
# Directories without a page of their own, each with a file in it: neither may be a file.
_FOLDERS = {
    "api": "api/v2/summary.json",
    "embed": "embed/v1/alert-bar.js",
    "maintenance": "maintenance/feed.rss",
    "pagefind": "pagefind/pagefind.js",
}


def is_taken(path: str, pages: Collection[str]) -> bool:
    """Whether `path`, relative to the site's root, belongs to the site itself; `pages` are those known by name."""
    page = path.removesuffix("index.html")
    return page in pages or page in _FOLDERS or re.fullmatch(_RESERVED, page) is not None


def is_published(path: str, pages: Collection[str], *, are_months_known: bool = True) -> bool:
    """Whether something answers at `path`; unless `are_months_known`, any page of the history may."""
    page = path.removesuffix("index.html")
    if page in pages or re.fullmatch(_PUBLISHED, path) is not None:
        return True
    if beside := re.fullmatch(_OF_A_PAGE, path):
        return beside["page"] in pages
    return not are_months_known and re.fullmatch(_DATED, page) is not None


def output_path(address: str) -> str:
    """The file that answers at `address`, both relative to the site's root."""
    return f"{address}index.html" if not address or address.endswith("/") else address


class OutputPaths:
    """Which files a site writes: no two may be the same, and none may need the other's name for a directory."""

    def __init__(self, pages: Iterable[str]) -> None:
        self.owners: dict[str, str] = {}
        """File to who else has it; empty for the site's own."""
        self.folders: dict[str, str] = dict(_FOLDERS)
        """Directory to a file in it."""
        for page in pages:
            self.add(page, "")

    def add(self, address: str, owner: str) -> None:
        """Notes that `owner` has `address`, unless somebody has it already."""
        file = output_path(address)
        self.owners.setdefault(file, owner)
        for folder in _folders(file):
            if folder in self.folders:
                break
            self.folders[folder] = file

    def clash(self, address: str) -> tuple[str, str] | None:
        """What keeps `address` from being added, as the end of a sentence that begins with it, and a hint."""
        file = output_path(address)
        if re.fullmatch(_RESERVED, address.removesuffix("index.html")) or self.owners.get(file) == "":
            return "is the address of another page", _ONE_PAGE
        if file in self.owners:
            return f"is an alias of {self.owners[file]} too", _ONE_PAGE
        for folder in _folders(file):
            if folder in self.owners or re.fullmatch(_RESERVED, folder):
                return f"lies below /{folder}, which is a file", _ONE_KIND
        if file in self.folders:
            return f"is a directory: /{self.folders[file]} lies in it", _ONE_KIND
        return None


def _folders(file: str) -> Iterator[str]:
    """The directories in which `file` lies, the innermost first."""
    while file := posixpath.dirname(file):
        yield file
