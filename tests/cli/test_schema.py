"""`statusgen schema`: what editors check and complete with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Invoke = Callable[..., Result]
NAMES = ["incident", "maintenance", "notice", "record", "postmortem", "config"]


def _printed(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_needs_no_site(name: str, invoke: Invoke, tmp_path: Path) -> None:
    """Anywhere, even where no site is, each schema is printed, and always the same."""
    first = invoke("schema", name, cwd=tmp_path)
    assert _printed(first)["title"] == name
    (tmp_path / "mkdocs.yml").write_text("no: site\n", encoding="utf-8")
    assert invoke("schema", name, cwd=tmp_path).stdout == first.stdout


def test_the_components_of_a_site_are_listed(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """With `-f` each component stands in the schema with its name, in the order of the settings."""
    components = _printed(invoke("schema", "record", "-f", "mkdocs.yml", cwd=write_site({})))["properties"][
        "components"
    ]
    assert components["items"]["enum"] == ["checkout", "search", "api"]
    assert components["items"]["enumDescriptions"] == ["Checkout", "Search", "API"]
    described = {name: schema["description"] for name, schema in components["properties"].items()}
    assert described == {"checkout": "Checkout", "search": "Search", "api": "API"}
    assert components["additionalProperties"] is False


def test_faulty_settings_make_no_schema(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """A schema of half a site would call right files wrong: the problems are told instead."""
    site = write_site({"mkdocs.yml": "site_name: A\nsite_url: ftp://a/\nplugins: [search]\n"})
    result = invoke("schema", "record", "-f", "mkdocs.yml", cwd=site)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "mkdocs.yml:2:1: site_url" in result.stderr
    assert "no schema was printed" in result.stderr


@pytest.mark.parametrize("arguments", [["incidents"], []], ids=["unknown", "none"])
def test_an_unknown_name_is_wrong_usage(arguments: list[str], invoke: Invoke, tmp_path: Path) -> None:
    """The names that there are are told."""
    result = invoke("schema", *arguments, cwd=tmp_path)
    assert result.exit_code == 2
    assert all(name in result.stderr for name in NAMES)
