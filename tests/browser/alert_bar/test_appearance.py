"""The bar can be read by everybody: contrast, sizes, narrow screens, writing from right to left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.alert_bar.answers import pass_until_asked, wait_for_answers
from tests.browser.alert_bar.contrast import CONTRAST
from tests.browser.alert_bar.hosts import as_json
from tests.browser.origins import answer_with

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]
BAR = "statusgen-alert-bar"
IMPACTS = ("critical", "major", "minor", "none", "maintenance")


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """The source of axe-core."""
    source = root / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is missing: run `npm install` (needs Node.js)")
    return source.read_text(encoding="utf-8")


_READERS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "forced colours, dark": {"forced_colors": "active", "color_scheme": "dark"},
}


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
@pytest.mark.parametrize("reader", _READERS.values(), ids=_READERS)
def test_axe_finds_nothing_in_any_variant(
    axe: str,
    reader: dict[str, str],
    width: int,
    open_shop: Callable[..., Any],
    status: Any,
    make_incident: Make,
) -> None:
    """A page with a bar and a badge of each impact, in flow and sticky, in each palette, has no violation."""
    shop = open_shop(width=width, **reader)
    tags = [shop.tag("data-position=sticky-bottom data-theme=dark data-components=cdn")]
    for impact in IMPACTS:
        begun = {"starts_at": "2026-11-20T14:00:00Z"} if impact == "maintenance" else {}
        event = make_incident(impact=impact, title=f"An event of weight: {impact}", **begun)
        data = status.data(event, make_incident(id="b"))
        status.host.answers[f"/{impact}/alert-bar.json"] = answer_with(as_json(data))
        tag = f"data-api={status.host.url}/{impact} data-target=#{impact}"
        tags += [f"<article id={impact}></article>", shop.tag(tag), shop.tag(f"{tag}-badge data-mode=badge")]
    places = "".join(f"<span id={impact}-badge></span> " for impact in IMPACTS)
    page = shop.open(
        attributes="data-position=sticky-top data-components=api",
        foot="".join([f"<footer>{places}{shop.tag('data-mode=badge')}</footer>", *tags]),
    )
    tags_in_all = 2 * len(IMPACTS) + 3
    wait_for_answers(page, tags_in_all)
    assert page.locator(BAR).count() == 2 * len(IMPACTS) + 1
    status.tell(make_incident(), make_incident(id="b", title="Pictures", components=["cdn"]))
    pass_until_asked(page, tags_in_all)
    expect(page.get_by_role("button", name="Dismiss")).to_have_count(len(IMPACTS) + 2)
    page.evaluate(axe)
    assert_accessible(page)


@pytest.mark.parametrize("reader", _READERS.values(), ids=_READERS)
def test_axe_finds_nothing_beside_the_body_or_on_a_calm_day(
    axe: str, reader: dict[str, str], open_shop: Callable[..., Any], status: Any, make_incident: Make
) -> None:
    """The usual bars above and below a page, and badges that say that all is well, have no violation in any theme."""
    shop = open_shop(**reader)
    tags = []
    for theme in ("auto", "light", "dark"):
        for position in ("top", "bottom"):
            folder = f"{theme}-{position}"
            data = status.data(make_incident(title=f"An event in a bar: {folder}"), make_incident(id="b"))
            status.host.answers[f"/{folder}/alert-bar.json"] = answer_with(as_json(data))
            tags.append(
                shop.tag(f"data-api={status.host.url}/{folder} data-position={position} data-theme={theme}")
            )
    badges = (f"<p>{shop.tag(f'data-mode=badge data-theme={theme}')}</p>" for theme in ("auto", "light"))
    page = shop.open(foot="".join(["<footer>", *badges, "</footer>", *tags]))
    expect(page.get_by_role("button", name="Dismiss")).to_have_count(len(tags))
    expect(page.get_by_role("link", name="All systems operational")).to_have_count(2)
    assert page.locator(f"html > {BAR}").count() == len(tags)
    page.evaluate(axe)
    assert_accessible(page)


def assert_accessible(page: Page) -> None:
    """axe finds nothing; of what stands beside the body it does not judge the contrast, which tests below measure."""
    result = page.evaluate("axe.run({resultTypes: ['violations']})")
    faults = [f"{one['id']}: {node['html']}" for one in result["violations"] for node in one["nodes"]]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize(
    ("scheme", "attributes"),
    [
        ("light", ""),
        ("dark", ""),
        ("dark", "data-theme=light data-position=bottom"),
        ("light", "data-theme=dark data-position=bottom"),
    ],
)
@pytest.mark.parametrize("impact", IMPACTS)
def test_texts_and_marks_stand_out(
    scheme: str,
    attributes: str,
    impact: str,
    open_shop: Callable[..., Any],
    status: Any,
    make_incident: Make,
) -> None:
    """Texts have a contrast of 4.5:1 or more, marks of 3:1, in light and in dark, whoever chose it."""
    begun = {"starts_at": "2026-11-20T14:00:00Z"} if impact == "maintenance" else {}
    status.tell(make_incident(impact=impact, **begun))
    page = open_shop(color_scheme=scheme).open(attributes=attributes)
    page.get_by_role("button", name="Dismiss").wait_for()
    details, link, mark, _ = page.locator("statusgen-alert-bar").evaluate(CONTRAST)
    assert min(details, link) >= 4.5
    assert mark >= 3


def test_marks_have_the_colour_of_the_text_where_colours_are_forced(
    open_shop: Callable[..., Any], status: Any, make_incident: Make
) -> None:
    """Readers who have chosen their colours see a mark in them."""
    status.tell(make_incident())
    page = open_shop(forced_colors="active", color_scheme="dark").open(attributes="data-color-major=#111111")
    page.get_by_role("button", name="Dismiss").wait_for()
    mark, text, ground = page.locator(BAR).evaluate(
        """({shadowRoot}) => {
          const style = name => getComputedStyle(shadowRoot.querySelector(name));
          return [style('i').borderTopColor, style('bdi').color, style('section').backgroundColor];
        }"""
    )
    assert mark == text != ground


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_tag_may_choose_the_palette(
    theme: str, open_shop: Callable[..., Any], status: Any, make_incident: Make
) -> None:
    """A dark site can have a dark bar for readers who prefer light pages, and the other way round."""
    status.tell(make_incident())
    other = {"light": "dark", "dark": "light"}[theme]
    page = open_shop(color_scheme=other).open(attributes=f"data-theme={theme}")
    expect(page.get_by_role("region", name="Scarf Shop Status")).to_have_css("color-scheme", theme)


def test_targets_are_large_enough_for_a_thumb(shop: Any, status: Any, make_incident: Make) -> None:
    """Everything that can be pressed is at least 24 by 24 pixels, and the button twice that."""
    status.tell(make_incident(title="Down"), make_incident(id="b"))
    page = shop.open()
    button = page.get_by_role("button", name="Dismiss")
    button.wait_for()
    for target in (button, *page.locator(BAR).get_by_role("link").all()):
        place = target.bounding_box()
        assert min(place["width"], place["height"]) >= 24
    place = button.bounding_box()
    assert min(place["width"], place["height"]) >= 44


@pytest.mark.parametrize(
    "title",
    ["Checkout errors in Europe", "w" * 120, "Störung " * 15, "خطأ في الدفع"],
    ids=["usual", "one word", "many words", "Arabic"],
)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_title_makes_a_phone_scroll_sideways(
    title: str, direction: str, open_shop: Callable[..., Any], status: Any, make_incident: Make
) -> None:
    """On 320 pixels, which is 200 % on a small screen, the bar is as wide as the screen; a sticky one leaves 60 %."""
    status.tell(make_incident(title=title), make_incident(id="b"))
    shop = open_shop(width=320, height=640)
    page = shop.open(html=f'dir="{direction}"', attributes="data-position=sticky-top")
    button = page.get_by_role("button", name="Dismiss")
    button.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    bar = page.get_by_role("region", name="Scarf Shop Status").bounding_box()
    assert bar["width"] == 320
    assert bar["height"] <= 640 * 0.4
    place = button.bounding_box()
    is_at_the_right = place["x"] > 160
    assert is_at_the_right is (direction == "ltr")


@pytest.mark.parametrize(
    ("position", "place"),
    [
        ("", "above"),
        ("top", "above"),
        ("bottom", "below"),
        ("sticky-top", "top"),
        ("sticky-bottom", "bottom"),
    ],
)
def test_a_bar_flows_with_the_page_or_stays_in_view(
    position: str, place: str, shop: Any, status: Any, make_incident: Make
) -> None:
    """In flow it stands above or below the page and scrolls with it; a sticky one is always there."""
    status.tell(make_incident())
    style = "<style>body { height: 3000px; margin: 0 } h1 { margin: 0 }</style>"
    page = shop.open(attributes=f"data-position={position}" if position else "", head=style)
    page.get_by_role("button", name="Dismiss").wait_for()
    page.evaluate("scrollTo(0, 1500)")
    bar = page.get_by_role("region", name="Scarf Shop Status").bounding_box()
    top = {"above": -1500, "below": 1500, "top": 0, "bottom": 800 - bar["height"]}[place]
    assert bar["y"] == top
    assert (bar["x"], bar["width"]) == (0, 1280)


_SHIFTS = """<script>window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(one => shifts.push(one.value)))
  .observe({type: 'layout-shift', buffered: true})</script>"""


@pytest.mark.parametrize("position", ["sticky-top", "sticky-bottom", "top"])
def test_only_a_bar_in_flow_moves_the_page_and_only_by_its_own_height(
    position: str, plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """A sticky bar shifts nothing; one at the top shifts once, by as much as it is high."""
    page = plain_shop.open(attributes=f"data-position={position}", head=_SHIFTS)
    heading = page.locator("h1")
    before = heading.bounding_box()
    # Nothing was open before the first paint; now something is, in a page that stands.
    status.tell(make_incident())
    page.reload()
    page.get_by_role("button", name="Dismiss").wait_for()
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    bar = page.get_by_role("region", name="Scarf Shop Status").bounding_box()
    shifts = page.evaluate("shifts")
    if position == "top":
        assert heading.bounding_box()["y"] == before["y"] + bar["height"]
        assert len(shifts) <= 1
    else:
        assert heading.bounding_box() == before
        assert shifts == []


def test_twice_the_size_fits(open_shop: Callable[..., Any], status: Any, make_incident: Make) -> None:
    """At 200 % on a desktop the bar is as readable as at 100 %, and covers less than half of what is seen."""
    status.tell(make_incident(title="Störung " * 15), make_incident(id="b"))
    shop = open_shop(width=640, height=400, device_scale_factor=2)
    page = shop.open(attributes="data-position=sticky-bottom")
    page.get_by_role("button", name="Dismiss").wait_for()
    assert page.get_by_role("region", name="Scarf Shop Status").bounding_box()["height"] <= 200
    assert page.evaluate("document.documentElement.scrollWidth") == 640


def test_nothing_moves_by_itself(open_shop: Callable[..., Any], status: Any, make_incident: Make) -> None:
    """There is no animation and no transition, for readers who want less motion and for everybody else."""
    status.tell(make_incident())
    page = open_shop(reduced_motion="no-preference").open()
    page.get_by_role("button", name="Dismiss").wait_for()
    running = "document.getAnimations({subtree: true}).length"
    assert page.evaluate(running) == 0
    page.get_by_role("button", name="Dismiss").hover()
    assert page.evaluate(running) == 0


@pytest.mark.parametrize("position", ["top", "sticky-top"])
def test_bars_are_not_printed(position: str, shop: Any, status: Any, make_incident: Make) -> None:
    """Whoever prints an order prints the order."""
    status.tell(make_incident())
    attributes = f"data-position={position}"
    page = shop.open(attributes=attributes, head=shop.tag(f"{attributes} data-theme=dark"))
    expect(page.get_by_role("button", name="Dismiss")).to_have_count(2)
    page.emulate_media(media="print")
    for told in page.get_by_text("Checkout errors").all():
        expect(told).to_be_hidden()


@pytest.mark.parametrize("mode", ["bar", "badge"])
@pytest.mark.parametrize("scale", [0.75, 0.8, 0.9, 1.1, 1.25, 1.75])
def test_no_scale_cuts_the_mark(
    scale: float, mode: str, open_shop: Callable[..., Any], status: Any, make_incident: Make
) -> None:
    """It is drawn in a square of 16 pixels, of which a browser rounds some away."""
    status.tell(make_incident())
    page = open_shop(device_scale_factor=scale).open(attributes=f"data-mode={mode} data-target=main")
    sides = page.locator("statusgen-alert-bar i").evaluate(
        "({offsetWidth, clientWidth}) => [offsetWidth - clientWidth, clientWidth]"
    )
    assert sides[0] >= 16
    assert sides[1] == 0, "a gap between the borders"


@pytest.mark.parametrize("mode", ["bar", "badge"])
def test_a_title_keeps_its_own_direction(mode: str, shop: Any, status: Any, make_incident: Make) -> None:
    """On a page that is written from right to left, the sign at the end of an English title stands at its end."""
    status.tell(make_incident(title="Search is down!"))
    page = shop.open(html='dir="rtl"', attributes=f"data-target=main data-mode={mode}")
    title = page.get_by_role("link", name="Search is down!")
    first, last = title.evaluate(
        """link => [0, link.textContent.length - 1].map(at => {
          const letter = document.createRange();
          letter.setStart(link.firstChild, at);
          letter.setEnd(link.firstChild, at + 1);
          return letter.getBoundingClientRect().x;
        })"""
    )
    assert first < last
