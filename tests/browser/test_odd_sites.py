"""Sites that nobody designs for are readable, too: empty, huge, hostile, from right to left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page
from tests.browser.small_sites import INCIDENT, MAINTENANCE, RESOLVED

pytestmark = pytest.mark.browser

WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaf"
TITLE = "An error that begins with the baskets and goes on to the payments " * 3


def _config(components: str, *, language: str = "en", name: str = "Scarf Shop Status") -> dict[str, str]:
    return {
        "mkdocs.yml": f"""\
site_name: '{name}'
site_url: https://status.example.com/
docs_dir: content
theme: {{name: material, font: false, language: {language}}}
plugins:
  search: {{}}
  statusgen:
    components: {components}
"""
    }


def _incident(title: str, component: str = "a", text: str = "We look into it.") -> str:
    return (
        f"---\ntitle: '{title}'\ncomponents: {{{component}: major_outage}}\n---\n\n"
        f"## Investigating - 2026-11-20 14:05 UTC\n\n{text}\n"
    )


_WIDE = "| Region | Requests | Errors | Latency | Something else that is long |\n|---|--:|:-:|---|---|\n"
_TEXT = (
    f"{WORD} https://example.com/{WORD}/{WORD} `{WORD}`\n\n{_WIDE}| eu | 1 | 2 | 3 | {WORD} |\n\n"
    f"```\n{WORD * 2}\n```\n\n1. one\n   - two\n     - three\n\n> {WORD}\n"
)
_MANY = "\n" + "".join(f"      - {{id: c-{n}, name: Part {n}, group: Group {n // 5}}}\n" for n in range(60))
_ARABIC = "[{id: a, name: الدفع, group: المتجر}, {id: b, name: API, group: المطورون}]"
_TWO = "[{id: a, name: Checkout}, {id: b, name: Search}]"

SITES: Mapping[str, Mapping[str, str]] = {
    "no component": _config("[]"),
    "no incident ever": _config(_TWO),
    "sixty components": {
        **_config(_MANY),
        "content/incidents/all.md": "---\ntitle: Everything\ncomponents:\n"
        + "".join(f"  c-{n}: partial_outage\n" for n in range(60))
        + "---\n\n## Investigating - 2026-11-20 14:05 UTC\n\nEverything.\n",
    },
    "long title": {**_config(_TWO), "content/incidents/x.md": _incident(TITLE.strip()[:200])},
    "long word": {
        **_config(f"[{{id: a, name: {WORD}, group: {WORD}, description: {WORD}}}, {{id: b, name: B, group: C}}]"),
        "content/incidents/x.md": _incident(WORD, text=_TEXT),
    },
    "ten open incidents": {
        **_config(_TWO),
        **{f"content/incidents/x-{n}.md": _incident(f"Number {n}") for n in range(10)},
    },
    "right to left": {
        **_config(_ARABIC, language="ar", name="حالة المتجر"),
        "content/incidents/x.md": _incident("مشكلة في الدفع", text="نحن نحقق في المشكلة."),
        "content/incidents/y.md": _incident("English title", "b", _TEXT),
    },
    "hostile names": {
        **_config(
            """[{id: a, name: '<b>Bold</b> & "quoted"', group: '<i>'}, {id: b, name: "it's 🧣", group: '"'}]""",
            name='"Scarf" <b>Shop</b> & Sons',
        ),
        "content/incidents/x.md": _incident('<i>"x"</i>'),
    },
    "everything at once": {
        **_config("[{id: checkout, name: A}, {id: search, name: B}, {id: a, name: C, retired: 2026-11-01}]"),
        **INCIDENT, **RESOLVED, **MAINTENANCE,
        "content/incidents/none.md": "---\ntitle: None\ncomponents: {}\n---\n\n"
        "## Resolved - 2026-11-19 14:05 UTC\n\nOver.\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", SITES)
def test_odd_site_fits_every_width(
    name: str, site_dir_of: Callable[..., Path], serve: Callable[..., str], open_page: Callable[..., Page]
) -> None:
    """Nothing sticks out of a phone or a desktop, nothing overlaps its neighbour's edge, no script fails."""
    site_dir = site_dir_of(SITES[name])
    url = serve(site_dir)
    kinds = (
        "",
        "history/",
        "subscribe/",
        "postmortems/",
        "incidents/*/",
        "components/*/",
        "history/2026/",
        "history/2026/11/",
    )
    paths = [
        file.parent.relative_to(site_dir).as_posix().replace(".", "") + "/"
        for kind in kinds
        for file in sorted(site_dir.glob(f"{kind}index.html"))[:2]
    ]
    faults: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(message.text)

    for width in (360, 1280):
        page = open_page(width=width)
        page.on("console", note)
        for path in paths:
            page.goto(url + path.lstrip("/"), wait_until="load")
            needed = page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                faults.append(f"/{path} needs {needed} of {width} px")
            faults += [f"/{path}: {fault}" for fault in page.evaluate(_CUT)]
    assert not faults, "\n".join(faults)


