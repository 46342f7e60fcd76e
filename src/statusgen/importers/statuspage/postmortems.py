"""The postmortem of a Statuspage record, as a postmortem of this site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from statusgen.importers.conversion import ConvertedPostmortem, Note
from statusgen.importers.links import absolute_links
from statusgen.importers.long_text import plain_page, summary_of
from statusgen.importers.statuspage.shape import moment_of, text_of
from statusgen.importers.statuspage.states import state_of
from statusgen.importers.statuspage.updates import LONGEST_TEXT, TooLong
from statusgen.model import Incident, Postmortem

__all__ = ["read_postmortem"]


def read_postmortem(
    record: Mapping[str, Any],
    source: str,
    incident: Incident,
    lessons: Sequence[tuple[datetime, str]],
    url: str | None,
) -> tuple[ConvertedPostmortem | None, list[Note]]:
    """The postmortem that the updates or the record itself tell, if it was published, and notes; raises TooLong.

    A Statuspage gives it no title and no summary: it gets those of its incident and its own first sentences.
    """
    told, notes = list(lessons), []
    body = record.get("postmortem_body")
    if isinstance(body, str) and body.strip() and not any(body.strip() in text for _, text in told):
        if len(body) > LONGEST_TEXT:
            raise TooLong
        published = moment_of(record, "postmortem_published_at", "postmortem_body_last_updated_at")
        if state_of(record, "status") == "postmortem" or text_of(record, "postmortem_published_at"):
            told.append((published or incident.updates[-1].at, body))
        else:
            notes.append(Note(reason="its postmortem was never published: left out"))
    if not told:
        return None, notes
    text, links = absolute_links("\n\n".join(text for _, text in told), url)
    text, reasons = plain_page(text)
    own = [Note(reason="a relative link was made absolute", detail=link) for link in links]
    own += [Note(reason=f"in its postmortem: {reason}") for reason in reasons]
    postmortem = Postmortem(
        slug=incident.slug,
        path="",
        title=incident.title,
        incidents=(),
        published=min(at for at, _ in told),
        summary=summary_of(text, incident.title),
        text=f"\n{text}\n",
    )
    return ConvertedPostmortem(source=source, postmortem=postmortem, explains=(source,), notes=own), notes
