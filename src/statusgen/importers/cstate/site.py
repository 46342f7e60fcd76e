"""A folder of a cState site, converted as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from statusgen.importers.components import site_components
from statusgen.importers.conversion import Conversion, Converted, Refused, SourceComponent
from statusgen.importers.cstate.config import CStateSite, read_cstate_config
from statusgen.importers.cstate.facts import affected_systems, stem_of
from statusgen.importers.cstate.record import convert_cstate_record
from statusgen.importers.front_files import read_source_file
from statusgen.importers.names import component_ids, unique_slugs
from statusgen.importers.progress import Listener, told
from statusgen.problems import Problem

__all__ = ["convert_cstate", "read_cstate_folder"]

_CONFIGS = ("config.yml", "config.yaml", "config.toml", "hugo.yaml", "hugo.yml", "hugo.toml")


def read_cstate_folder(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes], list[Problem]]:
    """The issues by their path below `content/issues`, the configuration by its name, and what could not be read."""
    issues: dict[str, bytes] = {}
    configs: dict[str, bytes] = {}
    problems = []
    root = folder / "content" / "issues"
    hint = "name the folder that holds config.yml and content/issues"
    if not root.is_dir():
        return {}, {}, [Problem(path=root.as_posix(), message="there is no such folder", hint=hint)]
    wanted = [(path, path.relative_to(root).as_posix(), issues) for path in sorted(root.rglob("*.md"))]
    wanted += [(folder / name, name, configs) for name in _CONFIGS if (folder / name).is_file()][:1]
    for path, name, files in wanted:
        try:
            files[name] = path.read_bytes()
        except OSError as error:
            problems.append(Problem(path=path.as_posix(), message=f"cannot be read: {error.strerror}"))
    return issues, configs, problems


def convert_cstate(
    issues: Mapping[str, bytes], configs: Mapping[str, bytes], now: datetime, progress: Listener = None
) -> Conversion:
    """Every file in `issues` as an incident, or refused with its reason."""
    site = CStateSite()
    for name, data in configs.items():
        site, problems = read_cstate_config(data, name)
        if problems:
            return Conversion(problems=problems)
    sources = {system.key: system for system in site.systems}
    for data in issues.values():
        for name in affected_systems(read_source_file(data), site)[0]:
            sources.setdefault(name, SourceComponent(key=name, name=name))
    ids = component_ids((source.key, source.name, source.group) for source in sources.values())
    slugs = _slugs(issues)
    outcomes = [
        convert_cstate_record(data, source, site, ids, slug=slugs[source], now=now)
        for source, data in told("reading records", issues.items(), progress)
    ]
    converted = [outcome for outcome in outcomes if isinstance(outcome, Converted)]
    named = {name for record in converted for name in record.incident.components}
    used = [source for source in sources.values() if source.listed or ids[source.key] in named]
    remarks = (
        [] if configs else ["The folder has no config.yml: its list of systems and its address are unknown."]
    )
    return Conversion(
        converted=converted,
        refused=[outcome for outcome in outcomes if isinstance(outcome, Refused)],
        components=site_components(
            used, ids, [record.incident for record in converted], has_list=site.has_list
        ),
        remarks=remarks,
    )


def _slugs(issues: Mapping[str, bytes]) -> dict[str, str]:
    """Source to slug: from the stem, and from the whole path where two folders hold the same stem."""
    stems: dict[str, list[str]] = {}
    for source in issues:
        stems.setdefault(stem_of(source), []).append(source)
    names = {
        source: stem if len(sources) == 1 else source.removesuffix(".md")
        for stem, sources in stems.items()
        for source in sources
    }
    slugs = unique_slugs(names.values(), fallback="incident")
    return {source: slugs[name] for source, name in names.items()}
