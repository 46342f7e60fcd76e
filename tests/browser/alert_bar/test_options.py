"""What the owner of a page may choose with the attributes of the tag."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.alert_bar.answers import pass_time, wait_for_answers
from tests.browser.alert_bar.hosts import as_json
from tests.browser.later_bar import later_bar_is_told
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


def _shown(page: Page, status: Any) -> dict[str, list[str]]:
    """The titles in each holder, by its name, once every tag's bar has told what it had to tell."""
    tags = page.locator("script[src$='/alert-bar.js']").count()
    page.evaluate(later_bar_is_told(status.host, answers=tags))
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
    shown = _shown(page, status)
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
    shown = _shown(page, status)
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
    wait_for_answers(page)
    text = page.locator(BAR)
    assert text.count() == before
    if before:
        expect(text).to_contain_text("Maintenance · Search · planned for 20 November, 15:00–16:00")
    pass_time(page, "31:00")
    assert text.count() == during
    if during:
        expect(text).to_contain_text("Maintenance · Search · until 20 November, 16:00")
    pass_time(page, "01:00:00")
    assert text.count() == 0


def test_an_announcement_that_was_dismissed_does_not_hide_the_beginning(
    shop: Any, status: Any, make_maintenance: Make
) -> None:
    """Who has heard that it is planned hears that it has begun."""
    status.tell(make_maintenance())
    page = shop.open(attributes="data-maintenance=1")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator(BAR)).to_have_count(0)
    pass_time(page, "31:00")
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
    assert _shown(page, status) == {name: ["Checkout errors in Europe"] for name in ("odd", "empty", "last")}


def test_a_target_may_come_later_and_go(shop: Any, status: Any, make_incident: Make) -> None:
    """The bar stands in the element as soon as an application has drawn it, and again once it is drawn anew."""
    status.tell(make_incident())
    page = shop.open(attributes="data-target=#news")
    wait_for_answers(page)
    for _ in range(2):
        assert page.locator(BAR).count() == 0
        page.evaluate("document.querySelector('main').innerHTML = '<div id=news></div>'")
        pass_time(page, "00:16")
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
    if position.startswith("sticky"):
        page.set_viewport_size({"width": 360, "height": 400})
        both = page.locator("statusgen-alert-bars slot").bounding_box()
        assert both["height"] <= 400 * 0.4
        assert both["y"] == (0 if position == "sticky-top" else 400 - both["height"])
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
    pass_time(page, "00:16")
    page.reload()
    wait_for_answers(page, 2)
    pass_time(page, "00:16")
    assert both.count() == 0


