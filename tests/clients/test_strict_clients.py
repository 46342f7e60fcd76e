"""Clients that cannot be installed here, by what their sources refuse.

check_statuspage_components decodes into Go's types with DisallowUnknownFields; a status bot in Python builds objects
from exactly the fields that it knows. Both are rebuilt as far as they refuse anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.clients.contract import FILES, api_of


@pytest.fixture(scope="module")
def documents(demo_site: Path) -> Mapping[str, Any]:
    """What `/api/v2/` serves, by file."""
    files = api_of(demo_site)
    return {name: json.loads(files[f"api/v2/{name}"]) for name in FILES}


GO_PAGE = {"id": str, "name": str, "url": str, "time_zone": str, "updated_at": str}
GO_COMPONENT = {
    "id": str,
    "name": str,
    "status": str,
    "created_at": str,
    "updated_at": str,
    "position": int,
    "description": str,
    "showcase": bool,
    "start_date": str,
    "group_id": str,
    "page_id": str,
    "group": bool,
    "only_show_if_degraded": bool,
    "components": list,
}
GO_MAY_BE_NULL = {"description", "start_date", "group_id"}


def decode(value: Mapping[str, Any], known: Mapping[str, type], optional: frozenset[str]) -> None:
    """Raises what Go's decoder would report: an unknown field, another type, a field that its check misses."""
    assert set(value) <= set(known), set(value) - set(known)
    assert set(known) - optional <= set(value), set(known) - set(value)
    for name, found in value.items():
        assert type(found) is known[name] or (found is None and name in GO_MAY_BE_NULL), (name, found)


@pytest.mark.parametrize("name", ["components.json", "summary.json"])
def test_a_decoder_that_allows_no_unknown_field(name: str, documents: Mapping[str, Any]) -> None:
    """The Nagios check in Go: numbers are numbers, a day is a day, no id is missing."""
    document = documents[name]
    decode(document["page"], GO_PAGE, frozenset())
    for component in document["components"]:
        decode(component, GO_COMPONENT, frozenset({"components"}))
        assert component["start_date"] is None or date.fromisoformat(component["start_date"])
        assert component["page_id"] == document["page"]["id"]


@dataclass(frozen=True, kw_only=True)
class BotUpdate:
    """An update as the bot knows it."""

    id: str
    status: str
    body: str
    incident_id: str
    created_at: str
    updated_at: str
    display_at: str
    affected_components: list[Any] | None
    deliver_notifications: bool
    custom_tweet: None
    tweet_id: None


@dataclass(frozen=True, kw_only=True)
class BotIncident:
    """An incident as the bot knows it."""

    id: str
    name: str
    status: str
    created_at: str
    updated_at: str
    monitoring_at: str | None
    resolved_at: str | None
    impact: str
    shortlink: str
    started_at: str
    page_id: str
    incident_updates: list[Any]
    components: list[Any]
    reminder_intervals: None


@dataclass(frozen=True, kw_only=True)
class BotMaintenance(BotIncident):
    """A maintenance has a window."""

    reminder_intervals: None = None
    scheduled_for: str
    scheduled_until: str


@pytest.mark.parametrize(
    ("name", "part", "kind"),
    [
        ("summary.json", "incidents", BotIncident),
        ("summary.json", "scheduled_maintenances", BotMaintenance),
        ("incidents.json", "incidents", BotIncident),
        ("incidents/unresolved.json", "incidents", BotIncident),
        ("scheduled-maintenances.json", "scheduled_maintenances", BotMaintenance),
        ("scheduled-maintenances/upcoming.json", "scheduled_maintenances", BotMaintenance),
    ],
)
def test_a_bot_that_takes_exactly_its_own_fields(
    name: str, part: str, kind: type[BotIncident], documents: Mapping[str, Any]
) -> None:
    """A field more or less stops it, and so does a time without zone."""
    records = [kind(**record) for record in documents[name][part]]
    assert records
    for record in records:
        updates = [BotUpdate(**update) for update in record.incident_updates]
        times = [
            getattr(one, field.name)
            for one in (record, *updates)
            for field in fields(one)
            if field.name.endswith("_at") or field.name.startswith("scheduled_")
        ]
        assert all(datetime.fromisoformat(time).utcoffset() is not None for time in times if time is not None)
        assert record.shortlink.startswith("https://")
        assert record.page_id
