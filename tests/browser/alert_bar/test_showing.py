"""When the bar stands on a page, and what it says."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.alert_bar.answers import pass_time, pass_until_asked, wait_for_answers
from tests.browser.origins import answer_after, hang_up

from statusgen.outputs.alert_bar_script import alert_bar_script

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
Make = Callable[..., dict[str, Any]]


def test_an_open_incident_is_told_in_one_bar_at_the_top(shop: Any, status: Any, make_incident: Make) -> None:
    """Title, impact, status, components and the latest update's time stand above the page's own content."""
    status.tell(make_incident())
    page = shop.open()
    bar = page.get_by_role("region", name="Scarf Shop Status")
    expect(bar.get_by_role("link", name="Checkout errors in Europe")).to_have_attribute(
        "href", status.host.url + "/incidents/checkout-errors/"
    )
    expect(bar).to_contain_text("Major impact · Identified · Checkout and API · updated 20 November, 14:20")
    place, heading = bar.bounding_box(), page.locator("h1").bounding_box()
    assert place["x"] == place["y"] == 0
    assert place["width"] == 1280
    assert heading["y"] >= place["height"]
    assert not shop.errors


def test_times_are_the_readers_own(open_shop: Callable[..., Any], status: Any, make_incident: Make) -> None:
    """A reader in Tokyo reads Tokyo's time, in the words of the status site."""
    status.tell(make_incident())
    page = open_shop(locale="ja-JP", timezone_id="Asia/Tokyo").open()
    expect(page.locator("statusgen-alert-bar bdi")).to_contain_text("20 November, 23:20")


def test_a_quiet_day_leaves_the_page_alone(shop: Any) -> None:
    """With nothing open the page has no element that it would not have without the bar."""
    page = shop.open()
    wait_for_answers(page)
    pass_until_asked(page)
    assert bars(page) == 0
    assert page.evaluate("document.documentElement.children.length") == 2


def test_further_events_are_counted_and_linked(shop: Any, status: Any, make_incident: Make) -> None:
    """Of several events the first is told; a link to the status page counts the others."""
    status.tell(make_incident(), make_incident(id="b"), make_incident(id="c"))
    page = shop.open()
    expect(page.get_by_role("link", name="2 more")).to_have_attribute("href", status.host.url + "/")


def test_the_script_may_be_sent_without_its_encoding(shop: Any, status: Any, make_incident: Make) -> None:
    """On a page in an old encoding, from a host that names none, the bar's own signs are what they are."""
    status.host.publish("/alert-bar.js", alert_bar_script(), "text/javascript")
    status.tell(make_incident(title="Zahlung gestört"))
    page = shop.open()
    shop.host.publish("/old/", f"<title>Old</title>{shop.tag()}", "text/html; charset=windows-1251")
    page.goto(f"{shop.host.url}/old/")
    assert page.evaluate("document.characterSet") == "windows-1251"
    bar = page.locator("statusgen-alert-bar")
    expect(bar).to_contain_text("Zahlung gestört")
    expect(bar).to_contain_text("Checkout and API · updated")
    expect(bar.locator("button")).to_have_text("×")


def test_a_maintenance_shows_from_its_start_to_its_end_by_the_clock(
    shop: Any, status: Any, make_maintenance: Make
) -> None:
    """The bar changes at the right minute without a new build, and without an answer from the status site."""
    status.tell(make_maintenance())
    page = shop.open()
    wait_for_answers(page)
    assert bars(page) == 0
    status.host.answers.clear()
    pass_time(page, "27:00")  # 14:57 and some seconds
    assert bars(page) == 0
    pass_time(page, "04:00")
    bar = page.locator("statusgen-alert-bar")
    expect(bar).to_contain_text("A larger database")
    expect(bar).to_contain_text("Maintenance · Search · until 20 November, 16:00")
    pass_time(page, "01:00:00")
    expect(bar).to_have_count(0)


def test_a_resolved_incident_takes_the_bar_away(shop: Any, status: Any, make_incident: Make) -> None:
    """An open tab hears within a minute that all is well."""
    status.tell(make_incident())
    page = shop.open()
    bar = page.locator("statusgen-alert-bar")
    expect(bar).to_contain_text("Checkout errors")
    status.tell()
    pass_until_asked(page)
    expect(bar).to_have_count(0)


@pytest.mark.parametrize(
    ("built_at", "shown"),
    [
        pytest.param("2026-11-20T11:33:00Z", True, id="within the promise"),
        pytest.param("2026-11-20T11:29:00Z", False, id="older than the promise"),
        pytest.param("2026-11-21T14:30:00Z", True, id="the reader's clock is a day behind"),
        pytest.param("2026-11-19T14:30:00Z", False, id="the reader's clock is a day ahead"),
        pytest.param("soon", False, id="no time at all"),
    ],
)
def test_what_may_be_over_is_not_told(
    built_at: str, shown: bool, shop: Any, status: Any, make_incident: Make
) -> None:
    """Data older than the site's promise shows nothing rather than something stale."""
    status.tell(make_incident(), built_at=built_at)
    page = shop.open()
    if shown:
        expect(page.locator("statusgen-alert-bar")).to_contain_text("Checkout errors")
    else:
        wait_for_answers(page)
        pass_until_asked(page)
        assert bars(page) == 0
    shop.assert_unharmed(page)


