"""The state of everything in one sentence and one colour: the front page's, the 404 page's, the terminal's."""

from __future__ import annotations

from msgspec import Struct

from statusgen.derive.rollup import worst_of
from statusgen.derive.view import View
from statusgen.model import ComponentStatus
from statusgen.outputs.templates import tone_of_facts, tone_of_status
from statusgen.outputs.words import Words

__all__ = ["PageState", "calm_state", "page_state"]

_NAMED = 3
"""So many components are named in the sentence; of more, all but one less are counted."""


class PageState(Struct, frozen=True, kw_only=True):
    """What the state card says."""

    sentence: str
    tone: str
    status: ComponentStatus
    """The worst of all components."""


def page_state(view: View, words: Words) -> PageState:
    """The state at `view.now`: `Major outage: Checkout`, `All systems operational`."""
    _ = words.gettext
    components = view.current_components
    worst = worst_of(health.status for health in components)
    if worst is ComponentStatus.OPERATIONAL:
        return calm_state(view, words)
    touched = [health.component.name for health in components if health.status is worst]
    if len(touched) == len(components) and len(components) > 1:
        sentence = _("%(status)s of all systems") % {"status": words.status(worst)}
    else:
        listed = ", ".join(touched)
        if len(touched) > _NAMED:
            names, rest = ", ".join(touched[: _NAMED - 1]), len(touched) - _NAMED + 1
            listed = _("%(names)s and %(count)d more") % {"names": names, "count": rest}
        sentence = _("%(status)s: %(components)s") % {"status": words.status(worst), "components": listed}
    return PageState(sentence=sentence, tone=tone_of_status(worst), status=worst)


def calm_state(view: View, words: Words) -> PageState:
    """The state while no component is impaired: an incident may be open all the same, and is not passed over."""
    open_incidents = sorted(view.open_incidents, key=lambda facts: facts.impact.severity, reverse=True)
    if not open_incidents:
        sentence, tone = words.gettext("All systems operational"), "operational"
    else:
        titles = open_incidents[0].incident.title
        count = len(open_incidents)
        sentence = words.ngettext(
            "Open incident: %(title)s", "%(count)d open incidents, first: %(title)s", count
        )
        sentence, tone = sentence % {"title": titles, "count": count}, tone_of_facts(open_incidents[0])
    return PageState(sentence=sentence, tone=tone, status=ComponentStatus.OPERATIONAL)
