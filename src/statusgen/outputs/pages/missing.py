"""What stands on 404.html and above pages that tell the state of things."""

from __future__ import annotations

from urllib.parse import urlsplit

from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.state import page_state
from statusgen.outputs.phrases import iso

__all__ = ["missing_html", "stale_note"]


def missing_html(maker: PageMaker) -> str:
    """The content of the page for addresses that lead nowhere: the state now, and where else to look."""
    # The page stands at any address: its links begin at the root of the host.
    root = urlsplit(maker.view.site.url).path or "/"
    state = page_state(maker.view, maker.templates.words)
    html = maker.templates.render("missing.html", site_root=root, state=state)
    return _note(maker) + html


def stale_note(maker: PageMaker, page: Page) -> str:
    """What says that `page` is out of date, once its promise is broken; empty unless it tells the state of things."""
    return _note(maker) if page.tells_now else ""


def _note(maker: PageMaker) -> str:
    return maker.templates.render(
        "stale.html",
        built_at=iso(maker.view.now),
        stale_after=int(maker.view.site.settings.stale_after.total_seconds()),
    )