@pytest.mark.parametrize(
    ("offset", "first_built"),
    [
        pytest.param(timedelta(days=-1), NOW, id="the reader's clock"),
        pytest.param(timedelta(), NOW + timedelta(days=1), id="the clock of the build"),
    ],
)
def test_a_clock_that_is_put_right_does_not_silence_the_bar(
    offset: timedelta, first_built: datetime, shop: Any, status: Any, make_incident: Make
) -> None:
    """A day behind or ahead when the page was opened, right at the next answer: then what is open is told."""
    shop.at = NOW + offset
    status.now = first_built
    status.tell(make_incident())
    page = shop.open()
    bar = page.locator("statusgen-alert-bar")
    expect(bar).to_contain_text("Checkout errors")
    status.now = NOW
    status.tell(make_incident())
    page.clock.set_system_time(NOW + timedelta(minutes=2))
    pass_until_asked(page)
    expect(bar).to_contain_text("Checkout errors")
    status.tell(make_incident(id="later", title="Payments are slow"))
    pass_until_asked(page)
    expect(bar).to_contain_text("Payments are slow")
    shop.assert_unharmed(page)


def test_a_bar_goes_when_its_data_grows_old(shop: Any, status: Any, make_incident: Make) -> None:
    """A tab that stays open while the status site is unreachable tells nothing beyond the promise."""
    status.tell(make_incident())
    page = shop.open()
    bar = page.locator("statusgen-alert-bar")
    expect(bar).to_contain_text("Checkout errors")
    status.host.answers.clear()
    pass_time(page, "02:57:00")
    expect(bar).to_contain_text("Checkout errors")
    pass_time(page, "03:30")
    expect(bar).to_have_count(0)


def test_a_bar_does_not_wait_for_an_answer_to_go(shop: Any, status: Any, make_incident: Make) -> None:
    """A tab that wakes up hours later tells nothing old while the status site takes its time."""
    status.tell(make_incident())
    page = shop.open()
    bar = page.locator("statusgen-alert-bar")
    expect(bar).to_contain_text("Checkout errors")
    wait_for_answers(page)
    released = threading.Event()
    status.answer(answer_after(released, hang_up))
    page.clock.pause_at(NOW + timedelta(hours=3, minutes=1))
    status.wait_until_asked(2, page)
    assert bars(page) == 0
    assert page.evaluate("window.barTalk") == {"questions": 2, "answers": 1}
    released.set()
    wait_for_answers(page, 2)
    assert bars(page) == 0
    shop.assert_unharmed(page)


def test_a_page_asks_once_a_minute_and_less_often_after_failures(shop: Any, status: Any) -> None:
    """An hour in a visible tab costs at most 61 requests, and a handful while the status site is down."""
    page = shop.open()
    wait_for_answers(page)
    for _ in range(5):
        pass_time(page, "01:00")
    assert 4 <= status.times_asked <= 6
    status.host.answers.pop("/alert-bar.json")
    status.host.asked.clear()
    for _ in range(60):
        pass_time(page, "01:00")
    assert 2 <= status.times_asked <= 8


def test_a_clock_that_is_set_back_does_not_silence_the_bar(
    shop: Any, status: Any, make_incident: Make
) -> None:
    """The next question is due after a minute, not when the clock is again where it was."""
    page = shop.open()
    wait_for_answers(page)
    now = page.evaluate("Date.now()")
    page.clock.set_system_time((now - 24 * 60 * 60 * 1000) / 1000)
    status.tell(make_incident())
    pass_until_asked(page)
    expect(page.locator("statusgen-alert-bar")).to_contain_text("Checkout errors")
    assert page.evaluate("Date.now()") < now


def test_a_hidden_tab_asks_for_nothing(shop: Any, status: Any, make_incident: Make) -> None:
    """No request leaves a tab that nobody looks at; it asks as soon as somebody does."""
    status.tell(make_incident())
    page = shop.open(
        head="<script>Object.defineProperty(document, 'hidden', {value: true, writable: true})</script>"
    )
    for _ in range(10):
        pass_time(page, "01:00")
    assert status.times_asked == 0
    page.evaluate("document.hidden = false; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("statusgen-alert-bar")).to_contain_text("Checkout errors")


def test_a_script_that_is_included_twice_does_nothing_more(
    shop: Any, status: Any, make_incident: Make
) -> None:
    """One bar and one request, however often the tag stands on the page."""
    status.tell(make_incident())
    tag = shop.tag()
    page = shop.open(head=tag, body=f"data-x>{tag}<p")
    expect(page.locator("statusgen-alert-bar")).to_contain_text("Checkout errors")
    assert bars(page) == 1
    assert status.times_asked == 1


def test_the_bar_survives_a_page_that_replaces_its_body(shop: Any, status: Any, make_incident: Make) -> None:
    """Single-page applications may exchange `document.body`; the bar stays above it."""
    status.tell(make_incident())
    page = shop.open()
    expect(page.locator("statusgen-alert-bar")).to_contain_text("Checkout errors")
    page.evaluate("document.body = document.createElement('body')")
    expect(page.locator("statusgen-alert-bar")).to_contain_text("Checkout errors")
    page.evaluate("document.querySelector('statusgen-alert-bar').remove()")
    pass_time(page, "00:30")
    expect(page.locator("statusgen-alert-bar")).to_contain_text("Checkout errors")


def bars(page: Page) -> int:
    """How many bars stand on the page."""
    return page.locator("statusgen-alert-bar").count()
