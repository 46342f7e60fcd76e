"""What `statusgen export` adds to a dump: with it, the record of another site of statusgen arrives as it was."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct, field

from statusgen.content.schema import ComponentFields, IncidentFields, PostmortemFields
from statusgen.content.times import format_time
from statusgen.content.tree import Tree
from statusgen.content.validation import validate
from statusgen.importers.conversion import Converted, ConvertedPostmortem, Note, Refused
from statusgen.importers.names import clean_line, is_slug
from statusgen.importers.proof import reads_back
from statusgen.importers.statuspage.shape import mappings, moment_of, text_of
from statusgen.importers.statuspage.states import unknown_addition, unknown_state
from statusgen.model import (
    Action,
    Component,
    ComponentStatus,
    Incident,
    Kind,
    Postmortem,
    Update,
    UpdateStatus,
)
from statusgen.problems import Problem

__all__ = ["OwnPart", "own_notice", "own_postmortem", "own_record", "read_own"]

_FILE = re.compile(r"(?P<folder>(?:[A-Za-z0-9_][A-Za-z0-9_. -]{0,99}/){0,8})(?P<slug>[a-z0-9-]{1,100})\.md")
_NO_NAME = Note(reason="the name of its file is none that a record may have")


class OwnPart(Struct, frozen=True, kw_only=True):
    """The part `statusgen` of a dump."""

    records: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By the id in the API."""
    notices: Collection[Mapping[str, Any]] = ()
    postmortems: Collection[Mapping[str, Any]] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    """Code in the API to the id in the settings."""
    components: Collection[Component] = ()
    told_in: frozenset[str] = frozenset()
    """Ids of updates that do no more than tell of a postmortem."""


def read_own(own: Mapping[str, Any], listed: Collection[Mapping[str, Any]]) -> tuple[OwnPart, list[Refused]]:
    """The part `own` of a dump, and the components in it that are none; `listed` is the page's own list."""
    shapes = {text_of(entry, "id"): entry for entry in listed}
    components: dict[str, Component] = {}
    refused = []
    for entry in mappings(own.get("components")):
        code = text_of(entry, "code")
        component, note = _component(entry, shapes.get(code, {}), shapes)
        if component is not None and component.id not in {one.id for one in components.values()}:
            components[code] = component
        elif note is not None:
            refused.append(Refused(source=f"component {text_of(entry, 'id') or code}", note=note))
    lessons = mappings(own.get("postmortems"))
    told_in = (entry for lesson in lessons for entry in _texts(lesson.get("told_in")))
    return OwnPart(
        records={text_of(entry, "id"): entry for entry in mappings(own.get("records"))},
        notices=mappings(own.get("notices")),
        postmortems=lessons,
        ids={code: component.id for code, component in components.items()},
        components=list(components.values()),
        told_in=frozenset(told_in),
    ), refused


def own_record(record: Mapping[str, Any], entry: Mapping[str, Any], own: OwnPart) -> Converted | Refused:
    """An incident or a maintenance: the object of the API, and what was added to it."""
    source = text_of(record, "id")
    unknown = unknown_state(record)
    if unknown:
        return Refused(source=source, note=unknown)
    front = {"title": record.get("name"), **_mapping(entry.get("front_matter"))}
    if front.get("kind") == Kind.MAINTENANCE:
        for name, key in (("starts", "scheduled_for"), ("ends", "scheduled_until")):
            moment = moment_of(record, key)
            front[name] = format_time(moment) if moment else None
    additions = {text_of(update, "id"): update for update in mappings(entry.get("updates"))}
    updates = []
    for update in mappings(record.get("incident_updates")):
        key = text_of(update, "id")
        if key not in own.told_in:
            added = additions.get(key, {})
            told = {
                "status": update.get("status"),
                "at": update.get("display_at"),
                "text": update.get("body"),
            }
            updates.append({**told, **added})
    return _converted(source, entry, front, updates, own)


def own_notice(entry: Mapping[str, Any], own: OwnPart) -> Converted | Refused:
    """A notice, of which the API has no object."""
    source = f"notice {clean_line(text_of(entry, 'file'))[:120]}"
    return _converted(source, entry, _mapping(entry.get("front_matter")), mappings(entry.get("updates")), own)


