"""The full-text search, in a real browser and over an index that the real Pagefind has made."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.fixtures.search import RECORD, write_searched

pytestmark = pytest.mark.browser

NOW = "2026-11-20 14:30 UTC"
HOSTILE = "<img src=x:y onerror=alert(1)> &lt;mark&gt; `<img src=x:y onerror=alert(1)>` zebra `<b>bold</b>`"
LESSON = """\
---
title: What the okapi taught us
incidents: [checkout-errors]
published: 2026-11-10 10:00 UTC
summary: It ran an unindexed query.
---

## What happened

A quokka looked at it.
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


def _record(title: str, component: str, status: str, day: int, text: str) -> str:
    return RECORD.format(
        title=title, component=component, status=status, day=day, text=text, end="It works again."
    )


FILES = {
    "content/incidents/checkout-errors.md": _record(
        "Checkout errors <b>&amp; more", "checkout", "major_outage", 2, HOSTILE
    ),
    "content/incidents/slow-api.md": _record(
        "Slow API", "api", "degraded_performance", 3, "A zebra, and a giraffe."
    ),
    **{
        f"content/incidents/card-{number}.md": _record(
            f"Card {number}", "checkout", "partial_outage", number, "A heron flew."
        )
        for number in range(1, 13)
    },
    "content/postmortems/okapi.md": LESSON,
    "content/about.md": "# About us\n\nAn axolotl answers the telephone.\n",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, pagefind_tools: Path, statusgen: Run) -> Path:
    """A site with its index, built once; read it only."""
    source = tmp_path_factory.mktemp("searched")
    write_searched(source, FILES, pagefind_tools)
    _build(statusgen, source)
    return source


def _build(statusgen: Run, source: Path) -> None:
    done = statusgen("build", "--now", NOW, cwd=source)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def search(published: Path, serve: Callable[..., str], open_page: Callable[..., Page]) -> Page:
    """The page of the search, on a site that stands below a path of its host."""
    page = open_page()
    page.goto(serve(published / "site", prefix="/status/") + "search/")
    return page


def _ask(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="Words to look for").fill(words)


def _count(page: Page, text: str) -> None:
    expect(page.locator(".sg-search [role=status]")).to_have_text(text)


def _titles(page: Page) -> list[str]:
    return page.locator(".sg-results a").all_inner_texts()


def test_a_word_of_a_text_finds_the_record(search: Page) -> None:
    """With title, day, impact, state and components; the count is told, and the address can be shared."""
    _ask(search, "giraffe")
    _count(search, "Found: 1")
    row = search.locator(".sg-results li")
    assert row.locator("a").inner_text() == "Slow API"
    assert row.locator(".sg-record-facts").inner_text() == "3 November 2026 · Minor impact · Resolved · API"
    assert row.locator("time").get_attribute("datetime") == "2026-11-03T14:05:00Z"
    assert row.locator("mark").all_inner_texts() == ["giraffe."]
    expect(search).to_have_url(re.compile(r"/status/search/\?q=giraffe$"))
    row.locator("a").click()
    search.wait_for_url("**/status/incidents/slow-api/")
    search.go_back()
    expect(search.locator(".sg-results a")).to_have_text("Slow API")


def test_a_result_stays_where_it_is_pressed(search: Page) -> None:
    """The field loses the focus with the first press, however long that takes."""
    search.get_by_role("searchbox", name="Words to look for").press_sequentially("giraffe")
    _count(search, "Found: 1")
    link = search.locator(".sg-results a")
    pressed = link.element_handle()
    link.hover()
    search.mouse.down()
    expect(search.get_by_role("searchbox", name="Words to look for")).not_to_be_focused()
    search.wait_for_timeout(500)
    assert pressed.evaluate("link => link.isConnected")
    search.mouse.up()
    search.wait_for_url("**/status/incidents/slow-api/")


def test_what_nobody_wrote_is_not_found(search: Page) -> None:
    """Words of the frame and of lists are no words of a page; that nothing matches is said."""
    _ask(search, "subscribe")
    _count(search, "Nothing matches.")
    assert _titles(search) == []
    _ask(search, "")
    _count(search, "")


@pytest.mark.parametrize(
    ("word", "title"),
    [("quokka", "What the okapi taught us"), ("axolotl", "About us")],
    ids=["postmortem", "own page"],
)
def test_postmortems_and_pages_are_found(search: Page, word: str, title: str) -> None:
    """Not only records."""
    _ask(search, word)
    _count(search, "Found: 1")
    assert _titles(search) == [title]


