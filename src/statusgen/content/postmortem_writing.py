"""From a postmortem to the text of its file, which reads back as the same postmortem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statusgen.content.times import format_time
from statusgen.content.writing import yaml_scalar
from statusgen.model import Action, Postmortem

__all__ = ["postmortem_text"]


def postmortem_text(postmortem: Postmortem) -> str:
    """The markdown file of `postmortem`; its body is written as it is, down to the blank lines at its begin."""
    front = "".join(f"{line}\n" for line in _front_matter(postmortem))
    return f"---\n{front}---\n{postmortem.text}"


def _front_matter(postmortem: Postmortem) -> Iterator[str]:
    yield f"title: {yaml_scalar(postmortem.title)}"
    yield from _listed("incidents", postmortem.incidents)
    yield f"published: {format_time(postmortem.published)}"
    yield f"summary: {yaml_scalar(postmortem.summary)}"
    yield from _listed("contributing_factors", postmortem.contributing_factors)
    if postmortem.actions:
        yield "actions:"
        for action in postmortem.actions:
            yield from _action(action)
    yield from _listed("aliases", postmortem.aliases)


def _listed(name: str, entries: Sequence[str]) -> Iterator[str]:
    if entries:
        yield f"{name}:"
        yield from (f"  - {yaml_scalar(entry)}" for entry in entries)


def _action(action: Action) -> Iterator[str]:
    """The lines of one entry; kind and status are written even where they have their defaults."""
    fields = {
        "title": yaml_scalar(action.title),
        "kind": action.kind,
        "owner": yaml_scalar(action.owner) if action.owner is not None else None,
        "due": action.due.isoformat() if action.due else None,
        "status": action.status,
        "link": yaml_scalar(action.link) if action.link is not None else None,
    }
    lines = [f"{name}: {value}" for name, value in fields.items() if value is not None]
    yield from (f"{'    ' if number else '  - '}{line}" for number, line in enumerate(lines))
