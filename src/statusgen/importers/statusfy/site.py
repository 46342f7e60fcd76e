"""A folder of a Statusfy site, read and converted as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from statusgen.importers.components import site_components
from statusgen.importers.conversion import Conversion, Converted, Refused, SourceComponent
from statusgen.importers.front_files import read_source_file
from statusgen.importers.names import component_ids, unique_slugs
from statusgen.importers.progress import Listener, told
from statusgen.importers.statusfy.facts import affected_systems
from statusgen.importers.statusfy.record import convert_statusfy_record
from statusgen.importers.statusfy.settings import CONFIGS, StatusfySite, read_statusfy_settings
from statusgen.problems import Problem

__all__ = ["StatusfyFiles", "convert_statusfy", "read_statusfy_folder"]


class StatusfyFiles(Struct, frozen=True, kw_only=True):
    """What was read from disk."""

    site: StatusfySite = field(default_factory=StatusfySite)
    incidents: Mapping[str, bytes] = field(default_factory=dict)
    """By their path below the content directory."""


def read_statusfy_folder(folder: Path) -> tuple[StatusfyFiles, list[Problem]]:
    """The settings and the incidents of the site in `folder`, and what could not be read."""
    problems: list[Problem] = []
    wanted = [folder / name for name in CONFIGS if (folder / name).is_file()][:1]
    wanted += sorted((folder / "locales").glob("*.json"))
    settings = _bytes_of({path.relative_to(folder).as_posix(): path for path in wanted}, problems)
    site, found = read_statusfy_settings(settings)
    problems += found
    root = folder / site.content_dir
    inside = root.resolve().is_relative_to(folder.resolve())
    if not root.is_dir() or not inside:
        hint = "name the folder that holds config.js and content"
        problems.append(Problem(path=root.as_posix(), message="there is no such folder", hint=hint))
        return StatusfyFiles(), problems
    paths = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*.md"))}
    return StatusfyFiles(site=site, incidents=_bytes_of(paths, problems)), problems


def _bytes_of(paths: Mapping[str, Path], problems: list[Problem]) -> dict[str, bytes]:
    contents = {}
    for name, path in paths.items():
        try:
            contents[name] = path.read_bytes()
        except OSError as error:
            problems.append(Problem(path=path.as_posix(), message=f"cannot be read: {error.strerror}"))
    return contents


def convert_statusfy(files: StatusfyFiles, now: datetime, progress: Listener = None) -> Conversion:
    """Every incident as an incident or a maintenance, or refused with its reason.

    A site has one language, so a translation is not imported beside its original; it is where there is no original.
    """
    site = files.site
    chosen, languages = _originals(files.incidents)
    records = {source: data for source, data in chosen.items() if not _is_readme(source)}
    sources = {system.key: system for system in site.systems}
    for data in records.values():
        for name in affected_systems(read_source_file(data)):
            sources.setdefault(name, SourceComponent(key=name, name=name))
    # What people see of a system may change, and its key stays.
    ids = component_ids((key, key, None) for key in sources)
    slugs = unique_slugs((source.removesuffix(".md") for source in records), fallback="incident")
    outcomes = [
        convert_statusfy_record(
            data,
            source,
            site,
            ids,
            slug=slugs[source.removesuffix(".md")],
            languages=languages.get(source, ()),
            now=now,
        )
        for source, data in told("reading records", records.items(), progress)
    ]
    converted = [outcome for outcome in outcomes if isinstance(outcome, Converted)]
    incidents = [record.incident for record in converted]
    named = {name for incident in incidents for name in incident.components}
    used = [source for source in sources.values() if source.listed or ids[source.key] in named]
    left_out = len(files.incidents) - len(chosen)
    remarks = [f"Translations of incidents, left out: {left_out}. Their old addresses lead to the originals."]
    return Conversion(
        converted=converted,
        refused=[outcome for outcome in outcomes if isinstance(outcome, Refused)],
        components=site_components(used, ids, incidents, has_list=site.has_list),
        remarks=[*site.remarks, *(remarks if left_out else [])],
    )


def _originals(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, list[str]]]:
    """The files in the default language, else the first translation, and the languages of each one's translations.

    A file and its translations have the same name.
    """
    chosen: dict[str, bytes] = {}
    languages: dict[str, list[str]] = {}
    by_name: dict[str, str] = {}
    for source in sorted(files, key=lambda source: (source.count("/"), source)):
        path = PurePosixPath(source)
        original = by_name.setdefault(path.name, source)
        if original == source:
            chosen[source] = files[source]
        if len(path.parts) == 2:
            languages.setdefault(original, []).append(path.parts[0])
    return chosen, languages


def _is_readme(source: str) -> bool:
    return PurePosixPath(source).stem.lower() == "readme"
