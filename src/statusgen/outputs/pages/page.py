"""What a page is, and what every page is made with."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from statusgen.content.links import page_path
from statusgen.derive.components import ComponentHealth
from statusgen.derive.facts import IncidentFacts, UpdateFacts
from statusgen.derive.once import once
from statusgen.derive.view import View
from statusgen.model import Component
from statusgen.outputs import paths
from statusgen.outputs.form import Form
from statusgen.outputs.pages.clock import clock_data, shared_clock_data, window_data
from statusgen.outputs.pages.rows import RecordRows
from statusgen.outputs.pages.shown import shown_chips
from statusgen.outputs.templates import Templates
from statusgen.outputs.text import render_text

__all__ = ["Page", "PageMaker"]


class Page(Struct, frozen=True, kw_only=True, dict=True):
    """A page without its frame."""

    source: str
    """The markdown file that it stands for, relative to the content directory."""
    title: str
    description: str
    """One plain sentence or two for search engines and previews."""
    html: str
    modified: date
    """The day of the newest thing on it, for the sitemap."""
    is_searchable: bool = True
    tells_now: bool = False
    """Whether it tells the state of things at the moment of the build, and so grows stale."""

    @property
    def is_front(self) -> bool:
        """Whether it is the site's front page."""
        return self.source == "index.md"

    @once
    def path(self) -> str:
        """Where it is published, relative to the site's root."""
        return page_path(self.source)


class PageMaker(Struct, frozen=True, dict=True):
    """A view and the templates: makes HTML whose links start at the page on which it stands."""

    view: View
    templates: Templates

    def render(self, template: str, path: str, **values: Any) -> str:
        """`template` for the page at `path`; every template may use the names that are set here."""
        return self.templates.render(
            template,
            view=self.view,
            site=self.view.site,
            root=paths.root_of(path),
            paths=paths,
            maker=self,
            **values,
        )

    def text(self, facts: IncidentFacts, update: UpdateFacts, path: str, heading_level: int = 3) -> Markup:
        """The text of an update as it stands on the page at `path`."""
        return render_text(
            update.update.text,
            source=self.source_of(facts),
            page=paths.incident_path(facts),
            root=paths.root_of(path),
            heading_level=heading_level,
        )

    def source_of(self, facts: IncidentFacts) -> str:
        """The record's file relative to the content directory."""
        return paths.source_path(facts, self.view.site)

    def component(self, id: str) -> Component:  # noqa: A002  # the field's own name
        """The component `id`, which reading has made sure of."""
        return self.view.components[id].component

    def path_of(self, component: Component) -> str:
        """The page of `component`."""
        return paths.component_path(component)

    def window(self, facts: IncidentFacts) -> dict[str, str] | None:
        """What lets the browser tell the state of a maintenance by the clock; None for everything else."""
        return window_data(facts, self.view, self.templates.words)

    def clock(self, shown: Sequence[ComponentHealth]) -> Mapping[str, Any]:
        """The data of the script that lets maintenance begin and end, on a page that shows the components `shown`."""
        return clock_data(self._shared_clock_data, shown)

    @cached_property
    def record_forms(self) -> dict[Hashable, Form]:
        """What the pages of records that are alike have in common, see `record_html`."""
        return {}

    @cached_property
    def _shared_clock_data(self) -> Mapping[str, Any]:
        return shared_clock_data(self.view, self.templates.words)

    def seconds(self, seconds: float) -> str:
        """A number of seconds in words."""
        return self.templates.phrases.duration(timedelta(seconds=seconds))

    def chips(self, facts: IncidentFacts, root: str) -> Markup:
        """The list of the components that a record names; `root` leads to the site's root."""
        return shown_chips(facts, self.view, self.templates, root)

    @cached_property
    def rows(self) -> RecordRows:
        """What makes records in lists."""
        return RecordRows(self.templates, lambda facts: self.templates.part("window_of", self, facts))
