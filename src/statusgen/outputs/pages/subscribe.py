"""Every way to follow the site, and the snippets to embed."""

from __future__ import annotations

from statusgen.outputs.embedding import snippets
from statusgen.outputs.pages.page import Page, PageMaker

__all__ = ["subscribe_page"]


def subscribe_page(maker: PageMaker) -> Page:
    """The page `/subscribe/`."""
    _ = maker.templates.words.gettext
    site = maker.view.site
    return Page(
        source="subscribe.md",
        title=_("Subscribe"),
        description=_("Be told about each update of %(site)s once.") % {"site": site.name},
        html=maker.render(
            "subscribe.html", "subscribe/", webcal=_webcal(site.url), snippets=snippets(site.url, site.name)
        ),
        modified=maker.view.now.date(),
        is_searchable=False,
    )


def _webcal(site_url: str) -> str:
    """The address at which a calendar program subscribes by itself; empty if the site does not know its own."""
    return f"webcal://{site_url.partition('://')[2]}maintenance.ics" if site_url else ""
