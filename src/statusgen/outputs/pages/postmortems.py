"""The list of postmortems, and what stands around the body of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from statusgen.model import Action, Postmortem
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.paths import postmortem_path

__all__ = ["OpenAction", "postmortem_page", "postmortems_page"]

_UNFINISHED = {"open", "in_progress"}


@dataclass(frozen=True, kw_only=True)
class OpenAction:
    """An action that is not finished, and the postmortem that decided it."""

    action: Action
    postmortem: Postmortem
    is_overdue: bool


def postmortems_page(maker: PageMaker) -> Page:
    """The list of all postmortems, newest first, and the actions that are still open."""
    _ = maker.templates.words.gettext
    postmortems = maker.view.postmortems
    html = maker.render(
        "postmortems.html", "postmortems/", postmortems=postmortems, open_actions=_open_actions(maker)
    )
    return Page(
        source="postmortems/index.md",
        title=_("Postmortems"),
        description=_("What %(site)s learnt from its incidents.") % {"site": maker.view.site.name},
        html=html,
        modified=max((postmortem.published for postmortem in postmortems), default=maker.view.now).date(),
        is_searchable=False,
    )


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
