"""The data of the alert bar, its script, and its page for an iframe; `docs/alert-bar.md` describes the format.

`/alert-bar.json` is read on other companies' pages by scripts that never change. So version 1 keeps its address and its
shape: fields may be added, and a later shape gets an address of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from statusgen.derive.facts import IncidentFacts, stable_id
from statusgen.derive.view import View
from statusgen.model import Impact, Kind, UpdateStatus
from statusgen.outputs.alert_bar_script import script_files
from statusgen.outputs.paths import incident_path
from statusgen.outputs.phrases import Phrases, iso
from statusgen.outputs.templates import Templates
from statusgen.outputs.words import Words, offered_languages, words_for

__all__ = ["alert_bar_files", "alert_bar_json", "alert_bar_page"]

_AHEAD = timedelta(days=7)
_ROOM = 2048
_FEW = 5
"""So many open events take less than `_ROOM` bytes; titles and details are cut until they do."""
_LENGTHS = ((160, 120), (120, 120), (90, 90), (70, 70), (50, 70), (45, 56), (40, 44), (36, 36), (28, 30))
"""How many bytes a title and its details may take, in the order in which they are tried."""
_LENGTHS_OF_MANY = (70, 120)
"""The same where more are open: the file is not small then anyway."""
_MOST = 60_000
"""Bytes; the bar reads no more than 64 KB, and shows nothing rather than a part."""
_WITHOUT_WORDS = (UpdateStatus.SCHEDULED, UpdateStatus.IN_PROGRESS)
"""Statuses that the clock changes between two builds: the bar's own words tell them, by the window."""


def alert_bar_files(view: View, templates: Templates) -> Mapping[str, bytes]:
    """The bar's script, its data in each language that there is, and its page for an iframe, by path."""
    languages = offered_languages(view.site.language)
    return {
        **script_files(),
        "alert-bar.json": alert_bar_json(view, templates.words, languages=languages),
        **{
            f"alert-bar.{language}.json": alert_bar_json(view, words_for(language), language=language)
            for language in languages
        },
        "alert-bar/index.html": alert_bar_page(view, templates),
    }


