"""The bar can be read by everybody: contrast, sizes, narrow screens, writing from right to left."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]
IMPACTS = ("critical", "major", "minor", "none", "maintenance")


def test_the_script_is_small(root: Path) -> None:
    """The whole script is under 3,072 bytes as web servers send it, with all of its comments."""
    assert len(gzip.compress((root / "theme" / "alert-bar.js").read_bytes(), 6)) < 3072


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """The source of axe-core."""
    source = root / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is missing: run `npm install` (needs Node.js)")
    return source.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    "reader",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=["light", "dark", "forced colours"],
)
def test_axe_finds_nothing_in_any_variant(
    axe: str,
    reader: dict[str, str],
    width: int,
    open_shop: Callable[..., Any],
    status: Any,
    make_incident: Make,
) -> None:
    """A page with the bar has no accessibility violation that the page without it has not."""
    shop = open_shop(width=width, **reader)
    faults = []
    for impact in IMPACTS:
        status.tell(make_incident(impact=impact), make_incident(id="b"))
        page = shop.open()
        page.get_by_role("button", name="Dismiss").wait_for()
        page.evaluate(axe)
        result = page.evaluate("axe.run({resultTypes: ['violations']})")
        faults += [f"{impact}: {one['id']}: {one['nodes'][0]['html']}" for one in result["violations"]]
        page.close()
    assert not faults, "\n" + "\n".join(faults)


_CONTRAST = """bar => {
  const luminance = colour => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(value => value / 255)
      .map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const style = name => getComputedStyle(bar.shadowRoot.querySelector(name));
  const back = luminance(style('section').backgroundColor);
  const against = colour => {
    const [low, high] = [luminance(colour), back].sort((a, b) => a - b);
    return (high + .05) / (low + .05);
  };
  return [against(style('span').color), against(style('a').color), against(style('div i').backgroundColor)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("impact", IMPACTS)
def test_texts_and_marks_stand_out(
    scheme: str, impact: str, open_shop: Callable[..., Any], status: Any, make_incident: Make
) -> None:
    """Texts have a contrast of 4.5:1 or more, marks of 3:1, in light and in dark."""
    status.tell(make_incident(impact=impact))
    page = open_shop(color_scheme=scheme).open()
    page.get_by_role("button", name="Dismiss").wait_for()
    details, link, mark = page.locator("statusgen-alert-bar").evaluate(_CONTRAST)
    assert min(details, link) >= 4.5
    assert mark >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_tag_may_choose_the_palette(
    theme: str, open_shop: Callable[..., Any], status: Any, make_incident: Make
) -> None:
    """A dark site can have a dark bar for readers who prefer light pages, and the other way round."""
    status.tell(make_incident())
    other = {"light": "dark", "dark": "light"}[theme]
    page = open_shop(color_scheme=other).open(attributes=f"data-theme={theme}")
    expect(page.get_by_role("region", name="Scarf Shop Status")).to_have_css("color-scheme", theme)


def test_the_button_is_large_enough_for_a_thumb(shop: Any, status: Any, make_incident: Make) -> None:
    """The target is at least 24 by 24 pixels."""
    status.tell(make_incident())
    place = shop.open().get_by_role("button", name="Dismiss").bounding_box()
    assert place["width"] >= 24
    assert place["height"] >= 24


@pytest.mark.parametrize(
    "title",
    ["Checkout errors in Europe", "w" * 120, "Störung " * 15, "خطأ في الدفع"],
    ids=["usual", "one word", "many words", "Arabic"],
)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_title_makes_a_phone_scroll_sideways(
    title: str, direction: str, open_shop: Callable[..., Any], status: Any, make_incident: Make
) -> None:
    """On 320 pixels, which is 200 % on a small screen, the bar is as wide as the screen and at most 40 % of it high."""
    status.tell(make_incident(title=title), make_incident(id="b"))
    page = open_shop(width=320, height=640).open(html=f'dir="{direction}"')
    button = page.get_by_role("button", name="Dismiss")
    button.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    bar = page.get_by_role("region", name="Scarf Shop Status").bounding_box()
    assert bar["width"] == 320
    assert bar["height"] <= 640 * 0.4
    place = button.bounding_box()
    is_at_the_right = place["x"] > 160
    assert is_at_the_right is (direction == "ltr")


def test_a_sticky_bar_stays_in_view_and_a_static_one_goes(
    shop: Any, status: Any, make_incident: Make
) -> None:
    """By default the bar follows the reader down the page; `data-position="static"` leaves it at the top."""
    status.tell(make_incident())
    for attributes, expected in (("", True), ("data-position=static", False)):
        page = shop.open(attributes=attributes, head="<style>body { height: 3000px }</style>")
        page.get_by_role("button", name="Dismiss").wait_for()
        page.evaluate("scrollTo(0, 1500)")
        bar = page.get_by_role("region", name="Scarf Shop Status").bounding_box()
        assert (bar["y"] == 0) is expected


def test_a_bar_at_the_bottom_shifts_nothing(shop: Any, status: Any, make_incident: Make) -> None:
    """At the bottom the bar lies over the page: nothing of the page moves."""
    status.tell(make_incident())
    page = shop.open(attributes="data-position=bottom")
    page.get_by_role("button", name="Dismiss").wait_for()
    with_bar = page.locator("h1").bounding_box()
    page.get_by_role("button", name="Dismiss").click()
    assert page.locator("h1").bounding_box() == with_bar


def test_the_bar_is_not_printed(shop: Any, status: Any, make_incident: Make) -> None:
    """Whoever prints an order prints the order."""
    status.tell(make_incident())
    page = shop.open()
    page.get_by_role("button", name="Dismiss").wait_for()
    page.emulate_media(media="print")
    expect(page.locator("statusgen-alert-bar")).to_be_hidden()
