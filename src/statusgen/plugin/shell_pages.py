"""MkDocs renders the site's own pages and draws frames; all else is filled into these past MkDocs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext
from msgspec.structs import replace

from statusgen.model import Postmortem
from statusgen.outputs.pages.front import front_page
from statusgen.outputs.pages.missing import missing_html
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.postmortems import postmortem_page
from statusgen.outputs.pages.site_pages import overviews, record_page
from statusgen.outputs.paths import postmortem_path, source_path
from statusgen.plugin.drawer import PageDrawer, trusted_frames
from statusgen.plugin.neighbours import linked_sources
from statusgen.plugin.shells import own_sitemap, searched_text, taken_index
from statusgen.plugin.targets import add_targets, replace_file
from statusgen.plugin.theme import accessible_frame
from statusgen.publishing.frame import (
    FRAMES,
    SEARCH_TAB,
    TABS,
    Frame,
    FrameFault,
    cut_frame,
    frame_name,
    sentinel,
)
from statusgen.publishing.shell import Drawing, Shell, Sitemap, framed
from statusgen.publishing.stage import files_below

__all__ = ["ShellPages"]

_TAB_SOURCES = {"": "index.md", "history/": "history/index.md"} | {
    "postmortems/": "postmortems/index.md",
    "subscribe/": "subscribe.md",
}


class ShellPages:
    """Takes from MkDocs what follows from the settings, the theme and the site's own pages."""

    def __init__(self, maker: PageMaker, config: MkDocsConfig, done: Callable[[Drawing], None]) -> None:
        self.maker = maker
        self.config = config
        self.done = done
        """Is given the shell at the end, and what draws pages in it."""
        self.postmortems: dict[str, Postmortem] = {
            f"postmortems/{postmortem.slug}.md": postmortem for postmortem in maker.view.postmortems
        }
        has_search = maker.view.site.settings.full_text_search is not None
        self.tabs = {**_TAB_SOURCES, SEARCH_TAB: "search.md"} if has_search else _TAB_SOURCES
        self.bodies: dict[str, str] = {}
        self.missing_frame: Frame | None = None
        self.sitemap: Sitemap | None = None
        self.nav: Navigation
        self.environment: Environment
        self.add_context: Callable[[TemplateContext], TemplateContext]

    def add_files(self, files: Files) -> None:
        """Puts the pages of the tabs in place, and makes known what texts may link to."""
        self.files = files
        linked = linked_sources(files)
        records = self.maker.view.records
        sources = {source_path(facts, self.maker.view.site): facts for facts in records}
        pages = {overview.source: overview.path for overview in overviews(self.maker)}
        self.linked = {source: source in sources or source in pages for source in sorted(linked)}
        found = [(source, f"incidents/{sources[source].slug}/index.html") for source in linked & set(sources)]
        found += [(source, f"{path}index.html") for source, path in pages.items() if path not in self.tabs]
        add_targets(files, found, self.config)
        for source in list(self.tabs.values())[1:]:
            replace_file(files, File.generated(self.config, source, content=""))

    def content(self, page: MkDocsPage, html: str) -> str:
        """Keeps the `html` that MkDocs made of a text; returns what the search shall know of it."""
        source = page.file.src_uri
        page.meta["template"] = "statusgen/nothing.html"
        if source not in self.postmortems:
            page.meta["search"] = {"exclude": True}
            self.bodies[source] = html
            return ""
        self.bodies[source] = html
        page.meta["title"] = self.postmortems[source].title
        return searched_text(self.postmortems[source], html)

    def missing(self) -> str:
        """What stands for the content of 404.html."""
        return sentinel("content")

    def page_output(self, html: str, page: MkDocsPage) -> str:
        """Nothing where a page is filled later, so that MkDocs writes none."""
        source = page.file.src_uri
        is_ours = source in self.postmortems or source in self.tabs.values()
        return "" if is_ours else accessible_frame(html, self.maker.templates.words)

    def template_output(self, name: str, html: str) -> str:
        """Nothing where the record has its part; a site's own 404.html may have none."""
        if name == "sitemap.xml":
            self.sitemap = own_sitemap(html, self._generated_addresses())
            return "" if self.sitemap else html
        html = accessible_frame(html, self.maker.templates.words)
        try:
            self.missing_frame = cut_frame(html, ("content",)) if name == "404.html" else None
        except FrameFault:
            # A template of the site's own: what it makes of the state is as it is at this moment.
            return html.replace(sentinel("content"), missing_html(self.maker))
        return "" if self.missing_frame else html

    def finish(self) -> None:
        """Draws the frames, and hands over the shell."""
        drawer = PageDrawer(
            config=self.config,
            files=self.files,
            nav=self.nav,
            environment=self.environment,
            add_context=self.add_context,
            finish=lambda html: accessible_frame(html, self.maker.templates.words),
        )
        frames = trusted_frames(drawer, self._samples()) if self._is_uniform() else None
        site = Path(self.config.site_dir)
        shell = Shell(
            site_url=self.config.site_url or "",
            frames=frames or {},
            missing=self.missing_frame,
            bodies=self.bodies,
            search=taken_index(site / "search" / "search_index.json"),
            sitemap=self.sitemap,
            files=tuple(files_below(str(site), hidden=True)),
            linked=self.linked,
        )
        note = "a template makes each page its own: every record was rendered in full"
        self.done(
            Drawing(
                shell=shell,
                draw=framed(shell) if frames else drawer.draw,
                is_framed=frames is not None,
                notes=() if frames else (note,),
            )
        )

    def _samples(self) -> Iterator[Page]:
        """A page for each frame, and three records: the first, the middle and the last."""
        front = front_page(self.maker, self.bodies.get("index.md", ""))
        count = len(self.maker.view.records)
        records = [record_page(self.maker, index) for index in sorted({0, count // 2, count - 1}) if count]
        lessons = [
            postmortem_page(self.maker, postmortem, self.bodies[source])
            for source, postmortem in list(self.postmortems.items())[:1]
        ]
        yield from (front, *records, *lessons)
        wanted = {*FRAMES, *self.tabs} - {frame_name(page.path) for page in (front, *records, *lessons)}
        for overview in overviews(self.maker):
            if (name := frame_name(overview.path)) in wanted:
                wanted.discard(name)
                yield overview.make()
        for name in sorted(wanted):
            # There is no such page yet; one of the next updates may be the first.
            yield replace(front, source=f"{name.replace('*', '0')}index.md")

    def _is_uniform(self) -> bool:
        """Whether the same links lead to the pages in the navigation and the foot from all pages of a frame."""
        folders = {path.partition("/")[0] for path in FRAMES} - {""}
        known = [
            file.url for file in self.files.documentation_pages() if file.src_uri not in self.postmortems
        ]
        known += [page.url for page in self.nav.pages]
        return not any(url not in TABS and url.partition("/")[0] in folders for url in known)

    def _generated_addresses(self) -> frozenset[str]:
        base = self.config.site_url or ""
        lessons = (postmortem_path(postmortem) for postmortem in self.maker.view.postmortems)
        return frozenset(f"{base}{path}" for path in (*self.tabs, *lessons))
