"""Every page is one of MkDocs': needed where another plugin works on each of them."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from statusgen.model import Postmortem
from statusgen.outputs.pages.front import front_page
from statusgen.outputs.pages.missing import missing_html, stale_note
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.postmortems import postmortem_page
from statusgen.outputs.pages.site_pages import overview_pages, record_page
from statusgen.outputs.publication import api_page, published_files, record_files
from statusgen.plugin.drawer import describe, page_file
from statusgen.plugin.targets import replace_file
from statusgen.plugin.theme import accessible_frame

__all__ = ["FullPages"]


class FullPages:
    """Lets MkDocs render, write and list every page and file."""

    def __init__(self, maker: PageMaker, config: MkDocsConfig) -> None:
        self.maker = maker
        self.config = config
        view = maker.view
        pages = [*overview_pages(maker), *(record_page(maker, index) for index in range(len(view.records)))]
        self.pages = {page.source: page for page in pages}
        self.postmortems: dict[str, Postmortem] = {
            f"postmortems/{postmortem.slug}.md": postmortem for postmortem in view.postmortems
        }

    def add_files(self, files: Files) -> None:
        """Puts generated pages and files in place of the records."""
        for page in self.pages.values():
            replace_file(files, page_file(page, self.config))
        published = dict(published_files(self.maker.view, self.maker.templates))
        api = api_page(self.maker.view)
        for facts in self.maker.view.records:
            published.update(record_files(self.maker.view, facts, api))
        for path, content in published.items():
            replace_file(files, File.generated(self.config, path, content=content))

    def content(self, page: MkDocsPage, html: str) -> str:
        """What stands on a page of ours, of whose own text MkDocs made `html`."""
        source = page.file.src_uri
        if source in self.pages:
            found: Page = self.pages[source]
        elif source in self.postmortems:
            found = postmortem_page(self.maker, self.postmortems[source], html)
        else:
            found = front_page(self.maker, html)
        describe(page, found)
        return stale_note(self.maker, found) + found.html

    def missing(self) -> str:
        """The content of 404.html."""
        return missing_html(self.maker)

    def page_output(self, html: str, page: MkDocsPage) -> str:  # noqa: ARG002  # the same call as for a shell
        """The page as it is written."""
        return accessible_frame(html, self.maker.templates.words)

    def finish(self) -> None:
        """Nothing is left to be done."""

    def template_output(self, name: str, html: str) -> str:
        """404.html or the sitemap as it is written."""
        return html if name.endswith(".xml") else accessible_frame(html, self.maker.templates.words)
