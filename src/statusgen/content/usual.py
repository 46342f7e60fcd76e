"""An incident whose file is written as usual: read in a fraction of the time, to the same result."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from statusgen.content.aliases import alias_of
from statusgen.content.contradictions import contradictions
from statusgen.content.headings import HeadingContext
from statusgen.content.slugs import slug_problem
from statusgen.content.times import TimeFault, parse_time
from statusgen.content.tree import Tree
from statusgen.content.usual_body import usual_updates
from statusgen.content.usual_front import Value, usual_front
from statusgen.model import LISTED_STATUS, ComponentStatus, Impact, Incident, Kind, PostmortemPlan, Reporter

__all__ = ["usual_incident"]

E = TypeVar("E", bound=StrEnum)
_FENCE = "---\n"


class _Unusual(Exception):
    """A value that is a fault, or is written in a way that the careful reader must look at."""


def usual_incident(
    data: bytes, *, slug: str, source: str, components: Collection[str], timezone: str | None
) -> Incident | None:
    """The incident in `data`, or None if anything in its file is unusual or wrong; parameters as in `read_incident`.

    What is returned is what the careful reader returns, and then it has no problem to tell.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    # The first line that begins with hyphens closes the front matter, or is a fault.
    end = text.find("\n---", len(_FENCE) - 1)
    if not text.startswith(_FENCE) or not text.startswith(_FENCE, end + 1) or end < 0:
        return None
    front, body = usual_front(text[len(_FENCE) : end]), text[end + 1 + len(_FENCE) :]
    if front is None:
        return None
    try:
        fields = _fields(front, _Context(components, timezone))
    except (_Unusual, TimeFault):
        return None
    context = HeadingContext(path="", kind=fields["kind"], components=components, timezone=timezone)
    updates = usual_updates(body, text.count("\n", 0, end) + 3, context)
    if not updates or any(True for _ in slug_problem(slug, "")):
        return None
    incident = Incident(slug=slug, path=source, updates=tuple(updates), **fields)
    return None if any(True for _ in contradictions(incident, Tree(), "")) else incident


@dataclass(frozen=True)
class _Context:
    components: Collection[str]
    timezone: str | None


def _fields(front: Mapping[str, Value], context: _Context) -> dict[str, Any]:
    """The arguments of an incident that stand in `front`; raises _Unusual or TimeFault."""
    if "title" not in front or "components" not in front:
        raise _Unusual
    found = {name: _reader_of(name)(value, context) for name, value in front.items() if name != "components"}
    found.setdefault("kind", Kind.INCIDENT)
    found["components"] = _components(front["components"], found["kind"], context)
    return found


def _components(value: Value, kind: Kind, context: _Context) -> dict[str, ComponentStatus]:
    if isinstance(value, str) or not all(name in context.components for name in value):
        raise _Unusual
    if isinstance(value, list):
        return dict.fromkeys(value, LISTED_STATUS[kind])
    return {name: _component_status(word, context) for name, word in value.items()}


def _reader_of(name: str) -> Callable[[Value, _Context], Any]:
    reader = _READERS.get(name)
    if reader is None:
        raise _Unusual
    return reader


def _text(value: Value, _: _Context) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text:
        raise _Unusual
    return text


def _word_of(enum: type[E]) -> Callable[[Value, _Context], E]:
    members = {member.value: member for member in enum}

    def read(value: Value, _: _Context) -> E:
        member = members.get(value) if isinstance(value, str) else None
        if member is None:
            raise _Unusual
        return member

    return read


def _moment(value: Value, context: _Context) -> Any:
    return parse_time(_text(value, context), context.timezone)


def _texts(value: Value, context: _Context) -> tuple[str, ...]:
    if isinstance(value, dict):
        raise _Unusual
    return tuple(_text(entry, context) for entry in ([value] if isinstance(value, str) else value))


def _aliases(value: Value, context: _Context) -> tuple[str, ...]:
    aliases = [alias_of(text) for text in _texts(value, context)]
    if None in aliases:
        raise _Unusual
    return tuple(alias for alias in aliases if alias is not None)


_component_status = _word_of(ComponentStatus)
_READERS: Mapping[str, Callable[[Value, _Context], Any]] = {
    "title": _text,
    "kind": _word_of(Kind),
    "impact": _word_of(Impact),
    "reported_by": _word_of(Reporter),
    "started": _moment,
    "detected": _moment,
    "starts": _moment,
    "ends": _moment,
    "next_update": _moment,
    "escalation": _text,
    "tags": _texts,
    "aliases": _aliases,
    "id": _text,
    "postmortem": _word_of(PostmortemPlan),
}
