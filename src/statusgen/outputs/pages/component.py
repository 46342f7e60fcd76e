"""The page of one component: how it is, how it was, what customers may expect of it."""

from __future__ import annotations

from statusgen.derive.components import ComponentHealth
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.paths import component_path

__all__ = ["NEWEST_INCIDENTS", "component_page"]

NEWEST_INCIDENTS = 50
"""How many records a component's page lists; the history has the others."""


def component_page(maker: PageMaker, health: ComponentHealth) -> Page:
    """The page of `health.component`."""
    component = health.component
    _ = maker.templates.words.gettext
    path = component_path(component)
    state = _("Retired") if health.is_retired else maker.templates.words.status(health.status)
    newest = health.incidents[0].told_at if health.incidents else maker.view.now
    return Page(
        source=f"components/{component.id}/index.md",
        title=component.name,
        description=component.description or f"{component.name}: {state}",
        html=maker.render(
            "component.html",
            path,
            health=health,
            clock=maker.clock([health]),
            component=component,
            incidents=health.incidents[:NEWEST_INCIDENTS],
            omitted=max(0, len(health.incidents) - NEWEST_INCIDENTS),
        ),
        modified=newest.date(),
        tells_now=True,
    )
