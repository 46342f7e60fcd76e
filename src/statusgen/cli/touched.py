"""Components as people type them: `checkout=partial_outage`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from statusgen.model import Component, ComponentStatus, Kind
from statusgen.problems import nearest_hint

__all__ = ["touched_components"]

_OPTION = "--component"
_UNSAID = {
    Kind.INCIDENT: ComponentStatus.DEGRADED_PERFORMANCE,
    Kind.MAINTENANCE: ComponentStatus.UNDER_MAINTENANCE,
    Kind.NOTICE: ComponentStatus.OPERATIONAL,
}


def touched_components(
    texts: Sequence[str], components: Sequence[Component], kind: Kind | None = None
) -> dict[str, ComponentStatus]:
    """Component id to status; wrong usage for a component or status that there is not.

    A component may be called by its name as well, and a status by its beginning (`major`). Without a
    status it gets the one that is usual in a new record of `kind`; without a kind that is wrong usage,
    because nobody knows whether the component has become better or worse.
    """
    touched: dict[str, ComponentStatus] = {}
    for text in texts:
        name, equals, word = (part.strip() for part in text.partition("="))
        component = _component(name, components)
        if component in touched:
            raise click.BadParameter(f"`{component}` is named twice", param_hint=_OPTION)
        if not equals and kind is None:
            message = (
                f"say how `{component}` is now, like {component}=partial_outage or {component}=operational"
            )
            raise click.BadParameter(message, param_hint=_OPTION)
        touched[component] = _status(word) if equals or kind is None else _UNSAID[kind]
    return touched


def _component(name: str, components: Sequence[Component]) -> str:
    called = _names(components)
    if name.lower() in called:
        return called[name.lower()]
    hint = nearest_hint(name, called, what="the components are") if components else "mkdocs.yml lists none"
    near = called.get(hint.removeprefix("did you mean ").removesuffix("?"))
    hint = f"did you mean {near}?" if near else hint
    if not near and components:
        hint = nearest_hint("", [component.id for component in components], what="the components are")
    raise click.BadParameter(f"there is no component `{name[:60]}`; {hint}", param_hint=_OPTION)


def _names(components: Sequence[Component]) -> Mapping[str, str]:
    """Everything that a component may be called, in small letters, to its id; ids win."""
    names = {component.name.lower(): component.id for component in components}
    return names | {component.id: component.id for component in components}


def _status(text: str) -> ComponentStatus:
    word = text.lower().replace("-", "_").replace(" ", "_")
    found = [status for status in ComponentStatus if word and status.startswith(word)]
    if len(found) == 1:
        return found[0]
    hint = nearest_hint(word, list(ComponentStatus), what="write one of")
    raise click.BadParameter(f"`{text[:60]}` is no component status; {hint}", param_hint=_OPTION)
