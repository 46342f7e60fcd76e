"""The bar is never the cause of a problem: whatever fails, the page that includes it is as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.alert_bar.hosts import (
    BAD_ANSWERS,
    HOSTILE_TEXTS,
    MISSHAPEN,
    SPOILT,
    as_json,
)
from tests.browser.later_bar import later_bar_is_told
from tests.browser.origins import Answer

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]
BAR = "statusgen-alert-bar"


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("throw Error('a slip')", id="an exception"),
        pytest.param("setTimeout(() => { throw Error('a slip') })", id="an exception in a timer"),
        pytest.param("onload = () => { throw Error('a slip') }", id="an exception in a listener"),
        pytest.param("Promise.reject(Error('a slip'))", id="a rejection"),
        pytest.param("setTimeout(async () => { throw Error('a slip') })", id="a rejection in a timer"),
        pytest.param("console.debug('a slip')", id="a message"),
    ],
)
def test_no_slip_of_a_script_would_be_missed(script: str, plain_shop: Any, status: Any) -> None:
    """Whatever goes uncaught in a script from the status site is noted: the tests below rely on that."""
    status.host.publish("/alert-bar.js", script, "text/javascript")
    page = plain_shop.open()
    page.evaluate("new Promise(done => setTimeout(done))")
    assert plain_shop.errors == ["a slip"]
    with pytest.raises(AssertionError):
        plain_shop.assert_unharmed(page)


def test_a_page_whose_own_script_did_not_run_would_be_noticed(plain_shop: Any) -> None:
    """That it was asked for does not count."""
    plain_shop.host.publish("/shop.js", "", "text/javascript")
    page = plain_shop.open()
    assert "/shop.js" in plain_shop.host.asked
    with pytest.raises(AssertionError):
        plain_shop.assert_unharmed(page)


@pytest.mark.parametrize("answer", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_a_bad_answer_shows_and_says_nothing(answer: Answer, plain_shop: Any, status: Any) -> None:
    """No bar, no exception, nothing logged; the page's own script ran."""
    status.answer(answer)
    page = plain_shop.open()
    page.evaluate(later_bar_is_told(status.host))
    assert page.locator(BAR).count() == 0
    plain_shop.assert_unharmed(page)


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_right_data_in_a_wrong_answer_is_not_shown(
    spoil: Callable[[bytes], Answer], plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """The data would show a bar if they came whole, in size and with the right status."""
    status.answer(spoil(as_json(status.data(make_incident()))))
    page = plain_shop.open()
    page.evaluate(later_bar_is_told(status.host))
    assert page.locator(BAR).count() == 0
    plain_shop.assert_unharmed(page)


@pytest.mark.parametrize("changes", MISSHAPEN.values(), ids=MISSHAPEN)
def test_data_of_another_shape_harm_nothing(
    changes: Mapping[str, Any], plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """A later version, or somebody's own file at the same address."""
    status.tell(make_incident(), **changes)
    page = plain_shop.open()
    page.evaluate(later_bar_is_told(status.host))
    plain_shop.assert_unharmed(page)


@pytest.mark.parametrize("payload", HOSTILE_TEXTS)
def test_hostile_texts_are_texts(payload: str, plain_shop: Any, status: Any, make_incident: Make) -> None:
    """Whatever stands in the data appears as it is written, in every field, and nothing of it runs."""
    hostile = make_incident(
        title=payload, details=payload, id=payload, components=[payload], url="javascript:window.ran=1"
    )
    words = dict.fromkeys(("updated", "until", "planned"), payload.replace("%s", ""))
    status.tell(
        hostile,
        make_incident(),
        page={"name": payload, "url": status.host.url, "language": payload},
        words={**words, "dismiss": payload, "more": payload, "days": {11: ""}},
        language=payload,
    )
    page = plain_shop.open()
    bar = page.locator(BAR)
    bar.locator("button").wait_for()
    texts = bar.locator("p > *").evaluate_all("found => found.map(one => one.textContent)")
    assert texts == [payload, f"{payload} · {words['updated']}", payload.replace("%d", "1")]
    names = bar.evaluate("bar => [...bar.shadowRoot.querySelectorAll('*')].map(one => one.localName)")
    assert set(names) == {"section", "i", "div", "p", "a", "bdi", "button"}
    link = bar.locator("a").first
    assert link.get_attribute("href") == f"{status.host.url}/javascript:window.ran=1"
    link.evaluate("link => link.addEventListener('click', event => event.preventDefault())")
    link.click()
    plain_shop.assert_unharmed(page)
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize(
    "address",
    [
        "javascript:window.ran=1//",
        " javascript:window.ran=1//",
        "\x01javascript:window.ran=1//",
        "java\nscript:window.ran=1//",
        "JAVASCRIPT:window.ran='http'//",
        "data:text/html,<script>alert(1)</script>",
        "\tdata:text/html,http:",
        "blob:http://status.invalid/",
        "//status.invalid/",
        "\\\\status.invalid",
        "\n//status.invalid",
    ],
)
def test_no_address_of_the_page_is_more_than_one_of_the_web(
    address: str, plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """Where the address is none of the web, links lead to the site from which the data come."""
    status.tell(
        make_incident(), make_incident(id="b"), page={"name": "Status", "url": address, "language": "en"}
    )
    status.host.publish("/incidents/checkout-errors/", "What happened")
    page = plain_shop.open(foot=plain_shop.tag("data-mode=badge"))
    links = page.locator(BAR).get_by_role("link")
    expect(links).to_have_count(3)
    told = sorted(links.evaluate_all("links => links.map(link => link.href)"))
    assert told == [f"{status.host.url}/{path}" for path in ("", *["incidents/checkout-errors/"] * 2)]
    links.first.click()
    page.wait_for_url(told[-1])
    expect(page.locator("body")).to_have_text("What happened")
    assert plain_shop.errors == []


def test_the_strictest_content_policy_is_enough(plain_shop: Any, status: Any, make_incident: Make) -> None:
    """The bar needs leave to load the script and its data, and no leave for inline styles or markup."""
    status.tell(make_incident())
    page = plain_shop.open(
        policy=f"default-src 'none'; script-src {status.host.url} {plain_shop.host.url}; img-src data:; "
        f"connect-src {status.host.url}; require-trusted-types-for 'script'; trusted-types 'none'",
        attributes="data-position=sticky-top data-color-major=#700 data-color-background=#fee",
    )
    bar = page.get_by_role("region", name="Scarf Shop Status")
    expect(bar).to_have_css("display", "flex")
    expect(bar).to_have_css("border-top-color", "rgb(119, 0, 0)")
    expect(bar).to_contain_text("Checkout errors")
    assert page.locator("[style]").count() == 0
    page.get_by_role("button", name="Dismiss").click()
    expect(bar).to_have_count(0)
    plain_shop.assert_unharmed(page)


def test_the_rules_of_the_page_do_not_reach_the_bar(
    plain_shop: Any, status: Any, make_incident: Make
) -> None:
    """A page's own styles, however broad, neither hide nor deface the bar."""
    status.tell(make_incident())
    plain = plain_shop.open()
    expected = plain.get_by_role("region", name="Scarf Shop Status")
    expected.get_by_role("button").wait_for()
    wild = plain_shop.open(
        head="""<style>body *, statusgen-alert-bar { color: lime !important; font: 40px cursive !important;
          display: inline !important; position: relative; opacity: 0 !important; transform: rotate(9deg) !important;
          letter-spacing: 9px !important; text-transform: uppercase !important; visibility: hidden !important }
          statusgen-alert-bar { display: none !important; width: 10px !important }
          html { font-size: 62.5%; --mark: lime; --icon: none }</style>"""
    )
    bar = wild.get_by_role("region", name="Scarf Shop Status")
    bar.get_by_role("button").wait_for()
    assert bar.bounding_box() == expected.bounding_box()
    look = "one => { const {color, font, opacity} = getComputedStyle(one); return [color, font, opacity] }"
    assert bar.evaluate(look) == expected.evaluate(look)
