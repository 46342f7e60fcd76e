"""Records in lists: printed by a template once for all that are alike, and filled for each."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from statusgen.derive.facts import IncidentFacts
from statusgen.model import Kind
from statusgen.outputs.form import Form, gap
from statusgen.outputs.pages.shown import impact_word
from statusgen.outputs.templates import Templates, tone_of_facts

__all__ = ["RecordRows", "ShownRow"]


class ShownRow(Struct, frozen=True, kw_only=True):
    """A record in a list."""

    slug: str
    title: str
    icon: Markup
    components: str
    """The ids of its components, for the filter."""
    impact: str
    """Its impact, or its kind if it is no incident, for the filter."""
    impact_word: str
    status_word: str
    window: Markup
    """An attribute from which the browser tells its state by the clock; empty if only an update can change that."""
    duration: str
    """Empty while it is open, and where it is not known."""
    day: Markup
    """On which it began; empty where the list tells that."""
    is_explained: bool
    """Whether it has a postmortem."""


class RecordRows:
    """Makes them; `window_of` prints the attribute `window` of an open record."""

    def __init__(self, templates: Templates, window_of: Callable[[IncidentFacts], Markup]) -> None:
        self._templates = templates
        self._window_of = window_of
        self._forms: dict[Hashable, Form] = {}

    def row(self, facts: IncidentFacts, root: str, with_day: bool = False) -> Markup:
        """A list item of two lines; `root` leads from the page to the site's root."""
        return self._item("record_row", facts, root, with_day)

    def line(self, facts: IncidentFacts, root: str) -> Markup:
        """A list item of one line."""
        return self._item("record_line", facts, root, with_day=False)

    def _item(self, macro: str, facts: IncidentFacts, root: str, with_day: bool) -> Markup:
        row, templates = self.shown(facts, with_day), self._templates
        # A site's own templates may print anything in any way.
        if row.window or not templates.are_own:
            return templates.part(macro, row, root)
        kind = (
            macro,
            root,
            row.icon,
            row.impact,
            row.impact_word,
            row.status_word,
            not row.duration,
            with_day,
            row.is_explained,
        )
        form = self._forms.get(kind)
        if form is None:
            form = self._forms[kind] = Form(templates.part(macro, _with_gaps(row), root))
        values = {
            "slug": row.slug,
            "title": escape(row.title),
            "components": row.components,
            "duration": escape(row.duration),
            "day": row.day,
        }
        return Markup(form.fill(values))  # noqa: S704  # HTML fills it

    def shown(self, facts: IncidentFacts, with_day: bool = False) -> ShownRow:
        """What is printed."""
        templates, duration = self._templates, None if facts.is_open else facts.duration
        return ShownRow(
            slug=facts.slug,
            title=facts.incident.title,
            icon=templates.mark("icon", tone_of_facts(facts)),
            components=" ".join(facts.worst),
            impact=facts.impact.value if facts.kind is Kind.INCIDENT else facts.kind.value,
            impact_word=impact_word(facts, templates),
            status_word=templates.words.status(facts.status),
            window=self._window_of(facts) if facts.is_open else _NOTHING,
            duration=templates.phrases.duration(duration) if duration else "",
            day=templates.time_tag(facts.started_at, "day") if with_day else _NOTHING,
            is_explained=bool(facts.postmortems),
        )


_NOTHING = Markup()


def _with_gaps(row: ShownRow) -> ShownRow:
    return replace(
        row,
        slug=gap("slug"),
        title=gap("title"),
        components=gap("components"),
        duration=row.duration and gap("duration"),
        day=row.day and gap("day"),
    )
