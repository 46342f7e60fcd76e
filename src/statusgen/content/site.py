"""A whole site, read from its settings and its content directory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from statusgen.content.files import INCIDENTS, POSTMORTEMS, ContentFolder, content_files, is_record
from statusgen.content.incidents import IncidentFile
from statusgen.content.own_pages import own_page_problems
from statusgen.content.postmortems import PostmortemFile, read_postmortem
from statusgen.content.record_reader import Known, RecordReader, bytes_of, key_seed
from statusgen.content.settings import SiteConfig
from statusgen.content.sharing import read_files
from statusgen.content.stored import FileReading, digest_of
from statusgen.content.stored_settings import settings_with_store
from statusgen.content.whole_site import GENERATED_PAGES, WholeSite
from statusgen.model import Incident, Site
from statusgen.problems import Problem

__all__ = ["GENERATED_PAGES", "Known", "Reading", "read_site"]


class Reading(Struct, frozen=True, kw_only=True):
    """A site as far as it could be read, and everything that is wrong with it."""

    config: SiteConfig
    site: Site
    problems: Sequence[Problem]
    """Sorted by file and position."""
    sources: Mapping[str, bytes] = field(default_factory=dict)
    """The path of each file that was read, relative to the content directory, to a digest of its bytes.

    It is empty unless `read_site` was given what is known; the same is true of `reusable`.
    """
    reusable: Mapping[bytes, Incident] = field(default_factory=dict)
    """What the next reading may be given as known: each incident in whose file nothing is wrong, by its key.

    The key stands for everything that makes the incident what it is: the file's path and bytes, the ids of the
    components, the time zone, and the version of statusgen.
    """
    has_learnt: bool = False
    """Whether anything in `reusable` was not known before."""
    stored_settings: bytes = b""
    """What the next reading may be given in place of the settings; empty where something is wrong with them."""


def read_site(
    config_path: Path,
    now: datetime,
    *,
    known: Known | None = None,
    stored_settings: bytes = b"",
    processes: int = 1,
) -> Reading:
    """The site that `config_path` describes; updates are judged against the moment `now`.

    A file whose incident is `known` is not parsed, nor are settings that the `stored_settings` hold. With more
    `processes` than one, a large site is read in as many, forked from this one: no other thread may run then.
    """
    config, problems, stored_settings = settings_with_store(config_path, stored_settings)
    files, found = content_files(config)
    problems += found
    reader = _FilesReader(config, known, problems)
    reader.read(files, processes)
    whole = WholeSite(
        config=config, incidents=reader.incidents, postmortems=reader.postmortems, files=files, now=now
    )
    problems += whole.problems()
    return Reading(
        config=config,
        site=_site(config, reader.incidents, reader.postmortems),
        problems=sorted(set(problems)),
        sources=reader.sources,
        reusable=reader.reusable,
        has_learnt=reader.has_learnt,
        stored_settings=stored_settings,
    )


class _FilesReader:
    """Reads the files of a site one after the other, and keeps what comes of them."""

    def __init__(self, config: SiteConfig, known: Known | None, problems: list[Problem]) -> None:
        self.folder = ContentFolder.of(config)
        self.timezone = config.settings.timezone
        self.is_incremental = known is not None
        self.problems = problems
        self.incidents: list[IncidentFile] = []
        self.postmortems: list[PostmortemFile] = []
        self.sources: dict[str, bytes] = {}
        self.reusable: dict[bytes, Incident] = {}
        self.has_learnt = False
        components = {component.id: component for component in config.components}
        self.records = RecordReader(
            folder=self.folder,
            components=components,
            timezone=self.timezone,
            seed=key_seed(components, self.timezone),
            known=known,
        )

    def read(self, files: set[str], processes: int) -> None:
        """Reads all `files` in the order of their names; one that cannot be read is a problem."""
        records: list[str] = []
        for file in sorted(files):
            folder, _, _ = file.partition("/")
            if folder == INCIDENTS:
                if is_record(file, self.folder.shown + file, self.problems):
                    records.append(file)
            elif folder == POSTMORTEMS:
                if is_record(file, self.folder.shown + file, self.problems):
                    self.read_other(file, is_postmortem=True)
            elif file.endswith(".md"):
                self.read_other(file, is_postmortem=False)
        for file, reading in zip(records, read_files(self.records, records, processes), strict=True):
            self.keep(file, reading)

    def keep(self, file: str, reading: FileReading) -> None:
        """Notes what was read from a file below `incidents/`."""
        self.problems += reading.problems
        incident = reading.incident
        if incident or reading.problems:
            path = self.folder.shown + file
            self.incidents.append(IncidentFile(path=path, incident=incident, has_links=reading.has_links))
        if reading.digest:
            self.sources[file] = reading.digest
            if incident and not reading.problems and _is_unicode(file):
                self.reusable[self.records.key(file, reading.digest)] = incident
                self.has_learnt = self.has_learnt or not reading.is_known

    def read_other(self, file: str, *, is_postmortem: bool) -> None:
        """Reads a postmortem, or looks at a page of the site's own."""
        shown = self.folder.shown + file
        try:
            data = bytes_of(self.folder.disk + file)
        except OSError as error:
            self.problems.append(Problem(path=shown, message=f"cannot be read: {error.strerror}"))
            return
        if self.is_incremental:
            self.sources[file] = digest_of(data)
        if not is_postmortem:
            self.problems += own_page_problems(data, shown)
            return
        postmortem, found = read_postmortem(
            data, path=shown, source=self.folder.source + file, timezone=self.timezone
        )
        self.postmortems.append(postmortem)
        self.problems += found


def _is_unicode(file: str) -> bool:
    """Whether the name can be written into a file: some that a disk can hold cannot."""
    try:
        file.encode()
    except UnicodeEncodeError:
        return False
    return True


def _site(
    config: SiteConfig, incidents: Sequence[IncidentFile], postmortems: Sequence[PostmortemFile]
) -> Site:
    records = [file.incident for file in incidents if file.incident]
    lessons = [file.postmortem for file in postmortems if file.postmortem]
    return Site(
        name=config.name,
        url=config.url,
        description=config.description,
        language=config.language,
        content_dir=config.relative(config.docs_dir),
        settings=config.settings,
        components=tuple(config.components),
        incidents=tuple(sorted(records, key=lambda record: (record.updates[0].at, record.slug))),
        postmortems=tuple(sorted(lessons, key=lambda lesson: (lesson.published, lesson.slug))),
    )
