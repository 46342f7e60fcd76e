"""Draws pages as MkDocs would, in full; and frames, verified against pages that were drawn in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext
from msgspec import Struct

from statusgen.outputs.pages.page import Page
from statusgen.publishing.frame import (
    SEARCH_TAB,
    SLOTS,
    TABS,
    Frame,
    FrameFault,
    cut_frame,
    encoded,
    frame_name,
    sentinel,
)
from statusgen.publishing.shell import slot_values

__all__ = ["FRAME_TEMPLATE", "PageDrawer", "describe", "page_file", "trusted_frames"]

FRAME_TEMPLATE = "statusgen/frame.html"
_IN_NAVIGATION = (*TABS, SEARCH_TAB)
_NOTE = "<p>!</p>"
"""What stands above the content of a sample."""


def page_file(page: Page, config: MkDocsConfig) -> File:
    """The file of MkDocs that `page` is, without its content."""
    inclusion = InclusionLevel.UNDEFINED if page.path in _IN_NAVIGATION else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, page.source, content="", inclusion=inclusion)
    # A record may stand in a subdirectory; its address does not tell.
    file.dest_uri = f"{page.path}index.html"
    return file


def describe(drawn: MkDocsPage, page: Page) -> None:
    """Title, description and date of `page`, for the head, the search and the sitemap."""
    # Material prints both as they are: MkDocs' templates do not escape.
    drawn.meta["description"] = escape(page.description)
    if not page.is_front:
        drawn.meta["title"] = escape(page.title)
    drawn.update_date = page.modified.isoformat()
    if not page.is_searchable:
        drawn.meta["search"] = {"exclude": True}


class PageDrawer(Struct, frozen=True, kw_only=True):
    """Draws pages as MkDocs would, one at a time."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    environment: Environment
    add_context: Callable[[TemplateContext], TemplateContext]
    finish: Callable[[str], str]

    def draw(self, page: Page, before: str) -> bytes:
        """`page`, with the HTML `before` its content, rendered by Material's template."""
        drawn = self._page_of(page)
        describe(drawn, page)
        return encoded(self._rendered(drawn, before + page.html))

    def frame(self, page: Page) -> Frame:
        """The frame in which `page` stands, with all of its kind; raises FrameFault."""
        drawn = self._page_of(page)
        describe(drawn, page)
        drawn.meta["description"] = sentinel("description")
        needed = {"description", "content"}
        if not page.is_front:
            drawn.meta["title"] = sentinel("title")
            needed.add("title")
        canonical = drawn.canonical_url
        if canonical and page.path not in _IN_NAVIGATION:
            drawn.canonical_url = sentinel("canonical")
            needed.add("canonical")
        html = self._rendered(drawn, sentinel("content"))
        drawn.canonical_url = canonical
        return cut_frame(html, tuple(slot for slot in SLOTS if slot in needed))

    def _page_of(self, page: Page) -> MkDocsPage:
        """The page of MkDocs: the one that is known to the navigation, or a new one."""
        known = self.files.get_file_from_path(page.source) if page.path in _IN_NAVIGATION else None
        drawn = known.page if known else None
        if drawn is None:
            drawn = MkDocsPage(None, page_file(page, self.config), self.config)
        drawn.meta = {"template": FRAME_TEMPLATE, "hide": ["navigation", "toc"]}
        return drawn

    def _rendered(self, drawn: MkDocsPage, content: str) -> str:
        drawn.markdown, drawn.content, drawn.toc = "", content, get_toc([])
        # What the template marks as the current page.
        drawn.active = True
        try:
            context = get_context(self.nav, self.files, self.config, drawn)
            template = self.environment.get_template(FRAME_TEMPLATE)
            return self.finish(template.render(self.add_context(context)))
        finally:
            drawn.active = False


def trusted_frames(drawer: PageDrawer, samples: Iterable[Page]) -> Mapping[str, Frame] | None:
    """The frames in which `samples` stand, by name; None if a template makes pages differ in anything else.

    A frame is trusted only when every sample, drawn in full, is the same in it to the byte.
    """
    frames: dict[str, Frame] = {}
    site_url = drawer.config.site_url or ""
    for page in samples:
        name = frame_name(page.path)
        try:
            frames[name] = frames.get(name) or drawer.frame(page)
        except FrameFault:
            return None
        if frames[name].fill(slot_values(page, _NOTE, site_url)) != drawer.draw(page, _NOTE):
            return None
    return frames
