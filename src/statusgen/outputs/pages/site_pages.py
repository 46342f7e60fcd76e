"""All generated pages of a site in one sequence."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.outputs.pages.component import component_page
from statusgen.outputs.pages.history import history_pages
from statusgen.outputs.pages.incident import incident_page
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.postmortems import postmortems_page
from statusgen.outputs.pages.subscribe import subscribe_page

__all__ = ["generated_pages"]


def generated_pages(maker: PageMaker) -> Iterator[Page]:
    """Every page that is made from the view alone: all but the front page and the postmortems themselves."""
    yield from history_pages(maker)
    yield postmortems_page(maker)
    yield subscribe_page(maker)
    for health in maker.view.components.values():
        yield component_page(maker, health)
    records = maker.view.records
    for index, facts in enumerate(records):
        newer = records[index - 1] if index else None
        older = records[index + 1] if index + 1 < len(records) else None
        yield incident_page(maker, facts, newer, older)
