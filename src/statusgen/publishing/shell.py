"""What MkDocs and Material contribute to a site, whatever its record says: kept from one build to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TypeAlias

from msgspec import Struct

from statusgen.outputs.pages.page import Page
from statusgen.publishing.frame import Frame, frame_name

__all__ = ["Draw", "Drawing", "SearchIndex", "Shell", "Sitemap", "framed", "slot_values"]

Draw: TypeAlias = Callable[[Page, str], bytes]
"""The whole HTML of a page, as it is written; the second argument is HTML that stands above the page's own."""


class SearchIndex(Struct, frozen=True, kw_only=True):
    """The index of MkDocs' search, as far as it is about the site's own pages and its postmortems."""

    config: str
    """JSON: how the index is to be read."""
    entries: str
    """JSON: the entries, without the brackets around them."""


class Sitemap(Struct, frozen=True, kw_only=True):
    """The sitemap (https://www.sitemaps.org/protocol.html) with the site's own pages."""

    head: str
    tail: str


class Shell(Struct, frozen=True, kw_only=True):
    """Everything about a site that follows from its settings, its theme and its own pages alone."""

    site_url: str
    """With a trailing slash, or empty."""
    frames: Mapping[str, Frame]
    """By name, see `frame_name`."""
    missing: Frame | None
    """The page 404.html, with the state as its content; None if the theme has its own, or none."""
    bodies: Mapping[str, str]
    """The HTML of the texts that MkDocs rendered: source path to content, of postmortems and of the front page."""
    search: SearchIndex | None
    sitemap: Sitemap | None
    files: tuple[str, ...]
    """The files that MkDocs wrote, which are published as they are; relative to the site's root."""
    linked: Mapping[str, bool]
    """The records and pages of the history to which a text links that MkDocs rendered, by source path, and whether
    they were there."""


class Drawing(Struct, frozen=True, kw_only=True):
    """A shell, and what draws pages in it."""

    shell: Shell
    draw: Draw
    is_framed: bool
    """Whether frames are filled: then the shell serves the next build as well."""
    notes: tuple[str, ...] = ()
    """What the person who builds should hear."""


def framed(shell: Shell) -> Draw:
    """Draws pages by filling the frames of `shell`."""

    def draw(page: Page, before: str) -> bytes:
        return shell.frames[frame_name(page.path)].fill(slot_values(page, before, shell.site_url))

    return draw


def slot_values(page: Page, before: str, site_url: str) -> dict[str, str]:
    """What stands in the slots of a frame for `page`."""
    return {
        "title": escape(page.title),
        "description": escape(page.description),
        "canonical": f"{site_url}{page.path}",
        "content": before + page.html,
    }
