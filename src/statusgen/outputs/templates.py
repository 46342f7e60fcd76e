"""The templates of the site, with the filters that turn values into words and marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache, cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape
from msgspec import Struct

from statusgen.derive.facts import IncidentFacts
from statusgen.model import ComponentStatus, Impact, Kind
from statusgen.outputs.bytecode import CompiledTemplates
from statusgen.outputs.environment import TranslatedEnvironment
from statusgen.outputs.environment import __file__ as environment_file
from statusgen.outputs.form import Form, gap
from statusgen.outputs.phrases import Phrases, iso
from statusgen.outputs.words import Words, words_for

__all__ = [
    "Templates",
    "theme_dir",
    "tone_of_facts",
    "tone_of_status",
    "with_originals",
]

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

_DAYS = 4096
"""How many days are kept in words, those of eleven years."""
_OF_THE_MOMENT = frozenset(
    f"{name}.html"
    for name in ("component", "front", "missing", "postmortem", "postmortems", "search", "subscribe")
)
"""Those of pages that each build makes anew, whatever has changed."""

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


class Templates(Struct, frozen=True, dict=True):
    """Renders the site's templates; those of `overrides` come before statusgen's own."""

    environment: jinja2.Environment
    words: Words
    phrases: Phrases
    overridden: frozenset[str] = frozenset()
    """Those in place of which a site has its own, by name: these may print anything in any way."""

    @property
    def are_own(self) -> bool:
        """Whether none of them is a site's."""
        return not self.overridden

    @property
    def are_settled(self) -> bool:
        """Whether a page that tells no moment shows only what ours show: another would have to be made each time."""
        return self.overridden <= _OF_THE_MOMENT

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
        found = (path.relative_to(place) for place in overrides for path in place.glob("statusgen/**/*.html"))
        overridden = frozenset(path.relative_to("statusgen").as_posix() for path in found)
        templates = cls(environment, words, phrases, overridden & _ours())
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
        return lru_cache(_MARKS)(self.part)

    def part(self, name: str, *arguments: Any, **gaps: Markup) -> Markup:
        """What the macro `name` of `parts.html` prints."""
        return Markup(getattr(self._parts, name)(*arguments, **gaps))  # noqa: S704  # printed by a template, which escapes

    @cached_property
    def _parts(self) -> Any:
        return self._load("parts.html").module

    @cached_property
    def form(self) -> Callable[..., Form]:
        """A function that returns what the macro `name` of `parts.html` prints, with gaps.

        It takes the names of the macro's parameters that stay gaps, then the strings for the others. A macro that is
        called so must print what is in a gap as it is. Each form is printed once, like a mark.
        """

        @lru_cache(_MARKS)
        def form(name: str, gaps: tuple[str, ...], *arguments: str) -> Form:
            return Form(self.part(name, *arguments, **{each: gap(each) for each in gaps}))

        return form

    def time_with_age(self, moment: datetime) -> Markup:
        """A moment, and behind it the place where the script says how long ago that was."""
        exactly = iso(moment)
        tag = self._moment_tag(moment, exactly)
        return Markup(f'{tag}<span class="sg-ago" data-sg-ago="{exactly}"></span>')  # noqa: S704  # escaped

    def time_tag(self, moment: datetime, form: str = "moment") -> Markup:
        """A moment for people, machines, and the script that shows it in the reader's zone."""
        if form == "moment":
            return Markup(self._moment_tag(moment, iso(moment)))  # noqa: S704  # escaped
        if form == "day":
            shown = self.phrases.day(moment.date())
        else:
            shown = f"{moment:%H:%M} UTC"
            if form == "weekday":
                shown = f"{self.phrases.day_with_weekday(moment.date())}, {shown}"
        return Markup(f'<time datetime="{iso(moment)}" data-sg-time="{form}">{escape(shown)}</time>')  # noqa: S704  # escaped

    def _moment_tag(self, moment: datetime, exactly: str) -> str:
        """The element for a moment; `exactly` is the same for machines, and holds the time of day in UTC."""
        before, after = self._around_time(moment.astimezone(UTC).date())
        return f'<time datetime="{exactly}" data-sg-time="moment">{before}{exactly[11:16]}{after}</time>'

    @cached_property
    def _around_time(self) -> Callable[[date], tuple[str, str]]:
        """A function that returns what stands around the time of day on a day, as HTML."""

        @lru_cache(_DAYS)
        def around_time(day: date) -> tuple[str, str]:
            before, after = self.phrases.around_time(day)
            return str(escape(before)), str(escape(after))

        return around_time


@cache
def _ours() -> frozenset[str]:
    folder = theme_dir() / "statusgen"
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def _compiled() -> CompiledTemplates:
    return CompiledTemplates([theme_dir()], (__file__, environment_file))


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
