"""The plugin's hooks, in the order in which MkDocs calls them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.base import ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from statusgen.clock import read_clock
from statusgen.content.site import Reading, read_site
from statusgen.derive.view import view_of
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.templates import Templates, with_originals
from statusgen.plugin.drawer import FRAME_TEMPLATE
from statusgen.plugin.full_pages import FullPages
from statusgen.plugin.messages import held_back, problem_lines, shown_path
from statusgen.plugin.neighbours import foreign_plugins, watching_plugins
from statusgen.plugin.shell_pages import ShellPages
from statusgen.plugin.sources import without_records
from statusgen.plugin.theme import SEARCH_SCRIPT, accessible_body, extend_theme, keep_compiled, navigation
from statusgen.publishing.failure import NoShell
from statusgen.publishing.fill import Filling, fill
from statusgen.publishing.records import Report
from statusgen.publishing.shell import Drawing
from statusgen.publishing.stage import Stage

__all__ = ["StatusgenPlugin"]

FRONT = "index.md"
_LOGGER = get_plugin_logger(__name__)


class StatusgenPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # settings are read by statusgen.content
    """Turns the records below the content directory into the pages and files of a status site."""

    def __init__(self) -> None:
        self.given: tuple[Reading, PageMaker] | None = None
        """What was read already, and what makes pages of it; `statusgen build` sets it."""
        self.take: Callable[[Drawing], None] | None = None
        """Is given the shell in place of filling it here; `statusgen build` sets it."""
        self.only_shell = False
        """Whether to stop where there is no shell."""
        self.sources: Path | None = None
        """A directory that may be made, with the content but for the records."""
        self.report: Report = _say_nothing
        """Is told what is being done, how much of it is done, and of how much."""
        self.notes: list[str] = []
        """What the person who builds should hear, and what is no fault."""

    def load_config(
        self,
        options: dict[str, Any],
        config_file_path: str | None = None,
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Leaves the settings alone: `read_site` checks them, and tells where in the file a fault stands."""
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Its presence keeps one plugin object for all builds of `mkdocs serve`."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads everything before MkDocs touches the site that is there; stops if anything is wrong."""
        self.maker = self._maker(config)
        extend_theme(config)
        for setting in ("site_name", "site_description", "site_author"):
            # Material prints these as they are, in attributes, too.
            config[setting] = escape(config[setting]) if config[setting] else config[setting]
        if config.nav is None:
            config.nav = navigation(self.maker.templates.words, has_search=self._has_search)
        others = foreign_plugins(config)
        if others and self.only_shell:
            raise NoShell(others[0])
        if self.sources and not watching_plugins(config):
            config.docs_dir = str(without_records(Path(config.docs_dir), self.sources))
        if others:
            self.notes.append(f"every record is rendered in full, since {others[0]} works on each page")
            self.pages: FullPages | ShellPages = FullPages(self.maker, config)
        else:
            self.pages = ShellPages(self.maker, config, self._filled(config))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Puts generated pages and files in place of the records."""
        for file in list(files):
            # Records become generated pages; a postmortem that is not published yet is no page at all.
            is_hidden = _is_record(file) and file.src_uri not in self.pages.postmortems
            if is_hidden or (file.src_uri == SEARCH_SCRIPT and not self._has_search):
                files.remove(file)
        own = [file for file in files.documentation_pages() if file.src_uri not in self.pages.postmortems]
        self.pages.add_files(files)
        if files.get_file_from_path(FRONT) is None:
            files.append(File.generated(config, FRONT, content=""))
        for source in self.pages.postmortems:
            there = files.get_file_from_path(source)
            if there is not None:
                there.inclusion = InclusionLevel.NOT_IN_NAV
        # A page of the site's own may have the address of a generated one only where `check` was not asked.
        self.own_pages = [
            file for file in own if files.get_file_from_path(file.src_uri) is file and file.src_uri != FRONT
        ]
        self.own_sources = {file.src_uri for file in self.own_pages}
        self.files, self.counts = files, dict[str, int]()
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keeps what frames need."""
        if isinstance(self.pages, ShellPages):
            self.pages.nav = nav
        return nav

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Gives each page its frame."""
        self._count("reading pages")
        if page.file.src_uri in self.own_sources:
            page.meta.setdefault("template", "statusgen/own.html")
            page.meta.setdefault("hide", ["navigation"])
        else:
            page.meta.update(template=FRAME_TEMPLATE, hide=["navigation", "toc"])
        return markdown

    # Last, so that other plugins have done their work on the texts that MkDocs rendered.
    @event_priority(-75)
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """The page's own HTML."""
        html = accessible_body(html, self.maker.templates.words)
        if page.file.src_uri in self.own_sources:
            # When a page was last changed is known to nobody here; the day of a build would be wrong.
            page.update_date = ""
            return html
        return self.pages.content(page, html)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Lets a site's template extend ours under its other name: `original/statusgen/frame.html`."""
        env.loader = with_originals(env.loader)
        keep_compiled(env)
        if isinstance(self.pages, ShellPages):
            self.pages.environment, self.pages.add_context = env, self._with_frame
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """What the frame says about the site as a whole."""
        self._count("writing pages")
        return self._with_frame(context)

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """The page as it is written; nothing where it is written later."""
        return self.pages.page_output(output, page)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The same for pages that have no markdown: 404.html."""
        return self._with_frame(context)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """404.html and the sitemap as they are written; nothing where they are written later."""
        return self.pages.template_output(template_name, output_content)

    # After the search has written its index.
    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Fills what MkDocs has drawn."""
        self.pages.finish()
        if self._has_search and self.take is None:
            _LOGGER.info("the index of the full-text search is made by `statusgen build` alone")

    def _maker(self, config: MkDocsConfig) -> PageMaker:
        # Anew for each build: `mkdocs serve` keeps the plugin.
        if self.given is None:
            now = read_clock()
            reading = read_site(shown_path(config.config_file_path), now)
            if reading.problems:
                raise PluginError("\n".join(problem_lines(reading)))
            self.notes = list(held_back(reading, now))
            overrides = [reading.config.custom_dir] if reading.config.custom_dir else []
            templates = Templates.load(reading.site.language, overrides)
            return PageMaker(view_of(reading.site, now), templates)
        _, maker = self.given
        self.given = None
        return maker

    def _filled(self, config: MkDocsConfig) -> Callable[[Drawing], None]:
        """What is done with the shell: it is filled where MkDocs has written it, unless someone else takes it."""

        def fill_here(drawing: Drawing) -> None:
            self.notes += drawing.notes
            stage = Stage(config.site_dir)
            fill(Filling(maker=self.maker, drawing=drawing, stage=stage, report=self.report))

        return self.take or fill_here

    def _with_frame(self, context: TemplateContext) -> TemplateContext:
        page = context.get("page")
        is_searched = self._has_search and page is not None and not _is_excluded(page)
        frame: Mapping[str, Any] = {
            "is_searched": is_searched,
            "missing": self.pages.missing(),
            "own_pages": [file.page for file in self.own_pages if file.page],
            "_": self.maker.templates.words.gettext,
        }
        context["statusgen"] = frame  # type: ignore[typeddict-unknown-key]  # templates of ours ask for it
        return context

    @property
    def _has_search(self) -> bool:
        return self.maker.view.site.settings.full_text_search is not None

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1
        self.report(what, self.counts[what], len(self.files.documentation_pages()))


def _say_nothing(what: str, done: int, total: int) -> None:
    """The report of a build that nobody watches."""


def _is_excluded(page: MkDocsPage) -> bool:
    """Whether its author wants no search to know the page, as for the search of the theme."""
    wish = page.meta.get("search")
    return isinstance(wish, dict) and bool(wish.get("exclude"))


def _is_record(file: File) -> bool:
    return file.src_uri.endswith(".md") and file.src_uri.startswith(("incidents/", "postmortems/"))
