"""The page of one record: everything that was told, newest first."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from statusgen.derive.facts import IncidentFacts
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.record_html import record_html
from statusgen.outputs.pages.shown import shown_record
from statusgen.outputs.paths import incident_path, root_of
from statusgen.outputs.search import SearchEntry, is_searched_in_full, search_entry
from statusgen.outputs.text import plain_text, render_text, shortened

__all__ = ["RecordOutput", "last_modified", "record_output", "record_page"]

_DESCRIPTION = 150
"""So many characters of the newest text stand in the page's description."""


class RecordOutput(Struct, frozen=True, kw_only=True):
    """Everything that a site has of one record alone."""

    page: Page
    search: SearchEntry

    @property
    def modified(self) -> date:
        """The day on which something was last added to the page."""
        return self.page.modified


def record_page(maker: PageMaker, index: int) -> Page:
    """The page of the record `maker.view.records[index]`."""
    return record_output(maker, index).page


def record_output(maker: PageMaker, index: int) -> RecordOutput:
    """Page and search entry of the record `maker.view.records[index]`; each text is rendered once for both."""
    view, templates = maker.view, maker.templates
    facts = view.records[index]
    path = incident_path(facts)
    source, root = maker.source_of(facts), root_of(path)
    texts = [render_text(update.update.text, source=source, page=path, root=root) for update in facts.updates]
    told = [plain_text(text) for text in (texts if is_searched_in_full(view) else texts[:1])]
    latest = shortened(told[0], _DESCRIPTION)
    title = facts.incident.title
    page = Page(
        source=source,
        title=title,
        description=f"{templates.words.status(facts.status)}: {latest}" if latest else title,
        html=record_html(maker, index, shown_record(index, texts, view, templates, root)),
        modified=last_modified(facts),
        tells_now=facts.is_open,
    )
    return RecordOutput(page=page, search=search_entry(facts, told, view, templates.words))


def last_modified(facts: IncidentFacts) -> date:
    """The day on which something was last added to the record's page."""
    if not facts.explained_by:
        return facts.told_at.date()
    return max([facts.told_at, *(postmortem.published for postmortem in facts.postmortems)]).date()
