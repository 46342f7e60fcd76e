"""The plugin's hooks, in the order in which MkDocs calls them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any, Literal, TypeAlias

from jinja2 import Environment
from mkdocs.config.base import ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from statusgen.clock import read_clock
from statusgen.content.site import Reading, read_site
from statusgen.derive.facts import IncidentFacts
from statusgen.derive.view import view_of
from statusgen.model import Postmortem
from statusgen.outputs.pages.front import front_page
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.postmortems import postmortem_page
from statusgen.outputs.pages.site_pages import overview_pages, record_page
from statusgen.outputs.pages.state import page_state
from statusgen.outputs.paths import source_path
from statusgen.outputs.phrases import iso
from statusgen.outputs.publication import published_files
from statusgen.outputs.templates import Templates, with_originals
from statusgen.plugin.indexes import add_to_search, with_addresses
from statusgen.plugin.messages import held_back, problem_lines, shown_path
from statusgen.plugin.neighbours import foreign_page_plugins, linked_sources
from statusgen.plugin.records import (
    FRAME_TEMPLATE,
    PageDrawer,
    describe,
    page_file,
    processors,
    write_records,
)
from statusgen.plugin.theme import accessible_body, accessible_frame, extend_theme, navigation

__all__ = ["Report", "StatusgenPlugin"]

FRONT = "index.md"

Report: TypeAlias = Callable[[str, int, int], None]


class StatusgenPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # settings are read by statusgen.content
    """Turns the records below the content directory into the pages and files of a status site."""

    def __init__(self) -> None:
        self.now: datetime | None = None
        """The moment to build for; None for the clock's. `statusgen build` sets it."""
        self.reading: Reading | None = None
        """What was read already; `statusgen build` sets it so that nothing is read twice."""
        self.report: Report = _say_nothing
        """Is told what is being done, how much of it is done, and of how much."""
        self.may_fork = False
        """Whether the process may be copied to build on all processors: not while threads serve a preview."""
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
        now = self.now or read_clock()
        reading = self.reading or read_site(shown_path(config.config_file_path), now)
        self.reading = None
        if reading.problems:
            raise PluginError("\n".join(problem_lines(reading)))
        # Anew for each build: `mkdocs serve` keeps the plugin.
        self.notes = list(held_back(reading, now))
        self.view = view_of(reading.site, now)
        overrides = [reading.config.custom_dir] if reading.config.custom_dir else []
        self.templates = Templates.load(reading.site.language, overrides)
        self.maker = PageMaker(self.view, self.templates)
        extend_theme(config)
        for setting in ("site_name", "site_description", "site_author"):
            # Material prints these as they are, in attributes, too.
            config[setting] = escape(config[setting]) if config[setting] else config[setting]
        if config.nav is None:
            config.nav = navigation(self.templates.words)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Puts generated pages and files in place of the records."""
        self.pages: dict[str, Page] = {page.source: page for page in overview_pages(self.maker)}
        self.postmortems: dict[str, Postmortem] = {
            f"postmortems/{postmortem.slug}.md": postmortem for postmortem in self.view.postmortems
        }
        for file in list(files):
            # Records become generated pages; a postmortem that is not published yet is no page at all.
            if _is_record(file) and file.src_uri not in self.postmortems:
                files.remove(file)
        self.framed = self._framed_records(files, config)
        for index in sorted(set(range(len(self.view.records))) - set(self.framed)):
            page = record_page(self.maker, index)
            self.pages[page.source] = page
        for page in self.pages.values():
            _replace(files, page_file(page, config))
        if files.get_file_from_path(FRONT) is None:
            files.append(File.generated(config, FRONT, content=""))
        for source in self.postmortems:
            there = files.get_file_from_path(source)
            if there is not None:
                there.inclusion = InclusionLevel.NOT_IN_NAV
        for path, content in published_files(self.view, self.templates).items():
            _replace(files, File.generated(config, path, content=content))
        self.own_pages = [
            file
            for file in files.documentation_pages()
            if file.src_uri != FRONT
            and file.src_uri not in self.pages
            and file.src_uri not in self.postmortems
        ]
        self.counts: dict[str, int] = {}
        self.files = files
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keeps what the frame needs."""
        self.nav = nav
        return nav

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Gives each page its frame; the text of a generated page follows once markdown is rendered."""
        source = page.file.src_uri
        self._count("reading pages")
        if source in self.pages or source in self.postmortems or source == FRONT:
            page.meta.update(template=FRAME_TEMPLATE, hide=["navigation", "toc"])
        else:
            page.meta.setdefault("template", "statusgen/own.html")
            page.meta.setdefault("hide", ["navigation"])
        generated = self.pages.get(source)
        if generated is not None:
            describe(page, generated)
            return ""
        return markdown

    # Last, so that other plugins have done their work on the texts that MkDocs rendered.
    @event_priority(-75)
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """The page's own HTML."""
        source = page.file.src_uri
        if source not in self.pages:
            html = accessible_body(html, self.templates.words)
        if source == FRONT:
            generated = front_page(self.maker, html)
        elif source in self.postmortems:
            generated = postmortem_page(self.maker, self.postmortems[source], html)
        elif source in self.pages:
            generated = self.pages[source]
        else:
            page.update_date = self.view.now.date().isoformat()
            return html
        describe(page, generated)
        return generated.html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Lets a site's template extend ours under its other name: `original/statusgen/frame.html`."""
        env.loader = with_originals(env.loader)
        self.environment = env
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """What the frame says about the site as a whole."""
        self._count("writing pages")
        context["statusgen"] = self._frame()  # type: ignore[typeddict-unknown-key]  # a template of ours asks for it
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Mends what Material leaves without a name."""
        return accessible_frame(output, self.templates.words)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for 404.html; the sitemap gets the records that MkDocs does not know."""
        if template_name == "sitemap.xml":
            return with_addresses(output_content, config.site_url or "", self._framed_facts())
        return accessible_frame(output_content, self.templates.words)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The same for pages that have no markdown: 404.html."""
        context["statusgen"] = self._frame()  # type: ignore[typeddict-unknown-key]
        return context

    # Before the search writes its index.
    @event_priority(75)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes the pages of the records in the frame that MkDocs drew."""
        if not self.framed:
            return
        drawer = PageDrawer(
            config=config,
            files=self.files,
            nav=self.nav,
            environment=self.environment,
            add_context=self._with_frame,
            finish=lambda html: accessible_frame(html, self.templates.words),
        )
        is_framed = write_records(
            drawer,
            self.framed,
            lambda index: record_page(self.maker, index),
            lambda done, total: self.report("writing records", done, total),
            processes=processors() if self.may_fork else 1,
        )
        if not is_framed:
            self.notes.append("a template makes each page its own: every record was rendered in full")
        add_to_search(config, self.maker, self._framed_facts())

    def _framed_records(self, files: Files, config: MkDocsConfig) -> Sequence[int]:
        """Which records need no page of MkDocs: all to which no text links, if no other plugin works on pages."""
        others = foreign_page_plugins(config)
        if others:
            self.notes.append(f"every record is rendered in full, since {others[0]} works on each page")
            return ()
        linked = linked_sources(files)
        site = self.view.site
        return [
            index for index, facts in enumerate(self.view.records) if source_path(facts, site) not in linked
        ]

    def _framed_facts(self) -> Sequence[IncidentFacts]:
        return [self.view.records[index] for index in self.framed]

    def _with_frame(self, context: TemplateContext) -> TemplateContext:
        context["statusgen"] = self._frame()  # type: ignore[typeddict-unknown-key]
        return context

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1
        self.report(
            what, self.counts[what], len(self.pages) + len(self.postmortems) + len(self.own_pages) + 1
        )

    def _frame(self) -> Mapping[str, Any]:
        state = page_state(self.view, self.templates.words)
        return {
            "built_at": iso(self.view.now),
            "stale_after": int(self.view.site.settings.stale_after.total_seconds()),
            "sentence": state.sentence,
            "tone": state.tone,
            "own_pages": [file.page for file in self.own_pages if file.page],
            "_": self.templates.words.gettext,
        }


def _say_nothing(what: str, done: int, total: int) -> None:
    """The report of a build that nobody watches."""


def _is_record(file: File) -> bool:
    return file.src_uri.endswith(".md") and file.src_uri.startswith(("incidents/", "postmortems/"))


def _replace(files: Files, file: File) -> None:
    there = files.get_file_from_path(file.src_uri)
    if there is not None:
        files.remove(there)
    files.append(file)
