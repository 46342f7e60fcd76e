"""Components in the shape of the Statuspage v2 API, worked out once for a site at a moment."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from itertools import count
from typing import Any

from msgspec import Struct

from statusgen.derive.components import ComponentHealth
from statusgen.derive.uptime import midnight
from statusgen.derive.view import View
from statusgen.model import Component, ComponentStatus, Site
from statusgen.outputs.api.ids import component_id, group_id, page_id
from statusgen.outputs.api.moments import api_time, component_changed_at, recorded_since
from statusgen.outputs.pages.front import ComponentGroup, component_groups

__all__ = ["ApiPage", "api_page"]

Shape = Mapping[str, Any]


class ApiPage(Struct, frozen=True, kw_only=True, dict=True):
    """What all shapes of one site at one moment share."""

    site: Site
    id: str
    head: Shape
    """The site itself, as it heads every file; only `updated_at`, the last field, is still to be added."""
    components: Mapping[str, Shape]
    """Every component by its id in the settings, at its present status; retired ones and no groups."""
    listed: Sequence[Shape]
    """Groups and the components that are not retired, in the order of the front page."""
    long_names: Mapping[str, str]
    """`Shop - Checkout` by the id in the settings."""

    @cached_property
    def touched(self) -> Callable[[str, ComponentStatus, ComponentStatus], Shape]:
        """A function that returns what an update says of a component, by its id in the settings, and of its status
        before and after.

        Each is made once: thousands of updates touch the same few components.
        """

        @cache
        def touched(name: str, old: ComponentStatus, new: ComponentStatus) -> Shape:
            return {
                "code": self.components[name]["id"],
                "name": self.long_names[name],
                "old_status": old.value,
                "new_status": new.value,
            }

        return touched


def api_page(view: View) -> ApiPage:
    """What the shapes of `view` share: make it once, and not for each record."""
    builder = _Builder(view)
    groups = component_groups(view.current_components)
    places = count(1)
    for group in groups:
        builder.add(group, places)
    known = {group.name for group in groups}
    for health in view.components.values():
        if health.is_retired:
            builder.add_retired(health, next(places), known)
    head = {
        "id": builder.page_id,
        "name": view.site.name,
        "url": view.site.url.rstrip("/"),
        "time_zone": view.site.settings.timezone or "Etc/UTC",
    }
    return ApiPage(
        site=view.site,
        id=builder.page_id,
        head=head,
        components={name: builder.components[name] for name in view.components},
        listed=builder.listed,
        long_names={name: _long_name(health.component) for name, health in view.components.items()},
    )


def _long_name(component: Component) -> str:
    return f"{component.group} - {component.name}" if component.group else component.name


class _Builder:
    """Makes the shapes of one view."""

    def __init__(self, view: View) -> None:
        self.now = view.now
        self.page_id = page_id(view.site)
        self.recorded_since = recorded_since(view)
        self.listed: list[Shape] = []
        self.components: dict[str, Shape] = {}

    def add(self, group: ComponentGroup, places: Iterator[int]) -> None:
        """Lists the members of `group`, behind itself if it has a name: then they have places of their own."""
        name = group.name
        own_place = next(places) if name is not None else 0
        inner = places if name is None else count(1)
        members = {health.component.id: self.component(health, next(inner), name) for health in group.members}
        if name is not None:
            self.listed.append(self.group(name, group.status, own_place, list(members.values())))
        self.listed += members.values()
        self.components |= members

    def add_retired(self, health: ComponentHealth, place: int, groups: Container[str | None]) -> None:
        """Keeps a component that is not listed any more for the records that name it."""
        group = health.component.group
        self.components[health.component.id] = self.component(
            health, place, group if group in groups else None
        )

    def component(self, health: ComponentHealth, position: int, group: str | None) -> Shape:
        component = health.component
        created = self.created_at(component)
        return self.shape(
            id=component_id(component),
            name=component.name,
            status=health.status,
            created_at=api_time(created),
            updated_at=api_time(component_changed_at(health, created)),
            position=position,
            description=component.description,
            showcase=True,
            start_date=component.since.isoformat() if component.since else None,
            group_id=None if group is None else group_id(group),
            group=False,
        )

    def group(self, name: str, status: ComponentStatus, position: int, members: Sequence[Shape]) -> Shape:
        shape = self.shape(
            id=group_id(name),
            name=name,
            status=status,
            created_at=min(member["created_at"] for member in members),
            updated_at=max(member["updated_at"] for member in members),
            position=position,
            description=None,
            showcase=False,
            start_date=None,
            group_id=None,
            group=True,
        )
        return {**shape, "components": [member["id"] for member in members]}

    def shape(self, **fields: Any) -> Shape:
        """The fields in the order in which clients know them."""
        is_group = fields.pop("group")
        return {**fields, "page_id": self.page_id, "group": is_group, "only_show_if_degraded": False}

    def created_at(self, component: Component) -> datetime:
        """The day from which it counts, once that has come, else the begin of the record; never later than now."""
        since = midnight(component.since) if component.since else None
        return since if since and since <= self.now else min(self.recorded_since, self.now)
