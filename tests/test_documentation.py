"""The documentation says what the program does: all of it, and nothing else."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
from pydantic import BaseModel
from tests.documents import BLOCK, DOCUMENTS, README, ROOT, TEXTS, section, table

from statusgen.cli import main
from statusgen.content.schema import (
    ActionFields,
    ActionKind,
    ActionStatus,
    ComponentFields,
    IncidentFields,
    PostmortemFields,
    SettingsFields,
)
from statusgen.model import ComponentStatus, Impact, Kind, PostmortemPlan, Reporter, UpdateStatus

_NAMED_FILE = re.compile(
    r"`(?P<path>[\w./-]+\.\w+)`:\n\n```(?P<info>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)

Run = Callable[..., subprocess.CompletedProcess[str]]


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its full name."""
    if not isinstance(command, click.Group):
        yield name, command
        return
    context = click.Context(command)
    for child in command.list_commands(context):
        found = command.get_command(context, child)
        assert found is not None
        yield from commands(found, f"{name} {child}")


COMMANDS = dict(commands(main, "statusgen"))


def options(command: click.Command) -> set[str]:
    """Every spelling of every option, but those of `--help`."""
    return {
        spelling
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for spelling in parameter.opts
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name: str) -> None:
    """The reference lists every command with all of its options, and no other."""
    assert table(section(TEXTS["docs/commands.md"], f"## `{name}`"), "Option") == options(COMMANDS[name])


