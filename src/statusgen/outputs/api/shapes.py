"""Incidents, maintenances and their updates in the shape of the Statuspage v2 API.

The fields stand in the order in which a Statuspage serves them; clients exist that refuse one more or one less.

- Times come from the record: an update was created, changed and displayed at its own moment.
- The publication of a postmortem is one more update, `postmortem`; a maintenance, whose states do not have that word,
  tells of it as one that is `completed`.
- A canceled maintenance is served as `completed`, because no client knows another end.
- A notice is no incident and has no shape here: to a client it would be an outage that never ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from statusgen.derive.facts import IncidentFacts
from statusgen.model import FINAL_STATUSES, ComponentStatus, Kind, Postmortem, UpdateStatus
from statusgen.outputs.api.components import ApiPage
from statusgen.outputs.api.ids import postmortem_update_id, record_id, update_id
from statusgen.outputs.api.moments import api_time, record_changed_at
from statusgen.outputs.api.text import api_text
from statusgen.outputs.paths import incident_path, postmortem_path, source_path

__all__ = [
    "TextOf",
    "components_after",
    "components_now",
    "public_text",
    "record_shape",
    "record_status",
]

Shape = Mapping[str, Any]
TextOf = Callable[[IncidentFacts, str], str]
"""What clients read in place of a text of the record: its title, or that of an update."""

_CANCELED, _COMPLETED = UpdateStatus.CANCELED, UpdateStatus.COMPLETED
_OPERATIONAL = ComponentStatus.OPERATIONAL


def record_status(facts: IncidentFacts) -> str:
    """The state of a record in the API's words."""
    if facts.postmortems and facts.kind is Kind.INCIDENT and not facts.is_open:
        return "postmortem"
    return _served(facts.status)


def _served(status: UpdateStatus) -> str:
    return _COMPLETED if status is _CANCELED else status


def public_text(page: ApiPage) -> TextOf:
    """Texts as strangers' programs get them: links are whole, and nothing runs where they are taken for HTML."""

    def text_of(facts: IncidentFacts, text: str) -> str:
        if "]" not in text and "<" not in text:
            return text
        source = source_path(facts, page.site)
        return api_text(text, source=source, page=incident_path(facts), root=page.site.url)

    return text_of


def components_now(facts: IncidentFacts, page: ApiPage) -> Sequence[Shape]:
    """The components that a record names, in the order of the settings, at their present status."""
    return [shape for name, shape in page.components.items() if name in facts.worst] if facts.worst else []


def components_after(facts: IncidentFacts, page: ApiPage) -> Sequence[Shape]:
    """The components that a finished record names, as it left them: operational since its end.

    Nothing that happens later changes them.
    """
    if facts.ended_at is None:
        return components_now(facts, page)
    ended_at = api_time(facts.ended_at)
    return [
        {**shape, "status": _OPERATIONAL, "updated_at": max(ended_at, shape["created_at"])}
        for shape in components_now(facts, page)
    ]


def record_shape(
    facts: IncidentFacts, page: ApiPage, components: Sequence[Shape], text_of: TextOf
) -> dict[str, Any]:
    """An incident or a maintenance; `components` are the shapes to serve inside of it."""
    incident = facts.incident
    own_id = record_id(incident)
    monitored = [fact.update.at for fact in facts.updates if fact.update.status is UpdateStatus.MONITORING]
    shape = {
        "id": own_id,
        "name": text_of(facts, incident.title),
        "status": record_status(facts),
        "created_at": api_time(facts.updates[-1].update.at),
        "updated_at": api_time(record_changed_at(facts)),
        "monitoring_at": api_time(monitored[-1]) if monitored else None,
        "resolved_at": api_time(facts.ended_at) if facts.ended_at else None,
        "impact": facts.impact,
        "shortlink": page.site.url + incident_path(facts),
        "started_at": api_time(facts.started_at),
        "page_id": page.id,
        "incident_updates": _updates(facts, page, own_id, text_of),
        "components": components,
    }
    if facts.kind is Kind.INCIDENT:
        shape["reminder_intervals"] = None
    else:
        starts = incident.starts or facts.started_at
        shape["scheduled_for"] = api_time(starts)
        shape["scheduled_until"] = api_time(incident.ends or facts.ended_at or starts)
    return shape


def _updates(facts: IncidentFacts, page: ApiPage, own_id: str, text_of: TextOf) -> list[Shape]:
    """Every update, the newest first, the publication of postmortems among them."""
    found = [
        _update(
            id_=update_id(fact),
            status=_served(fact.update.status),
            body=text_of(facts, fact.update.text),
            record=own_id,
            at=api_time(fact.update.at),
            affected=touched,
        )
        for fact, touched in zip(facts.updates, reversed(_affected(facts, page)), strict=True)
    ]
    if not facts.postmortems:
        return found
    told = [(each.published, _publication(facts, each, page, own_id)) for each in reversed(facts.postmortems)]
    told += zip((fact.update.at for fact in facts.updates), found, strict=True)
    return [shape for _, shape in sorted(told, key=lambda entry: entry[0], reverse=True)]


def _publication(facts: IncidentFacts, postmortem: Postmortem, page: ApiPage, own_id: str) -> Shape:
    status = "postmortem" if facts.kind is Kind.INCIDENT else record_status(facts)
    return _update(
        id_=postmortem_update_id(facts.incident, postmortem),
        status=status,
        body=f"{postmortem.summary}\n\n{page.site.url}{postmortem_path(postmortem)}",
        record=own_id,
        at=api_time(postmortem.published),
        affected=None,
    )


def _update(
    *, id_: str, status: str, body: str, record: str, at: str, affected: Sequence[Shape] | None
) -> Shape:
    return {
        "id": id_,
        "status": status,
        "body": body,
        "incident_id": record,
        "created_at": at,
        "updated_at": at,
        "display_at": at,
        "affected_components": affected or None,
        "deliver_notifications": True,
        "custom_tweet": None,
        "tweet_id": None,
    }


def _affected(facts: IncidentFacts, page: ApiPage) -> list[Sequence[Shape]]:
    """For each update, the oldest first, every component named by then with its status before and after."""
    first = facts.updates[-1].update
    if first.status in FINAL_STATUSES:
        # Only the end is told: what was impaired until then stands in the record's own list.
        statuses = dict(facts.incident.components)
        calm = dict.fromkeys(statuses, _OPERATIONAL)
    else:
        statuses = dict.fromkeys(facts.incident.components, _OPERATIONAL)
        calm = {}
    found: list[Sequence[Shape]] = []
    for fact in reversed(facts.updates):
        after = {**statuses, **calm}
        calm = {}
        for name in fact.update.changes:
            after.setdefault(name, _OPERATIONAL)
        for change in fact.changes:
            after[change.component] = change.new
        found.append(
            [page.touched(name, statuses.get(name, _OPERATIONAL), status) for name, status in after.items()]
        )
        statuses = after
    return found
