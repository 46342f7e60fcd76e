"""What the owner of a page may choose with the attributes of the tag."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.alert_bar.hosts import as_json
from tests.browser.origins import answer_with

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]
BAR = "statusgen-alert-bar"
REGION = "Scarf Shop Status"


def _open_with(shop: Any, **tags: str) -> Page:
    """A page with one bar for each of `tags`, each in an element of its own, once the last of them is there."""
    holders = "".join(f'<div id="{name}"></div>' for name in (*tags, "last"))
    scripts = "".join(shop.tag(f'data-target="#{name}" {attributes}') for name, attributes in tags.items())
    return shop.open(attributes="data-target=#last", foot=holders + scripts)


# Each tag has its answer, and each bar that came of it its text.
_ALL_TOLD = """count => performance.getEntriesByType('resource')
  .filter(one => one.name.endsWith('/alert-bar.json') && one.responseEnd).length >= count
  && [...document.querySelectorAll('statusgen-alert-bar')]
    .every(bar => bar.shadowRoot.querySelector('a').textContent)"""


def _shown(page: Page) -> dict[str, list[str]]:
    """The titles in each holder, by its name."""
    expect(page.locator("#last a").first).not_to_be_empty()
    page.wait_for_function(_ALL_TOLD, arg=page.locator("script[src$='/alert-bar.js']").count())
    page.wait_for_timeout(150)  # so long after its answer a bar would tell something
    page.wait_for_function(_ALL_TOLD, arg=0)
    return page.locator("div[id]").evaluate_all(
        """holders => Object.fromEntries(holders.map(one => [one.id,
          [...one.children].map(bar => bar.shadowRoot.querySelector('a').textContent)]))"""
    )


def test_components_and_groups_choose_what_is_told(plain_shop: Any, status: Any, make_incident: Make) -> None:
    """A bar tells what touches one of its components or groups; one without a choice tells everything."""
    status.tell(
        make_incident(title="Payments", components=["checkout", "api"], groups=["Shop", "Developers"]),
        make_incident(title="Pictures", id="b", components=["cdn"], groups=["Providers"]),
        make_incident(title="Everything else", id="c", components=[], groups=[]),
    )
    page = _open_with(
        plain_shop,
        checkout='data-components="checkout"',
        many='data-components="fax, cdn ,"',
        group='data-groups="Providers"',
        either='data-components="cdn" data-groups="Shop"',
        none='data-components="search" data-groups="Mail, shop"',
        part='data-components="check"',
    )
    shown = _shown(page)
    assert shown == {
        "checkout": ["Payments"],
        "many": ["Pictures"],
        "group": ["Pictures"],
        "either": ["Payments"],
        "none": [],
        "part": [],
        "last": ["Payments"],
    }
    expect(page.locator("#last")).to_contain_text("2 more")
    expect(page.locator("#either")).to_contain_text("1 more")
    assert not plain_shop.errors


def test_an_impact_chooses_how_bad_it_must_be(plain_shop: Any, status: Any, make_incident: Make) -> None:
    """Incidents below the least impact are not told; a word that is none of them chooses everything."""
    status.tell(
        *[make_incident(id=impact, title=impact, impact=impact) for impact in ("major", "minor", "none")]
    )
    page = _open_with(
        plain_shop,
        critical="data-impact=critical",
        major="data-impact=major",
        minor="data-impact=minor",
        none="data-impact=none",
        word="data-impact=bad",
    )
    shown = _shown(page)
    assert {name: bool(titles) for name, titles in shown.items()} == {
        "critical": False,
        "major": True,
        "minor": True,
        "none": True,
        "word": True,
        "last": True,
    }
    for name, others in {"minor": "1 more", "none": "2 more", "word": "2 more", "last": "2 more"}.items():
        expect(page.locator(f"#{name}")).to_contain_text(others)


@pytest.mark.parametrize(
    ("attributes", "before", "during"),
    [
        pytest.param("", False, True, id="unset"),
        pytest.param("data-maintenance=24", True, True, id="a day ahead"),
        pytest.param("data-maintenance=0.25", False, True, id="a quarter of an hour ahead"),
        pytest.param("data-maintenance=off", False, False, id="off"),
        pytest.param("data-maintenance=24 data-impact=critical", True, True, id="impact is for incidents"),
        pytest.param("data-maintenance=24h", True, True, id="hours with their unit"),
        pytest.param("data-maintenance=soon", False, True, id="a slip hides nothing under way"),
    ],
)
def test_maintenance_is_announced_as_long_ahead_as_wanted(
    attributes: str, before: bool, during: bool, shop: Any, status: Any, make_maintenance: Make
) -> None:
    """It is half past two, and the maintenance begins at three; the text says which of the two it is."""
    status.tell(make_maintenance())
    page = shop.open(attributes=attributes)
    status.wait_until_asked(1, page)
    text = page.locator(BAR)
    if before:
        expect(text).to_contain_text("Maintenance · Search · planned for 20 November, 15:00–16:00")
    page.clock.fast_forward("00:31:00")
    if during:
        expect(text).to_contain_text("Maintenance · Search · until 20 November, 16:00")
    page.clock.fast_forward("01:00:00")
    expect(text).to_have_count(0)


def test_an_announcement_that_was_dismissed_does_not_hide_the_beginning(
    shop: Any, status: Any, make_maintenance: Make
) -> None:
    """Who has heard that it is planned hears that it has begun."""
    status.tell(make_maintenance())
    page = shop.open(attributes="data-maintenance=1")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator(BAR)).to_have_count(0)
    page.clock.fast_forward("00:31:00")
    expect(page.locator(BAR)).to_contain_text("until 20 November, 16:00")


def test_another_status_site_can_be_named(
    plain_shop: Any, start_status: Callable[[], Any], status: Any, make_incident: Make
) -> None:
    """The script may come from one host and the data from another; its address may end in a slash, or be empty."""
    status.tell(make_incident(title="Here"))
    other = start_status()
    other.host.answers["/status/alert-bar.json"] = answer_with(
        as_json(status.data(make_incident(title="Elsewhere"), page={"name": REGION, "url": "./"}))
    )
    page = _open_with(
        plain_shop,
        slash=f'data-api="{other.host.url}/status/"',
        plain=f'data-api="{other.host.url}/status"',
        empty='data-api=""',
    )
    for name in ("slash", "plain"):
        link = page.locator(f"#{name} a", has_text="Elsewhere")
        expect(link).to_have_attribute("href", f"{other.host.url}/status/incidents/checkout-errors/")
    expect(page.locator("#empty")).to_contain_text("Here")
    assert other.host.asked == ["/status/alert-bar.json"] * 2
    assert plain_shop.errors == []


def test_the_versioned_address_finds_the_same_data(plain_shop: Any, status: Any, make_incident: Make) -> None:
    """`/embed/v1/alert-bar.js` reads the data at the root of the status site, and is the same script."""
    status.tell(make_incident())
    tag = plain_shop.tag()
    page = plain_shop.open(script="/embed/v1/alert-bar.js", head=tag)
    expect(page.get_by_role("alert")).to_contain_text("Checkout errors")
    assert page.locator(BAR).count() == 1
    assert status.times_asked == 1


def test_a_language_that_is_none_is_no_language(plain_shop: Any, status: Any, make_incident: Make) -> None:
    """A slip in the attribute hides no incident."""
    status.tell(make_incident())
    page = _open_with(plain_shop, odd='data-lang="en_US!"', empty='data-lang=""')
    assert _shown(page) == {name: ["Checkout errors in Europe"] for name in ("odd", "empty", "last")}


def test_a_target_may_come_later_and_go(shop: Any, status: Any, make_incident: Make) -> None:
    """The bar stands in the element as soon as an application has drawn it, and again once it is drawn anew."""
    status.tell(make_incident())
    page = shop.open(attributes="data-target=#news")
    status.wait_until_asked(1, page)
    for _ in range(2):
        assert page.locator(BAR).count() == 0
        page.evaluate("document.querySelector('main').innerHTML = '<div id=news></div>'")
        page.clock.fast_forward("00:16")
        expect(page.locator("#news > " + BAR)).to_contain_text("Checkout errors")
        page.evaluate(
            "document.body = Object.assign(document.createElement('body'), {innerHTML: '<main></main>'})"
        )
    assert not shop.errors


@pytest.mark.parametrize("position", ["top", "bottom", "sticky-top", "sticky-bottom"])
def test_several_bars_stand_below_each_other(
    position: str, plain_shop: Any, start_status: Callable[[], Any], status: Any, make_incident: Make
) -> None:
    """Bars of two status sites, each with its own data, none upon the other; dismissing one leaves the other."""
    other = start_status()
    other.now = status.now
    status.tell(make_incident())
    other.tell(make_incident(title="Parcels are late"), page={"name": "Parcel Status", "url": "./"})
    attributes = f"data-position={position}"
    page = plain_shop.open(attributes=attributes, head=plain_shop.tag(attributes, status=other))
    bars = [page.get_by_role("region", name=name) for name in (REGION, "Parcel Status")]
    for bar in bars:
        bar.get_by_role("button").wait_for()
    places = sorted((bar.bounding_box() for bar in bars), key=lambda place: place["y"])
    assert places[0]["y"] + places[0]["height"] <= places[1]["y"]
    bars[0].get_by_role("button").click()
    expect(bars[0]).to_have_count(0)
    expect(bars[1]).to_contain_text("Parcels are late")
    assert not plain_shop.errors


def test_an_update_that_was_dismissed_in_one_bar_is_dismissed_in_all(
    shop: Any, status: Any, make_incident: Make
) -> None:
    """Two bars of one status site share what was dismissed; neither forgets what the other noted."""
    status.tell(make_incident(), make_incident(id="b", title="Pictures", components=["cdn"], groups=[]))
    page = shop.open(
        head=shop.tag("data-components=cdn data-position=bottom"), attributes="data-components=api"
    )
    both = page.get_by_role("region", name=REGION)
    expect(both).to_have_count(2)
    for left in (1, 0):
        both.first.get_by_role("button").click()
        expect(both).to_have_count(left)
    page.clock.fast_forward("00:16")
    page.reload()
    status.wait_until_asked(3, page)
    page.clock.fast_forward("00:16")
    expect(both).to_have_count(0)


def test_colours_are_the_pages_own(plain_shop: Any, status: Any, make_incident: Make) -> None:
    """Text, ground and the mark of each impact; a value that is no colour changes nothing."""
    status.tell(make_incident())
    page = _open_with(
        plain_shop,
        own="data-color-text=#123456 data-color-background=rgb(250,251,252) data-color-major=rebeccapurple",
        odd="data-color-text='red;} * {display: none' data-color-major=plenty",
    )
    _shown(page)
    own, odd, plain = (page.locator(f"#{name} section") for name in ("own", "odd", "last"))
    expect(own).to_have_css("color", "rgb(18, 52, 86)")
    expect(own.locator("i")).to_have_css("background-color", "rgb(102, 51, 153)")
    assert "rgb(250, 251, 252)" in own.evaluate("one => getComputedStyle(one).boxShadow")
    for name in ("color", "display", "background-color"):
        value = plain.evaluate(f"one => getComputedStyle(one).getPropertyValue('{name}')")
        expect(odd).to_have_css(name, value)
    assert not plain_shop.errors
