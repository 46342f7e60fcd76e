"""The page at `/alert-bar/` in a frame: as high as the bar, open to one origin only, complete without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect
from tests.browser.later_bar import later_bar_is_told
from tests.browser.origins import Origin, served_origin
from tests.browser.xss_payloads import PAYLOADS

from statusgen.derive.view import view_of
from statusgen.model import Component, ComponentStatus, Incident, Site, Update, UpdateStatus
from statusgen.outputs import embedding
from statusgen.outputs.alert_bar import alert_bar_files
from statusgen.outputs.embedding_example import example_files
from statusgen.outputs.templates import Templates

pytestmark = pytest.mark.browser

BAR = "statusgen-alert-bar"
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
}
_SCRIPTS = ("alert-bar-frame.js", "alert-bar-example.js")


def incident(title: str = "Checkout errors") -> Incident:
    """An incident that is open now."""
    return Incident(
        slug="checkout-errors",
        path="content/incidents/checkout-errors.md",
        title=title,
        components={"checkout": ComponentStatus.PARTIAL_OUTAGE},
        updates=[Update(status=UpdateStatus.IDENTIFIED, at=datetime.now(UTC), text="We know.")],
    )


def publish(status: Origin, root: Path, *incidents: Incident, name: str = "Checkout") -> None:
    """What the status site publishes for the bar, with these incidents open."""
    site = Site(
        name="Scarf Shop Status",
        url=status.url + "/",
        components=[Component(id="checkout", name=name)],
        incidents=incidents,
    )
    view, templates = view_of(site, datetime.now(UTC)), Templates.load("en")
    files: Mapping[str, bytes] = {**alert_bar_files(view, templates), **example_files(view, templates)}
    for path, content in files.items():
        status.publish("/" + path.removesuffix("index.html"), content, _KINDS[Path(path).suffix])
    for script in _SCRIPTS:
        content = (root / "theme" / "assets" / "statusgen" / script).read_bytes()
        status.publish(f"/assets/statusgen/{script}", content, _KINDS[".js"])


@pytest.fixture
def status(root: Path) -> Iterator[Origin]:
    """A status site on which checkout is down."""
    with served_origin() as origin:
        publish(origin, root, incident())
        yield origin


@pytest.fixture
def shop() -> Iterator[Origin]:
    """Another site."""
    with served_origin("localhost") as origin:
        yield origin


def _page_with(shop: Origin, body: str) -> str:
    """The address of a page that notes whatever is said to it."""
    note = "<script>said = []; addEventListener('message', event => said.push(event.data))</script>"
    return shop.publish(
        "/", f"<!doctype html><title>Shop</title><body>{note}{body}<p id=below style=margin:0>Scarves"
    )


@pytest.fixture
def look(open_page: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """Opens a page; nothing may go uncaught on it."""
    errors: list[str] = []

    def look_at(url: str, **options: Any) -> Page:
        page = open_page(**options)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        return page

    yield look_at
    assert not errors


@pytest.mark.parametrize("width", [360, 1280])
def test_the_frame_is_as_high_as_the_bar(
    width: int, status: Origin, shop: Origin, look: Callable[..., Page]
) -> None:
    """Nothing of the bar is cut off, nothing scrolls, and a dismissed bar leaves no gap."""
    snippet = embedding.resizing_frame(status.url + "/", "Scarf Shop Status", {}, shop.url)
    page = look(_page_with(shop, snippet), width=width)
    button = page.frame_locator("iframe").get_by_role("button")
    button.wait_for()
    page.wait_for_function("document.querySelector('iframe').height > 30")
    # The frame is another process, and hears a moment later how high it is.
    page.frames[1].wait_for_function("document.documentElement.scrollHeight === innerHeight")
    assert page.frames[1].evaluate("document.documentElement.scrollWidth === innerWidth")
    button.click()
    page.wait_for_function("document.querySelector('iframe').height === '0'")


def test_two_frames_on_a_page_grow_each(status: Origin, shop: Origin, look: Callable[..., Page]) -> None:
    """The snippet may be pasted twice, with other options."""
    narrow, wide = (
        embedding.resizing_frame(status.url + "/", "Scarf Shop Status", options, shop.url)
        for options in ({}, {"components": "checkout"})
    )
    page = look(_page_with(shop, narrow + wide))
    page.wait_for_function("[...document.querySelectorAll('iframe')].every(frame => frame.height > 30)")


def test_a_frame_hears_of_heights_only(status: Origin, shop: Origin, look: Callable[..., Page]) -> None:
    """What else is said from within the frame, as extensions of a browser do, changes nothing and throws nothing."""
    page = look(_page_with(shop, embedding.resizing_frame(status.url + "/", "Scarf Shop", {}, shop.url)))
    page.wait_for_function("document.querySelector('iframe').height > 30")
    height = page.locator("iframe").get_attribute("height")
    page.frames[1].evaluate(
        "for (const data of [null, undefined, 'high', {}, {height: -1}, {height: 'high'}, 'the last'])"
        " parent.postMessage(data, '*')"
    )
    page.wait_for_function("said.includes('the last')")
    assert page.locator("iframe").get_attribute("height") == height


def test_a_frame_takes_no_room_when_all_is_well(
    status: Origin, shop: Origin, root: Path, look: Callable[..., Page]
) -> None:
    """Before anything is known and after, the page lies where it lies without the frame."""
    publish(status, root)
    page = look(_page_with(shop, ""))
    without = page.locator("#below").bounding_box()
    snippet = embedding.resizing_frame(status.url + "/", "Scarf Shop Status", {}, shop.url)
    page = look(_page_with(shop, snippet))
    page.wait_for_function("said.length > 0")
    assert page.evaluate("said") == [{"height": 0}]
    assert page.locator("#below").bounding_box() == without
    publish(status, root, incident())
    page.reload()
    page.wait_for_function("document.querySelector('iframe').height > 30")


@pytest.mark.parametrize(
    "origin",
    ["", "*", "null", "https://other.example", "{status}", "javascript:1", "//localhost", "file:///"],
)
def test_the_frame_speaks_to_nobody_but_the_origin_that_is_named(
    origin: str, status: Origin, shop: Origin, look: Callable[..., Page]
) -> None:
    """A page that the address does not name learns nothing, not even how high the bar is."""
    query = f"?origin={quote(origin.format(status=status.url), safe='')}" if origin else ""
    page = look(_page_with(shop, f'<iframe src="{status.url}/alert-bar/{query}" title="Status"></iframe>'))
    page.frame_locator("iframe").get_by_role("button").wait_for()
    # What the frame would have said by now, is heard before this.
    page.frames[1].evaluate("parent.postMessage('last', '*')")
    page.wait_for_function("said.includes('last')")
    assert page.evaluate("said") == ["last"]


def test_the_page_listens_to_its_own_frame_only(
    status: Origin, shop: Origin, look: Callable[..., Page]
) -> None:
    """Neither another frame of the status site nor another site can change the height."""
    snippet = embedding.resizing_frame(status.url + "/", "Scarf Shop Status", {}, shop.url)
    lie = "<script>setInterval(() => parent.postMessage({{height: {height}}}, '*'), 20)</script>"
    status.publish("/liar/", lie.format(height=399))
    with served_origin() as stranger:
        stranger.publish("/", lie.format(height=398))
        others = f'<iframe src="{status.url}/liar/"></iframe><iframe src="{stranger.url}/"></iframe>'
        page = look(_page_with(shop, snippet + others))
        page.wait_for_function(_BOTH_LIED_LAST)
        height = int(page.locator("iframe").first.get_attribute("height") or 0)
        assert 30 < height < 200


# After the bar's own height has been heard.
_BOTH_LIED_LAST = """() => {
  const heights = said.map(one => one.height);
  const told = heights.findIndex(height => height > 30 && height < 200);
  return told >= 0 && [398, 399].every(lie => heights.includes(lie, told));
}"""


@pytest.mark.parametrize("said", ["'9999'", "-5", "'x'", "undefined", "{}", "Infinity"])
def test_no_height_covers_the_page(
    said: str, status: Origin, shop: Origin, look: Callable[..., Page]
) -> None:
    """Whatever the frame says, it grows to 400 pixels at most."""
    status.publish("/alert-bar/", f"<script>parent.postMessage({{height: {said}}}, '*')</script>")
    snippet = embedding.resizing_frame(status.url + "/", "Scarf Shop Status", {}, shop.url)
    page = look(_page_with(shop, snippet))
    page.wait_for_function("said.length > 0")
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert box["height"] <= 400


def test_options_in_the_address_are_those_of_the_bar(
    status: Origin, shop: Origin, look: Callable[..., Page]
) -> None:
    """A frame can be a badge or tell a part of what is wrong; its address cannot say where data come from."""
    stranger = quote("https://stranger.example/")
    frames = [
        f'<iframe src="{status.url}/alert-bar/?{query}" title="Status"></iframe>'
        for query in ("mode=badge", "components=search&mode=badge", f"api={stranger}&target=body")
    ]
    page = look(_page_with(shop, "".join(frames)))
    expect(page.frame_locator("iframe >> nth=0").locator(BAR)).to_contain_text("Checkout errors")
    expect(page.frame_locator("iframe >> nth=1").locator(BAR)).to_contain_text("Operational")
    expect(page.frame_locator("iframe >> nth=2").locator(f"main {BAR}")).to_contain_text("Checkout errors")


def test_nothing_in_the_address_runs(status: Origin, look: Callable[..., Page]) -> None:
    """Options are texts, whatever they say."""
    names = ("origin", "theme", "mode", "components", "groups", "impact", "lang", "maintenance", "color-text")
    page = look("about:blank")
    for payload in PAYLOADS[::4]:
        query = "&".join(f"{name}={quote(payload, safe='')}" for name in names)
        page.goto(f"{status.url}/alert-bar/?{query}#{quote(payload)}")
        page.evaluate(later_bar_is_told(status))
        assert page.evaluate("window.ran") is None, payload
        assert page.evaluate("document.body.querySelectorAll('script, img, svg, iframe').length") == 0, (
            payload
        )


def test_without_scripts_the_frame_tells_what_was_open(
    status: Origin, root: Path, look: Callable[..., Page]
) -> None:
    """What was open at the build stands there, hostile titles and names included, as text; on a quiet day nothing."""
    page = look("about:blank", java_script_enabled=False)
    for name in ("Checkout", *PAYLOADS[::12]):
        publish(status, root, *(incident(title) for title in ("Checkout errors", *PAYLOADS)), name=name)
        page.goto(status.url + "/alert-bar/")
        # HTML knows no zero byte; reading refuses titles with one.
        told = page.locator("main p a").all_text_contents()
        titles = [title.replace("\0", "") for title in ("Checkout errors", *PAYLOADS)]
        assert sorted(text.split() for text in told) == sorted(title.split() for title in titles)
        tags = page.locator("body *").evaluate_all("all => all.map(one => one.localName)")
        assert set(tags) == {"main", "h1", "noscript", "p", "a", "time"}, name
    publish(status, root)
    page.goto(status.url + "/alert-bar/")
    assert page.locator("body").inner_text().strip() == "Scarf Shop Status", "for screen readers only"
    box = page.locator("html").bounding_box()
    assert box is not None
    assert box["height"] == 0


def test_the_example_is_an_example(status: Origin, root: Path, look: Callable[..., Page]) -> None:
    """On a quiet day it shows the bar and the badge, says what it is, and comes back after it was dismissed."""
    publish(status, root)
    page = look(status.url + "/embed/example/")
    for _ in range(2):
        bars = page.locator(BAR)
        expect(bars).to_have_count(2)
        for bar in bars.all():
            expect(bar).to_contain_text("Example: some card payments fail")
        expect(page.get_by_role("alert")).to_have_count(0)
        assert bars.first.locator("a").first.get_attribute("href") == f"{status.url}/subscribe/"
        page.get_by_role("button").click()
        expect(bars).to_have_count(1)
        page.reload()
    page.goto(status.url + "/alert-bar/?mode=badge")
    expect(page.locator(BAR)).to_contain_text("All systems operational")
