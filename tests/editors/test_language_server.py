"""What an author sees who writes in an editor: the real language server of VS Code's YAML support."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.editors.comparing import FRONT_MATTER, faulty_fields
from tests.editors.editor_yaml import YAMLError, load
from tests.fixtures.language_server import YamlServer

from statusgen.content.json_schema import DESCRIPTIONS, json_schema
from statusgen.content.settings import read_settings
from statusgen.model import ComponentStatus

ROOT = Path(__file__).resolve().parent.parent.parent
CASES = ROOT / "tests" / "cases"
STARTER = ROOT / "src" / "statusgen" / "starter"
VSCODE = json.loads((STARTER / ".vscode" / "settings.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def server(
    start_yaml_server: Callable[..., YamlServer], tmp_path_factory: pytest.TempPathFactory
) -> YamlServer:
    """A server for a folder with every schema; a document's folder says which is for it, `site/` has components."""
    folder = tmp_path_factory.mktemp("editor")
    site = read_settings(ROOT / "mkdocs.yml")[0]
    schemas = {name: json_schema(name) for name in DESCRIPTIONS} | {
        "site": json_schema("record", site),
        "lessons": json_schema("postmortem", site),
    }
    for name, schema in schemas.items():
        (folder / f"{name}.json").write_text(json.dumps(schema), encoding="utf-8")
    associations = {f"{name}.json": f"{name}/**/*.yaml" for name in schemas}
    return start_yaml_server(folder, {**VSCODE, "yaml.schemas": associations})


def _front(file: Path) -> str:
    match = FRONT_MATTER.match(file.read_text(encoding="utf-8").replace("\r\n", "\n"))
    assert match
    return f"\n{match['yaml']}"


def test_the_demonstration_has_no_errors(server: YamlServer) -> None:
    """No file of the demonstration is underlined anywhere; nor is its `mkdocs.yml`."""
    texts = {"config/mkdocs.yaml": (ROOT / "mkdocs.yml").read_text(encoding="utf-8")}
    for name, schema in (("incidents", "site"), ("postmortems", "lessons")):
        files = (ROOT / "content" / name).rglob("*.md")
        texts |= {f"{schema}/{file.stem}.yaml": _front(file) for file in files}
    assert len(texts) > 45
    found = server.errors(texts)
    assert {path: errors for path, errors in found.items() if errors} == {}


LEFT_ALONE = {
    "config/alias-of-itself.yaml": "aliases in circles",
    "config/aliases-of-aliases.yaml": "aliases that name too much",
    "config/comment-only.yaml": "a file without a value",
    "record/front-matter-comment-only.yaml": "a file without a value",
    "record/front-matter-non-breaking-braces.yaml": "a key with blanks that are no blanks to YAML",
}
"""What the server finds nothing in, though `check` does, and why."""


def _cases() -> Iterator[tuple[str, str, str]]:
    """Name of a schema, path of a document for it, and its text."""
    for file in sorted((CASES / "settings").glob("*.yml")):
        text = file.read_text(encoding="utf-8")
        # Each of Python's own tags would have to be named in the editor's settings.
        if text.strip() and "!!python" not in text:
            yield "config", f"config/{file.stem}.yaml", text
    for folder in ("front-matter", "times", "postmortems", "components"):
        for file in sorted((CASES / "reading" / folder / "content").rglob("*.md")):
            name = "record" if file.parent.name == "incidents" else "postmortem"
            if FRONT_MATTER.match(file.read_bytes().decode("utf-8", "replace")):
                yield name, f"{name}/{folder}-{file.stem}.yaml", _front(file)


def test_the_server_judges_as_the_schema_does(server: YamlServer) -> None:
    """Every case of settings and of front matter is right or wrong in an editor as it is for the schema."""
    cases = list(_cases())
    expected = {path: _is_right(name, text) for name, path, text in cases}
    assert sum(expected.values()) > 20
    assert sum(not right for right in expected.values()) > 50
    found = server.errors({path: text for _, path, text in cases})
    differing = {path for path, right in expected.items() if right == bool(found[path])}
    assert differing == set(LEFT_ALONE)


def _is_right(name: str, text: str) -> bool:
    try:
        return not faulty_fields(json_schema(name), load(text))
    except YAMLError:
        return False


