"""Texts and titles are shown, never run: in the markup, and in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Page
from tests.outputs.hostile import TEXTS, TITLES, VECTORS

from statusgen.outputs.text import plain_text, render_text

_ELEMENTS = {
    *("h3", "h4", "h5", "h6", "p", "div", "blockquote", "pre", "hr", "br", "details", "summary", "ul", "ol"),
    *(
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "a",
        "img",
        "span",
        "abbr",
    ),
    *(
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "del",
        "ins",
        "mark",
        "q",
        "sub",
        "sup",
        "code",
        "kbd",
        "samp",
        "var",
    ),
}
_ATTRIBUTES = {
    "href",
    "title",
    "src",
    "alt",
    "start",
    "colspan",
    "rowspan",
    "class",
    "loading",
    "tabindex",
    "rel",
}


def shown(text: str) -> str:
    """A text as it stands on the page of its record."""
    return render_text(text, source="incidents/x.md", page="incidents/x/", root="../../")


def elements_of(markup: str) -> list[html.HtmlElement]:
    """What a parser finds in a text."""
    return html.fragment_fromstring(markup, create_parent="section").xpath(".//*")


def test_there_are_enough_vectors() -> None:
    """The list keeps its size: a hundred different ones or more, for texts and for titles."""
    assert len(set(VECTORS)) == len(VECTORS) >= 150
    assert len(set(TITLES)) == len(TITLES) >= 100


@pytest.mark.parametrize("text", TEXTS)
def test_text_holds_only_what_is_allowed(text: str) -> None:
    """Only elements and attributes on the list survive; addresses are those of the web, of mail and of telephones."""
    for element in elements_of(shown(text)):
        assert element.tag in _ELEMENTS
        assert set(element.attrib) <= _ATTRIBUTES
        for name in ("href", "src"):
            address = element.get(name, "")
            assert urlsplit("".join(address.split())).scheme in {"", "http", "https", "mailto", "tel"}
            assert not any(ord(char) < 32 for char in address)


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        pytest.param(
            "a **b** _c_ ~~d~~ `e`",
            "<p>a <strong>b</strong> <em>c</em> <del>d</del> <code>e</code></p>",
            id="inline",
        ),
        pytest.param("a <host> b", "<p>a &lt;host&gt; b</p>", id="a word in angle brackets is a word"),
        pytest.param("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>", id="signs"),
        pytest.param("<kbd>Ctrl</kbd>", "<p><kbd>Ctrl</kbd></p>", id="harmless HTML"),
        pytest.param("- [x] done", "<ul>\n<li>\N{BALLOT BOX WITH CHECK} done</li>\n</ul>", id="task done"),
        pytest.param("- [ ] open", "<ul>\n<li>\N{BALLOT BOX} open</li>\n</ul>", id="task open"),
        pytest.param("<!-- note to self -->", "", id="comment"),
    ],
)
def test_markdown_becomes_html(text: str, markup: str) -> None:
    """GitHub-flavoured markdown, and the HTML that it allows, look as on GitHub."""
    assert shown(text) == markup


@pytest.mark.parametrize(
    ("target", "href"),
    [
        pytest.param("https://example.com/a?b=c#d", "https://example.com/a?b=c#d", id="elsewhere"),
        pytest.param("other.md", "../../incidents/other/", id="another record"),
        pytest.param(
            "2025/other.md#update-20261120T1405Z",
            "../../incidents/other/#update-20261120T1405Z",
            id="in a directory",
        ),
        pytest.param("../about.md", "../../about/", id="a page of the site"),
        pytest.param("../index.md", "../../", id="the front page"),
        pytest.param("/history/", "../../history/", id="from the root"),
        pytest.param("#part", "../../incidents/x/#part", id="on the same page"),
        pytest.param("mailto:help@example.com", "mailto:help@example.com", id="mail"),
    ],
)
def test_links_work_where_the_text_stands(target: str, href: str) -> None:
    """A link that works in the repository works on the page, at whatever depth."""
    (link,) = [element for element in elements_of(shown(f"[x]({target})")) if element.tag == "a"]
    assert link.get("href") == href


def test_image_has_a_text_and_waits() -> None:
    """An image without a description says that it has none, and is loaded when it is near."""
    (image,) = [element for element in elements_of(shown("![](shot.png)")) if element.tag == "img"]
    assert (image.get("alt"), image.get("loading")) == ("", "lazy")
    assert image.get("src") == "../../incidents/shot.png"


def test_wide_table_scrolls_by_keyboard() -> None:
    """A table stands in a box of its own that a key reaches."""
    markup = shown("| a | b |\n|--:|:-:|\n| 1 | 2 |")
    table = next(element for element in elements_of(markup) if element.tag == "table")
    assert (table.getparent().get("class"), table.getparent().get("tabindex")) == ("sg-scroll", "0")
    assert [cell.get("class") for cell in table.xpath(".//td")] == ["sg-align-right", "sg-align-center"]


def test_headings_continue_those_of_the_page() -> None:
    """Headings in a text begin below the page's own, without a gap."""
    tags = [element.tag for element in elements_of(shown("# a\n\n#### b\n\n### c"))]
    assert tags == ["h3", "h5", "h4"]


