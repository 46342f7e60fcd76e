"""Pages are complete without JavaScript, on paper, and with the reader's own colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# What a reader may read, besides what scripts add or rewrite: times, ages, choices, and what is due.
_WORDS = """() => {
  const copy = document.querySelector('main').cloneNode(true);
  const changing = 'time, .sg-ago, .sg-filter, .sg-stale, [data-sg-due], script, .md-code__nav, .md-top, .md-sidebar';
  for (const element of copy.querySelectorAll(changing))
    element.remove();
  return copy.textContent.split(/\\s+/).filter(Boolean).join(' ');
}"""


def test_every_word_stands_in_the_html(
    demo_url: str, demo_pages: Sequence[str], open_page: Callable[..., Page]
) -> None:
    """Each kind of page says the same with and without scripts."""
    with_scripts, without_scripts = open_page(), open_page(java_script_enabled=False)
    with_scripts.clock.set_fixed_time("2026-11-20T14:31:00Z")
    for path in demo_pages:
        if path == "alert-bar/":
            continue  # it stands in frames of other sites, and has tests of its own
        words = []
        for page in (with_scripts, without_scripts):
            page.goto(demo_url + path, wait_until="load")
            words.append(page.evaluate(_WORDS))
        assert words[0] == words[1], f"/{path}"


def test_groups_unfold_without_scripts(demo_url: str, open_page: Callable[..., Page]) -> None:
    """Folding is the browser's own."""
    page = open_page(java_script_enabled=False)
    page.goto(demo_url)
    group = page.locator("details.sg-group").nth(1)
    assert group.locator(".sg-component").first.is_hidden()
    group.locator("summary").click()
    assert group.locator(".sg-component").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_front_page_prints(scheme: str, demo_url: str, open_page: Callable[..., Page]) -> None:
    """On paper there is dark text on white, the state is in words, and what only a screen needs is gone."""
    page = open_page(color_scheme=scheme)
    page.goto(demo_url)
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.locator("#sg-state h1").is_visible()
    assert page.locator(".md-tabs").is_hidden()
    assert page.locator(".sg-follow").is_hidden()
    # Links change their colour little by little.
    page.evaluate("() => Promise.all(document.getAnimations().map(each => each.finished))")
    pale = page.evaluate(
        """() => {
          const light = (colour) => {
            const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          return [...document.querySelectorAll('.sg-page :is(h1, h2, h3, h4, p, a, time, li, span:not(.sg-hidden))')]
            .filter((element) => element.checkVisibility() && element.textContent.trim())
            .filter((element) => light(getComputedStyle(element).color) > 128)
            .map((element) => element.outerHTML.slice(0, 120));
        }"""
    )
    assert pale == []


def test_states_are_told_with_the_readers_own_colours(demo_url: str, open_page: Callable[..., Page]) -> None:
    """Where the system sets all colours, the state keeps an edge and its icon keeps a shape."""
    page = open_page(forced_colors="active")
    page.goto(demo_url)
    edge, fill, ground = page.evaluate(
        """() => {
          const state = document.querySelector('#sg-state');
          return [getComputedStyle(state).borderTopWidth, getComputedStyle(state.querySelector('.sg-icon')).fill,
                  getComputedStyle(state).backgroundColor];
        }"""
    )
    assert edge == "2px"
    assert fill != ground
