"""A dot and a sentence, to place in a footer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.alert_bar.answers import pass_time, pass_until_asked

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]
BAR = "statusgen-alert-bar"


def _footer(shop: Any, attributes: str = "") -> str:
    return f"<footer>© Scarf Shop {shop.tag('data-mode=badge ' + attributes)}</footer>"


def test_a_badge_says_that_all_is_well_where_its_tag_stands(shop: Any, status: Any) -> None:
    """The sentence leads to the status page, in the colour and font of the text around it."""
    page = shop.open(
        head="<style>footer { color: rgb(1, 2, 3); font: italic 13px serif }</style>", foot=_footer(shop)
    )
    link = page.locator(f"footer > {BAR}").get_by_role("link", name="All systems operational")
    expect(link).to_have_attribute("href", status.host.url + "/")
    expect(link).to_have_css("color", "rgb(1, 2, 3)")
    expect(link).to_have_css("font-style", "italic")
    expect(link).to_have_css("font-size", "13px")
    assert link.bounding_box()["height"] >= 24
    assert page.locator(f"footer > {BAR}").get_by_role("button").count() == 0
    assert not shop.errors


def test_a_badge_follows_what_is_open(shop: Any, status: Any, make_incident: Make) -> None:
    """The worst open incident by its name, within a minute; then again that all is well."""
    status.tell(make_incident(impact="minor"), make_incident(id="b"))
    page = shop.open(attributes="data-target=#none", foot=_footer(shop, "data-impact=critical"))
    badge = page.locator(f"footer > {BAR}")
    expect(badge.get_by_role("link", name="Checkout errors in Europe")).to_have_attribute(
        "href", status.host.url + "/incidents/checkout-errors/"
    )
    status.tell()
    pass_until_asked(page, 2)
    expect(badge).to_have_text("All systems operational")
    assert badge.locator("[role]").count() == 0


def test_a_badge_changes_with_the_clock_and_says_nothing_stale(
    shop: Any, status: Any, make_maintenance: Make
) -> None:
    """Maintenance begins and ends without a new answer; data older than their promise leave nothing."""
    status.tell(make_maintenance())
    page = shop.open(attributes="data-target=#none", foot=_footer(shop, "data-maintenance=off"))
    badge = page.locator(f"footer > {BAR}")
    expect(badge).to_have_text("All systems operational")
    status.host.answers.clear()
    pass_time(page, "31:00")
    expect(badge).to_have_text("A larger database")
    pass_time(page, "01:00:00")
    expect(badge).to_have_text("All systems operational")
    pass_time(page, "01:30:00")
    expect(badge).to_have_count(0)


def test_a_badge_of_some_components_does_not_speak_for_all(
    plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """While checkout is down, search is operational, and "all systems" are not."""
    status.tell(make_incident())
    page = plain_shop.open(attributes="data-target=#none", foot=_footer(plain_shop, "data-components=search"))
    expect(page.locator(f"footer > {BAR}")).to_have_text("Operational")


def test_a_badge_stands_on_the_line_of_its_text(shop: Any) -> None:
    """Its letters stand as high as those around it, and its link is as low as the line allows."""
    page = shop.open(head="<style>footer { font: 16px/2 sans-serif }</style>", foot=_footer(shop))
    link = page.locator(f"footer > {BAR}").get_by_role("link")
    expect(link).to_have_text("All systems operational")
    page.evaluate("document.querySelector('footer').insertAdjacentHTML('afterbegin', '<span>All</span>')")
    place, beside = link.bounding_box(), page.locator("footer > span").bounding_box()
    assert place["y"] + place["height"] / 2 == beside["y"] + beside["height"] / 2


def test_a_badge_moves_to_its_tag_when_the_footer_is_drawn_anew(shop: Any) -> None:
    """A component of a single-page application that adds its tag again gets its badge again, once."""
    page = shop.open(attributes="data-target=#none", foot=_footer(shop))
    badge = page.locator(f"footer > {BAR}")
    expect(badge).to_have_text("All systems operational")
    page.evaluate(
        """() => {
          const old = document.querySelector('footer script');
          const tag = Object.assign(document.createElement('script'), {src: old.src});
          tag.dataset.mode = 'badge';
          const footer = document.createElement('footer');
          footer.append(tag);
          return new Promise(done => {
            tag.onload = done;
            document.querySelector('footer').replaceWith(footer);
          });
        }"""
    )
    pass_time(page, "00:16")
    expect(badge).to_have_text("All systems operational")
    assert page.locator(BAR).count() == 1