def test_texts_stay_texts(search: Page) -> None:
    """Markup in a title or a text is shown as it was written, and nothing of it runs."""
    faults: list[str] = []
    search.on("pageerror", lambda error: faults.append(str(error)))
    search.on("dialog", lambda dialog: faults.append(dialog.message))
    _ask(search, "zebra bold")
    _count(search, "Found: 1")
    row = search.locator(".sg-results li")
    assert row.locator("a").inner_text() == "Checkout errors <b>&amp; more"
    text = row.locator(".sg-result-text")
    assert "<img src=x:y onerror=alert(1)>" in text.inner_text()
    inner = text.evaluate("element => [...element.querySelectorAll('*')].map((node) => node.localName)")
    assert set(inner) == {"mark"}
    assert faults == []


def test_choices_narrow_what_is_found(search: Page) -> None:
    """To a component, to an impact, and to both; an address with choices opens with them."""
    _ask(search, "zebra")
    _count(search, "Found: 2")
    search.get_by_label("Component").select_option("api")
    _count(search, "Found: 1")
    assert _titles(search) == ["Slow API"]
    search.get_by_label("Impact").select_option("critical")
    _count(search, "Nothing matches.")
    expect(search).to_have_url(re.compile(r"\?q=zebra&component=api&impact=critical$"))
    search.goto(search.url.replace("component=api", "component=checkout"))
    expect(search.locator(".sg-results a")).to_have_text("Checkout errors <b>&amp; more")
    assert search.get_by_label("Impact").input_value() == "critical"


def test_keys_are_enough(search: Page) -> None:
    """Arrows lead to the results and back; more of them come by a button, and the focus goes to the first of these."""
    # Time stands still: Enter asks, and not that nothing has been typed for a while.
    search.clock.install()
    search.clock.pause_at("2100-01-01")
    field = search.get_by_role("searchbox", name="Words to look for")
    field.press_sequentially("heron")
    field.press("Enter")
    _count(search, "Found: 12")
    assert len(_titles(search)) == 10
    field.press("ArrowDown")
    expect(search.locator(".sg-results a").first).to_be_focused()
    search.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    search.get_by_role("button", name="Show more").press("Enter")
    expect(search.locator(".sg-results a").nth(10)).to_be_focused()
    assert len(set(_titles(search))) == 12
    expect(search.get_by_role("button", name="Show more")).to_be_hidden()


def test_a_page_that_stays_open_finds_what_is_published_later(
    write_searched_site: Callable[..., Path],
    statusgen: Run,
    serve: Callable[..., str],
    open_page: Callable[..., Page],
) -> None:
    """The index under it was replaced: the search loads the new one by itself."""
    source = write_searched_site(FILES)
    _build(statusgen, source)
    page = open_page()
    page.goto(serve(source / "site") + "search/?q=giraffe")
    expect(page.locator(".sg-results a")).to_have_text("Slow API")
    (source / "content/incidents/new.md").write_text(
        _record("Pictures are missing", "api", "partial_outage", 19, "A numbat."), encoding="utf-8"
    )
    (source / "content/incidents/slow-api.md").unlink()
    _build(statusgen, source)
    _ask(page, "numbat")
    expect(page.locator(".sg-results a")).to_have_text("Pictures are missing")
    _ask(page, "giraffe")
    _count(page, "Nothing matches.")


def test_without_an_index_the_history_is_named(
    write_searched_site: Callable[..., Path],
    run_command: Run,
    serve: Callable[..., str],
    open_page: Callable[..., Page],
) -> None:
    """On a site that MkDocs alone has built, a question leads to the history."""
    source = write_searched_site(FILES)
    assert run_command("mkdocs", "build", cwd=source).returncode == 0
    page = open_page()
    page.goto(serve(source / "site") + "search/?q=zebra")
    _count(page, "The search cannot be used at the moment.")
    page.locator(".sg-search a:visible").click()
    page.wait_for_url("**/history/")


def test_without_scripts_the_history_is_named(
    published: Path, serve: Callable[..., str], open_page: Callable[..., Page]
) -> None:
    """No form is shown that would do nothing."""
    page = open_page(java_script_enabled=False)
    page.goto(serve(published / "site") + "search/")
    assert page.locator(".sg-search form").is_hidden()
    page.locator(".sg-search a:visible").click()
    page.wait_for_url("**/history/")


def test_everybody_can_use_it(root: Path, search: Page) -> None:
    """axe-core finds no violation, with results, on a phone and on a desktop, in light and in dark."""
    axe = root / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.is_file():
        pytest.skip("axe-core is missing: run `npm install` (needs Node.js)")
    search.emulate_media(reduced_motion="reduce")
    _ask(search, "heron")
    _count(search, "Found: 12")
    search.evaluate(axe.read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        search.emulate_media(color_scheme=scheme)
        for width in (360, 1280):
            search.set_viewport_size({"width": width, "height": 900})
            found = search.evaluate("() => axe.run({resultTypes: ['violations']})")["violations"]
            assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == [], (
                f"{scheme}, {width} px"
            )
            assert search.evaluate("document.documentElement.scrollWidth <= innerWidth")
