"""A bar that floats lies over the page, and under what the reader has opened over all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.alert_bar.answers import pass_until_asked, wait_for_answers
from tests.browser.alert_bar.hosts import FROZEN_PAGES

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]
REGION = "Scarf Shop Status"
STICKY = "data-position=sticky-top"
# As high as an index goes, and later in the page than a bar at the top.
_CURTAIN = '<div style="position:fixed;inset:0;z-index:2147483647;background:#fff"></div>'
_DIALOG = '<dialog style="inset:0 0 auto;width:100%"><button>Accept</button></dialog>'
_TOP = "document.elementFromPoint(innerWidth / 2, 20).localName"


@pytest.fixture
def parcels(start_status: Callable[[], Any], status: Any, make_incident: Make) -> Any:
    """Another status site, with an incident of its own."""
    other = start_status()
    other.now = status.now
    other.tell(make_incident(title="Parcels are late"), page={"name": "Parcel Status", "url": "./"})
    return other


def _shown(page: Page, name: str = REGION) -> Any:
    region = page.get_by_role("region", name=name)
    region.wait_for()
    return region


@pytest.mark.parametrize("html", ["", 'style="transform:translateY(300px)"'], ids=["", "transformed"])
def test_nothing_of_the_page_lies_over_it(
    html: str, plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """Neither the highest layers of a page nor what it does to all of itself cover the bar, or move it away."""
    status.tell(make_incident())
    page = plain_shop.open(html=html, attributes=STICKY, foot=_CURTAIN)
    bar = _shown(page)
    assert bar.bounding_box() | {"height": 0} == {"x": 0, "y": 0, "width": 1280, "height": 0}
    assert page.evaluate(_TOP) == "statusgen-alert-bar"
    bar.get_by_role("button").click()
    expect(bar).to_have_count(0)
    assert plain_shop.errors == []


def test_several_lie_over_it_together(
    plain_shop: Any, status: Any, parcels: Any, make_incident: Make
) -> None:
    """The second bar moves the first into a dock: both stay in front, each over its whole height."""
    status.tell(make_incident())
    page = plain_shop.open(attributes=STICKY, head=plain_shop.tag(STICKY, status=parcels), foot=_CURTAIN)
    for name in (REGION, "Parcel Status"):
        bar = _shown(page, name)
        assert bar.bounding_box()["width"] == 1280
        bar.get_by_role("button").click(trial=True)
    for name in (REGION, "Parcel Status"):
        page.get_by_role("region", name=name).get_by_role("button").click()
    assert page.evaluate(_TOP) == "div"
    assert plain_shop.errors == []


def test_it_does_not_cover_an_open_dialog(shop: Any, status: Any, make_incident: Make) -> None:
    """A bar there could not be dismissed, since all but the dialog is out of reach; once that is closed it can."""
    page = shop.open(attributes=STICKY, foot=_DIALOG)
    wait_for_answers(page)
    page.evaluate("document.querySelector('dialog').showModal()")
    status.tell(make_incident())
    pass_until_asked(page)
    expect(page.locator("statusgen-alert-bar section")).to_be_visible()
    assert page.evaluate(_TOP) in ("dialog", "button")
    page.get_by_role("button", name="Accept").click()
    page.evaluate("document.querySelector('dialog').close()")
    bar = _shown(page)
    assert page.evaluate(_TOP) == "statusgen-alert-bar"
    bar.get_by_role("button").click()
    expect(bar).to_have_count(0)
    assert shop.errors == []


def test_a_dialog_that_comes_later_covers_it(
    plain_shop: Any, status: Any, parcels: Any, make_incident: Make
) -> None:
    """And the next bar, which comes while that is open, stands beside the first in view once it is closed."""
    status.tell(make_incident())
    page = plain_shop.open(attributes=STICKY, foot=_DIALOG)
    _shown(page)
    page.evaluate("document.querySelector('dialog').showModal()")
    assert page.evaluate(_TOP) in ("dialog", "button")
    plain_shop.add_tag(page, position="sticky-top", status=parcels)
    page.locator("statusgen-alert-bars").wait_for(state="attached")
    assert page.evaluate(_TOP) in ("dialog", "button")
    page.evaluate("document.querySelector('dialog').close()")
    for name in (REGION, "Parcel Status"):
        _shown(page, name).get_by_role("button").click()
    assert plain_shop.errors == []


def test_it_does_not_cover_a_film(shop: Any, status: Any, make_incident: Make) -> None:
    """Whoever watches in full screen sees the bar afterwards."""
    page = shop.open(attributes=STICKY, foot="<button>Watch</button>")
    wait_for_answers(page)
    page.evaluate(
        "document.querySelector('button').onclick = () => document.querySelector('main').requestFullscreen()"
    )
    page.get_by_role("button", name="Watch").press("Enter")
    page.wait_for_function("document.fullscreenElement")
    status.tell(make_incident())
    pass_until_asked(page)
    page.locator("statusgen-alert-bar section").wait_for()
    assert page.evaluate(_TOP) != "statusgen-alert-bar"
    page.evaluate("document.exitFullscreen()")
    page.wait_for_function("!document.fullscreenElement")
    _shown(page).get_by_role("button").click(trial=True)
    assert shop.errors == []


def test_a_browser_without_a_top_layer_shows_it_all_the_same(
    plain_shop: Any, status: Any, parcels: Any, make_incident: Make
) -> None:
    """Before Chrome 114, Firefox 125 and Safari 17 the bar lies over what has a lower `z-index`."""
    status.tell(make_incident())
    old = f"<script>{FROZEN_PAGES['no popovers']}</script>"
    over = '<div style="position:fixed;inset:0;z-index:9999;background:#fff"></div>'
    page = plain_shop.open(attributes=STICKY, head=old + plain_shop.tag(STICKY, status=parcels), foot=over)
    places = []
    for name in (REGION, "Parcel Status"):
        bar = _shown(page, name)
        places.append(bar.bounding_box())
        bar.get_by_role("button").click(trial=True)
    assert {place["width"] for place in places} == {1280}
    assert sorted(place["y"] for place in places) == [0, min(place["height"] for place in places)]
    assert plain_shop.errors == []