WRONG = {
    "site/component.yaml": ("title: A\ncomponents:\n  e-mail: partial_outage\n", 3, "the components are"),
    "site/listed.yaml": ("title: A\ncomponents: [e-mail]\n", 2, "the components are"),
    "site/status.yaml": ("title: A\ncomponents:\n  email: outage\n", 3, "write one of: operational, under_"),
    "site/no-zone.yaml": (
        "title: A\ncomponents: {}\nstarted: 2026-11-20 14:05 CET\n",
        3,
        "write a time like",
    ),
    "site/window.yaml": (
        "title: A\ncomponents: {}\nstarts: 2026-11-20 14:05 UTC\n",
        3,
        "write kind: maintenance",
    ),
    "site/field.yaml": ("titel: A\ntitle: A\ncomponents: {}\n", 1, "titel"),
    "site/missing.yaml": ("title: A\n", 1, "components"),
    "site/empty.yaml": ("title:\ncomponents: {}\n", 1, "write a text"),
    "maintenance/window.yaml": (
        "title: A\nkind: maintenance\nstarts: 2026-11-20 14:05 UTC\ncomponents: []\n",
        1,
        "ends",
    ),
    "notice/status.yaml": ("title: A\nkind: notice\ncomponents: {a: major_outage}\n", 3, "write operational"),
    "lessons/day.yaml": (
        "title: A\nincidents: [a]\npublished: 2026-11-24 10:00 UTC\nsummary: A\nactions: [{title: a, due: soon}]\n",
        5,
        "write a day like 2026-11-20",
    ),
    "config/percent.yaml": (
        "site_name: A\nsite_url: https://a.example/\nplugins:\n  statusgen:\n    components:\n"
        "      - {id: a, name: A, slo: 200}\n",
        6,
        "write a number up to 100",
    ),
    "config/plugin.yaml": (
        "site_name: A\nsite_url: https://a.example/\nplugins: [search]\n",
        3,
        "statusgen is not listed",
    ),
}


def test_an_error_stands_where_it_is_and_says_what_to_write(server: YamlServer) -> None:
    """Each mistake is one error, in its line, in words that help."""
    found = server.errors({path: text for path, (text, _, _) in WRONG.items()})
    for path, (_, line, words) in WRONG.items():
        assert [(place, words in message) for place, message in found[path]] == [(line, True)], found[path]


RIGHT: Mapping[str, str] = {
    "site/words.yaml": "title: no\ncomponents: {email: Partial Outage}\nimpact: None\nreported_by: third party\n",
    "site/numbers.yaml": "title: 404\ncomponents:\nid: 1:30\ntags: [1.10, true, 0x1F]\nescalation: 0123\n",
    "site/empty.yaml": "title: true\ncomponents: []\nimpact:\ntags:\nstarted: ~\naliases: /old/\n",
    "site/times.yaml": "title: A\ncomponents: []\nstarted: 2026-11-20T14:05Z\ndetected: '2026-11-20 14:05 +01:00'\n",
    "config/environment.yaml": "site_name: !ENV [NAME, Status]\nsite_url: !ENV SITE_URL\nextra: {a: [b]}\nplugins:\n"
    "  - search\n  - statusgen:\n      timezone: !ENV ZONE\n      components:\n"
    "        - {id: 404, name: !ENV [A, B], slo: 99.9 %, since: 2024-03-01}\n",
    "config/inherits.yaml": "INHERIT: base.yml\nplugins:\n  statusgen: {stale_after: 3h}\n",
    "config/tags.yaml": "site_name: A\nsite_url: https://a.example/\nplugins: {statusgen: }\nmarkdown_extensions:\n"
    "  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
    "      emoji_generator: !!python/name:material.extensions.emoji.to_svg\n  - pymdownx.snippets:\n"
    "      base_path: !relative $config_dir\n",
}


@pytest.mark.parametrize("version", ["1.2", "1.1"])
def test_what_yaml_makes_of_a_text_is_no_error(
    version: str, server: YamlServer, start_yaml_server: Callable[..., YamlServer]
) -> None:
    """`no`, `404`, `1:30` and days are texts to the reader, and `!ENV` is a value, whatever YAML an editor speaks."""
    if version == "1.1":
        associations = {f"{name}.json": f"{name}/**/*.yaml" for name in ("site", "config")}
        settings = {**VSCODE, "yaml.schemas": associations, "yaml.yamlVersion": version}
        server = start_yaml_server(server.root, settings)
    assert {path: errors for path, errors in server.errors(RIGHT).items() if errors} == {}


def test_the_components_of_the_site_are_offered(server: YamlServer) -> None:
    """Below `components` an editor offers the ids of the site with their names, in a mapping and in a list."""
    for text in (
        "title: A\ncomponents:\n  |\n",
        "title: A\ncomponents: [|]\n",
        "title: A\ncomponents:\n  - |\n",
    ):
        offered = server.offered("site/components.yaml", text)
        assert offered["checkout"] == "Checkout: Baskets, discount codes and paying for an order"
        assert "retired on 2026-01-31" in offered["wholesale-ftp"]


def test_words_are_offered_and_explained(server: YamlServer) -> None:
    """Where one of a few words belongs, exactly these are offered, each with what it means."""
    offered = server.offered("site/status.yaml", "title: A\ncomponents:\n  checkout: |\n")
    assert list(offered) == list(ComponentStatus)
    assert offered["major_outage"] == "it cannot be used"
    assert set(server.offered("site/plan.yaml", "postmortem: |\n")) == {"planned", "none"}


def test_the_fields_of_a_kind_are_offered(server: YamlServer) -> None:
    """A field is offered where it belongs: the window in a maintenance, not in an incident."""
    incident = server.offered("incident/fields.yaml", "title: A\n|\n")
    assert {"components", "started", "next_update"} <= set(incident)
    assert not {"starts", "ends"} & set(incident)
    assert {"starts", "ends"} <= set(server.offered("maintenance/fields.yaml", "title: A\n|\n"))
    settings = server.offered("config/fields.yaml", "plugins:\n  statusgen:\n    |\n")
    assert {"components", "timezone", "slo_window", "update_every", "stale_after"} <= set(settings)


def test_a_field_is_explained(server: YamlServer) -> None:
    """Over a field an editor shows what it says and an example, over a component its name."""
    told = server.told("site/hover.yaml", "title: A\ncomponents: {}\nnext_up|date: 2026-11-20 14:05 UTC\n")
    assert "when customers hear more" in told
    assert "2026-11-20 14:35 UTC" in told
    assert "Search: Finding things" in server.told(
        "site/h.yaml", "title: A\ncomponents:\n  sea|rch: operational\n"
    )


def test_a_new_site_is_ready_for_an_editor(
    start_yaml_server: Callable[..., YamlServer], run_command: Callable[..., object], tmp_path: Path
) -> None:
    """In a folder that `init` has written, VS Code's own settings check `mkdocs.yml`, and nothing is wrong."""
    run_command("statusgen", "init", "status", cwd=tmp_path)
    site = tmp_path / "status"
    settings = json.loads((site / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    server = start_yaml_server(site, settings)
    text = (site / "mkdocs.yml").read_text(encoding="utf-8")
    assert server.errors({"mkdocs.yml": text}) == {"mkdocs.yml": []}
    wrong = server.errors({"mkdocs.yml": text.replace("timezone: UTC", "timezone: 5")})["mkdocs.yml"]
    assert [message for _, message in wrong] == ["write UTC, or a name like Europe/Paris"]


def _patterns(schema: Any) -> Iterator[str]:
    for key, part in schema.items() if isinstance(schema, dict) else enumerate(schema):
        if key == "pattern":
            yield part
        elif key == "patternProperties":
            yield from part
        if isinstance(part, dict | list):
            yield from _patterns(part)


def test_every_pattern_is_one_in_javascript() -> None:
    """Validators in JavaScript read patterns in Unicode mode, which is stricter than Python."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is missing: install Node.js 18 or later")
    patterns = sorted({pattern for name in DESCRIPTIONS for pattern in _patterns(json_schema(name))})
    assert len(patterns) > 20
    program = "for (const p of JSON.parse(require('fs').readFileSync(0))) new RegExp(p, 'u')"
    done = subprocess.run(
        [node, "-e", program], input=json.dumps(patterns), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
