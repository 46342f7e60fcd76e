"""The reader's verdict on front matter beside that of a schema, and where the two may differ."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from jsonschema import Draft7Validator

from statusgen.content.incidents import read_incident
from statusgen.content.postmortems import read_postmortem
from statusgen.content.settings import SiteConfig
from statusgen.problems import Problem

__all__ = ["BEYOND_A_SCHEMA", "FRONT_MATTER", "faulty_fields", "problems_of_front_matter", "unexplained"]

FRONT_MATTER = re.compile(r"\ufeff?---[^\S\n]*\n(?P<yaml>.*?)^---[^\S\n]*$", re.DOTALL | re.MULTILINE)

BEYOND_A_SCHEMA: Mapping[str, str] = {
    # Two values that contradict each other: a schema sees one at a time.
    r"is before started|is after the (?:first update|end),|is not after starts": "compares moments",
    r"is before since,": "compares days",
    r"`.*` stands twice$": "compares the ids of components",
    # What follows the front matter.
    r"is over before it was announced|Scheduled is told at or after starts": "compares with the updates",
    # The calendar, and the clocks of the world.
    r"there is no such day|out of range|is no date$": "a day that a month or a year does not have",
    r"the clocks in .* (?:skip it|go back)": "a local time that never was, or was twice",
    r"is no time zone|the offset .* does not exist": "a zone that looks like one",
    r"is longer than ten years": "a sum of weeks, days, hours and minutes",
    # What a text becomes.
    r"is longer than \d+ characters": "bytes after %-escapes are resolved",
    r"`.*%.*` is no path of this site": "characters after %-escapes are resolved",
    r"`.*(?:\[|\]|:99999|[^\x00-\x7f]).*` is no (?:web address|path of this site)": "what an authority may hold",
    r"`(?:[-+.0-9]|\.inf|\.nan)\S*` (?:is no percentage|cannot be part of a URL)": "how a number is written",
    # YAML itself, where this project is stricter than its parsers.
    r"a non-breaking space|would be lost$": "texts that YAML reads as something else than they look",
    r"aliases \(`\*name`\) are not understood|`<<` is no field|^is no field$": "aliases and merged keys",
    r"cannot begin with `!`|a key must be a plain word|nested too deeply": "tags, other keys, brackets",
}
"""The message of a problem, as a pattern, to why no schema can find it."""


def problems_of_front_matter(
    text: str, site: SiteConfig, *, is_postmortem: bool = False, components: Collection[str] | None = None
) -> list[Problem]:
    """What the reader says of the front matter of a file; `components` take the place of the site's."""
    known = [component.id for component in site.components] if components is None else components
    path, data = "content/incidents/a.md", text.encode("utf-8", "surrogatepass")
    zone = site.settings.timezone
    if is_postmortem:
        _, problems = read_postmortem(data, path=path, source=path, timezone=zone)
    else:
        _, problems = read_incident(data, path=path, source=path, components=known, timezone=zone)
    match = FRONT_MATTER.match(text)
    last_line = match[0].count("\n") + 1 if match else 0
    return [problem for problem in problems if problem.field or problem.line <= last_line]


def faulty_fields(schema: Mapping[str, Any], value: Any) -> set[str]:
    """The fields in which `value` breaks the schema; those that are missing and those that do not exist too."""
    if not isinstance(value, dict):
        return set() if Draft7Validator(schema).is_valid(value) else {""}
    found: set[str] = set()
    for error in Draft7Validator(schema).iter_errors(value):
        if error.absolute_path:
            found.add(str(error.absolute_path[0]))
        elif error.validator == "required":
            found |= set(error.validator_value) - set(value)
        else:
            assert error.validator == "additionalProperties", error
            found |= set(value) - set(error.schema["properties"])
    return found


def unexplained(problems: Sequence[Problem], faulty: Collection[str]) -> list[str]:
    """The `problems` of fields that the schema finds nothing in, though it could."""
    missed = [problem for problem in problems if problem.field.split(".")[0] not in faulty]
    return [
        str(problem)
        for problem in missed
        if not any(re.search(pattern, problem.message) for pattern in BEYOND_A_SCHEMA)
    ]