def alert_bar_json(
    view: View, words: Words, *, language: str | None = None, languages: Sequence[str] = ()
) -> bytes:
    """The data in `words`, those of `language` or else of the site; of `languages` there are files of their own."""
    told = [*_open_now(view), *_ahead(view)]
    for lengths in _LENGTHS if len(told) <= _FEW else [_LENGTHS_OF_MANY]:
        events = [_event(facts, view, words, lengths) for facts in told]
        data = _data(view, words, language or view.site.language, events)
        if languages:
            data["languages"] = languages
        content = _json(data) + b"\n"
        if len(content) < _ROOM:
            break
    while len(content) > _MOST:
        # Hundreds of open events: the worst come first, and of the others the bar tells only how many there are.
        data["events"] = data["events"][: len(data["events"]) * 9 // 10]
        content = _json(data) + b"\n"
    return content


def alert_bar_page(view: View, templates: Templates) -> bytes:
    """The page at `/alert-bar/`, for an iframe: the bar where scripts run, else the state at `view.now`."""
    words = templates.words
    open_now = [
        {
            "title": facts.incident.title,
            "details": _details(facts, view, words),
            "path": incident_path(facts),
        }
        for facts in _open_now(view)
    ]
    page = templates.render(
        "alert-bar.html",
        site=view.site,
        now=view.now,
        open_now=open_now,
    )
    return (page.rstrip("\n") + "\n").encode()


def _data(view: View, words: Words, language: str, events: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    site = view.site
    _ = words.gettext
    return {
        "version": 1,
        "language": language,
        "page": {"name": site.name, "url": site.url or "./", "language": site.language},
        "built_at": iso(view.now),
        "stale_after": int(site.settings.stale_after.total_seconds()),
        "words": {
            "dismiss": _("Dismiss"),
            "more": words.ngettext("%d more", "%d more", 2),
            "updated": _("updated %s"),
            "until": _("until %s"),
            "planned": _("planned for %s"),
            "calm": _("All systems operational"),
            "operational": _("Operational"),
            "days": _days(events, words),
        },
        "events": events,
    }


def _days(events: Sequence[Mapping[str, Any]], words: Words) -> Mapping[int, str]:
    """A day in each month in which one of `events` has a time, by the month's number; `%d` stands for the day.

    Browsers know such words, too, but take longer over the first of them than over the whole bar. Day and month
    stay together where a line ends.
    """
    moments = [
        datetime.fromisoformat(event[name])
        for event in events
        for name in ("updated_at", "starts_at", "ends_at")
        if name in event
    ]
    # Somewhere on earth it is the day before or after.
    days = {moment + timedelta(days=shift) for moment in moments for shift in (-1, 0, 1)}
    months = Phrases(words).months
    pattern = words.gettext("%(day)s %(month)s")
    return {
        number: (pattern % {"day": "%d", "month": months[number - 1]}).replace(" ", "\u00a0")
        for number in sorted({day.month for day in days})
    }


def _open_now(view: View) -> Sequence[IncidentFacts]:
    worst_first = sorted(view.open_incidents, key=lambda facts: facts.impact.severity, reverse=True)
    return [*worst_first, *view.maintenance_under_way]


def _ahead(view: View) -> Sequence[IncidentFacts]:
    """Announced maintenance that the clock will begin soon; what an update has put off is not among it."""
    return [facts for facts in view.maintenance_ahead if view.now < facts.started_at <= view.now + _AHEAD]


def _event(facts: IncidentFacts, view: View, words: Words, lengths: tuple[int, int]) -> Mapping[str, Any]:
    longest_title, longest_details = lengths
    touched = [view.components[name].component for name in _touched(facts)]
    event: dict[str, Any] = {
        # The end of the update's own id is enough to tell it from all others.
        "id": stable_id(facts.latest.key)[-12:],
        "title": _shortened(facts.incident.title, longest_title),
        "url": incident_path(facts),
        "impact": _impact(facts),
        "details": _shortened(_details(facts, view, words), longest_details),
        "components": [component.id for component in touched],
        "groups": sorted({component.group for component in touched if component.group}),
        "updated_at": iso(facts.told_at),
    }
    if facts.kind is Kind.MAINTENANCE:
        event["starts_at"] = iso(facts.started_at)
        if ends_at := _ends_at(facts, view.now):
            event["ends_at"] = iso(ends_at)
    return event


def _impact(facts: IncidentFacts) -> Impact:
    """`maintenance` for maintenances and for nothing else: it says that the window decides."""
    if facts.kind is Kind.MAINTENANCE:
        return Impact.MAINTENANCE
    return Impact.NONE if facts.impact is Impact.MAINTENANCE else facts.impact


def _ends_at(facts: IncidentFacts, now: datetime) -> datetime | None:
    """The end of a maintenance's window; None for one that an update keeps open beyond it."""
    return facts.incident.ends if facts.incident.ends and facts.incident.ends > now else None


def _details(facts: IncidentFacts, view: View, words: Words) -> str:
    """What kind of event it is, how far it has come, what it touches."""
    has_weight = facts.kind is Kind.INCIDENT and facts.impact is not Impact.NONE
    parts = [
        words.impact(facts.impact) if has_weight else words.kind(facts.kind),
        "" if facts.status in _WITHOUT_WORDS else words.status(facts.status),
        Phrases(words).listing([view.components[name].component.name for name in _touched(facts)]),
    ]
    return " · ".join(filter(None, parts))


def _touched(facts: IncidentFacts) -> Sequence[str]:
    """The ids of the components that the record impairs now, else of all that it names."""
    return list(facts.current or facts.worst)


def _shortened(text: str, most: int) -> str:
    """`text`, cut with an ellipsis where it takes more than `most` bytes of the file."""
    if _size(text) <= most:
        return text
    text = text[:most]
    while _size(text) > most - len("…".encode()):
        text = text[:-1]
    return text.rstrip(" ·") + "…"


def _size(text: str) -> int:
    return len(_json(text)) - len('""')


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