def own_postmortem(entry: Mapping[str, Any], sources: Mapping[str, str]) -> ConvertedPostmortem | Refused:
    """A postmortem; `sources` tells what the dump calls the record with a slug."""
    source = f"postmortem {clean_line(text_of(entry, 'file'))[:120]}"
    match = _FILE.fullmatch(text_of(entry, "file"))
    text = entry.get("text")
    if match is None or match["folder"] or not is_slug(match["slug"]):
        return Refused(source=source, note=_NO_NAME)
    fields, problems = validate(
        Tree(value=_plain(entry.get("front_matter"))),
        PostmortemFields,
        path=source,
        context={"timezone": None},
    )
    if fields is None:
        return Refused(source=source, note=_fault(problems))
    if not isinstance(text, str):
        return Refused(source=source, note=Note(reason="it has no text"))
    postmortem = Postmortem(
        slug=match["slug"],
        path="",
        title=fields.title,
        incidents=tuple(fields.incidents),
        published=fields.published,
        summary=fields.summary,
        contributing_factors=tuple(fields.contributing_factors),
        actions=tuple(Action(**action.model_dump()) for action in fields.actions),
        aliases=tuple(fields.aliases),
        text=text,
    )
    explains = [sources.get(slug, slug) for slug in postmortem.incidents]
    return ConvertedPostmortem(source=source, postmortem=postmortem, explains=explains)


def _converted(
    source: str,
    entry: Mapping[str, Any],
    front: Mapping[str, Any],
    updates: Collection[Mapping[str, Any]],
    own: OwnPart,
) -> Converted | Refused:
    match = _FILE.fullmatch(text_of(entry, "file"))
    if match is None or not is_slug(match["slug"]):
        return Refused(source=source, note=_NO_NAME)
    known = tuple(own.ids.values())
    fields, problems = validate(
        Tree(value=_plain(front)),
        IncidentFields,
        path=source,
        context={"components": known, "timezone": None},
    )
    if fields is None:
        return Refused(source=source, note=_fault(problems))
    unknown = unknown_addition(updates)
    if unknown:
        return Refused(source=source, note=unknown)
    read = [_update(update) for update in updates]
    told = sorted((update for update in read if update), key=lambda update: update.at)
    if not read or len(told) < len(read):
        return Refused(source=source, note=Note(reason="an update has no status, no time or no text"))
    touched = fields.components
    incident = Incident(
        slug=match["slug"],
        path="",
        components=touched
        if isinstance(touched, dict)
        else dict.fromkeys(touched, ComponentStatus.OPERATIONAL),
        updates=tuple(told),
        tags=tuple(fields.tags),
        aliases=tuple(fields.aliases),
        **fields.model_dump(exclude={"components", "tags", "aliases"}),
    )
    if not reads_back(incident, known):
        return Refused(source=source, note=Note(reason="as a file it would not tell what it tells here"))
    return Converted(source=source, incident=incident, folder=match["folder"])


def _update(entry: Mapping[str, Any]) -> Update | None:
    at = moment_of(entry, "at")
    text = entry.get("text")
    try:
        status = UpdateStatus(text_of(entry, "status"))
        changes = {
            str(name): ComponentStatus(str(value)) for name, value in _mapping(entry.get("changes")).items()
        }
    except ValueError:
        return None
    if at is None or not isinstance(text, str):
        return None
    return Update(status=status, at=at, text=text, changes=changes)


def _component(
    entry: Mapping[str, Any], shape: Mapping[str, Any], shapes: Mapping[str, Mapping[str, Any]]
) -> tuple[Component | None, Note | None]:
    """The component of `entry`: what the API's object `shape` of it holds, and what was added."""
    group = shapes.get(text_of(shape, "group_id"), {})
    listed = {
        "name": shape.get("name"),
        "group": group.get("name"),
        "description": shape.get("description"),
        "since": shape.get("start_date"),
    }
    fields = {
        name: value for name, value in {**listed, **entry}.items() if name != "code" and value is not None
    }
    checked, problems = validate(Tree(value=_plain(fields)), ComponentFields, path="", context={})
    return (Component(**checked.model_dump()), None) if checked else (None, _fault(problems))


def _fault(problems: list[Problem]) -> Note:
    first = min(problems)
    return Note(
        reason="a field has a fault",
        detail=f"{first.field}: {first.message}" if first.field else first.message,
    )


def _plain(value: Any) -> Any:
    """`value` as the reader finds it in YAML: mappings, lists and texts."""
    if isinstance(value, Mapping):
        return {str(name): _plain(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return None if value is None else str(value)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _texts(value: Any) -> list[str]:
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []
