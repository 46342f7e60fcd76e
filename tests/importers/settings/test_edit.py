"""Adding components to the settings: the new lines arrive, and nothing else moves."""

from __future__ import annotations

import codecs
import difflib
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from statusgen.content.settings import read_settings
from statusgen.importers.conversion import Conversion
from statusgen.importers.importing import import_records
from statusgen.importers.settings.edit import add_components
from statusgen.model import Component

NEW = (
    Component(id="till", name="Till: front, [left]", group="Shop", since=date(2024, 1, 2)),
    Component(id="fax", name="Fax", description="It's #1", retired=date(2025, 1, 1)),
)
HEAD = "site_name: Lantern\nsite_url: https://status.lantern.example/\n"
LISTED = """\
plugins:
  search: {}
  statusgen:
    timezone: UTC # zone
    components:   # the list
      # the first
      - id: oil   # burns
        name: Oil
        description: |
          many
          lines

      # - id: old
      #   name: Old
    # after the list
    slo_window: 30d
# the end
extra: !ENV [A, 'b']
icon: !!python/name:some.where.thing
"""

LAYOUTS = {
    "a list with comments around it": LISTED,
    "a list without indentation": "plugins:\n- statusgen:\n    components:\n    - id: oil\n      name: Oil\n# end\n",
    "one entry per line": "plugins:\n  statusgen:\n    components:\n      - {id: oil, name: Oil}  # oil\n",
    "settings without a list": "plugins:\n  - search\n  - statusgen:\n      timezone: UTC  # z\n"
    "      # more\nextra: {}\n",
    "a name alone": "plugins:\n  - search  # s\n  - statusgen  # us\n  - offline\n",
    "a quoted name": "plugins:\n  - 'statusgen'\n",
    "a name and a colon": "plugins:\n  - statusgen: # us\n  - offline\n",
    "a mapping without settings": "plugins:\n  statusgen:\n  # next\n  search: {}\n",
    "no line end at the end": "plugins:\n  statusgen:",
    "empty braces": "plugins:\n  statusgen: {}  # none\n",
    "an empty list in brackets": "plugins:\n  statusgen:\n    components: []  # none\n    timezone: UTC\n",
    "a list without entries": "plugins:\n  statusgen:\n    components:  # none\n    timezone: UTC\n",
    "all in braces": "plugins: {search: {}, statusgen: {components: [{id: oil, name: Oil}], timezone: UTC}}  # c\n",
    "names in brackets": "plugins: [search, statusgen]  # c\n",
    "settings in brackets": "plugins: [search, statusgen: {timezone: UTC}]\n",
    "nothing in braces": "plugins: {search: {}, statusgen: }\n",
    "nested settings last": "plugins:\n  statusgen:\n    update_every:\n      minor: 1h # x\n\n\nnav:\n  - a.md\n",
    "an anchor elsewhere": "x: &x {a: 1}\ny: *x\nplugins:\n  - statusgen\n",
    "merged settings": "x: &x {timezone: UTC}\nplugins:\n  statusgen:\n    <<: *x  # both\n",
    "what the library writes otherwise": "extra:\n  a: null\n  b:    [ 1,2 ]  # b\n  c: 'x\n    y'\nplugins:\n"
    "  statusgen:\n    components:\n      - id:   oil\n        name: Oil\n\n# what follows\nnav:\n  - a.md\n",
    "an indentation of its own": "plugins:\n    - search\n    - statusgen:\n        components:\n"
    "          -   id: oil\n              name: Oil\n        # end\n        timezone: UTC\nextra:\n   a: 1\n",
    "an indentation of four": "plugins:\n    - search\n    - statusgen:\n        timezone: UTC\n"
    "        components:\n            - id: oil\n              name: Oil\nextra:\n    a: 1 # x\n",
}


def edited(text: str) -> str:
    """`text` with the new components."""
    data, problems = add_components(text.encode(), NEW, "mkdocs.yml")
    assert [str(problem) for problem in problems] == []
    return data.decode()


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_components_are_added_wherever_the_list_belongs(layout: str, tmp_path: Path) -> None:
    """However the settings are laid out, the new components are read from them."""
    path = tmp_path / "mkdocs.yml"
    path.write_text(HEAD + layout)
    before, _ = read_settings(path)
    path.write_text(edited(HEAD + layout))
    after, problems = read_settings(path)
    assert [str(problem) for problem in problems] == []
    assert list(after.components) == [*before.components, *NEW]
    assert after.settings == before.settings


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_no_comment_is_lost_and_no_setting_changes(layout: str) -> None:
    """Lines that gain nothing stay byte for byte; a line that the list grows from keeps its comment."""
    before, after = (HEAD + layout).splitlines(), edited(HEAD + layout).splitlines()
    removed = [line[2:] for line in difflib.ndiff(before, after) if line.startswith("- ")]
    assert len(removed) <= 2
    for line in before:
        if "#" in line:
            assert any(line[line.index("#") :] in other for other in after), line


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_component_that_is_there_is_never_added_again(layout: str) -> None:
    """Adding twice is the same as adding once."""
    once = edited(HEAD + layout)
    assert edited(once) == once


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_line_ends_stay_as_they_are(newline: str) -> None:
    """A file from Windows has no mixed line ends afterwards."""
    after = edited((HEAD + LISTED).replace("\n", newline))
    assert after.count("\n") == after.count(newline)
    assert after.replace(newline, "\n") == edited(HEAD + LISTED)


ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("file", ["mkdocs.yml", "src/statusgen/starter/mkdocs.yml"])
def test_rich_settings_gain_lines_and_lose_none(file: str) -> None:
    """Settings with comments, quotes and lists of every kind stay byte for byte, the new lines aside."""
    before = (ROOT / file).read_text(encoding="utf-8")
    changes = difflib.ndiff(before.splitlines(), edited(before).splitlines())
    assert [line[:1] for line in changes if not line.startswith(" ")] == ["+"] * 8


