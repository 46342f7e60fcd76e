"""One issue of an Upptime repository, converted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from statusgen.importers.conversion import Converted, Note, Refused
from statusgen.importers.loose_times import read_date
from statusgen.importers.names import slug_or
from statusgen.importers.settling import settled
from statusgen.importers.upptime.issues import Issue
from statusgen.importers.upptime.sites import UpptimeSites, slug_of_name
from statusgen.model import ComponentStatus, Incident, Kind, Reporter, Update, UpdateStatus

__all__ = ["MAINTENANCE", "STATUS", "convert_issue", "sites_of"]

STATUS, MAINTENANCE = "status", "maintenance"
_LONGEST_TEXT = 200_000
_STATES = {"open", "closed", ""}
_EMOJI = re.compile("^[\N{OCTAGONAL SIGN}\N{WARNING SIGN}\ufe0f\\s]+")
_DOWN = re.compile(r"(?P<name>.+?) is down$")
_DEGRADED = re.compile(r"(?P<name>.+?) has degraded performance$")
# People write the space inside of the bold text, and the colon outside of it.
_SAID = re.compile(
    r"(?i)\A\s*(?:[*_]{2}\s*)?(?P<word>investigating|identified|monitoring|resolved|update)\s*"
    r"(?::\s*[*_]{2}|[*_]{2}\s*:|:)\s*"
)
_METADATA = re.compile(r"(?s)<!--(?P<lines>.*?)-->")
_WINDOW = re.compile(r"(?m)^\s*(?P<name>start|end|expectedDown|expectedDegraded)\s*:\s*(?P<value>.*?)\s*$")


def sites_of(issue: Issue, sites: UpptimeSites) -> dict[str, ComponentStatus]:
    """The slug of each site that an issue is about, and how it fared."""
    known = {site.key for site in sites.sites}
    if MAINTENANCE in issue.labels:
        fields = _metadata(issue.text)
        slugs = ",".join(fields.get(name, "") for name in ("expectedDown", "expectedDegraded")).split(",")
        named = [slug.strip() for slug in slugs if slug.strip()] + [
            one for one in issue.labels if one in known
        ]
        return dict.fromkeys(named, ComponentStatus.UNDER_MAINTENANCE)
    title = _EMOJI.sub("", issue.title)
    degraded = _DEGRADED.match(title)
    status = ComponentStatus.DEGRADED_PERFORMANCE if degraded else ComponentStatus.MAJOR_OUTAGE
    named = [label for label in issue.labels if label in known]
    if not named and (match := degraded or _DOWN.match(title)):
        # The site is watched no more: its slug is a label, and so are its tags.
        slug = slug_of_name(match["name"])
        named = [label for label in issue.labels if label == slug] or ([slug] if slug else [])
    return dict.fromkeys(named, status)


def convert_issue(
    issue: Issue, sites: UpptimeSites, ids: Mapping[str, str], now: datetime
) -> Converted | Refused:
    """The issue as an incident or a maintenance; `ids` gives the slug of each site its component id."""
    source = f"#{issue.number}"
    if max(len(issue.text), *(len(comment.text) for comment in issue.comments), 0) > _LONGEST_TEXT:
        note = Note(reason="a text of it is longer than 200,000 characters: no message to customers")
        return Refused(source=source, note=note)
    if issue.state not in _STATES:
        note = Note(reason=f'its state "{issue.state}" is neither open nor closed')
        return Refused(source=source, note=note)
    is_planned = MAINTENANCE in issue.labels
    kind = Kind.MAINTENANCE if is_planned else Kind.INCIDENT
    told = _maintenance(issue) if is_planned else _incident(issue)
    notes = list(told.notes)
    if issue.comment_count > len(issue.comments):
        reason = "the source holds fewer comments of it than GitHub counts: updates are missing"
        notes.append(Note(reason=reason))
    title = _EMOJI.sub("", issue.title) or issue.title
    done = settled(told.updates, kind, told.window, title=title, base_url=sites.base_url, now=now)
    touched = sites_of(issue, sites)
    if touched and not is_planned and not (_DOWN.match(title) or _DEGRADED.match(title)):
        notes.append(Note(reason="its title says neither down nor degraded: taken for a major outage"))
    is_bot = bool(_DOWN.match(title) or _DEGRADED.match(title)) and title != issue.title
    incident = Incident(
        slug=f"{done.updates[0].at.date().isoformat()}-{slug_or(title, fallback='incident', limit=60)}",
        path="",
        title=title,
        kind=kind,
        components={ids[slug]: status for slug, status in touched.items() if slug in ids},
        updates=tuple(done.updates),
        reported_by=Reporter.MONITORING if is_bot else None,
        starts=told.window[0] if told.window else None,
        ends=told.window[1] if told.window else None,
        tags=tuple(label for label in issue.labels if label not in {STATUS, MAINTENANCE, *touched}),
        aliases=(f"/incident/{issue.number}/",),
    )
    address, notes = incident.aliases[0], [*notes, *done.notes]
    return Converted(source=source, incident=incident, address=address, dated=done.dated, notes=notes)


class _Told(Struct, frozen=True, kw_only=True):
    updates: Sequence[Update]
    window: tuple[datetime, datetime] | None = None
    notes: Sequence[Note] = ()


def _incident(issue: Issue) -> _Told:
    """The opening, the comments, and the end where the issue is closed; the issue's state is what counts."""
    running = UpdateStatus.INVESTIGATING
    updates = [Update(status=running, at=issue.opened, text=issue.text)]
    notes = []
    for comment in issue.comments:
        said, text = _said(comment.text)
        running = said or running
        updates.append(Update(status=running, at=comment.at, text=text))
    final = UpdateStatus.RESOLVED
    last_open = max(number for number, update in enumerate(updates) if update.status is not final)
    if issue.is_open and running is final:
        # The page that it comes from still shows it as open.
        updates = [_reopened(update) if update.status is final else update for update in updates]
        notes.append(Note(reason="a comment says resolved, and the issue is open: it stays open"))
    elif not issue.is_open and running is not final:
        at = max(issue.closed or updates[-1].at, updates[-1].at)
        updates.append(Update(status=final, at=at, text=""))
        if issue.closed is None:
            notes.append(Note(reason="it does not say when it was closed: at its last comment"))
    updates = [
        _reopened(update) if update.status is final and number < last_open else update
        for number, update in enumerate(updates)
    ]
    return _Told(updates=updates, notes=notes)


