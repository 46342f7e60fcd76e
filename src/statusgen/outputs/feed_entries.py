"""What subscribers are told, one entry for each update and each postmortem, before it takes a feed's format.

Readers such as Slack's remember what they have shown: an entry is shown once, by its id, and one dated before
the newest that was shown never is. So an entry's id and date follow from the record alone. Where several entries
have the same second, each takes the next free one, in the order of their keys. The seconds are handed out over the
whole record, oldest first: no later entry moves an earlier one, and an entry has the same date in every feed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from statusgen.derive.facts import IncidentFacts, UpdateFacts, stable_id
from statusgen.derive.view import View
from statusgen.model import ComponentStatus, Kind, Postmortem, Site
from statusgen.outputs.paths import incident_path, postmortem_path, source_path, update_path
from statusgen.outputs.phrases import Phrases
from statusgen.outputs.text import render_text
from statusgen.outputs.words import Words

__all__ = ["Category", "FeedEntry", "News", "feed_entry", "news_of"]

_SECOND = timedelta(seconds=1)
_MOST_NAMES = 6


@dataclass(frozen=True, kw_only=True)
class News:
    """An update or a postmortem, and when subscribers are told of it."""

    key: str
    """Names it for ever; editing its text or title does not change it."""
    at: datetime
    """In UTC; no two news of a site share it."""
    subject: UpdateFacts | Postmortem
    records: Sequence[IncidentFacts]
    """The record of the update, or those that the postmortem explains."""
    components: Sequence[str]
    """The ids of all components that the records name."""


@dataclass(frozen=True, kw_only=True)
class Category:
    """What an entry is about, for machines and for people."""

    term: str
    label: str


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """One entry, as every format of feed tells it."""

    id: str
    title: str
    """Plain text."""
    url: str
    html: str
    """Sanitised, with absolute links."""
    at: datetime
    categories: Sequence[Category]


def news_of(view: View) -> Sequence[News]:
    """Everything that subscribers have been told up to the view's moment, newest first, each at its own second."""
    told: list[News] = []
    next_free = datetime.min.replace(tzinfo=UTC)
    for news in sorted(_all_news(view), key=lambda news: (news.at, news.key)):
        at = max(news.at, next_free)
        if at > view.now:  # and so are all that follow; their time comes with a later build
            break
        told.append(news if at == news.at else replace(news, at=at))
        next_free = at + _SECOND
    return told[::-1]


def _all_news(view: View) -> Iterator[News]:
    named = {facts.slug: tuple(facts.worst) for facts in view.records}
    for facts in view.records:
        for update in facts.updates:
            yield News(
                key=update.key,
                at=update.update.at,
                subject=update,
                records=(facts,),
                components=named[facts.slug],
            )
    for postmortem in view.postmortems:
        records = [view.by_slug[slug] for slug in postmortem.incidents if slug in view.by_slug]
        yield News(
            key=f"postmortems/{postmortem.slug}",
            at=postmortem.published,
            subject=postmortem,
            records=records,
            components=tuple(dict.fromkeys(name for facts in records for name in named[facts.slug])),
        )


def feed_entry(news: News, view: View, words: Words) -> FeedEntry:
    """`news` as an entry in the language of `words`."""
    subject, site = news.subject, view.site
    names = {name: view.components[name].component.name for name in news.components}
    if isinstance(subject, Postmortem):
        title = words.gettext("Postmortem: %(title)s") % {"title": subject.title}
        url = site.url + postmortem_path(subject)
        html = _postmortem_html(subject, url, words)
        footer = _names_line(list(names.values()), words)
        topics = [Category(term="postmortem", label=words.gettext("Postmortem"))]
    else:
        facts = news.records[0]
        title = _update_title(facts, subject, words)
        url = site.url + update_path(facts, subject)
        html = _update_html(facts, subject, site)
        footer = _update_footer(facts, subject, names, words)
        topics = _update_topics(facts, words)
    return FeedEntry(
        id=stable_id(news.key),
        title=title,
        url=url,
        html=html + Markup("\n<p>{}</p>").format(footer) if footer else html,
        at=news.at,
        categories=[*topics, *(Category(term=name, label=label) for name, label in names.items())],
    )


def _postmortem_html(postmortem: Postmortem, url: str, words: Words) -> Markup:
    html = Markup('<p>{summary}</p>\n<p><a href="{url}">{link}</a></p>')
    return html.format(summary=postmortem.summary, url=url, link=words.gettext("Read the postmortem"))


def _update_title(facts: IncidentFacts, update: UpdateFacts, words: Words) -> str:
    """`Checkout errors in Europe: Identified`, `Notice: Strike at the post office`."""
    title = facts.incident.title
    if facts.kind is Kind.NOTICE:  # its updates have no status but "posted", which tells nobody anything
        return words.gettext("Notice: %(title)s") % {"title": title}
    status = words.status(update.update.status)
    return words.gettext("%(title)s: %(status)s") % {"title": title, "status": status}


def _update_html(facts: IncidentFacts, update: UpdateFacts, site: Site) -> Markup:
    source = source_path(facts, site)
    return render_text(update.update.text, source=source, page=incident_path(facts), root=site.url)


def _update_topics(facts: IncidentFacts, words: Words) -> list[Category]:
    topics = [Category(term=facts.kind, label=words.kind(facts.kind))]
    if facts.kind is Kind.INCIDENT:
        topics.append(Category(term=facts.impact, label=words.impact(facts.impact)))
    return topics


def _update_footer(facts: IncidentFacts, update: UpdateFacts, names: Mapping[str, str], words: Words) -> str:
    """What an update touches: each component's status from then on; for planned things the window and the names.

    `names` has the name of each component by id.
    """
    statuses = _statuses_after(facts, update)
    if facts.kind is Kind.INCIDENT:
        return _statuses_line(statuses, names, words)
    parts = []
    if facts.kind is Kind.MAINTENANCE and facts.incident.starts and facts.incident.ends:
        window = Phrases(words).window(facts.incident.starts, facts.incident.ends)
        parts.append(words.gettext("Planned for %(window)s") % {"window": window})
    if statuses:
        parts.append(_names_line([names[name] for name in statuses], words))
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
        if earlier is update:
            break
    return statuses


def _statuses_line(statuses: Mapping[str, ComponentStatus], names: Mapping[str, str], words: Words) -> str:
    """`Partial outage: Checkout and API · Degraded performance: Search`."""
    worst_first = sorted(set(statuses.values()), key=lambda status: status.severity, reverse=True)
    parts = []
    for status in worst_first:
        touched = [names[name] for name, found in statuses.items() if found is status]
        listing = Phrases(words).listing(touched, longest=_MOST_NAMES)
        values = {"status": words.status(status), "names": listing}
        parts.append(words.gettext("%(status)s: %(names)s") % values)
    return " · ".join(parts)


def _names_line(names: Sequence[str], words: Words) -> str:
    if not names:
        return ""
    listing = Phrases(words).listing(names, longest=_MOST_NAMES)
    return words.gettext("Components: %(names)s") % {"names": listing}
