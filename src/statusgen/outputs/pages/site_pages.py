"""The generated pages of a site: overviews, and one for each record."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from statusgen.outputs.pages.component import component_page
from statusgen.outputs.pages.dependencies import record_dependencies
from statusgen.outputs.pages.history import history_overviews
from statusgen.outputs.pages.incident import RecordOutput, record_output, record_page
from statusgen.outputs.pages.overview import Overview
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.postmortems import postmortems_page
from statusgen.outputs.pages.search import search_page
from statusgen.outputs.pages.subscribe import subscribe_page
from statusgen.outputs.paths import component_path

__all__ = [
    "Overview",
    "RecordOutput",
    "overview_pages",
    "overviews",
    "record_dependencies",
    "record_output",
    "record_page",
]


def overviews(maker: PageMaker) -> Iterator[Overview]:
    """Every page that is made from the view alone and is no record's: all but the front page and the postmortems.

    Each is made when it is asked for.
    """
    yield from history_overviews(maker)
    yield Overview(source="postmortems/index.md", make=partial(postmortems_page, maker))
    yield Overview(source="subscribe.md", make=partial(subscribe_page, maker))
    if maker.view.site.settings.full_text_search:
        yield Overview(source="search.md", make=partial(search_page, maker))
    for health in maker.view.components.values():
        source = f"{component_path(health.component)}index.md"
        yield Overview(source=source, make=partial(component_page, maker, health))


def overview_pages(maker: PageMaker) -> Iterator[Page]:
    """The pages of `overviews`, made."""
    for overview in overviews(maker):
        yield overview.make()
