"""The pages are valid HTML."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

# What Material's own frame does on every page of every site, and no template of ours can change. Sentence and
# element are both compared, so that the same fault elsewhere is still seen.
_OF_MATERIAL = (
    # Check boxes that open the drawer and the search, in Material's base template outside of any block.
    (
        "Attribute “autocomplete” is only allowed when the input type is",
        '<input class="md-toggle" data-md-toggle="',
    ),
    # A section of the navigation that holds pages but no page of its own gets an empty `tabindex`.
    ("Bad value “” for attribute “tabindex” on element “label”", '<label class="md-nav__link'),
)


def _is_of_material(message: Mapping[str, Any]) -> bool:
    return any(
        message["message"].startswith(text) and mark in message.get("extract", "")
        for text, mark in _OF_MATERIAL
    )


def _line(message: Mapping[str, Any]) -> str:
    place = f"{message.get('url', '')}:{message.get('lastLine', 0)}"
    return f"{place}: {message['message']}\n    {message.get('extract', '')}"


@pytest.fixture(scope="module")
def messages(demo_site: Path, root: Path) -> Sequence[Mapping[str, Any]]:
    """What the Nu Html Checker says about every page of the demonstration."""
    checker = root / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not checker.is_file():
        pytest.skip("vnu-jar is missing: run `npm install` (needs Node.js)")
    java = shutil.which("java")
    if java is None:
        pytest.skip("java is missing: install Java 17 (Debian: apt-get install default-jre-headless)")
    done = subprocess.run(
        [java, "-Xss8m", "-jar", checker, "--stdout", "--skip-non-html", "--format", "json", demo_site],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        timeout=600,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout)["messages"]


def test_every_page_is_valid_html(messages: Sequence[Mapping[str, Any]]) -> None:
    """The Nu Html Checker finds no error on any page, besides two that Material's own frame makes."""
    ours = [
        _line(message) for message in messages if message["type"] != "info" and not _is_of_material(message)
    ]
    assert not ours, f"{len(ours)} errors\n" + "\n".join(ours[:40])


def test_no_page_leaves_the_checker_in_doubt(
    messages: Sequence[Mapping[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    """An id stands once on a page; the checker's other warnings are matters of taste and are printed."""
    doubts = [message for message in messages if message.get("subType") == "warning"]
    with capsys.disabled():
        for sentence, count in Counter(message["message"] for message in doubts).most_common():
            print(f"\nHTML warning, {count} times: {sentence}")  # noqa: T201 - this is the list
    assert not [_line(message) for message in doubts if "Duplicate ID" in message["message"]]
