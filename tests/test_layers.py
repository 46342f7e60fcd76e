"""Imports point one way, so that each layer can be read, tested and replaced without those above it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "statusgen"

# Lowest first. A module may import from its own layer and from those before it.
LAYERS = (
    {"model", "problems", "atomic", "processes"},
    {"content"},
    {"derive", "importers"},
    {"outputs"},
    {"clock"},
    {"publishing"},
    {"plugin"},
    {"cli"},
    {"__main__"},
)

# Siblings on one level that know nothing of each other.
STRANGERS = {
    ("derive", "importers"),
    ("importers", "derive"),
    ("plugin", "importers"),
    ("outputs", "importers"),
    ("publishing", "importers"),
}


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).with_suffix("").as_posix()
        if not name.startswith("starter/"):
            yield name.replace("/", ".").removesuffix(".__init__"), ast.parse(file.read_bytes())


def _imports(tree: ast.Module) -> Iterator[str]:
    """Full names of what is imported anywhere in a module, inside of functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: relative imports hide the layer"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names)


def _layer(module: str) -> int:
    part = module.split(".")[0]
    found = [rank for rank, names in enumerate(LAYERS) if part in names]
    assert found, f"{module}: say in tests/test_layers.py to which layer it belongs"
    return found[0]


MODULES = [(name, tree) for name, tree in _modules() if name != "__init__"]


@pytest.mark.parametrize(("name", "tree"), MODULES, ids=[name for name, _ in MODULES])
def test_imports_point_down(name: str, tree: ast.Module) -> None:
    """model, problems <- content <- derive <- outputs <- plugin <- cli; importers stand on content."""
    for imported in _imports(tree):
        if not imported.startswith("statusgen."):
            continue
        below = imported.removeprefix("statusgen.")
        if below.split(".")[0] in {"__version__", "theme", "starter"}:
            continue
        assert _layer(below) <= _layer(name), f"{name} imports {imported}"
        assert (name.split(".")[0], below.split(".")[0]) not in STRANGERS, f"{name} imports {imported}"


# Which part of the package may name a library: one place to change when the library does.
OWNERS = {"mkdocs": {"plugin"}, "material": {"plugin"}, "pydantic": {"content"}, "click": {"cli"}}


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_touched_in_one_place(library: str) -> None:
    """Only plugin.py imports mkdocs, only content/ pydantic, only cli/ click."""
    users = {
        name.split(".")[0]
        for name, tree in MODULES
        if any(imported.split(".")[0] == library for imported in _imports(tree))
    }
    assert users <= OWNERS[library]


@pytest.mark.parametrize("part", ["model", "problems", "derive", "outputs"])
def test_what_is_derived_needs_no_clock(part: str) -> None:
    """Below the plugin and the command line, `now` is always a parameter."""
    readers = [
        f"{name}:{node.lineno}"
        for name, tree in MODULES
        if name.split(".")[0] == part
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "today", "utcnow"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date", "time"}
    ]
    assert not readers
