"""The front matter of each kind of file, and the settings: which fields there are, and of which type."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, field_validator

from statusgen.content.fields import (
    Alias,
    ComponentId,
    Day,
    Duration,
    Link,
    Moment,
    Percent,
    Slug,
    Text,
    ZoneName,
    fault,
    word_of,
)
from statusgen.model import ComponentStatus, FullTextSearch, Impact, Kind, PostmortemPlan, Reporter

__all__ = [
    "ActionKind",
    "ActionStatus",
    "ComponentFields",
    "IncidentFields",
    "PostmortemFields",
    "SettingsFields",
]


class ActionKind(StrEnum):
    """What an action is for."""

    PREVENT = "prevent"
    DETECT = "detect"
    MITIGATE = "mitigate"
    PROCESS = "process"


class ActionStatus(StrEnum):
    """How far an action has come."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


class Fields(BaseModel):
    """A block of fields in which every unknown name is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _shape(value: Any) -> str:
    if value is None or isinstance(value, dict):
        return "mapping"
    return "list"


def _plain_list(value: Any) -> Any:
    if isinstance(value, str):
        raise fault("must be a list or a mapping", f"write [{value}], or {{{value}: partial_outage}}")
    if isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        raise fault("is a list of mappings", "write `checkout: partial_outage` lines without the dashes")
    return value


Touched = Annotated[
    Annotated[
        dict[ComponentId, Annotated[ComponentStatus, word_of(ComponentStatus, "component status")]],
        BeforeValidator(lambda value: value or {}),
        Tag("mapping"),
    ]
    | Annotated[list[ComponentId], BeforeValidator(_plain_list), Tag("list")],
    Discriminator(_shape),
]


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value or []


class IncidentFields(Fields):
    """The front matter of an incident, a maintenance or a notice."""

    title: Text
    kind: Annotated[Kind, word_of(Kind, "kind")] = Kind.INCIDENT
    components: Touched
    impact: Annotated[Impact, word_of(Impact, "impact")] | None = None
    reported_by: Annotated[Reporter, word_of(Reporter, "reporter")] | None = None
    started: Moment | None = None
    detected: Moment | None = None
    starts: Moment | None = None
    ends: Moment | None = None
    next_update: Moment | None = None
    escalation: Text | None = None
    tags: Annotated[list[Text], BeforeValidator(_one_or_many)] = Field(default_factory=list)
    aliases: Annotated[list[Alias], BeforeValidator(_one_or_many)] = Field(default_factory=list)
    id: Text | None = None
    postmortem: Annotated[PostmortemPlan, word_of(PostmortemPlan, "plan for a postmortem")] | None = None


class ActionFields(Fields):
    """One entry below `actions` of a postmortem."""

    title: Text
    kind: Annotated[ActionKind, word_of(ActionKind, "kind of action")] = ActionKind.PREVENT
    owner: Text | None = None
    due: Day | None = None
    status: Annotated[ActionStatus, word_of(ActionStatus, "status of an action")] = ActionStatus.OPEN
    link: Link | None = None


class PostmortemFields(Fields):
    """The front matter of a postmortem."""

    title: Text
    incidents: Annotated[list[Text], BeforeValidator(_one_or_many)]
    published: Moment
    summary: Text
    contributing_factors: Annotated[list[Text], BeforeValidator(_one_or_many)] = Field(default_factory=list)
    actions: list[ActionFields] = Field(default_factory=list)
    aliases: Annotated[list[Alias], BeforeValidator(_one_or_many)] = Field(default_factory=list)

    @field_validator("incidents")
    @classmethod
    def _explains_something(cls, value: list[str]) -> list[str]:
        if not value:
            raise fault("names no incident", "write the file name of an incident without .md")
        return value


class ComponentFields(Fields):
    """One entry below `components` in the settings."""

    id: Slug
    name: Text
    group: Text | None = None
    description: Text | None = None
    slo: Percent | None = None
    since: Day | None = None
    upstream: Link | None = None
    retired: Day | None = None


class SettingsFields(Fields):
    """What stands below the plugin `statusgen` in mkdocs.yml."""

    timezone: ZoneName | None = None
    components: Annotated[list[ComponentFields], BeforeValidator(lambda value: value or [])] = Field(
        default_factory=list
    )
    slo_window: Duration | None = None
    update_every: dict[Annotated[Impact, word_of(Impact, "impact")], Duration] | None = None
    stale_after: Duration | None = None
    full_text_search: Annotated[FullTextSearch, word_of(FullTextSearch, "full-text search")] | None = None
