"""Sites whose feeds are tested, and feeds as subscribers' programs read them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Any

import feedparser
from lxml import etree

from statusgen.derive.view import view_of
from statusgen.model import (
    Component,
    ComponentStatus,
    Incident,
    Kind,
    Postmortem,
    Site,
    Update,
    UpdateStatus,
)
from statusgen.outputs.feeds import feed_files

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
URL = "https://status.example.com/"
FORMATS = ("rss", "atom")

CHECKOUT = Component(id="checkout", name="Checkout")
API = Component(id="api", name="API")
FAX = Component(id="fax", name="Fax", retired=datetime(2025, 1, 31, tzinfo=UTC).date())
NOTHING: Mapping[str, ComponentStatus] = MappingProxyType({})


def moment(text: str) -> datetime:
    """`2026-11-20 14:05` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def update(
    at: str,
    status: UpdateStatus = UpdateStatus.INVESTIGATING,
    text: str = "We look into it.",
    changes: Mapping[str, ComponentStatus] = NOTHING,
) -> Update:
    """An update, an incident's first unless it is told otherwise."""
    return Update(status=status, at=moment(at), text=text, changes=changes)


def record(slug: str, *updates: Update, **fields: Any) -> Incident:
    """A record of `content/incidents/`, an incident of the checkout unless it is told otherwise."""
    values = {"title": "Checkout errors", "components": {"checkout": ComponentStatus.PARTIAL_OUTAGE}}
    path = f"content/incidents/{slug}.md"
    return Incident(slug=slug, path=path, updates=updates, **{**values, **fields})


def lesson(slug: str = "football-match", **fields: Any) -> Postmortem:
    """A postmortem."""
    values: dict[str, Any] = {
        "title": "How a football match stopped our checkout",
        "incidents": ("checkout-errors",),
        "published": moment("2026-11-19 10:00"),
        "summary": "A query ran without an index & without a limit.",
        "text": "## What happened",
    }
    return Postmortem(slug=slug, path=f"content/postmortems/{slug}.md", **{**values, **fields})


def site_of(*incidents: Incident, **fields: Any) -> Site:
    """A site of three components with these records."""
    values = {"name": "Scarf Shop Status", "url": URL, "components": (CHECKOUT, API, FAX)}
    return Site(incidents=incidents, **{**values, **fields})


ERRORS = record(
    "checkout-errors", update("2026-11-18 08:00"), update("2026-11-18 08:20", UpdateStatus.RESOLVED)
)
UPGRADE = record(
    "upgrade",
    update("2026-11-17 09:00", UpdateStatus.SCHEDULED),
    title="Database upgrade",
    kind=Kind.MAINTENANCE,
    components={"checkout": ComponentStatus.UNDER_MAINTENANCE, "api": ComponentStatus.UNDER_MAINTENANCE},
    starts=moment("2026-11-24 05:00"),
    ends=moment("2026-11-24 06:30"),
)
STRIKE = record(
    "strike", update("2026-11-16 12:00", UpdateStatus.POSTED), title="Strike", kind=Kind.NOTICE, components={}
)
SHOP = site_of(STRIKE, UPGRADE, ERRORS, postmortems=(lesson(),))


def files_of(site: Site, now: datetime = NOW) -> Mapping[str, bytes]:
    """The feeds of `site`, by path."""
    return feed_files(view_of(site, now))


def parsed(data: bytes) -> Any:
    """The feed as feedparser reads it, with its HTML left alone."""
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def entries_of(site: Site, path: str = "feed.atom", now: datetime = NOW) -> Sequence[Any]:
    """The entries of the feed at `path`, in its order."""
    return parsed(files_of(site, now)[path]).entries


def body_of(entry: Any) -> str:
    """The HTML of an entry, in whichever element its suffix has it."""
    return entry.content[0].value if "content" in entry else entry.description


def dates_in(path: str, data: bytes) -> Sequence[datetime]:
    """The date of each entry of the feed at `path`, in its order."""
    if path.endswith(".json"):
        return [datetime.fromisoformat(item["date_published"]) for item in json.loads(data)["items"]]
    texts = [element.text for element in etree.fromstring(data).iter("{*}published", "{*}pubDate")]
    return [parsedate_to_datetime(text) if "," in text else datetime.fromisoformat(text) for text in texts]


def ids_in(path: str, data: bytes) -> Sequence[str]:
    """The id of each entry of the feed at `path`, in its order."""
    if path.endswith(".json"):
        return [item["id"] for item in json.loads(data)["items"]]
    found = etree.fromstring(data).xpath("//*[local-name()='entry']/*[local-name()='id'] | //item/guid")
    return [element.text for element in found]


def dated(site: Site, now: datetime = NOW, path: str = "feed.atom") -> Mapping[str, datetime]:
    """The date of each entry of a feed of the site by its id, in its order."""
    data = files_of(site, now)[path]
    return dict(zip(ids_in(path, data), dates_in(path, data), strict=True))
