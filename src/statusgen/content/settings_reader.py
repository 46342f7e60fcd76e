"""Reads the settings of a site, and tells every fault in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from statusgen.content.characters import is_control
from statusgen.content.config_file import read_config_file
from statusgen.content.schema import SettingsFields
from statusgen.content.settings import SiteConfig
from statusgen.content.tree import Path as TreePath
from statusgen.content.tree import Tree, problem_at
from statusgen.content.validation import validate
from statusgen.model import Component, Impact, Settings
from statusgen.problems import Problem

__all__ = ["settings_in"]

DEFAULT_UPDATE_EVERY: Mapping[Impact, timedelta] = {
    Impact.CRITICAL: timedelta(minutes=30),
    Impact.MAJOR: timedelta(minutes=30),
    Impact.MINOR: timedelta(minutes=60),
}


def settings_in(path: Path) -> tuple[SiteConfig, list[Problem], Tree]:
    """The settings in `path`, every fault in them, and what they were read from; a faulty part keeps its default."""
    tree = read_config_file(path)
    problems = list(tree.problems)
    if not isinstance(tree.value, dict):
        return SiteConfig(path=path, is_read=False), problems, tree
    shown = path.as_posix()
    values = _Values(tree, tree.value, shown, problems)
    fields, components = _plugin_settings(tree, shown, problems)
    custom_dir = values.text_in("theme", "custom_dir")
    config = SiteConfig(
        path=path,
        name=values.required("site_name", "site_name: Example Status"),
        url=_site_url(values),
        description=values.text("site_description"),
        language=values.text_in("theme", "language") or "en",
        docs_dir=path.parent / (values.text("docs_dir") or "docs"),
        site_dir=path.parent / (values.text("site_dir") or "site"),
        custom_dir=path.parent / custom_dir if custom_dir else None,
        settings=_settings(fields),
        components=components,
    )
    if (values.text("use_directory_urls") or "true").lower() in ("false", "no", "off"):
        message = "must not be false: the addresses of incidents are promised as /incidents/<name>/"
        problems.append(problem_at(tree, ("use_directory_urls",), message, "delete the line", path=shown))
    problems += _theme_problems(tree, tree.value, shown)
    return config, problems, tree


def _theme_problems(tree: Tree, mapping: Mapping[str, Any], path: str) -> list[Problem]:
    """A theme other than Material has no frame for the pages."""
    theme = mapping.get("theme")
    name = theme.get("name", "mkdocs") if isinstance(theme, dict) else theme
    if theme is None or name == "material":
        return []
    shown = name if isinstance(name, str) else "null"
    message = f"`{shown[:60]}` cannot be used: the pages stand in the frame of Material for MkDocs"
    return [problem_at(tree, ("theme",), message, "write theme: {name: material}", path=path)]


class _Values(Struct, frozen=True):
    """Reads single settings of MkDocs from the tree."""

    tree: Tree
    mapping: Mapping[str, Any]
    path: str
    problems: list[Problem]

    def text(self, key: str) -> str | None:
        value = self.mapping.get(key)
        if value is None or (isinstance(value, str) and not is_control(value)):
            return value
        message = "holds a control character" if isinstance(value, str) else "must be a text"
        self.problems.append(problem_at(self.tree, (key,), message, path=self.path))
        return None

    def text_in(self, block: str, key: str) -> str | None:
        inner = self.mapping.get(block)
        value = inner.get(key) if isinstance(inner, dict) else None
        return value if isinstance(value, str) else None

    def required(self, key: str, example: str) -> str:
        value = (self.text(key) or "").strip()
        if not value and not self.mapping.get(key):
            place = {"path": self.path, "hint": f"write {example}"}
            if key in self.mapping:
                self.problems.append(problem_at(self.tree, (key,), "is empty", **place))
            else:
                self.problems.append(Problem(line=1, column=1, field=key, message="is missing", **place))
        return value


def _site_url(values: _Values) -> str:
    url = values.required("site_url", "site_url: https://status.example.com/")
    if not url:
        return ""
    if not _is_web_address(url):
        message = f"`{url[:60]}` is no web address"
        hint = "write it like https://status.example.com/"
        values.problems.append(problem_at(values.tree, ("site_url",), message, hint, path=values.path))
        return ""
    return url.rstrip("/") + "/"


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.port != 0 else None
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and not any(char in url for char in " \"'<>?#")


def _plugin_path(tree: Tree) -> TreePath | None:
    """Where the settings of the plugin `statusgen` stand: `plugins` is a list or a mapping."""
    plugins = tree.value.get("plugins") if isinstance(tree.value, dict) else None
    if isinstance(plugins, dict) and "statusgen" in plugins:
        return ("plugins", "statusgen")
    for index, entry in enumerate(plugins if isinstance(plugins, list) else []):
        if entry == "statusgen":
            return ("plugins", index)
        if isinstance(entry, dict) and "statusgen" in entry:
            return ("plugins", index, "statusgen")
    return None


def _plugin_settings(
    tree: Tree, path: str, problems: list[Problem]
) -> tuple[SettingsFields | None, Sequence[Component]]:
    """The checked settings, and the components; of faulty settings, the components that are right."""
    at = _plugin_path(tree)
    if at is None:
        hint = "write `statusgen: {components: […]}` below plugins"
        problems.append(problem_at(tree, ("plugins",), "the plugin statusgen is not listed", hint, path=path))
        return None, ()
    value: Any = tree.value
    for part in at:
        value = value[part]
    if value is None or value == "statusgen":
        return SettingsFields(), ()
    if not isinstance(value, dict):
        problems.append(
            problem_at(tree, at, "must be `key: value` lines", "write `components:` below it", path=path)
        )
        return None, ()
    fields, found = validate(tree, SettingsFields, path=path, context={}, at=at)
    problems += found
    if fields is None:
        wrong = {
            problem.field.split(".")[len(at)] for problem in found if problem.field.count(".") >= len(at)
        }
        names = set(SettingsFields.model_fields) - wrong - {"components"}
        right = {name: part for name, part in value.items() if name in names}
        return SettingsFields.model_validate(right), _named_only(value.get("components"))
    components = tuple(Component(**entry.model_dump()) for entry in fields.components)
    problems += _component_faults(tree, (*at, "components"), components, path)
    return fields, components


def _named_only(entries: Any) -> Sequence[Component]:
    """The components of a list in which something is wrong: incidents can still be checked against them."""
    known = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return tuple(
        Component(id=entry["id"], name=str(entry.get("name")))
        for entry in known
        if isinstance(entry.get("id"), str)
    )


def _component_faults(tree: Tree, at: TreePath, components: Sequence[Component], path: str) -> list[Problem]:
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for index, component in enumerate(components):
        here = (*at, index)
        if component.id in seen:
            hint = "give each component an id of its own"
            problems.append(
                problem_at(tree, (*here, "id"), f"`{component.id}` stands twice", hint, path=path)
            )
        seen[component.id] = index
        if component.since and component.retired and component.retired < component.since:
            message = f"{component.retired} is before since, {component.since}"
            problems.append(
                problem_at(tree, (*here, "retired"), message, "mend one of the two dates", path=path)
            )
    return problems


def _settings(fields: SettingsFields | None) -> Settings:
    if fields is None:
        return Settings(update_every=DEFAULT_UPDATE_EVERY)
    defaults = Settings()
    return Settings(
        timezone=fields.timezone,
        slo_window=fields.slo_window or defaults.slo_window,
        update_every={**DEFAULT_UPDATE_EVERY, **(fields.update_every or {})},
        stale_after=fields.stale_after or defaults.stale_after,
        full_text_search=fields.full_text_search,
    )
