"""Every way to follow the site, and the snippets to embed."""

from __future__ import annotations

from statusgen.outputs.pages.page import Page, PageMaker

__all__ = ["subscribe_page"]


def subscribe_page(maker: PageMaker) -> Page:
    """The page `/subscribe/`."""
    _ = maker.templates.words.gettext
    return Page(
        source="subscribe.md",
        title=_("Subscribe"),
        description=_("Be told about each update of %(site)s once.") % {"site": maker.view.site.name},
        html=maker.render("subscribe.html", "subscribe/"),
        modified=maker.view.now.date(),
        is_searchable=False,
    )
