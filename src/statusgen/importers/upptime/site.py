"""The issues and the repository of an Upptime, read and converted as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from statusgen.importers.components import site_components
from statusgen.importers.conversion import Conversion, Converted, Refused, SourceComponent
from statusgen.importers.names import component_ids
from statusgen.importers.progress import Listener, told
from statusgen.importers.upptime.issues import GitHubIssues, Issue, read_issues
from statusgen.importers.upptime.record import MAINTENANCE, STATUS, convert_issue, sites_of
from statusgen.importers.upptime.sites import SETTINGS, UpptimeSites, read_sites
from statusgen.problems import Problem

__all__ = ["UpptimeFiles", "convert_upptime", "read_upptime"]

_MEASURED = "What Upptime measured (response times, minutes down) is not imported: uptime here follows from incidents."
_NO_ISSUES = (
    "No issues were given: only components were imported. Save the issues and their comments, and name the files too:"
    " gh api --paginate 'repos/OWNER/NAME/issues?state=all&per_page=100' > issues.json and"
    " gh api --paginate 'repos/OWNER/NAME/issues/comments?per_page=100' > comments.json"
)
_SHOWN = 10


class UpptimeFiles(Struct, frozen=True, kw_only=True):
    """What was read from disk."""

    issues: dict[str, bytes] = field(default_factory=dict)
    repository: dict[str, bytes] = field(default_factory=dict)
    """Settings and history, by their paths in the repository."""


def read_upptime(paths: Iterable[Path]) -> tuple[UpptimeFiles, list[Problem]]:
    """The files that `paths` name: checked-out repositories, JSON files, and folders of these."""
    files = UpptimeFiles()
    problems: list[Problem] = []
    for path in paths:
        if not path.is_dir():
            _read(path, path.as_posix(), files.issues, problems)
            continue
        is_repository = any((path / name).is_file() for name in SETTINGS) or (path / "history").is_dir()
        if is_repository:
            wanted = [path / name for name in SETTINGS if (path / name).is_file()]
            wanted += sorted((path / "history").glob("*.yml")) + sorted(
                (path / "history").glob("summary.json")
            )
            for file in wanted:
                _read(file, file.relative_to(path).as_posix(), files.repository, problems)
        patterns = ("issues*.json", "comments*.json") if is_repository else ("*.json",)
        found = sorted(file for pattern in patterns for file in path.glob(pattern))
        for file in found:
            _read(file, file.as_posix(), files.issues, problems)
        if not found and not is_repository:
            hint = "name a checked-out repository, or a folder with the issues as JSON"
            problems.append(
                Problem(path=path.as_posix(), message="the folder holds no .json file", hint=hint)
            )
    return files, problems


def _read(path: Path, name: str, into: dict[str, bytes], problems: list[Problem]) -> None:
    try:
        into[name] = path.read_bytes()
    except OSError as error:
        problems.append(Problem(path=path.as_posix(), message=f"cannot be read: {error.strerror}"))


def convert_upptime(files: UpptimeFiles, now: datetime, progress: Listener = None) -> Conversion:
    """Every issue that Upptime publishes as an incident or a maintenance, or refused with its reason."""
    found, problems = read_issues(files.issues)
    issues, refused = found.issues, list(found.refused)
    sites, more = read_sites(files.repository)
    problems += more
    if problems:
        return Conversion(problems=problems)
    published = [issue for issue in issues if _is_published(issue)]
    sources = _sources(published, sites)
    ids = component_ids((slug, slug, None) for slug in sources)
    outcomes = [
        convert_issue(issue, sites, ids, now) for issue in told("reading records", published, progress)
    ]
    converted = _with_own_slugs([outcome for outcome in outcomes if isinstance(outcome, Converted)])
    refused += [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    incidents = [record.incident for record in converted]
    named = {name for incident in incidents for name in incident.components}
    used = [source for source in sources.values() if source.listed or ids[source.key] in named]
    others = [issue for issue in issues if not _is_published(issue)]
    return Conversion(
        converted=converted,
        refused=refused,
        components=site_components(used, ids, incidents, has_list=sites.has_list),
        remarks=_remarks(files, others, found),
    )


def _is_published(issue: Issue) -> bool:
    return STATUS in issue.labels or MAINTENANCE in issue.labels


def _sources(issues: Sequence[Issue], sites: UpptimeSites) -> Mapping[str, SourceComponent]:
    """The sites of the repository, and those that only issues name."""
    sources = {site.key: site for site in sites.sites}
    for issue in issues:
        for slug in sites_of(issue, sites):
            name = slug.replace("-", " ").strip().capitalize() or slug
            sources.setdefault(slug, SourceComponent(key=slug, name=name))
    return sources


def _with_own_slugs(converted: Sequence[Converted]) -> list[Converted]:
    """`converted`, oldest first; of several that would have one slug, all but the first end with their number."""
    taken: set[str] = set()
    done = []
    for record in sorted(converted, key=lambda one: (one.incident.updates[0].at, one.source)):
        incident = record.incident
        if incident.slug in taken:
            incident = replace(incident, slug=f"{incident.slug}-{record.source.lstrip('#')}")
        taken.add(incident.slug)
        done.append(replace(record, incident=incident))
    return done


def _remarks(files: UpptimeFiles, others: Sequence[Issue], found: GitHubIssues) -> list[str]:
    remarks = [_MEASURED] if files.repository else []
    if not files.issues:
        remarks.append(_NO_ISSUES)
    if others:
        shown = ", ".join(f"#{issue.number}" for issue in others[:_SHOWN]) + (
            ", …" if len(others) > _SHOWN else ""
        )
        noun = "issue" if len(others) == 1 else "issues"
        remarks.append(
            f"{len(others)} {noun} without the label status or maintenance, which Upptime does not publish: {shown}"
        )
    if found.pull_requests:
        remarks.append(f"Pull requests among the issues, left out: {found.pull_requests}")
    if found.stray_comments:
        remarks.append(f"Comments on issues that the source does not hold, left out: {found.stray_comments}")
    return remarks
