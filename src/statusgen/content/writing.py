"""From the model to the text of a file: what `new`, `update` and `import` write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

import yaml

from statusgen.content.times import format_time
from statusgen.model import ComponentStatus, Incident, Kind, UpdateStatus

__all__ = ["OPTIONAL_FIELDS", "incident_text", "update_heading", "update_text", "yaml_scalar"]

# In the order in which people read them.
OPTIONAL_FIELDS = (
    "impact",
    "reported_by",
    "started",
    "detected",
    "starts",
    "ends",
    "next_update",
    "escalation",
    "tags",
    "aliases",
    "id",
    "postmortem",
)
"""What the front matter of a record may hold besides title, kind and components."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Other tools read YAML 1.2, in which these are numbers although PyYAML calls some of them text.
_NUMBER = re.compile(r"[-+]?(\d[\d_]*\.?\d*|\.\d+)([eE][-+]?\d+)?|0[ox][0-9a-fA-F]+")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def incident_text(incident: Incident) -> str:
    """The markdown file of `incident`, which reads back as the same incident.

    The texts of its updates are written as they are: `safe_body` makes them fit to stand below a heading.
    """
    front = "".join(f"{line}\n" for line in _front_matter(incident))
    updates = (
        update_text(update.status, update.at, update.text, update.changes) for update in incident.updates
    )
    return f"---\n{front}---\n\n" + "\n".join(updates)


def update_heading(
    status: UpdateStatus, at: datetime, changes: Mapping[str, ComponentStatus] | None = None
) -> str:
    """The line that begins an update: `## In progress - 2026-11-20 14:05 UTC {checkout=major_outage}`."""
    word = status.value.replace("_", " ").capitalize()
    pairs = " ".join(f"{component}={value.value}" for component, value in (changes or {}).items())
    return f"## {word} - {format_time(at)}" + (f" {{{pairs}}}" if pairs else "")


def update_text(
    status: UpdateStatus, at: datetime, text: str, changes: Mapping[str, ComponentStatus] | None = None
) -> str:
    """The lines of one update, its heading first, ending with one newline."""
    heading = update_heading(status, at, changes)
    body = text.strip("\n").rstrip()
    return f"{heading}\n\n{body}\n" if body else f"{heading}\n"


def yaml_scalar(text: str) -> str:
    """`text` as a YAML value on one line, quoted only where YAML would read it as something else."""
    if _is_plain(text):
        return text
    if _UNPRINTABLE.search(text) or ("'" in text and ('"' in text or "\\" in text)):
        return '"' + "".join(_escaped(character) for character in text) + '"'
    if '"' in text or "\\" in text:
        return f"'{text}'"
    return f'"{text}"'


def _is_plain(text: str) -> bool:
    # Brackets nest: PyYAML would recurse for each of them before it found out that the text is no list.
    if not text or text[0] in "[{" or _UNPRINTABLE.search(text) or _NUMBER.fullmatch(text):
        return False
    try:
        root = yaml.compose(f"{text}: {text}\n" if ":" not in text else f"key: {text}\n", Loader=_LOADER)
    except yaml.YAMLError:
        return False
    if not isinstance(root, yaml.MappingNode) or len(root.value) != 1:
        return False
    value = root.value[0][1]
    is_text = isinstance(value, yaml.ScalarNode) and value.tag == "tag:yaml.org,2002:str"
    return is_text and not value.style and value.value == text


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if not _UNPRINTABLE.match(character):
        return character
    return f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}"


def _front_matter(incident: Incident) -> Iterator[str]:
    """The lines between the fences; what has its default is not written."""
    yield f"title: {yaml_scalar(incident.title)}"
    if incident.components:
        yield "components:"
        for component, status in incident.components.items():
            yield f"  {yaml_scalar(component)}: {status.value}"
    else:
        yield "components: {}"
    if incident.kind is not Kind.INCIDENT:
        yield f"kind: {incident.kind.value}"
    for name in OPTIONAL_FIELDS:
        value = getattr(incident, name)
        if isinstance(value, datetime):
            yield f"{name}: {format_time(value)}"
        elif isinstance(value, str):
            yield f"{name}: {yaml_scalar(str(value))}"
        elif value:
            yield f"{name}:"
            yield from (f"  - {yaml_scalar(entry)}" for entry in value)
