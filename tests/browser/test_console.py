"""The pages work as served: no script fails, nothing is missing, nothing sticks out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, Request, Response

pytestmark = pytest.mark.browser


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What a browser noticed while it opened the pages one after the other."""

    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def visit(browser: Browser, demo_url: str, demo_pages: Sequence[str]) -> Iterator[Visit]:
    """One walk through the demonstration, each page left alone until it asks for nothing more."""
    noticed = Visit()
    context = browser.new_context()
    page = context.new_page()

    def note(text: str) -> None:
        noticed.faults.append(f"{page.url}: {text}")

    def note_refusal(answer: Response) -> None:
        if answer.status >= 400:
            note(f"{answer.url} answered {answer.status}")

    def note_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before the answer had come
            note(f"{request.url}: {request.failure}")

    page.on("console", lambda message: message.type in {"error", "warning"} and note(message.text))
    page.on("pageerror", lambda error: note(str(error)))
    page.on("requestfailed", note_failure)
    page.on("response", note_refusal)
    page.on("request", lambda request: noticed.requests.append(request.url))
    for path in demo_pages:
        page.goto(demo_url + path, wait_until="networkidle")
    yield noticed
    context.close()


def test_no_page_reports_an_error(visit: Visit) -> None:
    """No kind of page logs an error or a warning, throws, or asks for a file that is not there."""
    assert not visit.faults, "\n" + "\n".join(visit.faults)


def test_pages_ask_no_other_host_for_anything(visit: Visit, demo_url: str) -> None:
    """The site stays up when everything else is down: what a page needs comes from the site itself."""
    elsewhere = {url for url in visit.requests if not url.startswith((demo_url, "data:", "blob:"))}
    assert visit.requests
    assert not elsewhere


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_no_page_scrolls_sideways(
    width: int, demo_url: str, demo_pages: Sequence[str], open_page: Callable[..., Page]
) -> None:
    """Every kind of page fits the width of a phone and of a desktop."""
    page = open_page(width=width)
    wide = []
    for path in demo_pages:
        page.goto(demo_url + path, wait_until="load")
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            wide.append(f"/{path}: {needed} px wide, caused by {page.evaluate(_WIDEST, width)}")
    assert not wide, "\n" + "\n".join(wide)


_WIDEST = """width => [...document.querySelectorAll('body *')]
  .filter(element => element.getBoundingClientRect().right > width + 1)
  .slice(-1).map(element => element.outerHTML.slice(0, 160)).join()"""


def test_every_page_is_complete_without_scripts(
    demo_url: str, demo_pages: Sequence[str], open_page: Callable[..., Page]
) -> None:
    """Whoever reads without JavaScript finds each heading that everybody else finds."""
    with_scripts = open_page()
    without_scripts = open_page(java_script_enabled=False)
    for path in demo_pages:
        headings = []
        for page in (with_scripts, without_scripts):
            page.goto(demo_url + path, wait_until="load")
            headings.append(page.locator("main h1, main h2").all_inner_texts())
        assert set(headings[0]) <= set(headings[1]), f"/{path}"
