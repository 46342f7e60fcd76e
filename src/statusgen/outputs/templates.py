"""The templates of the site, with the filters that turn values into words and marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from statusgen.derive.facts import IncidentFacts
from statusgen.model import ComponentStatus, Impact, Kind
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


def theme_dir() -> Path:
    """The directory of templates, style sheets and scripts that ships with statusgen."""
    with as_file(files("statusgen.theme")) as path:
        return Path(path)


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
        environment = jinja2.Environment(
            loader=with_originals(jinja2.FileSystemLoader([*overrides, theme_dir()])),
            autoescape=True,
            auto_reload=False,  # a build sees one state of the templates
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            extensions=["jinja2.ext.i18n"],
        )
        environment.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
        environment.filters.update(_filters(words, phrases))
        return cls(environment, words, phrases)

    def render(self, name: str, **values: Any) -> str:
        """The template `statusgen/<name>` with `values`."""
        return self.environment.get_template(f"statusgen/{name}").render(**values)


def _filters(words: Words, phrases: Phrases) -> dict[str, Any]:
    def time_tag(moment: datetime, form: str = "moment") -> Markup:
        """A moment for people, machines, and the script that shows it in the reader's zone."""
        shown = {
            "moment": phrases.moment(moment),
            "day": phrases.day(moment.date()),
            "weekday": f"{phrases.day_with_weekday(moment.date())}, {moment:%H:%M} UTC",
            "clock": f"{moment:%H:%M} UTC",
        }[form]
        return Markup('<time datetime="{}" data-sg-time="{}">{}</time>').format(iso(moment), form, shown)

    return {
        "time_tag": time_tag,
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
