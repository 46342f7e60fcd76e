"""The HTML of a record's page: printed by its template once for all records that are alike.

Of thousands of pages, most differ from another in a few places only. As with the frame around a page, one of a kind is
printed with gaps in these places, and all others cost no more than filling them.
"""

from __future__ import annotations

from collections.abc import Hashable

from markupsafe import escape
from msgspec.structs import replace

from statusgen.derive.facts import IncidentFacts
from statusgen.outputs.form import Form, gap
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.pages.shown import Neighbour, ShownRecord
from statusgen.outputs.paths import incident_path

__all__ = ["record_html"]


def record_html(maker: PageMaker, index: int, record: ShownRecord) -> str:
    """The page of `maker.view.records[index]`, of which `record` is shown."""
    facts = maker.view.records[index]
    if not maker.templates.are_own or not _is_usual(facts, maker):
        return _printed(maker, index, record)
    kind = _kind(facts, record)
    form = maker.record_forms.get(kind)
    if form is None:
        form = maker.record_forms[kind] = Form(_printed(maker, index, _with_gaps(record)))
    older, newer = record.older or _NOBODY, record.newer or _NOBODY
    return form.fill(
        {
            "title": escape(record.title),
            "began": record.began,
            "duration": escape(record.duration),
            "chips": record.chips,
            "timeline": record.timeline,
            "older": older.slug,
            "older_title": escape(older.title),
            "newer": newer.slug,
            "newer_title": escape(newer.title),
        }
    )


def _printed(maker: PageMaker, index: int, record: ShownRecord) -> str:
    records = maker.view.records
    facts = records[index]
    return maker.render(
        "incident.html",
        incident_path(facts),
        facts=facts,
        record=record,
        newer=records[index - 1] if index else None,
        older=records[index + 1] if index + 1 < len(records) else None,
    )


def _is_usual(facts: IncidentFacts, maker: PageMaker) -> bool:
    """Whether the template prints nothing of the record but what `_with_gaps` and `_kind` cover."""
    return not (
        facts.is_open
        or facts.postmortems
        or facts.incident.detected
        or maker.view.site.settings.full_text_search
    )


def _kind(facts: IncidentFacts, record: ShownRecord) -> Hashable:
    """Everything on which the page depends between its gaps."""
    incident = facts.incident
    return (
        record.tone,
        record.marks,
        incident.kind,
        incident.postmortem,
        incident.reported_by,
        not record.duration,
        not record.chips,
        not record.older,
        not record.newer,
    )


_NOBODY = Neighbour(slug="", title="")


def _with_gaps(record: ShownRecord) -> ShownRecord:
    return replace(
        record,
        title=gap("title"),
        began=gap("began"),
        duration=record.duration and gap("duration"),
        chips=record.chips and gap("chips"),
        timeline=gap("timeline"),
        older=record.older and Neighbour(slug=gap("older"), title=gap("older_title")),
        newer=record.newer and Neighbour(slug=gap("newer"), title=gap("newer_title")),
    )