@pytest.mark.parametrize(
    ("markup", "longest", "text"),
    [
        pytest.param("<p>a <b>b</b></p><p>c</p>", None, "a b c", id="blocks are apart"),
        pytest.param("<p>1 &lt; 2</p>", None, "1 < 2", id="signs"),
        pytest.param("<p>one two three</p>", 9, "one two…", id="cut at a word"),
        pytest.param("<p>one two</p>", 7, "one two", id="fits"),
    ],
)
def test_plain_text_is_one_line(markup: str, longest: int | None, text: str) -> None:
    """Descriptions show a text's words on one line."""
    assert plain_text(markup, longest=longest) == text


def _file(title: str, number: int, text: str) -> str:
    quoted = "'" + title.replace("'", "''") + "'"
    return (
        f"---\ntitle: {quoted}\ncomponents: [checkout]\n---\n\n"
        f"## Investigating - 2026-11-20 {10 + number // 60}:{number % 60:02} UTC\n\n{text}\n"
    )


@pytest.fixture
def hostile_site(site_dir_of: Callable[..., Path]) -> Path:
    """A site with every vector: one record for each title, and all texts, spread over them."""
    # These others are refused before that, as links that lead nowhere.
    refused = ("java\tscript", "&#1;", "&#x1;", 'x"onerror', "`x`onerror")
    texts = [text for text in TEXTS if not any(part in text for part in refused)]
    files = {f"content/incidents/{name}": "" for name in ("x.png", "x.invalid")}
    for number, title in enumerate(TITLES):
        text = "\n\n".join(f"Vector.\n\n{vector}" for vector in texts[number :: len(TITLES)])
        files[f"content/incidents/v{number}.md"] = _file(title, number, text or "Nothing.")
    return site_dir_of(files)


def test_titles_are_escaped_wherever_they_stand(hostile_site: Path) -> None:
    """Heading, title, description and search show a title as its author wrote it."""
    entries = json.loads((hostile_site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    found = {entry["location"]: entry["title"] for entry in entries if "#" not in entry["location"]}
    for number, title in enumerate(TITLES):
        path = f"incidents/v{number}/"
        document = html.document_fromstring((hostile_site / path / "index.html").read_bytes())
        plain = " ".join(title.split())
        assert " ".join(document.xpath("string(//main//h1)").split()) == plain
        assert " ".join(document.xpath("string(/html/head/title)").split()) == f"{plain} - Scarf Shop Status"
        assert len(document.xpath("/html/head/meta[@name='description']/@content")) == 1
        assert (
            " ".join(html.fragment_fromstring(found[path], create_parent="i").text_content().split()) == plain
        )


OWN_FRAMES = {"../embed/example/", "../alert-bar/?mode=badge"}
"""With which `/subscribe/` shows what other sites can embed."""


def test_page_holds_no_element_of_an_author(hostile_site: Path) -> None:
    """No page has a script, a style, a frame or a handler that the theme does not bring."""
    for file in sorted(hostile_site.rglob("*.html")):
        document = html.document_fromstring(file.read_bytes())
        handlers = [
            (element.tag, name)
            for element in document.iter("*")
            for name in element.attrib
            if name.startswith("on")
        ]
        assert not handlers, file
        assert set(document.xpath("//iframe/@src")) <= OWN_FRAMES, file
        assert not document.xpath("//iframe[not(@src) or @srcdoc]"), file
        assert not document.xpath("//object | //embed | //base[not(@target)]"), file
        assert not document.xpath("//*[starts-with(@class, 'sg-page')]//script"), file
        assert not document.xpath("//script[starts-with(normalize-space(), 'window.ran')]"), file


@pytest.mark.browser
def test_nothing_runs_in_a_browser(
    hostile_site: Path, serve: Callable[..., str], open_page: Callable[..., Page]
) -> None:
    """Whatever is written into texts and titles, no browser runs it: on pages, when clicked, in the search."""
    page = open_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    url = serve(hostile_site)
    for path in (
        "",
        "history/",
        "history/2026/",
        "history/2026/11/",
        "components/checkout/",
        "alert-bar/",
        "subscribe/",
    ):
        page.goto(url + path, wait_until="load")
        assert page.evaluate("window.ran") is None, path
    for number in range(len(TITLES)):
        page.goto(f"{url}incidents/v{number}/", wait_until="load")
        # What wants a click or a focus gets both; where a link would lead is looked at above.
        page.evaluate(
            """() => {
              addEventListener('click', (event) => event.preventDefault(), true);
              for (const element of document.querySelectorAll('.sg-page h1, .sg-page h1 *, .sg-text *')) {
                element.focus?.();
                element.click?.();
              }
            }"""
        )
        assert page.evaluate("window.ran") is None, TITLES[number]
    page.goto(url, wait_until="load")
    page.locator("input[name='query']").focus()
    for words in ("window", "src=x", "Vector"):
        query = page.locator("input[name='query']")
        query.fill("")
        query.press_sequentially(words)
        page.locator(".md-search-result__item").first.wait_for()
        assert page.evaluate("window.ran") is None, words
    assert not dialogs