def test_a_byte_order_mark_stays() -> None:
    """Some editors on Windows write one and expect it again."""
    data, problems = add_components(codecs.BOM_UTF8 + (HEAD + LISTED).encode(), NEW, "mkdocs.yml")
    assert problems == []
    assert data == codecs.BOM_UTF8 + edited(HEAD + LISTED).encode()


def test_new_components_stand_below_the_last_one() -> None:
    """A comment between the list and what follows belongs to what follows; entries look like those before them."""
    head, foot = "plugins:\n  - statusgen:\n      components:\n", "\n# What follows\nnav:\n  - a.md\n"
    assert edited(f"{head}        - id: oil\n          name: Oil # o\n{foot}") == (
        f"{head}        - id: oil\n          name: Oil # o\n"
        '        - id: till\n          name: "Till: front, [left]"\n          group: Shop\n'
        "          since: 2024-01-02\n"
        '        - id: fax\n          name: Fax\n          description: "It\'s #1"\n          retired: 2025-01-01\n'
        f"{foot}"
    )
    assert edited(f"{head}        - {{id: oil, name: Oil}}\n{foot}") == (
        f"{head}        - {{id: oil, name: Oil}}\n"
        '        - {id: till, name: "Till: front, [left]", group: Shop, since: 2024-01-02}\n'
        '        - {id: fax, name: Fax, description: "It\'s #1", retired: 2025-01-01}\n'
        f"{foot}"
    )


REFUSED = {
    "no plugin": ("plugins: [search]\n", "the plugin statusgen is not listed"),
    "an alias": ("x: &c []\nplugins:\n  statusgen:\n    components: *c\n", "another setting would change"),
    "an anchor": (
        "plugins:\n  statusgen:\n    components: &c\n      - {id: oil, name: Oil}\nx: *c\n",
        "another setting would change",
    ),
    "a merged list": (
        "x: &x {components: [{id: oil, name: Oil}]}\nplugins:\n  statusgen:\n    <<: *x\n",
        "another setting would change",
    ),
    "a comment in brackets": (
        "plugins:\n  - statusgen:\n      components: [\n        {id: oil, name: Oil}, # c\n      ]\n",
        "a comment or another setting would change",
    ),
    "a mapping": ("plugins:\n  statusgen:\n    components: {oil: 1}\n", "components is not a list"),
    "a text": ("plugins:\n  statusgen: yes please\n", "are not `key: value` lines"),
    "broken": ("a: b: c\n", "cannot be edited safely"),
    "not UTF-8": ("caf\xe9: 1\n", "cannot be edited safely"),
    "two documents": ("a: 1\n---\nb: 1\n", "cannot be edited safely"),
    "one key twice": ("a: 1\na: 2\nplugins: [statusgen]\n", "cannot be edited safely"),
    "a list": ("- a\n", "the plugin statusgen is not listed"),
    "nothing": ("", "the plugin statusgen is not listed"),
    "deep nesting": ("a: " + "[" * 3000, "cannot be edited safely"),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_edited_safely_is_left_alone(text: str, message: str) -> None:
    """A file that people must edit by hand is a problem with a hint, and stays as it is."""
    data = text.encode("latin-1")
    after, problems = add_components(data, NEW, "mkdocs.yml")
    assert after == data
    assert [message in problem.message for problem in problems] == [True]
    assert problems[0].hint == (
        "add these lines to the settings of statusgen, then import again:\n"
        'components:\n  - id: till\n    name: "Till: front, [left]"\n    group: Shop\n    since: 2024-01-02\n'
        '  - id: fax\n    name: Fax\n    description: "It\'s #1"\n    retired: 2025-01-01'
    )


@settings(max_examples=200, deadline=None)
@example(name=":0", group="?0", flow=True)
@given(name=st.text(min_size=1), group=st.none() | st.text(min_size=1), flow=st.booleans())
def test_any_name_can_be_written(name: str, group: str | None, flow: bool) -> None:
    """Whatever a component is called, YAML reads back just that."""
    if any("\ud800" <= character <= "\udfff" for character in name + (group or "")):
        return
    text = "plugins: {statusgen: {components: []}}\n" if flow else "plugins:\n  - statusgen\n"
    component = Component(id="till", name=name, group=group)
    data, problems = add_components(text.encode(), [component], "mkdocs.yml")
    assert problems == []
    plugins = yaml.load(data.decode(), Loader=yaml.BaseLoader)["plugins"]  # noqa: S506  # it makes nothing but text
    plugin = plugins["statusgen"] if flow else plugins[0]["statusgen"]
    expected = {"id": "till", "name": name} | ({} if group is None else {"group": group})
    assert plugin["components"] == [expected]


def test_an_inherited_list_grows_where_it_stands(tmp_path: Path) -> None:
    """A list in the inheriting file would hide the inherited one, so the inherited file is edited."""
    base, child = tmp_path / "base.yml", tmp_path / "mkdocs.yml"
    base.write_text("plugins:\n  statusgen:\n    components:\n      - {id: oil, name: Oil}  # oil\n")
    child.write_text(
        f"INHERIT: base.yml\n{HEAD}docs_dir: content\nplugins:\n  statusgen: {{timezone: UTC}}\n"
    )
    (tmp_path / "content").mkdir()
    before = child.read_bytes()
    report, problems = import_records(Conversion(components=NEW), child, dry_run=False)
    assert [str(problem) for problem in problems] == []
    assert report.components == ["till", "fax"]
    assert child.read_bytes() == before
    assert [component.id for component in read_settings(child)[0].components] == ["oil", "till", "fax"]
