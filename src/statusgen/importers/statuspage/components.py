"""The components of a Statuspage dump: from its list, or from what its incidents say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from statusgen.importers.conversion import SourceComponent
from statusgen.importers.names import clean_line
from statusgen.importers.statuspage.shape import Dump, mappings, moment_of, text_of

__all__ = ["codes_of", "statuspage_components"]


def statuspage_components(dump: Dump) -> list[SourceComponent]:
    """Every component that the page lists or an incident names, in the page's order.

    An incident repeats the components that it touches as they were when the dump was made, and its updates name them
    `Group - Component`; of several names for one code, the newest counts.
    """
    listed = [entry for entry in dump.components or [] if _code(entry)]
    groups = {_code(entry): text_of(entry, "name") for entry in listed if entry.get("group") is True}
    entries = {_code(entry): entry for entry in listed if _code(entry) not in groups}
    current = {_code(entry) for entry in listed}
    names = _names_in_updates(dump.records)
    for record in sorted(dump.records, key=_began):
        for entry in mappings(record.get("components")):
            if _code(entry) and _code(entry) not in groups and _code(entry) not in current:
                entries[_code(entry)] = entry
    found = []
    for code in dict.fromkeys([*entries, *names]):
        if code in groups:
            continue
        found.append(_component(code, entries.get(code, {}), names.get(code, ""), groups, current))
    order = {
        code: index for index, code in enumerate(sorted(entries, key=lambda code: _place(entries[code])))
    }
    return sorted(found, key=lambda component: order.get(component.key, len(order)))


def codes_of(record: Mapping[str, Any]) -> Iterator[str]:
    """The code of every component that a record touches, in its order."""
    for update in mappings(record.get("incident_updates")):
        for touched in mappings(update.get("affected_components")):
            if code := text_of(touched, "code"):
                yield code
    for entry in mappings(record.get("components")):
        if code := _code(entry):
            yield code


def _names_in_updates(records: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for record in sorted(records, key=_began):
        for update in mappings(record.get("incident_updates")):
            for touched in mappings(update.get("affected_components")):
                if code := text_of(touched, "code"):
                    names[code] = text_of(touched, "name") or names.get(code, "")
    return names


def _component(
    code: str,
    entry: Mapping[str, Any],
    long_name: str,
    groups: Mapping[str, str],
    current: Collection[str],
) -> SourceComponent:
    name = clean_line(text_of(entry, "name"))
    group = groups.get(text_of(entry, "group_id"))
    if not name:
        before, dash, after = clean_line(long_name).partition(" - ")
        name, group = (after, before) if dash and after else (before, None)
    elif group is None and text_of(entry, "group_id") and long_name.endswith(f" - {name}"):
        group = long_name.removesuffix(f" - {name}")
    started = text_of(entry, "start_date")
    return SourceComponent(
        key=code,
        name=name or code,
        group=group or None,
        description=text_of(entry, "description") or None,
        listed=code in current,
        since=_day(started),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _code(entry: Mapping[str, Any]) -> str:
    return text_of(entry, "id")


def _began(record: Mapping[str, Any]) -> str:
    moment = moment_of(record, "started_at", "created_at")
    return moment.isoformat() if moment else ""


def _place(entry: Mapping[str, Any]) -> tuple[int, str]:
    position = entry.get("position")
    return (position if isinstance(position, int) else 10**6, text_of(entry, "name"))
