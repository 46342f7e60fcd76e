"""An incident whose file is written as usual: read in a fraction of the time, to the same result."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from msgspec import Struct

from statusgen.content.aliases import alias_of
from statusgen.content.contradictions import contradictions, may_contradict_itself
from statusgen.content.headings import HeadingContext
from statusgen.content.slugs import is_slug
from statusgen.content.times import TimeFault, parse_time
from statusgen.content.tree import Tree
from statusgen.content.usual_body import usual_updates
from statusgen.content.usual_front import Value, usual_front
from statusgen.model import LISTED_STATUS, ComponentStatus, Impact, Incident, Kind, PostmortemPlan, Reporter

__all__ = ["usual_incident"]

E = TypeVar("E", bound=StrEnum)
_FENCE = b"---\n"
_PRINTABLE = bytes([*range(ord(" "), ord("~") + 1), ord("\n")])


class _Unusual(Exception):
    """A value that is a fault, or is written in a way that the careful reader must look at."""


def usual_incident(
    data: bytes, *, slug: str, source: str, components: Collection[str], timezone: str | None
) -> Incident | None:
    """The incident in `data`, or None if anything in its file is unusual or wrong; parameters as in `read_incident`.

    What is returned is what the careful reader returns, and then it has no problem to tell.
    """
    # The first line that begins with hyphens closes the front matter, or is a fault.
    end = data.find(b"\n---", len(_FENCE) - 1)
    if not data.startswith(_FENCE) or not data.startswith(_FENCE, end + 1) or end < 0 or not is_slug(slug):
        return None
    try:
        # Tabs, control characters, and blanks that only look like one cannot be printed. Nearly all bytes stand for a
        # character that can: what is left without them is short.
        if not data.translate(None, _PRINTABLE).decode().isprintable():
            return None
        front = usual_front(data[len(_FENCE) : end].decode())
        if front is None:
            return None
        fields = _fields(front, _Context(components, timezone))
        context = HeadingContext(path="", kind=fields["kind"], components=components, timezone=timezone)
        updates = usual_updates(data, end + len(b"\n---"), context)
    except (_Unusual, TimeFault, UnicodeDecodeError):
        return None
    if not updates:
        return None
    incident = Incident(slug=slug, path=source, updates=tuple(updates), **fields)
    return None if may_contradict_itself(incident) and any(contradictions(incident, Tree(), "")) else incident


class _Context(Struct, frozen=True):
    components: Collection[str]
    timezone: str | None


def _fields(front: Mapping[str, Value], context: _Context) -> dict[str, Any]:
    """The arguments of an incident that stand in `front`; raises _Unusual or TimeFault."""
    if "title" not in front or "components" not in front:
        raise _Unusual
    found: dict[str, Any] = {"kind": Kind.INCIDENT}
    for name, value in front.items():
        if name != "components":
            found[name] = _reader_of(name)(value, context)
    found["components"] = _components(front["components"], found["kind"], context)
    return found


def _components(value: Value, kind: Kind, context: _Context) -> dict[str, ComponentStatus]:
    if isinstance(value, str):
        raise _Unusual
    for name in value:
        if name not in context.components:
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
