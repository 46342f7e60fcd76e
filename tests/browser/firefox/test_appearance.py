"""In Firefox the bar can be read by everybody: contrast, sizes, narrow screens, writing from right to left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.browser.alert_bar.contrast import CONTRAST
from tests.browser.two_sites import SHOWN, Sites, assert_unharmed

pytestmark = pytest.mark.browser

OpenTab = Callable[..., Any]

BAR = "statusgen-alert-bar >>> section"
BUTTON = "statusgen-alert-bar >>> button"
IMPACTS = ("critical", "major", "minor", "none", "maintenance")


def _bars_of_each_impact(sites: Sites, attributes: str) -> str:
    """A page with a bar of each impact, in an element that has its name."""
    begun = {"starts_at": "2026-01-01T00:00:00Z"}
    sites.tell(
        *[
            sites.incident(
                id=impact, impact=impact, components=[impact], **(begun if impact == "maintenance" else {})
            )
            for impact in IMPACTS
        ]
    )
    return sites.page(
        head="".join(
            sites.tag(f"data-target=#{impact} data-components={impact} {attributes} defer")
            for impact in IMPACTS
        ),
        body="".join(f'<div id="{impact}"></div>' for impact in IMPACTS),
    )


def _assert_readable(tab: Any, scheme: str) -> None:
    for impact in IMPACTS:
        tab.wait_for(f"!!document.querySelector('#{impact} > statusgen-alert-bar')")
        details, link, mark, ground = tab.evaluate(f"({CONTRAST})(document.querySelector('#{impact} > *'))")
        assert min(details, link) >= 4.5, impact
        assert mark >= 3, impact
        assert (ground < 0.5) is (scheme == "dark"), impact


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_and_marks_stand_out(theme: str, open_tab: OpenTab, sites: Sites) -> None:
    """Texts have a contrast of 4.5:1 or more, marks of 3:1, in each palette that the tag may choose."""
    tab = open_tab(_bars_of_each_impact(sites, f"data-theme={theme}"))
    _assert_readable(tab, theme)
    assert_unharmed(tab)


def test_the_reader_chooses_the_palette_where_the_tag_does_not(
    start_firefox: Callable[..., OpenTab], open_tab: OpenTab, sites: Sites
) -> None:
    """A Firefox that is set to dark has a dark bar, the usual one a light bar, both with the same contrast."""
    open_dark_tab = start_firefox({"layout.css.prefers-color-scheme.content-override": 0})
    for open_one, scheme in ((open_tab, "light"), (open_dark_tab, "dark")):
        tab = open_one(_bars_of_each_impact(sites, ""))
        _assert_readable(tab, scheme)
        assert_unharmed(tab)


def test_marks_have_the_colour_of_the_text_where_colours_are_forced(
    start_firefox: Callable[..., OpenTab], sites: Sites
) -> None:
    """Readers who have chosen their colours see a mark in them."""
    open_forced_tab = start_firefox({"ui.useAccessibilityTheme": 1, "browser.display.document_color_use": 2})
    tab = open_forced_tab(sites.page(head=sites.tag("data-color-major=#111111 defer")))
    tab.wait_for(SHOWN)
    assert tab.evaluate("matchMedia('(forced-colors: active)').matches")
    mark, text, ground = tab.evaluate(
        """(() => {
          const {shadowRoot} = document.querySelector('statusgen-alert-bar');
          const style = name => getComputedStyle(shadowRoot.querySelector(name));
          return [style('i').borderTopColor, style('bdi').color, style('section').backgroundColor];
        })()"""
    )
    assert mark == text != ground


@pytest.mark.parametrize("mode", ["bar", "badge"])
def test_targets_are_large_enough_for_a_thumb(mode: str, open_tab: OpenTab, sites: Sites) -> None:
    """Everything that can be pressed is at least 24 by 24 pixels, and the button twice that."""
    sites.tell(sites.incident(title="Checkout errors"), sites.incident(id="b"))
    tab = open_tab(sites.page(head=sites.tag(f"data-mode={mode} data-target=main defer")))
    tab.wait_for(SHOWN)
    sizes = tab.evaluate(
        """[...document.querySelector('statusgen-alert-bar').shadowRoot.querySelectorAll('a, button')].map(one => {
          const {width, height} = one.getBoundingClientRect();
          return [one.localName, Math.min(width, height)];
        })"""
    )
    assert [name for name, _ in sizes] == (["a", "a", "button"] if mode == "bar" else ["a"])
    assert all(size >= (44 if name == "button" else 24) for name, size in sizes)


@pytest.mark.parametrize(
    "title",
    ["Checkout errors in Europe", "w" * 120, "Störung " * 15, "خطأ في الدفع"],
    ids=["usual", "one word", "many words", "Arabic"],
)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_title_makes_a_phone_scroll_sideways(
    title: str, direction: str, open_tab: OpenTab, sites: Sites
) -> None:
    """On 360 pixels a sticky bar is as wide as the screen and leaves 60 % of it; its button stands at its end."""
    sites.tell(sites.incident(title=title), sites.incident(id="b"))
    turn = f"<script>document.documentElement.dir = '{direction}'</script>"
    tag = sites.tag("data-position=sticky-top defer")
    tab = open_tab(sites.page(head=turn + tag), width=360, height=640)
    button = tab.place(BUTTON)
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    left, top, width, height = tab.place(BAR)
    assert (left, top, width) == (0, 0, 360)
    assert height <= 640 * 0.4
    assert (button[0] > 180) is (direction == "ltr")
    assert_unharmed(tab)


@pytest.mark.parametrize("mode", ["bar", "badge"])
def test_a_title_keeps_its_own_direction(mode: str, open_tab: OpenTab, sites: Sites) -> None:
    """On a page that is written from right to left, the sign at the end of an English title stands at its end."""
    sites.tell(sites.incident(title="Search is down!"))
    turn = "<script>document.documentElement.dir = 'rtl'</script>"
    tab = open_tab(sites.page(head=turn + sites.tag(f"data-target=main data-mode={mode} defer")))
    tab.place("statusgen-alert-bar >>> a")
    first, last = tab.evaluate(
        """[0, 14].map(at => {
          const text = document.querySelector('statusgen-alert-bar').shadowRoot.querySelector('a').firstChild;
          const letter = document.createRange();
          letter.setStart(text, at);
          letter.setEnd(text, at + 1);
          return letter.getBoundingClientRect().x;
        })"""
    )
    assert first < last


def test_the_rules_of_the_page_do_not_reach_the_bar(open_tab: OpenTab, sites: Sites) -> None:
    """A page's own styles, however broad, neither hide nor deface the bar."""
    wild = """<style>body *, statusgen-alert-bar { color: lime !important; font: 40px cursive !important;
      display: inline !important; position: relative; opacity: 0 !important; transform: rotate(9deg) !important;
      letter-spacing: 9px !important; text-transform: uppercase !important; visibility: hidden !important }
      statusgen-alert-bar { display: none !important; width: 10px !important }
      html { font-size: 62.5% }</style>"""
    look = """(() => {
      const {color, font, opacity, visibility} =
        getComputedStyle(document.querySelector('statusgen-alert-bar').shadowRoot.querySelector('section'));
      return [color, font, opacity, visibility];
    })()"""
    seen = []
    for head in ("", wild):
        tab = open_tab(sites.page(head=head + sites.tag()))
        tab.place(BUTTON)
        seen.append((tab.place(BAR), tab.evaluate(look)))
    assert seen[0] == seen[1]