def _reopened(update: Update) -> Update:
    return replace(update, status=UpdateStatus.MONITORING)


def _said(text: str) -> tuple[UpdateStatus | None, str]:
    """The status with which a comment begins, and the comment without it: the heading says it."""
    match = _SAID.match(text)
    if match is None:
        return None, text
    rest = text[match.end() :]
    word = match["word"].lower()
    return (None if word == "update" else UpdateStatus(word)), rest if rest.strip() else text


def _maintenance(issue: Issue) -> _Told:
    """The announcement, the comments, and what closing the issue says: early, late, or called off."""
    fields = _metadata(issue.text)
    starts, ends = (read_date(fields.get(name, ""))[0] for name in ("start", "end"))
    notes = []
    if starts is None or ends is None or ends <= starts:
        starts = starts or issue.opened
        end = issue.closed or starts
        ends = end if end > starts else starts + timedelta(hours=1)
        notes.append(Note(reason="its window is missing or upside down: taken from its times"))
    text = _METADATA.sub("", issue.text, count=1).strip() or issue.title
    updates = [Update(status=_at_work(issue.opened, starts), at=issue.opened, text=text)]
    is_told = False
    for comment in issue.comments:
        said, words = _said(comment.text)
        is_told = is_told or said is UpdateStatus.RESOLVED or comment.at >= ends
        status = UpdateStatus.COMPLETED if is_told else _at_work(comment.at, starts)
        updates.append(Update(status=status, at=comment.at, text=words))
    if not issue.is_open and issue.closed and issue.closed < ends and not is_told:
        status = UpdateStatus.CANCELED if issue.closed < starts else UpdateStatus.COMPLETED
        updates.append(Update(status=status, at=max(issue.closed, updates[-1].at), text=""))
    return _Told(updates=updates, window=(starts, ends), notes=notes)


def _at_work(at: datetime, starts: datetime) -> UpdateStatus:
    return UpdateStatus.SCHEDULED if at < starts else UpdateStatus.IN_PROGRESS


def _metadata(text: str) -> dict[str, str]:
    match = _METADATA.search(text)
    return (
        {} if match is None else {field["name"]: field["value"] for field in _WINDOW.finditer(match["lines"])}
    )
