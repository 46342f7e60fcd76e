"""What every importer hands over: converted records, refused ones, and the components that they name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from statusgen.model import Component, Incident, Postmortem
from statusgen.problems import Problem

__all__ = ["Conversion", "Converted", "ConvertedPostmortem", "Note", "Refused", "SourceComponent"]


class Note(Struct, frozen=True, kw_only=True, order=True):
    """Why a record is not quite what the source says, or why it was refused."""

    reason: str
    """The same words for every record with this reason, so that a summary can count them."""
    detail: str = ""
    """What differs from record to record, such as the value that could not be read."""


class Converted(Struct, frozen=True, kw_only=True):
    """A record in statusgen's terms."""

    source: str
    """How the source calls the record: its file or its id."""
    incident: Incident
    """Its slug is the one that the record would like; another record may already have it."""
    folder: str = ""
    """Where its file is to stand below `content/incidents/`: empty, or names that each end with a slash."""
    address: str | None = None
    """Its own old address, one of the incident's aliases: a second import knows the record by it."""
    dated: Sequence[datetime] = ()
    """Moments of updates that the import gave, because those of the source lie ahead: the next one gives others."""
    notes: Sequence[Note] = ()


class ConvertedPostmortem(Struct, frozen=True, kw_only=True):
    """A postmortem in statusgen's terms."""

    source: str
    postmortem: Postmortem
    """Its slug is the one that it would like; the names of its incidents follow from `explains`."""
    explains: Sequence[str]
    """How the source calls the records that it is about; at least one."""
    notes: Sequence[Note] = ()


class Refused(Struct, frozen=True, kw_only=True):
    """A record that was not imported."""

    source: str
    note: Note


class SourceComponent(Struct, frozen=True, kw_only=True):
    """A component as the source knows it."""

    key: str
    """What records call it: a name or a code."""
    name: str
    group: str | None = None
    description: str | None = None
    listed: bool = False
    """Whether the source's own list of components still has it."""
    since: date | None = None
    """The day on which the source began to track it, if it says so."""


class Conversion(Struct, frozen=True, kw_only=True):
    """Everything that one source holds."""

    converted: Sequence[Converted] = ()
    postmortems: Sequence[ConvertedPostmortem] = ()
    refused: Sequence[Refused] = ()
    components: Sequence[Component] = ()
    """Those that the source lists or its records name, in the source's order, retired ones last."""
    problems: Sequence[Problem] = ()
    """Faults that stop the import: the source could not be read."""
    remarks: Sequence[str] = ()
    """Sentences about the whole source that the summary repeats."""
