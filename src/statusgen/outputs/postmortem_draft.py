"""The first draft of a postmortem: what the record knows already, and sections for what only people know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from statusgen.content.times import format_time
from statusgen.content.writing import yaml_scalar
from statusgen.derive.facts import IncidentFacts
from statusgen.model import ComponentStatus, Update
from statusgen.outputs.phrases import Phrases
from statusgen.outputs.text import plain_text, render_text
from statusgen.outputs.words import words_for

__all__ = ["postmortem_draft_text"]

_PHRASES = Phrases(words_for("en"))
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")

# No moment that a site that is built every half hour would reach before somebody has decided.
_DRAFT = """2099-12-31 00:00 UTC
# A draft: no reader sees it before that day. When it is finished, write there the moment at which it becomes public."""

_FRONT_MATTER = """\
---
title: {title}
incidents: [{incident}]
published: {published}
summary: {summary}
# What made it possible, one line each; delete the # in front:
# contributing_factors:
#   - The preview query had no time limit
# kind: prevent, detect, mitigate, process; status: open, in_progress, done, dropped
# actions:
#   - {{title: Limit the preview query's time, kind: prevent, owner: shop team, due: {due:%Y-%m-%d}, status: open}}
---

"""

_BODY = """\
## What happened

<!-- The story in two or three paragraphs, for a reader who was not there: what broke, what customers saw, what ended
it. Tell what systems did and what people knew at the time. A postmortem asks what, never who. -->

## Impact

<!-- Numbers: how many customers, orders, minutes. What was lost, and what was not. -->
{touched}
## Timeline

<!-- Begin before the first alert: the change, the first error, how it was noticed (monitoring, support, customers).
-->

{day}

| Time | Event |
|---|---|
{rows}

## Why it was possible

<!-- Several things had to come together. For each: what made it look right until that day? "Somebody made a mistake"
is where the question begins, not where it ends. List them above as contributing_factors, too. -->

## What helped

<!-- What made it shorter or smaller than it could have been? Luck counts; say so. -->

## What we change

<!-- What would have prevented it, shown it sooner, made it smaller? Each answer becomes one of the actions above, with
a team and a day. Say here why these, and what was decided against. -->
"""


def postmortem_draft_text(
    facts: IncidentFacts, names: Mapping[str, str], *, title: str, now: datetime, published: datetime | None
) -> str:
    """The markdown file of a postmortem of `facts`; `names` are those of the components by id.

    Without `published` it is a draft that no reader sees until somebody writes that moment.
    """
    began = facts.started_at.astimezone(UTC)
    entries = list(_timeline(facts))
    is_one_day = len({moment.date() for moment, _ in entries}) == 1
    day = f"All times are in UTC{f', on {_PHRASES.day(began.date())}' if is_one_day else ''}."
    rows = "\n".join(
        f"| {moment:{'%H:%M' if is_one_day else '%Y-%m-%d %H:%M'}} | {event} |" for moment, event in entries
    )
    touched = "".join(_touched(facts, names))
    front = _FRONT_MATTER.format(
        title=yaml_scalar(title),
        incident=facts.slug,
        published=format_time(published) if published else _DRAFT,
        summary=yaml_scalar(_summary(facts, names)),
        due=now + timedelta(days=28),
    )
    return front + _BODY.format(touched=f"\n{touched}" if touched else "", day=day, rows=rows)


def _summary(facts: IncidentFacts, names: Mapping[str, str]) -> str:
    """One true sentence, to be replaced by a better one."""
    impaired = [
        names.get(name, name)
        for name, status in facts.worst.items()
        if status is not ComponentStatus.OPERATIONAL
    ]
    who = _PHRASES.listing(impaired) if impaired else facts.incident.title
    duration = None if facts.is_open else facts.duration
    length = f" for {_PHRASES.duration(duration)}" if duration is not None else ""
    verb = ("were impaired" if len(impaired) > 1 else "was impaired") if impaired else "lasted"
    if not impaired:
        return f"{who}, on {_PHRASES.day(facts.started_at.date())}{length}."
    return f"{who} {verb}{length} on {_PHRASES.day(facts.started_at.date())}."


def _touched(facts: IncidentFacts, names: Mapping[str, str]) -> Iterator[str]:
    """A list item for each component: its worst status, and for how long it was impaired."""
    for name, spans in facts.spans.items():
        length = sum(((span.end - span.start) for span in spans if span.end), timedelta())
        told = f", {_PHRASES.duration(length)} in all" if length else ""
        told = ", not over when this was written" if any(span.end is None for span in spans) else told
        yield f"- {_escaped(names.get(name, name))}: {facts.worst[name].replace('_', ' ')}{told}\n"


def _timeline(facts: IncidentFacts) -> Iterator[tuple[datetime, str]]:
    """What the record knows, oldest first: beginning, detection, and each update in a line."""
    incident = facts.incident
    told: list[tuple[datetime, str]] = [
        (update.at, _event(update, incident.path)) for update in incident.updates
    ]
    if incident.started:
        told.append((incident.started, "It begins"))
    if incident.detected:
        how = f" ({incident.reported_by.value.replace('_', ' ')})" if incident.reported_by else ""
        told.append((incident.detected, f"It is noticed{how}"))
    return iter(sorted(told, key=lambda entry: entry[0]))


def _event(update: Update, path: str) -> str:
    source = path.partition("/")[2]
    text = plain_text(render_text(update.text, source=source, page="", root=""), longest=300)
    first = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    word = _PHRASES.words.status(update.status)
    return f"{word}: {_escaped(first)}" if first else word


def _escaped(text: str) -> str:
    """`text` as markdown that shows it as it is, on one line of a table."""
    return _SPECIAL.sub(r"\\\1", text)
