"""From a conversion to the site: plan everything, then write it, and report."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import yaml
from msgspec.structs import replace

from statusgen.atomic import write_all
from statusgen.content.links import page_path
from statusgen.content.settings import SiteConfig, read_settings
from statusgen.content.site import GENERATED_PAGES
from statusgen.importers.components import named_days
from statusgen.importers.conversion import Conversion
from statusgen.importers.existing import existing_postmortems, existing_records
from statusgen.importers.placing import Known, Placement, place
from statusgen.importers.placing_postmortems import place_postmortems
from statusgen.importers.progress import Listener
from statusgen.importers.report import Report
from statusgen.importers.settings.edit import add_components, has_component_list
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
    settings_path = _settings_file(config_path)
    try:
        before = settings_path.read_bytes()
    except OSError as error:
        return Report(), [Problem(path=settings_path.as_posix(), message=f"cannot be read: {error.strerror}")]
    known = {component.id for component in config.components}
    new = [component for component in conversion.components if component.id not in known]
    after, problems = add_components(before, new, settings_path.as_posix()) if new else (before, [])
    added = [component.id for component in new]
    records, lessons, more = _placed(conversion, config, {*known, *added}, progress)
    if problems := [*conversion.problems, *problems, *more]:
        return Report(), problems
    report = replace(
        _report(conversion, records, lessons),
        components=added,
        joined=sorted(known & _named(conversion, records)),
        settings_path=settings_path.as_posix(),
        dry_run=dry_run,
    )
    if dry_run:
        return report, []
    files = {config.docs_dir / "incidents" / name: data for name, data in records.files.items()}
    files |= {config.docs_dir / "postmortems" / name: data for name, data in lessons.files.items()}
    changed = {settings_path: after} if after != before else {}
    return report, _written(files, changed, progress)


def _report(conversion: Conversion, records: Placement, lessons: Placement) -> Report:
    return Report(
        written=records.written,
        kept=records.kept,
        refused=[*conversion.refused, *records.refused],
        postmortems_written=lessons.written,
        postmortems_kept=lessons.kept,
        postmortems_refused=lessons.refused,
        remarks=conversion.remarks,
    )


def _placed(
    conversion: Conversion, config: SiteConfig, components: set[str], progress: Listener
) -> tuple[Placement, Placement, list[Problem]]:
    """The files of records and of postmortems, and what could not be read of those that are there."""
    existing, problems = existing_records(config.docs_dir / "incidents")
    lessons, more = existing_postmortems(config.docs_dir / "postmortems")
    timezone = config.settings.timezone
    known = Known(pages=_pages(config.docs_dir), components=components, timezone=timezone)
    records = place(conversion.converted, existing, known, progress)
    slugs = {record.source: record.slug for record in records.written}
    slugs |= {record.source: record.slug for record in records.kept}
    postmortems = place_postmortems(conversion.postmortems, lessons, slugs, timezone)
    return records, postmortems, [*problems, *more]


def _written(files: Mapping[Path, bytes], changed: Mapping[Path, bytes], progress: Listener) -> list[Problem]:
    """Everything is on the disk, or nothing and the reason."""

    def tell(done: int) -> None:
        if progress:
            progress("writing records", done, len(files))

    try:
        # The settings first, since a component without records is right, and records without components are not.
        write_all(files, changed, tell)
    except OSError as error:
        place = Path(str(error.filename2 or error.filename or ".")).as_posix()
        message = f"cannot be written: {error.strerror}"
        return [Problem(path=place, message=message, hint="nothing was imported; mend it, then import again")]
    return []


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
