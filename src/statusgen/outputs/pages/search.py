"""The page that searches every word of the record, by an index that is made once the pages are complete."""

from __future__ import annotations

from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.paths import SEARCH_PATH

__all__ = ["search_page"]


def search_page(maker: PageMaker) -> Page:
    """The page `/search/`; without JavaScript it leads to the history."""
    _ = maker.templates.words.gettext
    site = maker.view.site
    return Page(
        source="search.md",
        title=_("Search"),
        description=_("Search every word that %(site)s has published.") % {"site": site.name},
        html=maker.render("search.html", SEARCH_PATH),
        modified=maker.view.now.date(),
        is_searchable=False,
    )
