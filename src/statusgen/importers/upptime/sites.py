"""The sites that an Upptime repository watches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from statusgen.content.slugs import slug_of
from statusgen.importers.conversion import SourceComponent
from statusgen.importers.json_files import read_json
from statusgen.importers.loose_times import read_date
from statusgen.importers.names import clean_line
from statusgen.importers.plain_yaml import listed, mapping_of, read_settings_file, word_of
from statusgen.problems import Problem

__all__ = ["SETTINGS", "UpptimeSites", "read_sites", "slug_of_name"]

SETTINGS = (".upptimerc.yml", ".upptimerc.yaml")
_SUMMARY = "history/summary.json"


class UpptimeSites(Struct, frozen=True, kw_only=True):
    """What the records need to know of their repository."""

    sites: Sequence[SourceComponent] = ()
    """By their slugs; those that are no longer watched last."""
    has_list: bool = False
    """Whether the repository says which of them it watches."""
    base_url: str | None = None


def read_sites(files: Mapping[str, bytes]) -> tuple[UpptimeSites, list[Problem]]:
    """The sites in the `files` of a repository (path to content): its settings, else its summary, else its history."""
    settings: Mapping[str, object] = {}
    problems: list[Problem] = []
    for name in SETTINGS:
        if name in files:
            settings, problems = read_settings_file(files[name], name)
            break
    since = {slug: day for path in files if (slug := _slug_of_path(path)) and (day := _since(files[path]))}
    watched = _watched(settings) or _summarised(files.get(_SUMMARY, b""))
    found = {
        slug: SourceComponent(key=slug, name=name, listed=True, since=since.get(slug))
        for slug, name in watched.items()
    }
    for path in files:
        slug = _slug_of_path(path)
        if slug and slug not in found:
            name = slug.replace("-", " ").capitalize()
            found[slug] = SourceComponent(key=slug, name=name, listed=not watched, since=since.get(slug))
    website = mapping_of(settings.get("status-website"))
    cname = word_of(website.get("cname"))
    return UpptimeSites(
        sites=tuple(found.values()),
        has_list=bool(watched),
        base_url=f"https://{cname}/" if cname else None,
    ), problems


def slug_of_name(name: str) -> str:
    """The slug that Upptime makes of a site's name: camel case is divided, and `&` is a word."""
    spaced = "".join(
        f" {character}" if character.isupper() and before.islower() else character
        for before, character in zip(f" {name}", name, strict=False)
    )
    return slug_of(spaced.replace("&", " and "), longest=100)


def _watched(settings: Mapping[str, object]) -> dict[str, str]:
    """Slug to name, in the order of the settings."""
    found: dict[str, str] = {}
    for site in listed(settings.get("sites")):
        name = clean_line(word_of(site.get("name")))
        slug = word_of(site.get("slug")) or slug_of_name(name)
        if name and slug:
            found.setdefault(slug, name)
    return found


def _summarised(data: bytes) -> dict[str, str]:
    document, problem = read_json(data, _SUMMARY, hint="")
    found: dict[str, str] = {}
    for site in [] if problem else listed(document):
        slug, name = word_of(site.get("slug")), clean_line(word_of(site.get("name")))
        if slug and name:
            found.setdefault(slug, name)
    return found


def _slug_of_path(path: str) -> str:
    """The slug of `history/<slug>.yml`; empty for any other file."""
    folder, _, name = path.rpartition("/")
    return name.removesuffix(".yml") if folder == "history" and name.endswith(".yml") else ""


def _since(data: bytes) -> date | None:
    """The day on which a site was first seen; old versions wrote the file as a list of one entry each."""
    for line in data.decode("utf-8", "replace").splitlines():
        name, _, value = line.lstrip("- ").partition(":")
        if name.strip() == "startTime":
            moment, _ = read_date(value.strip())
            return moment.date() if moment else None
    return None