# Text that is wider than its box, where the box neither scrolls nor belongs to those that only ears read. Four
# pixels are the padding of code at the end of a line.
_CUT = """() => [...document.querySelectorAll('.sg-page *')]
  .filter((element) => element.checkVisibility() && element.clientWidth > 0)
  .filter((element) => element.scrollWidth > element.clientWidth + 4)
  .filter((element) => getComputedStyle(element).display !== 'inline')
  .filter((element) => !element.closest('.sg-scroll, .sg-hidden, pre, svg, .sg-bar'))
  .map((element) => `${element.outerHTML.slice(0, 60)} needs ${element.scrollWidth} of ${element.clientWidth} px`)"""


def test_name_of_the_site_is_shown_as_written(
    site_dir_of: Callable[..., Path], serve: Callable[..., str], open_page: Callable[..., Page]
) -> None:
    """Signs of HTML in the site's own name are shown, in the header and as the window's title."""
    page = open_page()
    page.goto(serve(site_dir_of(SITES["hostile names"])) + "history/")
    assert page.title() == 'History - "Scarf" <b>Shop</b> & Sons'
    assert page.locator(".md-header__topic").first.inner_text() == '"Scarf" <b>Shop</b> & Sons'


def test_page_from_right_to_left_is_mirrored(
    site_dir_of: Callable[..., Path], serve: Callable[..., str], open_page: Callable[..., Page]
) -> None:
    """In a language from right to left the newest day is at the left, and marks stand at the other side."""
    page = open_page()
    page.goto(serve(site_dir_of(SITES["right to left"])))
    cells = page.locator(".sg-bar").first.locator(".sg-cell")
    assert cells.first.bounding_box()["x"] > cells.last.bounding_box()["x"]
    group = page.locator("details.sg-group").first
    name, state = group.locator("summary h3"), group.locator("summary .sg-component-state")
    assert name.bounding_box()["x"] > state.bounding_box()["x"]
    cells.last.locator("button").focus()
    box = cells.last.locator(".sg-pop").bounding_box()
    assert box["x"] >= 0


def test_title_from_right_to_left_keeps_its_column(
    site_dir_of: Callable[..., Path], serve: Callable[..., str], open_page: Callable[..., Page]
) -> None:
    """On a page from left to right an Arabic title begins where others do, and its text reads from the right."""
    files = {
        **_config(_TWO),
        "content/incidents/x.md": _incident("مشكلة في الدفع", text="نحن نحقق في المشكلة."),
    }
    page = open_page()
    page.goto(serve(site_dir_of(files)) + "incidents/x/")
    assert page.locator("h1").evaluate("e => getComputedStyle(e).textAlign") == "left"
    assert page.locator(".sg-text").evaluate("e => getComputedStyle(e).direction") == "rtl"
