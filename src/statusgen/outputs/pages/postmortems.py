"""The list of postmortems, and what stands around the body of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from statusgen.model import Action, Postmortem
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.paths import postmortem_path

__all__ = ["MOST_ACTIONS", "NEWEST_POSTMORTEMS", "OpenAction", "postmortem_page", "postmortems_page"]

NEWEST_POSTMORTEMS = 30
"""How many postmortems are told of on their page; the older ones stand on the page of their incidents' year."""
MOST_ACTIONS = 100
"""How many open actions are listed, those first that are due first."""

_UNFINISHED = {"open", "in_progress"}


class OpenAction(Struct, frozen=True, kw_only=True):
    """An action that is not finished, and the postmortem that decided it."""

    action: Action
    postmortem: Postmortem
    is_overdue: bool


def postmortems_page(maker: PageMaker) -> Page:
    """The newest postmortems, the way to all others, and the actions that are still open."""
    _ = maker.templates.words.gettext
    postmortems = maker.view.postmortems
    newest, years = _by_age(maker)
    actions = _open_actions(maker)
    html = maker.render(
        "postmortems.html",
        "postmortems/",
        postmortems=newest,
        years=years,
        open_actions=actions[:MOST_ACTIONS],
        omitted_actions=max(0, len(actions) - MOST_ACTIONS),
    )
    return Page(
        source="postmortems/index.md",
        title=_("Postmortems"),
        description=_("What %(site)s learnt from its incidents.") % {"site": maker.view.site.name},
        html=html,
        modified=max((postmortem.published for postmortem in postmortems), default=maker.view.now).date(),
        is_searchable=False,
    )


def _by_age(maker: PageMaker) -> tuple[Sequence[Postmortem], Mapping[int, int]]:
    """The newest postmortems, and how many older ones there are by the year in which an incident of theirs began."""
    view = maker.view
    newest = list(view.postmortems[:NEWEST_POSTMORTEMS])
    years: Counter[int] = Counter()
    for postmortem in view.postmortems[NEWEST_POSTMORTEMS:]:
        began = {view.by_slug[slug].started_at.year for slug in postmortem.incidents if slug in view.by_slug}
        years.update(began)
        if not began:
            # No page of a year would have it.
            newest.append(postmortem)
    return newest, dict(sorted(years.items(), reverse=True))


def _open_actions(maker: PageMaker) -> Sequence[OpenAction]:
    """Unfinished actions, those with the earliest due date first."""
    today = maker.view.now.date()
    found = [
        OpenAction(
            action=action, postmortem=postmortem, is_overdue=action.due is not None and action.due < today
        )
        for postmortem in maker.view.postmortems
        for action in postmortem.actions
        if action.status in _UNFINISHED
    ]
    return sorted(
        found, key=lambda entry: (entry.action.due is None, str(entry.action.due), entry.action.title)
    )


def postmortem_page(maker: PageMaker, postmortem: Postmortem, body: str) -> Page:
    """The page of `postmortem`; `body` is its text as HTML, rendered by MkDocs' own markdown."""
    incidents = [maker.view.by_slug[slug] for slug in postmortem.incidents if slug in maker.view.by_slug]
    return Page(
        source=f"postmortems/{postmortem.slug}.md",
        title=postmortem.title,
        description=postmortem.summary,
        html=maker.render(
            "postmortem.html",
            postmortem_path(postmortem),
            postmortem=postmortem,
            incidents=incidents,
            today=maker.view.now.date(),
            body=Markup(body),  # noqa: S704  # a page of the site, rendered by MkDocs like every other
        ),
        modified=postmortem.published.date(),
    )
