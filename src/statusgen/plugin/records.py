"""The pages of records, written past MkDocs: in the frame that it draws, on all processors."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from statusgen.outputs.pages.page import Page
from statusgen.plugin.frame import SLOTS, Frame, FrameFault, cut_frame, sentinel
from statusgen.plugin.parallel import in_processes

__all__ = ["FRAME_TEMPLATE", "PageDrawer", "describe", "page_file", "write_records"]

FRAME_TEMPLATE = "statusgen/frame.html"
_FEW = 300
"""Below this many pages a second process costs more than it saves."""


def page_file(page: Page, config: MkDocsConfig) -> File:
    """The file of MkDocs that `page` is, without its content."""
    in_tabs = page.source in ("history/index.md", "postmortems/index.md", "subscribe.md")
    inclusion = InclusionLevel.UNDEFINED if in_tabs else InclusionLevel.NOT_IN_NAV
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


@dataclass(frozen=True, kw_only=True)
class PageDrawer:
    """Draws pages as MkDocs would, one at a time."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    environment: Environment
    add_context: Callable[[TemplateContext], TemplateContext]
    finish: Callable[[str], str]

    def draw(self, page: Page) -> str:
        """`page` in its frame, rendered by Material's template."""
        drawn = MkDocsPage(None, page_file(page, self.config), self.config)
        drawn.meta = {"template": FRAME_TEMPLATE, "hide": ["navigation", "toc"]}
        describe(drawn, page)
        return self._rendered(drawn, page.html)

    def frame(self, page: Page) -> Frame:
        """The frame that every record's page has, drawn with `page` as its model; raises FrameFault."""
        drawn = MkDocsPage(None, page_file(page, self.config), self.config)
        drawn.meta = {"template": FRAME_TEMPLATE, "hide": ["navigation", "toc"]}
        describe(drawn, page)
        drawn.meta.update(title=sentinel("title"), description=sentinel("description"))
        drawn.canonical_url = sentinel("canonical")
        return cut_frame(self._rendered(drawn, sentinel("content")))

    def _rendered(self, drawn: MkDocsPage, content: str) -> str:
        drawn.markdown, drawn.content, drawn.toc = "", content, get_toc([])
        context = get_context(self.nav, self.files, self.config, drawn)
        template = self.environment.get_template(FRAME_TEMPLATE)
        return self.finish(template.render(self.add_context(context)))

    def values(self, page: Page) -> dict[str, str]:
        """What stands in the slots of a frame for `page`."""
        found = (
            escape(page.title),
            escape(page.description),
            f"{self.config.site_url}{page.path}",
            page.html,
        )
        return dict(zip(SLOTS, found, strict=True))


def write_records(
    drawer: PageDrawer,
    indices: Sequence[int],
    make: Callable[[int], Page],
    report: Callable[[int, int], None],
    *,
    processes: int,
) -> bool:
    """Writes the pages `make(index)`; returns False if each had to be drawn in full.

    The frame is trusted only when three pages, drawn in full, are the same in it to the byte. Raises
    OSError when a file cannot be written.
    """
    frame = _trusted_frame(drawer, indices, make)

    def write(mine: Sequence[int]) -> None:
        for done, index in enumerate(mine):
            page = make(index)
            html = frame.fill(drawer.values(page)) if frame else drawer.draw(page)
            target = Path(drawer.config.site_dir, page.path, "index.html")
            target.parent.mkdir(parents=True, exist_ok=True)
            # As MkDocs writes: a lone surrogate becomes a reference.
            target.write_bytes(html.encode("utf-8", errors="xmlcharrefreplace"))
            report(done + 1, len(mine))

    in_processes(write, indices, processes if len(indices) >= _FEW else 1)
    return frame is not None


def _trusted_frame(drawer: PageDrawer, indices: Sequence[int], make: Callable[[int], Page]) -> Frame | None:
    samples = [make(index) for index in _samples(indices)]
    try:
        frame = drawer.frame(samples[0])
    except FrameFault:
        return None
    return frame if all(frame.fill(drawer.values(page)) == drawer.draw(page) for page in samples) else None


def _samples(indices: Sequence[int]) -> Iterator[int]:
    """The first, the middle and the last, each once."""
    yield from dict.fromkeys((indices[0], indices[len(indices) // 2], indices[-1]))


def processors() -> int:
    """How many processes can work at once, where the platform can fork."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
