"""The words of the Statuspage v2 API for states: nobody can say what a record with any other means."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from statusgen.importers.conversion import Note
from statusgen.importers.names import clean_line
from statusgen.importers.plain_yaml import mapping_of
from statusgen.importers.statuspage.shape import mappings, text_of
from statusgen.model import STATUSES_OF_KIND, ComponentStatus, Kind, UpdateStatus

__all__ = ["state_of", "unknown_addition", "unknown_state"]

# Services that serve the same shapes call work off in either spelling.
_OF_RECORDS = frozenset(
    {
        *(status.value for kind in (Kind.INCIDENT, Kind.MAINTENANCE) for status in STATUSES_OF_KIND[kind]),
        "postmortem",
        "cancelled",
    }
)
_OF_COMPONENTS = frozenset(status.value for status in ComponentStatus)
_LONGEST = 80


def state_of(entry: Mapping[str, Any], key: str) -> str:
    """The state below `key` as the API writes it, however it is spelt: `In Progress` is `in_progress`."""
    return re.sub(r"[\s-]+", "_", text_of(entry, key).lower())


def unknown_state(record: Mapping[str, Any]) -> Note | None:
    """Why a record is refused: its first state that the API does not know; a state that is missing is none."""
    for owner, entry, key, known in _states(record):
        value = entry.get(key)
        if value is None or value == "" or state_of(entry, key) in known:
            continue
        if not text_of(entry, key) and not isinstance(value, str):
            return Note(reason=f"{owner} status is no text")
        if text_of(entry, key):
            return Note(reason=f"{owner} status {_quoted(text_of(entry, key))} is none of the API's")
    return None


def unknown_addition(updates: Collection[Mapping[str, Any]]) -> Note | None:
    """Why a record of an export is refused: the first state in its `updates` that this program does not know.

    An export says what the API has no word for, such as `canceled`.
    """
    for update in updates:
        if (said := text_of(update, "status")) and said not in set(UpdateStatus):
            return Note(reason=f"an update's status {_quoted(said)} is none that is known")
        changes = mapping_of(update.get("changes"))
        for name in changes:
            if (said := text_of(changes, name)) and said not in set(ComponentStatus):
                return Note(reason=f"a component's status {_quoted(said)} is none that is known")
    return None


def _quoted(word: str) -> str:
    """A word from elsewhere as a reason may hold it."""
    return f'"{clean_line(word[:_LONGEST])}"'


def _states(
    record: Mapping[str, Any],
) -> Iterator[tuple[str, Mapping[str, Any], str, frozenset[str]]]:
    """Every state in a record: whose it is, where it stands, and the words that it may be."""
    yield "its", record, "status", _OF_RECORDS
    for update in mappings(record.get("incident_updates")):
        yield "an update's", update, "status", _OF_RECORDS
        for touched in mappings(update.get("affected_components")):
            yield "a component's", touched, "old_status", _OF_COMPONENTS
            yield "a component's", touched, "new_status", _OF_COMPONENTS
    for component in mappings(record.get("components")):
        yield "a component's", component, "status", _OF_COMPONENTS
