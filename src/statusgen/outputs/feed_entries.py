"""The entries of feeds, before they take a format: one for each update and postmortem."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from html import escape

from msgspec import Struct

from statusgen.derive.facts import IncidentFacts, UpdateFacts, stable_id
from statusgen.derive.view import View
from statusgen.model import ComponentStatus, Kind, Postmortem
from statusgen.outputs.news import News
from statusgen.outputs.paths import incident_path, postmortem_path, source_path, update_path
from statusgen.outputs.phrases import Phrases
from statusgen.outputs.text import render_text
from statusgen.outputs.words import Words

__all__ = ["Category", "EntryMaker", "FeedEntry", "portable"]

_MOST_NAMES = 6


def portable(text: str) -> str:
    """`text` without the characters that some format of feed cannot carry."""
    # A plain text even if it calls itself Markup: in XML and in JSON its tags are characters like any other.
    text = str(text)
    # What can be printed can be carried, and nearly all texts are of that.
    return text if text.replace("\n", "").isprintable() else _not_xml().sub("", text)


@cache
def _not_xml() -> re.Pattern[str]:
    """What XML 1.0 cannot carry in any spelling (its production 2); texts may bring it in as `&#1;`."""
    return re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Category(Struct, frozen=True, kw_only=True):
    """What an entry is about, for machines and for people."""

    term: str
    label: str


class FeedEntry(Struct, frozen=True, kw_only=True):
    """One entry, as every format of feed tells it; texts are `portable`."""

    id: str
    title: str
    """Plain text."""
    url: str
    html: str
    """Sanitised, with absolute links."""
    at: datetime
    """When subscribers were first told of it. It never changes, and no other entry of a feed has it."""
    changed_at: datetime
    """When they were told last."""
    categories: Sequence[Category]


class EntryMaker:
    """Makes the entries of a view in the language of `words`; renders each text once, and only when it is asked for."""

    def __init__(self, view: View, words: Words) -> None:
        self.view = view
        self.words = words
        self.phrases = Phrases(words)
        self._texts: dict[str, str] = {}

    def entry(self, news: News) -> FeedEntry:
        """`news` as an entry."""
        names = self.names(news)
        if isinstance(news.subject, Postmortem):
            title = self.words.gettext("Postmortem: %(title)s") % {"title": news.subject.title}
            url = self.postmortem_url(news.subject)
            html = self.postmortem_html(news.subject)
            footer = self.names_line(list(names.values()))
            topics = [Category(term="postmortem", label=self.words.gettext("Postmortem"))]
        else:
            facts = news.records[0]
            title = self._update_title(facts, news.subject)
            url = self.view.site.url + update_path(facts, news.subject)
            html = self.text(facts, news.subject)
            footer = self._footer(facts, news.subject, names)
            topics = self.topics(facts)
        return FeedEntry(
            id=stable_id(news.key),
            title=portable(title),
            url=url,
            html=portable(f"{html}\n<p>{escape(footer)}</p>" if footer else html),
            at=news.at,
            changed_at=news.at,
            categories=[*topics, *self.component_categories(names)],
        )

    def text(self, facts: IncidentFacts, update: UpdateFacts) -> str:
        """The text of an update as HTML, for a place that knows nothing of the site."""
        if update.key not in self._texts:
            site = self.view.site
            html = render_text(
                update.update.text, source=source_path(facts, site), page=incident_path(facts), root=site.url
            )
            self._texts[update.key] = str(html)
        return self._texts[update.key]

    def postmortem_url(self, postmortem: Postmortem) -> str:
        """The address of a postmortem."""
        return self.view.site.url + postmortem_path(postmortem)

    def postmortem_html(self, postmortem: Postmortem) -> str:
        """What it was, in short, and the way to the whole."""
        url, link = escape(self.postmortem_url(postmortem)), escape(self.words.gettext("Read the postmortem"))
        return f'<p>{escape(postmortem.summary)}</p>\n<p><a href="{url}">{link}</a></p>'

    def names(self, news: News) -> Mapping[str, str]:
        """The name of each component that `news` concerns, by its id."""
        return {name: self.view.components[name].component.name for name in news.components}

    def topics(self, facts: IncidentFacts) -> list[Category]:
        """What sort of record it is; for an incident, how grave."""
        topics = [Category(term=facts.kind, label=self.words.kind(facts.kind))]
        if facts.kind is Kind.INCIDENT:
            topics.append(Category(term=facts.impact, label=self.words.impact(facts.impact)))
        return topics

    def component_categories(self, names: Mapping[str, str]) -> list[Category]:
        """A category for each component."""
        return [Category(term=name, label=portable(label)) for name, label in names.items()]

    def window_line(self, facts: IncidentFacts) -> str:
        """`Planned for Tuesday, 24 November 2026, 05:00 to 06:30 UTC`; empty for what is no maintenance."""
        if facts.kind is not Kind.MAINTENANCE or not facts.incident.starts or not facts.incident.ends:
            return ""
        window = self.phrases.window(facts.incident.starts, facts.incident.ends)
        return self.words.gettext("Planned for %(window)s") % {"window": window}

    def names_line(self, names: Sequence[str]) -> str:
        """`Components: Checkout and API`; empty where there are none."""
        if not names:
            return ""
        listing = self.phrases.listing(names, longest=_MOST_NAMES)
        return self.words.gettext("Components: %(names)s") % {"names": listing}

    def _update_title(self, facts: IncidentFacts, update: UpdateFacts) -> str:
        """`Checkout errors in Europe: Identified`, `Notice: Strike at the post office`."""
        title = facts.incident.title
        if facts.kind is Kind.NOTICE:  # its updates have no status but "posted", which tells nobody anything
            return self.words.gettext("Notice: %(title)s") % {"title": title}
        status = self.words.status(update.update.status)
        return self.words.gettext("%(title)s: %(status)s") % {"title": title, "status": status}

    def _footer(self, facts: IncidentFacts, update: UpdateFacts, names: Mapping[str, str]) -> str:
        """What an update touches: each component's status from then on; for planned things the window and the names."""
        statuses = _statuses_after(facts, update)
        if facts.kind is Kind.INCIDENT:
            return self._statuses_line(statuses, names)
        parts = [self.window_line(facts), self.names_line([names[name] for name in statuses])]
        return " · ".join(part for part in parts if part)

    def _statuses_line(self, statuses: Mapping[str, ComponentStatus], names: Mapping[str, str]) -> str:
        """`Partial outage: Checkout and API · Degraded performance: Search`."""
        worst_first = sorted(set(statuses.values()), key=lambda status: status.severity, reverse=True)
        parts = []
        for status in worst_first:
            touched = [names[name] for name, found in statuses.items() if found is status]
            listing = self.phrases.listing(touched, longest=_MOST_NAMES)
            values = {"status": self.words.status(status), "names": listing}
            parts.append(self.words.gettext("%(status)s: %(names)s") % values)
        return " · ".join(parts)


def _statuses_after(facts: IncidentFacts, update: UpdateFacts) -> Mapping[str, ComponentStatus]:
    """Each component that the record had named by `update`, as it was from then on.

    What later updates say is left out, so that an entry keeps its content while the incident goes on.
    """
    statuses = dict.fromkeys(facts.incident.components, ComponentStatus.OPERATIONAL)
    for earlier in reversed(facts.updates):
        for name in earlier.update.changes:
            statuses.setdefault(name, ComponentStatus.OPERATIONAL)
        statuses.update({change.component: change.new for change in earlier.changes})
        if earlier.key == update.key:
            break
    return statuses
