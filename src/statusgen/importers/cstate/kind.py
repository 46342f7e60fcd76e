"""What a cState issue was: cState has one kind only, and people announce planned work with it as well."""

from __future__ import annotations

import difflib
import re

from statusgen.importers.conversion import Note
from statusgen.model import ComponentStatus, Kind

__all__ = ["issue_kind", "issue_status"]

# A disruption is read as a partial outage: an import must never make a record look better than it was.
_SEVERITIES = {
    "down": ComponentStatus.MAJOR_OUTAGE,
    "disrupted": ComponentStatus.PARTIAL_OUTAGE,
    "notice": ComponentStatus.OPERATIONAL,
}
_FAULT = re.compile(
    r"(?i)\b(outages?|down|incidents?|issues?(?![.\w])|problems?|unavailable|fail\w*|errors?(?! budget)|slow\w*"
    r"|broken|disrupt\w*|degrad\w*|stuck|expired|unreachable|unable|not|block\w*|emergency|vulnerab\w*)\b(?!-?time)"
)
_MAINTENANCE = re.compile(r"(?i)\bmaintenances?\b")
_PLANNED_WORK = re.compile(
    r"(?i)\b(upgrad\w*|updat(e|es|ing) (of|to)|version updates?|migrat\w*|scheduled|planned|restart\w*|move|reindex"
    r"|operation|clean-?up)\b|^updat(e|ing) (?!cent|site)|\bupdate$"
)
_ANNOUNCED = re.compile(
    r"(?i)\b(maintenances?|planned|scheduled|will (be|proceed|take|require|start|upgrade|migrate|perform|need)|we'll"
    r"|we will|is going to|are going to|proceed|expect(ed)?|performing an?)\b"
)


def issue_status(severity: str) -> tuple[ComponentStatus, Note | None]:
    """The status of the affected components, and a note where `severity` is none of cState's three words."""
    word = severity.strip().lower()
    if word in _SEVERITIES:
        return _SEVERITIES[word], None
    near = difflib.get_close_matches(word, _SEVERITIES, n=1, cutoff=0.6)
    if near:
        return _SEVERITIES[near[0]], Note(
            reason="its severity was misspelt", detail=f"{severity} is {near[0]}"
        )
    reason = "its severity is none of cState's: taken for disrupted"
    return ComponentStatus.PARTIAL_OUTAGE, Note(reason=reason, detail=severity.strip() or "none")


def issue_kind(
    *, title: str, name: str, body: str, has_window: bool, informational: bool, idle: bool
) -> Kind:
    """Whether an issue is an incident, a maintenance or a notice.

    A maintenance needs strong evidence, because it costs no uptime: a beginning and an end, a title without any word
    for a fault, and in it either the word maintenance, or planned work that the text or the file's name announces. A
    notice is what the source calls informational, and what is no disruption, affects nothing (`idle`) and names no
    fault.
    """
    if informational:
        return Kind.NOTICE
    if _FAULT.search(title):
        return Kind.INCIDENT
    announced = _ANNOUNCED.search(body) or _MAINTENANCE.search(name.replace("-", " "))
    planned = _MAINTENANCE.search(title) or (_PLANNED_WORK.search(title) and announced)
    if has_window and planned:
        return Kind.MAINTENANCE
    return Kind.NOTICE if idle else Kind.INCIDENT
