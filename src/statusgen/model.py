"""What a status site consists of: frozen data that knows neither clock nor disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct, field

__all__ = [
    "FINAL_STATUSES",
    "LISTED_STATUS",
    "STATUSES_OF_KIND",
    "Action",
    "Component",
    "ComponentStatus",
    "FullTextSearch",
    "Impact",
    "Incident",
    "Kind",
    "Postmortem",
    "PostmortemPlan",
    "Reporter",
    "Settings",
    "Site",
    "Update",
    "UpdateStatus",
]


class ComponentStatus(StrEnum):
    """The state of a component, declared from best to worst."""

    OPERATIONAL = "operational"
    UNDER_MAINTENANCE = "under_maintenance"
    DEGRADED_PERFORMANCE = "degraded_performance"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"

    @property
    def severity(self) -> int:
        """0 for operational, growing to 4 for a major outage."""
        return _SEVERITIES[self]


_SEVERITIES = {status: rank for rank, status in enumerate(ComponentStatus)}


class Kind(StrEnum):
    """What a file below `content/incidents/` records."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"
    NOTICE = "notice"


class UpdateStatus(StrEnum):
    """The word before the dash in an update's heading."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELED = "canceled"
    POSTED = "posted"


STATUSES_OF_KIND: Mapping[Kind, tuple[UpdateStatus, ...]] = {
    Kind.INCIDENT: (
        UpdateStatus.INVESTIGATING,
        UpdateStatus.IDENTIFIED,
        UpdateStatus.MONITORING,
        UpdateStatus.RESOLVED,
    ),
    Kind.MAINTENANCE: (
        UpdateStatus.SCHEDULED,
        UpdateStatus.IN_PROGRESS,
        UpdateStatus.VERIFYING,
        UpdateStatus.COMPLETED,
        UpdateStatus.CANCELED,
    ),
    Kind.NOTICE: (UpdateStatus.POSTED,),
}

LISTED_STATUS: Mapping[Kind, ComponentStatus] = {
    Kind.INCIDENT: ComponentStatus.DEGRADED_PERFORMANCE,
    Kind.MAINTENANCE: ComponentStatus.UNDER_MAINTENANCE,
    Kind.NOTICE: ComponentStatus.OPERATIONAL,
}
"""The status of components that are listed without one."""

FINAL_STATUSES = frozenset({UpdateStatus.RESOLVED, UpdateStatus.COMPLETED, UpdateStatus.CANCELED})


class Impact(StrEnum):
    """How much an incident takes from customers, declared from least to most.

    `MAINTENANCE` stands first: planned work is no failure.
    """

    MAINTENANCE = "maintenance"
    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def severity(self) -> int:
        """0 for maintenance, growing to 4 for critical."""
        return _IMPACT_SEVERITIES[self]


_IMPACT_SEVERITIES = {impact: rank for rank, impact in enumerate(Impact)}


class Reporter(StrEnum):
    """Who noticed an incident first."""

    MONITORING = "monitoring"
    SUPPORT = "support"
    CUSTOMER = "customer"
    ENGINEERING = "engineering"
    THIRD_PARTY = "third_party"


class PostmortemPlan(StrEnum):
    """Whether readers may expect a postmortem that is not written yet."""

    PLANNED = "planned"
    NONE = "none"


class Component(Struct, frozen=True, kw_only=True):
    """A part of the product whose health customers follow."""

    id: str
    name: str
    group: str | None = None
    description: str | None = None
    slo: float | None = None
    """The availability that customers may expect, in percent over `Settings.slo_window`."""
    since: date | None = None
    """Days before this one (UTC) do not count towards uptime."""
    upstream: str | None = None
    """The status page of the provider that runs this component."""
    retired: date | None = None
    """From this day on the component is history: it keeps its page and leaves the front page."""


class Update(Struct, frozen=True, kw_only=True, gc=False):
    """One dated message of an incident."""

    status: UpdateStatus
    at: datetime
    """The moment, in UTC; unique within its incident."""
    text: str
    """GitHub-flavoured markdown, as the author wrote it, without the heading."""
    changes: Mapping[str, ComponentStatus] = field(default_factory=dict)
    """Component id to the status that holds from `at` on."""
    line: int = 1
    """The line of the heading in the incident's file, counted from 1."""
    text_line: int = 1
    """The line on which `text` begins."""


class Incident(Struct, frozen=True, kw_only=True, gc=False):
    """An incident, a maintenance or a notice, as its file tells it; all times are in UTC."""

    slug: str
    path: str
    """Where the file stands, relative to the directory of `mkdocs.yml`, with forward slashes."""
    title: str
    kind: Kind = Kind.INCIDENT
    components: Mapping[str, ComponentStatus]
    """Component id to its status from the start on."""
    updates: tuple[Update, ...]
    """At least one, oldest first, no two at the same moment."""
    impact: Impact | None = None
    """What the author wrote in place of the derived impact."""
    reported_by: Reporter | None = None
    started: datetime | None = None
    detected: datetime | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    next_update: datetime | None = None
    escalation: str | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Old URLs of the page, each a path from the site's root: `/issues/old-name/`."""
    id: str | None = None
    """The identifier that an imported record brought along."""
    postmortem: PostmortemPlan | None = None


class Action(Struct, frozen=True, kw_only=True):
    """Something that a postmortem decided to do."""

    title: str
    kind: str
    """One of prevent, detect, mitigate, process."""
    status: str
    """One of open, in_progress, done, dropped."""
    owner: str | None = None
    due: date | None = None
    link: str | None = None


class Postmortem(Struct, frozen=True, kw_only=True):
    """What was learnt from one or more incidents."""

    slug: str
    path: str
    title: str
    incidents: tuple[str, ...]
    """Slugs of the incidents that it explains; at least one."""
    published: datetime
    summary: str
    contributing_factors: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    aliases: tuple[str, ...] = ()
    text: str
    """The body, in the markdown of MkDocs."""
    line: int = 1
    """The line on which the body begins, counted from 1."""


class FullTextSearch(StrEnum):
    """What searches every word of a record that is too long for the theme's own search."""

    PAGEFIND = "pagefind"


class Settings(Struct, frozen=True, kw_only=True):
    """What `mkdocs.yml` says below the statusgen plugin, components aside."""

    timezone: str | None = None
    """IANA name for times written without a zone; None makes such a time an error."""
    slo_window: timedelta = timedelta(days=30)
    update_every: Mapping[Impact, timedelta] = field(default_factory=dict)
    """How long customers wait for the next update at most, by impact."""
    stale_after: timedelta = timedelta(hours=3)
    """A page older than this tells its reader so."""
    full_text_search: FullTextSearch | None = None
    """Gives the site a page that searches every word; None if it has none."""


class Site(Struct, frozen=True, kw_only=True):
    """Everything that was read: what the pages, feeds and data files are made from."""

    name: str
    url: str
    """The address at which the site stands, with a trailing slash; empty if it is unknown."""
    description: str | None = None
    language: str = "en"
    content_dir: str = "content"
    """Where the content stands, relative to the directory of `mkdocs.yml`, with forward slashes."""
    settings: Settings = field(default_factory=Settings)
    components: Sequence[Component] = ()
    """In the order of `mkdocs.yml`, retired ones included."""
    incidents: Sequence[Incident] = ()
    """Every record, oldest first by its first update, then by slug."""
    postmortems: Sequence[Postmortem] = ()
    """Oldest first by publication, then by slug."""
