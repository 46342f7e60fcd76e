"""The page of one record: everything that was told, newest first."""

from __future__ import annotations

from datetime import date

from statusgen.derive.facts import IncidentFacts
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.paths import incident_path
from statusgen.outputs.text import plain_text

__all__ = ["incident_page", "last_modified"]


def incident_page(
    maker: PageMaker, facts: IncidentFacts, newer: IncidentFacts | None, older: IncidentFacts | None
) -> Page:
    """The page of `facts`; `newer` and `older` are its neighbours in time."""
    path = incident_path(facts)
    texts = {update.key: maker.text(facts, update, path) for update in facts.updates}
    latest = plain_text(texts[facts.latest.key], longest=150)
    return Page(
        source=maker.source_of(facts),
        title=facts.incident.title,
        description=f"{maker.templates.words.status(facts.status)}: {latest}"
        if latest
        else facts.incident.title,
        html=maker.render(
            "incident.html",
            path,
            facts=facts,
            texts=texts,
            newer=newer,
            older=older,
        ),
        modified=last_modified(facts),
    )


def last_modified(facts: IncidentFacts) -> date:
    """The day on which something was last added to the record's page."""
    return max([facts.latest.update.at, *(postmortem.published for postmortem in facts.postmortems)]).date()
