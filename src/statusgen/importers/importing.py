"""From a conversion to the site: plan everything, then write it, and report."""

from __future__ import annotations

import os
from pathlib import Path

import yaml

from statusgen.content.links import page_path
from statusgen.content.settings import read_settings
from statusgen.content.site import GENERATED_PAGES
from statusgen.importers.components import named_days
from statusgen.importers.conversion import Conversion
from statusgen.importers.placing import Placement, existing_records, place
from statusgen.importers.progress import Listener
from statusgen.importers.report import Report
from statusgen.importers.settings_edit import add_components, has_component_list
from statusgen.importers.writing_edge import write_all
from statusgen.problems import Problem

__all__ = ["import_records"]


def import_records(
    conversion: Conversion,
    config_path: Path,
    *,
    dry_run: bool,
    progress: Listener = None,
) -> tuple[Report, list[Problem]]:
    """What became of every record; with problems nothing was written."""
    config, faults = read_settings(config_path)
    if faults:
        return Report(), faults
    folder = config.docs_dir / "incidents"
    existing, problems = existing_records(folder)
    settings_path = _settings_file(config_path)
    try:
        before = settings_path.read_bytes()
    except OSError as error:
        return Report(), [Problem(path=settings_path.as_posix(), message=f"cannot be read: {error.strerror}")]
    known = {component.id for component in config.components}
    new = [component for component in conversion.components if component.id not in known]
    after, edit_problems = add_components(before, new, settings_path.as_posix()) if new else (before, [])
    problems = [*conversion.problems, *problems, *edit_problems]
    if problems:
        return Report(), problems
    placement = place(conversion.converted, existing, _pages(config.docs_dir), progress)
    report = Report(
        written=placement.written,
        kept=placement.kept,
        refused=conversion.refused,
        components=[component.id for component in new],
        joined=sorted(known & _named(conversion, placement)),
        settings_path=settings_path.as_posix(),
        remarks=conversion.remarks,
        dry_run=dry_run,
    )
    if dry_run or (not placement.files and after == before):
        return report, []
    content = after if after != before else None
    return report, write_all(folder, placement.files, settings_path, content, progress)


def _named(conversion: Conversion, placement: Placement) -> set[str]:
    """The components that the records to be written name."""
    written = {record.source for record in placement.written}
    incidents = [record.incident for record in conversion.converted if record.source in written]
    return set(named_days(incidents))


def _pages(docs_dir: Path) -> set[str]:
    """The addresses of the site's own pages."""
    files = (path.relative_to(docs_dir).as_posix() for path in docs_dir.rglob("*") if path.is_file())
    return {*GENERATED_PAGES, *(page_path(file) for file in files)}


def _settings_file(config_path: Path) -> Path:
    """The file that holds the list of components: the settings, or one that they inherit.

    MkDocs lets a list replace the inherited one, so new components belong to the list that counts now.
    """
    path = config_path
    for _ in range(10):
        if not path.is_file() or has_component_list(path.read_bytes()):
            break
        parent = _inherited(path)
        if parent is None:
            return config_path
        path = parent
    return path if path.is_file() else config_path


def _inherited(path: Path) -> Path | None:
    try:
        root = yaml.compose(path.read_text("utf-8-sig"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return None
    for key, value in root.value if isinstance(root, yaml.MappingNode) else []:
        if key.value == "INHERIT" and isinstance(value, yaml.ScalarNode):
            return Path(os.path.normpath(path.parent / value.value))
    return None
