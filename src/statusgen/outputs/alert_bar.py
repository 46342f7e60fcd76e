"""The data of the alert bar, and its page for an iframe.

`/alert-bar.json`, version 1, is read by `/alert-bar.js` on other companies' pages:

    version      1; another number means a shape that this description does not cover
    language     the site's language (BCP 47), that of every text below
    page         {name, url} of the status site
    built_at     when this file was made
    stale_after  seconds; that long after `built_at` something else may be true, and readers show nothing
    status       {indicator, description}: the page's verdict in the words of the Statuspage v2 API
    words        {dismiss, more}: texts of the bar itself; `%d` in `more` is the number of further events
    events       open incidents, the worst and then the newest first; maintenance under way; maintenance that begins
                 within seven days, so that the bar can appear by the clock. Each event:

    id           names the event's latest update; who dismissed it hears of the event with its next update
    kind         incident, maintenance
    title, url   what to show, and where more stands
    impact       none, minor, major, critical, maintenance
    status       at `built_at`: investigating, identified, monitoring; scheduled, in_progress, verifying
    details      a line for people; `{updated_at}` or `{ends_at}` at its end stands for that time, in the reader's
                 own zone
    updated_at   when the latest update was written
    components   names of those that it impairs
    starts_at    when it begins; absent if it has begun
    ends_at      when it is over by the clock; absent if only an update can end it

Times are UTC in ISO 8601 (`2026-11-20T14:30:00Z`). Addresses are absolute; where the site does not know its own,
they are relative to this file. Readers ignore fields that they do not know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from statusgen.derive.facts import IncidentFacts
from statusgen.derive.view import View
from statusgen.model import Impact, Kind, UpdateStatus
from statusgen.outputs.paths import incident_path
from statusgen.outputs.phrases import Phrases, iso
from statusgen.outputs.templates import Templates
from statusgen.outputs.words import Words

__all__ = ["alert_bar_files", "alert_bar_json", "alert_bar_page"]

_AHEAD = timedelta(days=7)
_LONGEST_TITLE = 120


def alert_bar_files(view: View, templates: Templates) -> Mapping[str, bytes]:
    """The bar's data and its page for an iframe, by path."""
    return {
        "alert-bar.json": alert_bar_json(view, templates.words),
        "alert-bar/index.html": alert_bar_page(view, templates),
    }


def alert_bar_json(view: View, words: Words) -> bytes:
    """The content of `/alert-bar.json`, in the format that this module describes."""
    site = view.site
    data = {
        "version": 1,
        "language": site.language,
        "page": {"name": site.name, "url": site.url or "./"},
        "built_at": iso(view.now),
        "stale_after": int(site.settings.stale_after.total_seconds()),
        "status": {"indicator": view.page.indicator, "description": view.page.description},
        "words": {
            "dismiss": words.gettext("Dismiss"),
            "more": words.ngettext("%d more", "%d more", 2),
        },
        "events": [_event(facts, view, words) for facts in [*_open_now(view), *_ahead(view)]],
    }
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def alert_bar_page(view: View, templates: Templates) -> bytes:
    """The page at `/alert-bar/`, for an iframe: the bar where scripts run, else the state at `view.now`."""
    words = templates.words
    open_now = [
        {
            "title": facts.incident.title,
            "details": " · ".join(_details(facts, view, words)),
            "path": incident_path(facts),
        }
        for facts in _open_now(view)
    ]
    page = templates.render(
        "alert-bar.html",
        site=view.site,
        now=view.now,
        # As a sentence: the API writes Every Word With A Capital.
        verdict=words.gettext(view.page.description.capitalize()),
        open_now=open_now,
    )
    return (page.rstrip("\n") + "\n").encode()


def _open_now(view: View) -> Sequence[IncidentFacts]:
    worst_first = sorted(view.open_incidents, key=lambda facts: facts.impact.severity, reverse=True)
    return [*worst_first, *view.maintenance_under_way]


def _ahead(view: View) -> Sequence[IncidentFacts]:
    """Announced maintenance that the clock will begin soon; what an update has put off is not among it."""
    return [facts for facts in view.maintenance_ahead if view.now < facts.started_at <= view.now + _AHEAD]


def _event(facts: IncidentFacts, view: View, words: Words) -> Mapping[str, Any]:
    ends_at = _ends_at(facts, view.now)
    moment = (
        words.gettext("until %(time)s") % {"time": "{ends_at}"}
        if ends_at
        else words.gettext("updated %(time)s") % {"time": "{updated_at}"}
    )
    event: dict[str, Any] = {
        "id": facts.latest.key,
        "kind": facts.kind,
        "title": _shortened(facts.incident.title),
        "url": view.site.url + incident_path(facts),
        "impact": facts.impact,
        "status": facts.status,
        "details": " · ".join([*_details(facts, view, words), moment]),
        "updated_at": iso(facts.latest.update.at),
        "components": _component_names(facts, view),
    }
    if facts.started_at > view.now:
        event["starts_at"] = iso(facts.started_at)
    if ends_at:
        event["ends_at"] = iso(ends_at)
    return event


def _ends_at(facts: IncidentFacts, now: datetime) -> datetime | None:
    """The end of a maintenance's window; None for one that an update keeps open beyond it."""
    if facts.kind is not Kind.MAINTENANCE or facts.incident.ends is None:
        return None
    return facts.incident.ends if facts.incident.ends > now else None


def _details(facts: IncidentFacts, view: View, words: Words) -> Sequence[str]:
    """What kind of event it is, how far it has come, what it touches.

    A maintenance ahead is described as it will be while it is shown: under way.
    """
    has_weight = facts.kind is Kind.INCIDENT and facts.impact is not Impact.NONE
    status = UpdateStatus.IN_PROGRESS if facts.status is UpdateStatus.SCHEDULED else facts.status
    names = Phrases(words).listing(_component_names(facts, view))
    weight = words.impact(facts.impact) if has_weight else words.kind(facts.kind)
    return [part for part in (weight, words.status(status), names) if part]


def _component_names(facts: IncidentFacts, view: View) -> Sequence[str]:
    """The components that the record impairs now, else all that it names."""
    return [view.components[name].component.name for name in (facts.current or facts.worst)]


def _shortened(title: str) -> str:
    """`title`, cut with an ellipsis where it would fill a telephone's screen."""
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1].rstrip() + "…"
