"""Postmortems of a Statuspage become postmortems of the site."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from statusgen.content.times import format_time
from statusgen.importers.conversion import Conversion, ConvertedPostmortem
from statusgen.importers.long_text import plain_page, summary_of
from statusgen.importers.statuspage.site import convert_statuspage

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


def convert(*updates: dict[str, Any], **fields: Any) -> Conversion:
    """What a dump with one incident becomes."""
    record = {"id": "aaaaaaaaaaaa", "name": "Slow till", "status": "resolved", **fields}
    dump = {
        "page": {"url": "https://status.lantern.example"},
        "incidents": [{**record, "incident_updates": updates}],
    }
    return convert_statuspage({"dump.json": json.dumps(dump).encode()}, NOW)


def update(status: str, at: str, body: str) -> dict[str, Any]:
    """An update at a time of one day."""
    return {"status": status, "display_at": f"2022-02-02T{at}Z", "body": body}


def only(*updates: dict[str, Any], **fields: Any) -> ConvertedPostmortem:
    """The one postmortem of a dump."""
    conversion = convert(*updates, **fields)
    [postmortem] = conversion.postmortems
    assert postmortem.explains == (conversion.converted[0].source,)
    return postmortem


END = update("resolved", "12:00:00", "Over.")


def test_a_postmortem_update_is_a_postmortem_and_no_update() -> None:
    """It is called like its incident, was published when the update was, and its first sentences sum it up."""
    told = update(
        "postmortem", "13:00:00", "## Cause\n\nA moth sat in the relay. It was small.\n\nSee [it](/moth)."
    )
    lesson = only(told, END).postmortem
    assert (lesson.title, format_time(lesson.published)) == ("Slow till", "2022-02-02 13:00 UTC")
    assert lesson.summary == "A moth sat in the relay. It was small."
    assert lesson.text.startswith("\n## Cause\n\nA moth")
    assert "[it](https://status.lantern.example/moth)" in lesson.text
    assert [one.text for one in convert(told, END).converted[0].incident.updates] == ["Over."]


PUBLISHED: dict[str, tuple[dict[str, Any], str]] = {
    "at a time of its own": (
        {"status": "postmortem", "postmortem_published_at": "2022-02-02T15:00:00Z"},
        "2022-02-02 15:00 UTC",
    ),
    "at an unknown time": ({"status": "postmortem"}, "2022-02-02 12:00 UTC"),
    "without the incident saying so": (
        {"postmortem_published_at": "2022-02-03T11:00:00Z"},
        "2022-02-03 11:00 UTC",
    ),
}


@pytest.mark.parametrize(("fields", "published"), PUBLISHED.values(), ids=PUBLISHED)
def test_a_postmortem_beside_the_updates_counts_too(fields: dict[str, Any], published: str) -> None:
    """Dumps of the service's own interface hold it in fields of the incident."""
    lesson = only(END, postmortem_body="A moth.", **fields).postmortem
    assert (lesson.text, format_time(lesson.published)) == ("\nA moth.\n", published)


def test_a_postmortem_is_told_once_and_only_when_it_was_published() -> None:
    """What an update says already is not repeated; a draft stays private, and the summary names it."""
    said = only(
        update("postmortem", "13:00:00", "A moth."), END, postmortem_body="A moth. ", status="postmortem"
    )
    assert said.postmortem.text == "\nA moth.\n"
    draft = convert(END, postmortem_body="A moth?")
    assert draft.postmortems == []
    assert [note.reason for note in draft.converted[0].notes] == [
        "its postmortem was never published: left out"
    ]


def test_an_incident_of_which_only_the_postmortem_is_left_is_over() -> None:
    """Its name is the text of its only update."""
    conversion = convert(update("postmortem", "13:00:00", "A moth."), status="postmortem")
    [incident] = [record.incident for record in conversion.converted]
    assert [(one.status.value, one.text) for one in incident.updates] == [("resolved", "Slow till")]
    assert len(conversion.postmortems) == 1


