"""The templates of the site, with the filters that turn values into words and marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from statusgen.derive.facts import IncidentFacts
from statusgen.model import ComponentStatus, Impact, Kind
from statusgen.outputs.bytecode import CompiledTemplates
from statusgen.outputs.environment import TranslatedEnvironment
from statusgen.outputs.environment import __file__ as environment_file
from statusgen.outputs.phrases import Phrases, iso
from statusgen.outputs.words import Words, words_for

__all__ = ["Templates", "theme_dir", "tone_of_facts", "tone_of_status", "with_originals"]

_TONES = {
    ComponentStatus.OPERATIONAL: "operational",
    ComponentStatus.UNDER_MAINTENANCE: "maintenance",
    ComponentStatus.DEGRADED_PERFORMANCE: "degraded",
    ComponentStatus.PARTIAL_OUTAGE: "partial",
    ComponentStatus.MAJOR_OUTAGE: "major",
}
_IMPACT_TONES = {
    Impact.NONE: "neutral",
    Impact.MINOR: "degraded",
    Impact.MAJOR: "partial",
    Impact.CRITICAL: "major",
    Impact.MAINTENANCE: "maintenance",
}

_MARKS = 8192
"""How many marks are kept: a chip for each component and status, and some more."""


@cache
def theme_dir() -> Path:
    """The directory of templates, style sheets and scripts that ships with statusgen."""
    # A package without modules: `importlib.resources` finds the same, and takes longer to import than to find it.
    return Path(import_module("statusgen.theme").__path__[0])


def with_originals(loader: jinja2.BaseLoader | None) -> jinja2.BaseLoader:
    """`loader`, and our own templates once more below `original/`, where a site's template can extend them."""
    originals = jinja2.PrefixLoader({"original": jinja2.FileSystemLoader(theme_dir())})
    return jinja2.ChoiceLoader([loader, originals] if loader else [originals])


def tone_of_status(status: ComponentStatus) -> str:
    """The name of the colour and icon of a component status."""
    return _TONES[status]


def tone_of_facts(facts: IncidentFacts) -> str:
    """The name of the colour and icon of a record, by its impact."""
    if facts.kind is Kind.MAINTENANCE:
        return "maintenance"
    return "neutral" if facts.kind is Kind.NOTICE else _IMPACT_TONES[facts.impact]


@dataclass(frozen=True)
class Templates:
    """Renders the site's templates; those of `overrides` come before statusgen's own."""

    environment: jinja2.Environment
    words: Words
    phrases: Phrases

    @classmethod
    def load(cls, language: str, overrides: Sequence[Path] = ()) -> Templates:
        """The templates in the words of `language`; raises OSError if a directory cannot be read."""
        return cls.in_words(words_for(language), overrides)

    @classmethod
    def in_words(cls, words: Words, overrides: Sequence[Path] = ()) -> Templates:
        """The templates in `words`, which may come from any catalogue."""
        phrases = Phrases(words)
        environment = TranslatedEnvironment(
            words,
            loader=with_originals(jinja2.FileSystemLoader([*overrides, theme_dir()])),
            autoescape=True,
            auto_reload=False,  # a build sees one state of the templates
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            # Words of the catalogue become a part of the code, so only that in the words of the source is kept.
            bytecode_cache=_compiled() if words.are_of_source else None,
        )
        templates = cls(environment, words, phrases)
        environment.filters.update(_filters(templates))
        return templates

    def render(self, name: str, **values: Any) -> str:
        """The template `statusgen/<name>` with `values`."""
        return self._load(name).render(values)

    @cached_property
    def _load(self) -> Callable[[str], jinja2.Template]:
        return lru_cache(maxsize=None)(lambda name: self.environment.get_template(f"statusgen/{name}"))

    @cached_property
    def mark(self) -> Callable[..., Markup]:
        """A function that returns what the macro `name` of `parts.html` prints for some strings.

        Each mark is printed once: the same few stand on thousands of pages. A macro that is called so must
        need nothing but its arguments.
        """
        parts: Any = self._load("parts.html").module

        @lru_cache(_MARKS)
        def mark(name: str, *arguments: str) -> Markup:
            return Markup(getattr(parts, name)(*arguments))  # noqa: S704  # printed by a template, which escapes

        return mark

    def time_with_age(self, moment: datetime) -> Markup:
        """A moment, and behind it the place where the script says how long ago that was."""
        exactly = iso(moment)
        shown = escape(self.phrases.moment(moment))
        return Markup(  # noqa: S704  # escaped
            f'<time datetime="{exactly}" data-sg-time="moment">{shown}</time>'
            f'<span class="sg-ago" data-sg-ago="{exactly}"></span>'
        )

    def time_tag(self, moment: datetime, form: str = "moment") -> Markup:
        """A moment for people, machines, and the script that shows it in the reader's zone."""
        if form == "moment":
            shown = self.phrases.moment(moment)
        elif form == "day":
            shown = self.phrases.day(moment.date())
        else:
            shown = f"{moment:%H:%M} UTC"
            if form == "weekday":
                shown = f"{self.phrases.day_with_weekday(moment.date())}, {shown}"
        return Markup(f'<time datetime="{iso(moment)}" data-sg-time="{form}">{escape(shown)}</time>')  # noqa: S704  # escaped


def _compiled() -> CompiledTemplates:
    return CompiledTemplates(theme_dir(), (__file__, environment_file))


def _filters(templates: Templates) -> dict[str, Any]:
    words, phrases = templates.words, templates.phrases
    return {
        "time_tag": templates.time_tag,
        "time_with_age": templates.time_with_age,
        "iso": iso,
        "day": phrases.day,
        "duration": phrases.duration,
        "percent": phrases.percent,
        "listing": phrases.listing,
        "status_word": words.status,
        "impact_word": words.impact,
        "kind_word": words.kind,
        "reporter_word": words.reporter,
        "action_word": words.action,
        "tone": tone_of_status,
        "tone_of": tone_of_facts,
    }
