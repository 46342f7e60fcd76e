"""The entries of `history.rss` and `history.atom`: one for each record, with all of its updates.

The form is Statuspage's, which readers and bots know: the title alone, and in the content each update, newest first,
as its time in small type, its status in bold, a hyphen and its text. The entry has the address of the record, the
date of its first update, and is changed by each further one.
"""

from __future__ import annotations

from html import escape

from statusgen.derive.facts import stable_id
from statusgen.model import Postmortem
from statusgen.outputs.feed_entries import EntryMaker, FeedEntry, portable
from statusgen.outputs.news import News, RecordNews
from statusgen.outputs.paths import incident_path

__all__ = ["history_entry"]

_PARAGRAPH = "<p>"


def history_entry(told: RecordNews, maker: EntryMaker) -> FeedEntry:
    """A record as one entry."""
    facts = told.record
    names = maker.names(told.news[-1])
    window, touched = maker.window_line(facts), maker.names_line(list(names.values()))
    parts = [
        f"<p>{escape(window)}</p>" if window else "",
        *(_update_html(news, maker) for news in told.news),
        f"<p>{escape(touched)}</p>" if touched else "",
    ]
    return FeedEntry(
        id=stable_id(told.key),
        title=portable(facts.incident.title),
        url=maker.view.site.url + incident_path(facts),
        html=portable("\n".join(filter(None, parts))),
        at=told.at,
        changed_at=told.changed_at,
        categories=[*maker.topics(facts), *maker.component_categories(names)],
    )


def _update_html(news: News, maker: EntryMaker) -> str:
    if isinstance(news.subject, Postmortem):
        written, status = news.subject.published, maker.words.gettext("Postmortem")
        html = maker.postmortem_html(news.subject)
    else:
        written, status = news.subject.update.at, maker.words.status(news.subject.update.status)
        html = maker.text(news.records[0], news.subject)
    moment = escape(maker.phrases.moment(written))
    head = f"<p><small>{moment}</small><br><strong>{escape(status)}</strong>"
    if html.startswith(_PARAGRAPH):
        return f"{head} - {html.removeprefix(_PARAGRAPH)}"
    return f"{head}</p>\n{html}" if html else f"{head}</p>"
