"""What is done to most texts without a parser of HTML is what a parser would do."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml.html import fragment_fromstring
from tests.outputs.hostile import VECTORS

from statusgen.content.markdown import markdown_html
from statusgen.outputs.sanitising import sanitised, usual_sanitised

# fmt: off
SIGNS = (
    *"*_~`[]()!#>-+1.|\\\n \t&;:/\"'=ab<>\r\x00\xa0\ufeff\u2028\x0c\x85é\N{BALLOT BOX}",
    "**", "~~", "``", "\n\n", "  \n", "\\\n", "\n- ", "\n1. ", "\n3) ", "\n> ", "\n# ", "\n---\n", "\n===\n",
    "```", "\n```\n", "\n    ", "\n\t", "- [ ] ", "[!NOTE]", "\n| a | b |\n|---|:-:|\n", "word ", "&amp;",
    "&quot;", "&lt;b&gt;",
    "&nbsp;", "&#13;", "&#0;", "&#38;", "&copy", "&copy;", "<b>", "</b>", "</p>", "</li>", "</ol>", "<br>",
    "<em>", "`<b>`", "<!--",
    "[a](", "](https://y.example)", "[x]: https://y.example\n", "[x]", "<https://x.example>",
    "https://x.example", "www.x.example",
    "http://a.b-c.example/d?e=f&g#h", "https://xn--a.example/", "https://a--b.example/",
    "https://1.2.3.4/", "https://1.2.3.999/",
    "https://A.example/%zz", "https://a_b.example", "http://localhost:80/", "https://x.example/\u2028",
    "me@x.example", "mailto:me@x.example",
)
# fmt: on
TEXTS = st.lists(
    st.sampled_from(SIGNS) | st.sampled_from(SIGNS) | st.sampled_from(VECTORS) | st.text(max_size=5),
    max_size=20,
).map("".join)


def by_parser(text: str) -> str:
    """The text as the sanitiser leaves it."""
    return sanitised(markdown_html(text), source="incidents/x.md", page="incidents/x/", root="../../")


@given(TEXTS)
@settings(max_examples=3000, deadline=None)
@example("[a <https://x.example> b](https://y.example)")
@example("[a](x [x]: https://y.example b](https://y.example)")
@example("`<em>` <em>a")
@example("&lt; <em>a")
@example("*a *b* c* ***d***")
def test_nothing_tells_that_there_was_no_parser(text: str) -> None:
    """A text that is done without one becomes the same HTML, byte by byte."""
    assert usual_sanitised(text, markdown_html(text)) in (None, by_parser(text))


READABLE = [sign for sign in SIGNS if sign.isprintable()]
"""Those that the parser of this test takes."""
TAGS = (
    '<a href="https://x.example/">', '<a href="javascript:x">', '<a href="https://x.example/" onclick="x">',
    "<a>", "</a>",
    "<p>", "</p>", '<p onclick="x">', "<em>", "</em>", "<code>", "<script>", "</script>", "<svg/onload=x>",
    "<img src=x>", "<!--", "-->",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(TAGS) | st.sampled_from(READABLE) | st.sampled_from(VECTORS), max_size=6).map(
        "".join
    )
)
@settings(max_examples=1000, deadline=None)
def test_nothing_is_let_through_that_could_run(html: str) -> None:
    """Whatever the engine may make of a text: without a parser there is no other tag, attribute or address."""
    found = usual_sanitised("", html)
    if found:
        for element in fragment_fromstring(found, create_parent="section").xpath(".//*"):
            assert element.tag in {
                "p",
                "em",
                "strong",
                "del",
                "code",
                "pre",
                "blockquote",
                "ul",
                "ol",
                "li",
                "a",
            }
            if element.tag == "a":
                assert set(element.attrib) == {"href", "rel"}
                assert element.get("href").startswith(("https://", "http://"))
            else:
                assert not element.attrib


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We *know* the **cause**: `a & b`.\n\n- one\n- two", id="text"),
        pytest.param("See [there](https://docs.example.com/a?b=c&d#e).", id="link"),
        pytest.param("See <https://docs.example.com/>.", id="address"),
        pytest.param('```\n{"wait": "<15 min>"}\n```', id="code"),
        pytest.param("> Prices < 5 & > 3.", id="signs"),
    ],
)
def test_usual_text_needs_no_parser(text: str) -> None:
    """What most updates consist of is known, and so costs little."""
    assert usual_sanitised(text, markdown_html(text)) == by_parser(text)


@pytest.mark.parametrize("text", [*VECTORS, "<b>a</b>", "[a](other.md)", "# a", "| a |\n|---|", "a\xa0b"])
def test_everything_else_goes_through_the_parser(text: str) -> None:
    """HTML of authors, links within the site, and what a parser would write in another way."""
    found = usual_sanitised(text, markdown_html(text))
    assert found is None or found == by_parser(text)