def test_no_other_command_is_documented() -> None:
    """Each heading of the reference is a command that exists."""
    assert set(re.findall(r"^## `(.+)`$", TEXTS["docs/commands.md"], re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize(
    ("heading", "header", "fields"),
    [
        pytest.param("### An incident", "Field", IncidentFields, id="incident"),
        pytest.param("### A postmortem", "Field", PostmortemFields, id="postmortem"),
        pytest.param("### A postmortem", "Field of an action", ActionFields, id="action"),
        pytest.param("### The settings", "Setting", SettingsFields, id="settings"),
        pytest.param("### The settings", "Field of a component", ComponentFields, id="component"),
    ],
)
def test_every_field_is_documented(heading: str, header: str, fields: type[BaseModel]) -> None:
    """The README lists every field of every file and every setting, and no other."""
    assert table(section(README, heading), header) == set(fields.model_fields)


@pytest.mark.parametrize(
    "words",
    [ComponentStatus, UpdateStatus, Kind, Impact, Reporter, PostmortemPlan, ActionKind, ActionStatus],
    ids=lambda words: words.__name__,
)
def test_every_word_is_documented(words: type[ComponentStatus]) -> None:
    """Each word that a field or a heading may hold is named in the description of the files."""
    documented = set(re.findall(r"`(\w+)`", section(README, "## The files")))
    assert {word.value for word in words} <= documented


def test_the_example_files_are_right(tmp_path: Path, statusgen: Run) -> None:
    """Together the README's example files are a site in which `check` finds nothing to mend."""
    files = {match["path"]: match["body"] for match in _NAMED_FILE.finditer(section(README, "## The files"))}
    kinds = {path.split("/")[1] if "/" in path else path for path in files}
    assert kinds == {"mkdocs.yml", "incidents", "postmortems"}
    for path, text in files.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    done = statusgen("check", "--now", "2026-11-25 10:00 UTC", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def shell_commands(text: str) -> Iterator[list[str]]:
    """The words of each command in the shell examples of `text`."""
    for block in BLOCK.finditer(text):
        if block["info"] == "sh":
            for line in block["body"].splitlines():
                yield shlex.split(line, comments=True)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_in_an_example_exists(name: str) -> None:
    """Each `statusgen` and `make` in an example is a command or target, with options that it has."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for words in shell_commands(TEXTS[name]):
        if words[0] == "make":
            assert re.search(rf"^{words[1]}:", makefile, re.MULTILINE), words
        elif words[0] == "statusgen":
            known = [known for known in COMMANDS if words[: len(known.split())] == known.split()]
            assert known, words
            assert {word for word in words if word.startswith("-")} <= options(COMMANDS[known[0]]), words


def anchors(text: str) -> set[str]:
    """The fragments that GitHub gives the headings of `text`."""
    headings = re.findall(r"^#+ (.+)$", BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_in_the_documents_lead_somewhere(name: str) -> None:
    """Each relative link and picture names a file of the repository, each fragment a heading."""
    text = re.sub(r"`[^`\n]+`", "", BLOCK.sub("", TEXTS[name]))
    links = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|srcset)="([^"]+)"', text)
    assert links or name == "docs/commands.md"
    for link in links:
        parts = urlsplit(link)
        if parts.scheme:
            assert parts.scheme == "https", link
            continue
        target = (ROOT / name).parent / unquote(parts.path) if parts.path else ROOT / name
        assert target.is_file(), link
        assert not parts.fragment or parts.fragment in anchors(target.read_text(encoding="utf-8")), link


def _pattern(address: str) -> str:
    parts = {
        "<slug>": "[a-z0-9-]+",
        "<id>": "[a-z0-9-]+",
        "<yyyy>": r"\d{4}",
        "<mm>": r"\d\d",
        "<page>": r"[a-z0-9-]+",
    }
    pattern = re.escape(address)
    for name, part in parts.items():
        pattern = pattern.replace(re.escape(name), part)
    return pattern


def test_every_published_address_is_documented(demo_site: Path) -> None:
    """What the demonstration publishes is in the table of addresses, and nothing in the table is missing from it."""
    documented = section(TEXTS["docs/site.md"], "## Addresses")
    addresses = {
        word for word in re.findall(r"`(/[^`]*)`", documented) if word not in ("/assets/", "/search/")
    }
    published = {
        "/" + file.relative_to(demo_site).as_posix().removesuffix("index.html")
        for file in demo_site.rglob("*")
        if file.is_file() and file.relative_to(demo_site).parts[0] not in ("assets", "search", "images")
    }
    # `/incidents/` and old addresses only lead on.
    moved = {url for url in published if url.endswith("/") and "refresh" in _page(demo_site, url)}
    unknown = {
        url for url in published - moved if not any(re.fullmatch(_pattern(word), url) for word in addresses)
    }
    assert not unknown
    assert not {word for word in addresses if not any(re.fullmatch(_pattern(word), url) for url in published)}


def _page(site: Path, url: str) -> str:
    head = (site / url.lstrip("/") / "index.html").read_text(encoding="utf-8")[:400]
    return head if 'http-equiv="refresh"' in head else ""


def test_the_documented_properties_exist(root: Path) -> None:
    """Each custom property that the documentation names exists, and each colour has its three forms."""
    sheet = (root / "theme" / "assets" / "statusgen" / "statusgen.css").read_text(encoding="utf-8")
    defined = set(re.findall(r"(--sg-[\w-]+):", sheet))
    named = set(re.findall(r"--sg-[\w-]+", TEXTS["docs/site.md"]))
    assert named <= defined
    states = ("operational", "degraded", "partial", "major", "maintenance", "neutral")
    assert {f"--sg-{state}{form}" for state in states for form in ("", "-text", "-fill")} <= defined


def test_the_attributes_of_the_bar_are_documented(root: Path) -> None:
    """Each attribute of the alert bar's script tag is described, with all of its values."""
    head = (root / "theme" / "alert-bar.js").read_text(encoding="utf-8").split("*/")[0]
    known = {name: values.split(", ") for name, values in re.findall(r"(data-\w+): ([\w, -]+)\.", head)}
    text = section(TEXTS["docs/alert-bar.md"], "## Attributes")
    rows = {
        name: line
        for line in text.splitlines()
        for name in re.findall(r"`(data-[\w-]+)`", line.split(" | ")[0])
    }
    assert set(rows) == set(re.findall(r"data-[a-z-]+", head))
    values = [(name, value) for name, values in known.items() for value in values if value != "or hours"]
    assert len(values) > 12
    assert all(f"`{value}`" in rows[name] for name, value in values)


@pytest.mark.browser
@pytest.mark.usefixtures("browser")
def test_anyone_can_take_the_pictures(demo_site: Path, tmp_path: Path) -> None:
    """The script beside the documents takes each of its pictures from the built demonstration."""
    script = ROOT / "docs" / "screenshots.py"
    done = subprocess.run(
        [sys.executable, script, demo_site, tmp_path],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    taken = {file.name for file in tmp_path.iterdir() if file.read_bytes().startswith(b"\x89PNG")}
    assert taken == {file.name for file in (ROOT / "docs" / "images").iterdir()}


def test_the_pictures_are_small() -> None:
    """Each picture of the documentation is shown somewhere, and is below 250 KB."""
    shown = {
        name for text in TEXTS.values() for name in re.findall(r'"(?:docs/)?images/([\w-]+\.png)"', text)
    }
    pictures = {file.name: file.stat().st_size for file in (ROOT / "docs" / "images").iterdir()}
    assert set(pictures) == shown
    assert max(pictures.values()) < 250_000