@pytest.mark.parametrize("attributes", ["", "data-position=sticky-bottom", "data-target=main"])
def test_the_bar_speaks_in_the_font_of_the_page(
    attributes: str, plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """Its family, whatever its size and weight: nothing else is loaded, and nothing looks foreign."""
    status.tell(make_incident())
    style = "<style>body { font: italic 700 30px/3 'Scarf Sans', serif }</style>"
    bar = plain_shop.open(attributes=attributes, head=style).get_by_role("region", name=REGION)
    # The last name is ours, see the test of typewriter letters.
    expect(bar.locator("bdi")).to_have_css("font", '16px / 24px "Scarf Sans", serif, serif')


def test_colours_are_the_pages_own(plain_shop: Any, status: Any, make_incident: Make) -> None:
    """Text, ground and the mark of each impact; a value that is no colour, or one cut off, changes nothing."""
    status.tell(make_incident())
    page = _open_with(
        plain_shop,
        own="data-color-text=#123456 data-color-background=rgb(250,251,252) data-color-major=rebeccapurple",
        odd="data-color-text='red;} * {display: none' data-color-major=plenty",
        cut="data-color-text='rgb(1, 2, 3' data-color-major='rebeccapurple/*'",
    )
    _shown(page, status)
    own, odd, cut, plain = (page.locator(f"#{name} section") for name in ("own", "odd", "cut", "last"))
    expect(own).to_have_css("color", "rgb(18, 52, 86)")
    expect(own.locator("i")).to_have_css("border-top-color", "rgb(102, 51, 153)")
    expect(own).to_have_css("background-color", "rgb(250, 251, 252)")
    for name in ("color", "display", "background-color"):
        value = plain.evaluate(f"one => getComputedStyle(one).getPropertyValue('{name}')")
        for bar in (odd, cut):
            expect(bar).to_have_css(name, value)
            expect(bar.get_by_role("button")).to_have_css("cursor", "pointer")
    assert not plain_shop.errors


@pytest.mark.parametrize(
    "value",
    [
        "inherit",
        "revert-layer",
        "red 50%",
        "red, blue",
        "red 1%, color-mix(in srgb, blue",
        "red, red)/*",
        "var(--nothing)",
        "var(--x, url(/picture.png))",
        "is(a),i{display:none;color:var(--x)}",
        "var(--x){}",
        "var(--x){",
        "var(--x)[",
        "var(--x);display:none",
        "var(--x)}i{display:none",
        "var(--x)\\",
        "var(--x,url(",
    ],
)
def test_what_is_no_colour_by_itself_changes_nothing(
    value: str, plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """It becomes no rule, takes none away, loads nothing and leaves the usual colours."""
    status.tell(make_incident())
    names = ("text", "background", "major")
    page = _open_with(plain_shop, odd=" ".join(f"data-color-{name}='{value}'" for name in names), plain="")
    _shown(page, status)
    odd, plain = (page.locator(f"#{name} section") for name in ("odd", "plain"))
    style = """one => [one, ...one.querySelectorAll('*')]
      .map(part => Object.entries(getComputedStyle(part)).flat().join())"""
    assert odd.evaluate(style) == plain.evaluate(style)
    assert "/picture.png" not in plain_shop.host.asked
    assert not plain_shop.errors


def test_colours_of_today_are_colours(plain_shop: Any, status: Any, make_incident: Make) -> None:
    """Functions within functions, those of two schemes, and the system's own."""
    status.tell(make_incident())
    page = plain_shop.open(
        attributes="data-color-text='light-dark(#123456, white)' data-color-background='color-mix(in srgb, red, blue)'"
        " data-color-major=Highlight"
    )
    bar = page.get_by_role("region", name=REGION)
    expect(bar).to_have_css("color", "rgb(18, 52, 86)")
    expect(bar).to_have_css("background-color", "color(srgb 0.5 0 0.5)")


@pytest.mark.parametrize("opening", ['var(--x,"', "var(--x)/*"], ids=["a text", "a comment"])
def test_colours_together_make_no_rule(
    opening: str, plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """What one value leaves open no other can close: the address of the page for a frame may carry both."""
    status.tell(make_incident())
    closing = 'var(--y,"*/)}section::before{content:attr(lang)}")'
    for end in (closing, closing.replace("*/", "")):
        page = plain_shop.open(attributes=f"data-color-text='{opening}' data-color-background='{end}'")
        bar = page.get_by_role("region", name=REGION)
        expect(bar).to_have_css("display", "flex")
        assert bar.evaluate("one => getComputedStyle(one, '::before').content") == "none"
        expect(bar.get_by_role("button")).to_have_css("cursor", "pointer")


def test_a_page_in_typewriter_letters_makes_no_smaller_bar(
    plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """Browsers take `monospace` alone for a wish for smaller letters, with links too low for a thumb."""
    status.tell(make_incident())
    page = plain_shop.open(head="<style>body { font-family: monospace }</style>")
    expect(page.get_by_role("region", name=REGION)).to_have_css("font-size", "16px")


def test_a_second_sticky_bar_leaves_the_focus_where_it_is(
    plain_shop: Any, start_status: Callable[[], Any], status: Any, make_incident: Make
) -> None:
    """Whoever is about to dismiss the first is not thrown out of it by the next."""
    status.tell(make_incident())
    other = start_status()
    other.now = status.now
    other.tell(make_incident(title="Parcels are late"), page={"name": "Parcel Status", "url": "./"})
    page = plain_shop.open(attributes="data-position=sticky-top")
    button = page.get_by_role("region", name=REGION).get_by_role("button")
    button.focus()
    plain_shop.add_tag(page, position="sticky-top", status=other)
    page.get_by_role("region", name="Parcel Status").wait_for()
    expect(button).to_be_focused()


def test_a_folder_that_ends_as_the_versioned_address_begins_stays(
    plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """`/my-embed/v1/alert-bar.js` reads the data beside it."""
    script = status.host.answers["/alert-bar.js"]
    data = as_json(status.data(make_incident()))
    status.host.answers |= {
        "/my-embed/v1/alert-bar.js": script,
        "/my-embed/v1/alert-bar.json": answer_with(data),
    }
    page = plain_shop.open(script="/my-embed/v1/alert-bar.js")
    expect(page.get_by_role("alert")).to_contain_text("Checkout errors")
