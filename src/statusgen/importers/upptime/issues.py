"""Issues and their comments in the shapes that GitHub's interfaces give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from statusgen.importers.conversion import Note, Refused
from statusgen.importers.json_files import read_json_documents
from statusgen.importers.names import clean_line
from statusgen.importers.plain_yaml import listed, mapping_of, word_of
from statusgen.problems import Problem

__all__ = ["Comment", "GitHubIssues", "Issue", "read_issues"]

_HINT = "save it with: gh api --paginate 'repos/OWNER/NAME/issues?state=all&per_page=100'"
_OF_ISSUE = re.compile(r"/issues/(\d{1,12})(?:$|[/#?])")
_DEEPEST = 6
_LISTS = ("nodes", "issues", "items", "data", "repository", "organization", "user")


class Comment(Struct, frozen=True, kw_only=True):
    """A comment, the oldest of an issue first."""

    at: datetime
    text: str


class Issue(Struct, frozen=True, kw_only=True):
    """An issue as far as a status page shows it."""

    number: int
    title: str
    text: str
    labels: Sequence[str]
    opened: datetime
    closed: datetime | None
    state: str
    """In lower case; empty if the source does not say."""
    comments: Sequence[Comment]
    comment_count: int
    """How many comments GitHub says that it has; the source may not hold them."""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be solved; an issue that does not say is."""
        return self.state != "closed"


class GitHubIssues(Struct, frozen=True, kw_only=True):
    """What one or more files hold together."""

    issues: Sequence[Issue]
    refused: Sequence[Refused]
    pull_requests: int
    stray_comments: int
    """Comments whose issue no file holds."""


def read_issues(files: Mapping[str, bytes]) -> tuple[GitHubIssues, list[Problem]]:
    """The issues in `files`, and a problem for each file that holds none.

    A file is a page of issues or of comments as the REST interface gives them, several such pages behind each other, or
    what `gh issue list --json` prints.
    """
    entries, problems = _all_entries(files)
    comments, refused = _all_comments(entries)
    newest, doubles = _newest_versions([entry for entry in entries if _commented(entry) is None])
    refused += doubles
    issues = []
    pulls = [entry for entry in newest if "pull_request" in entry]
    for entry in newest:
        issue = _issue(entry, comments)
        if issue is None:
            refused.append(Refused(source=_name(entry), note=Note(reason="it has no number, title or time")))
        elif "pull_request" not in entry:
            issues.append(issue)
    known = {_number(entry) for entry in newest}
    return GitHubIssues(
        issues=issues,
        refused=refused,
        pull_requests=len(pulls),
        stray_comments=sum(len(found) for number, found in comments.items() if number not in known),
    ), problems


def _all_entries(files: Mapping[str, bytes]) -> tuple[list[Mapping[str, Any]], list[Problem]]:
    entries: list[Mapping[str, Any]] = []
    problems = []
    for name, data in files.items():
        documents, problem = read_json_documents(data, name, hint=_HINT)
        found = [entry for document in documents for entry in _entries(document, 0)]
        if problem is None and not found and not all(document == [] for document in documents):
            problem = Problem(path=name, message="holds no issues and no comments", hint=_HINT)
        problems += [problem] if problem else []
        entries += found
    return entries, problems


def _all_comments(
    entries: Sequence[Mapping[str, Any]],
) -> tuple[dict[int, list[Comment]], list[Refused]]:
    """The comments among `entries` by the number of their issue, and those that cannot be read."""
    comments: dict[int, list[Comment]] = {}
    refused = []
    for entry in entries:
        number = _commented(entry)
        comment = _comment(entry)
        if number is not None and comment is not None:
            comments.setdefault(number, []).append(comment)
        elif number is not None:
            note = Note(reason="it has no time or no text")
            refused.append(Refused(source=f"a comment on #{number}", note=note))
    return comments, refused


def _entries(document: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Every object that may be an issue or a comment, out of the lists and wrappers around them."""
    if depth > _DEEPEST:
        return
    if isinstance(document, list):
        for entry in document:
            yield from _entries(entry, depth + 1)
    elif isinstance(document, Mapping):
        if _commented(document) is not None or "title" in document or "number" in document:
            yield document
            return
        for name in _LISTS:
            if isinstance(document.get(name), (list, Mapping)):
                yield from _entries(document[name], depth + 1)


def _newest_versions(entries: Sequence[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], list[Refused]]:
    newest: dict[Any, Mapping[str, Any]] = {}
    refused = []
    for place, entry in enumerate(entries):
        key = _number(entry) or f"entry {place}"
        known = newest.setdefault(key, entry)
        if known is entry or known == entry:
            continue
        older, newer = sorted((known, entry), key=lambda one: word_of(_first(one, "updated_at", "updatedAt")))
        newest[key] = newer
        note = Note(reason="the same number stands twice: the newest version was imported")
        refused.append(Refused(source=_name(older), note=note))
    return list(newest.values()), refused


def _issue(entry: Mapping[str, Any], comments: Mapping[int, Sequence[Comment]]) -> Issue | None:
    number = _number(entry)
    title = clean_line(word_of(entry.get("title")))
    opened = _moment(_first(entry, "created_at", "createdAt"))
    if number is None or not title or opened is None:
        return None
    held = entry.get("comments")
    nodes = held if isinstance(held, list) else mapping_of(held).get("nodes")
    own = [comment for one in listed(nodes) if (comment := _comment(one))]
    told = {(comment.at, comment.text): comment for comment in (*comments.get(number, ()), *own)}
    body = entry.get("body")
    return Issue(
        number=number,
        title=title[:500],
        text=body if isinstance(body, str) else "",
        labels=list(_labels(entry.get("labels"))),
        opened=opened,
        closed=_moment(_first(entry, "closed_at", "closedAt")),
        state=_state(entry.get("state")),
        comments=sorted(told.values(), key=lambda comment: comment.at),
        comment_count=held if isinstance(held, int) and not isinstance(held, bool) else len(told),
    )


def _state(value: Any) -> str:
    if value is None:
        return ""
    return clean_line(value[:80]).lower() if isinstance(value, str) else "no text"


def _labels(value: Any) -> Iterator[str]:
    entries = mapping_of(value).get("nodes") if isinstance(value, Mapping) else value
    for entry in entries if isinstance(entries, list) else []:
        name = entry if isinstance(entry, str) else mapping_of(entry).get("name")
        if label := clean_line(word_of(name))[:100]:
            yield label


def _comment(entry: Mapping[str, Any]) -> Comment | None:
    at = _moment(_first(entry, "created_at", "createdAt"))
    body = entry.get("body")
    return Comment(at=at, text=body) if at is not None and isinstance(body, str) else None


def _commented(entry: Mapping[str, Any]) -> int | None:
    """The number of the issue to which a comment belongs; None if it is no comment."""
    if "title" in entry:
        return None
    match = _OF_ISSUE.search(word_of(_first(entry, "issue_url", "html_url", "url"))[:500])
    return int(match[1]) if match and "body" in entry else None


def _number(entry: Mapping[str, Any]) -> int | None:
    number = entry.get("number")
    known = isinstance(number, int) and not isinstance(number, bool) and 0 < number < 10**12
    return number if known else None


def _name(entry: Mapping[str, Any]) -> str:
    number = _number(entry)
    title = clean_line(word_of(entry.get("title")))[:80]
    return f"#{number}" if number else title or "an issue without number and title"


def _first(entry: Mapping[str, Any], *names: str) -> Any:
    return next((entry[name] for name in names if entry.get(name) is not None), None)


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(word_of(value))
        return (
            (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
        )
    except (ValueError, OverflowError):
        return None
