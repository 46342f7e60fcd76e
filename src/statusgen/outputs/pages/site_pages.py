"""The generated pages of a site: overviews, of which there are few, and one for each record."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.outputs.pages.component import component_page
from statusgen.outputs.pages.history import history_pages
from statusgen.outputs.pages.incident import RecordOutput, record_output, record_page
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.postmortems import postmortems_page
from statusgen.outputs.pages.subscribe import subscribe_page

__all__ = ["RecordOutput", "overview_pages", "record_output", "record_page"]


def overview_pages(maker: PageMaker) -> Iterator[Page]:
    """Every page that is made from the view alone and is no record's: all but the front page and the postmortems."""
    yield from history_pages(maker)
    yield postmortems_page(maker)
    yield subscribe_page(maker)
    for health in maker.view.components.values():
        yield component_page(maker, health)