HTML = {
    "paragraphs": ("<p>One.</p><p>Two.<br />Three.</p>", "One.\n\nTwo.  \nThree."),
    "marks": ("<strong>Bold</strong> <i>slanted</i>", "**Bold** *slanted*"),
    "a link": (
        'See <a href="https://a.example/x" target="_blank">this</a>.',
        "See [this](https://a.example/x).",
    ),
    "a list": ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
    "a heading": ("<h1>Cause</h1>A moth.", "## Cause\n\nA moth."),
    "a script": ("<script>x</script>", "&lt;script>x&lt;/script>"),
    "a link that runs": ("[x](javascript:x)", "[x]&#40;javascript:x)"),
    "a link in disguise": ("[x](https&#58;//a)", "[x]&#40;https&#58;//a)"),
    "attributes": ("Text {onclick=x}", "Text &#123;onclick=x}"),
    "an inclusion": ('--8<-- "/etc/passwd"', '--8&lt;-- "/etc/passwd"'),
    "a macro": ("{{ x }}", "&#123;&#123; x }}"),
    "a diagram": ("```mermaid\ngraph\n```", "```text\ngraph\n```"),
    "code": ("Use `a < b`, and:\n\n```sh\nls -l > x\n```", "Use `a < b`, and:\n\n```sh\nls -l > x\n```"),
    "plain markdown": ("## Cause\n\nA *moth* (see <https://a.example>).", None),
}


@pytest.mark.parametrize(("text", "expected"), HTML.values(), ids=HTML)
def test_html_becomes_markdown_and_nothing_else_stays_live(text: str, expected: str | None) -> None:
    """What markdown has a mark for is kept; all else is shown as it was written."""
    assert plain_page(text)[0] == (text if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", "Name"), ("# Only a heading", "Name"), ("One `two` three.", "One two three."), ("a " * 300, None)],
)
def test_a_summary_is_one_short_text(text: str, expected: str | None) -> None:
    """The first paragraph, or its first sentence, or as many words as there is room for."""
    found = summary_of(text, "Name")
    assert found == expected if expected else len(found) <= 241


class _Dangers(HTMLParser):
    """Collects what could run in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note tags that run or load, attributes that run, and links out of the web."""
        if tag in {
            "script",
            "iframe",
            "object",
            "embed",
            "svg",
            "math",
            "style",
            "form",
            "base",
            "meta",
            "link",
        }:
            self.found.append(tag)
        for name, value in attrs:
            link = (value or "").strip().lower()
            runs = name.startswith("on") and value not in (None, "", name)
            if runs or (name in {"href", "src"} and re.match(r"[a-z]*\s*script:|data:|vbscript:", link)):
                self.found.append(f"{name}={value}")


EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc",
    "pymdownx.blocks.html", "pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.magiclink",
    "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tasklist", "pymdownx.tilde",
]  # fmt: skip
TOKENS = r"""
<script> </script> <b> </b> < > <!-- --> <svg/onload=x> <div markdown> </div>
<img src=x onerror=alert(1)> <a href='javascript:x'> </a>
[x]( javascript:alert(1) java&#115;cript:x data:text/html,x ) [x]: [x][x] ![ ](
{ } {: onclick="x" } onclick=x /// html|script --8<-- "/etc/hostname"
``` ~~~ ```mermaid ` `` \ * | - 1. > # ???+ !!! & : x https://a.example <https://a.example/ &lt;
""".split()  # noqa: SIM905  # a list of words reads better as words
PHRASES = [
    " ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "- ",
    "> ",
    "{ onclick='x' }",
    "[x]: ",
    '{: onclick="x" }',
    "/// html | script",
]
PIECES = st.sampled_from([*TOKENS, *PHRASES])


@settings(max_examples=250, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
@example("[x]: java&#115;cript:x\n\n[x][x]")
@example("- a\n\n    *b*{ onclick='x' }")
@example("    x\n- <b>`</b>\n\n    <script>x")
def test_nothing_runs_in_an_imported_postmortem(text: str) -> None:
    """Postmortems are rendered with all that a site's markdown understands, and by nobody sanitised."""
    plain = plain_page(text)[0]
    assert plain_page(plain)[0].count("<script") == 0
    html = markdown.markdown(
        plain, extensions=EXTENSIONS, extension_configs={"pymdownx.snippets": {"base_path": ["/"]}}
    )
    dangers = _Dangers()
    dangers.feed(html)
    assert dangers.found == [], (plain, html)
