"""The bar in another language than that of the status site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.alert_bar.answers import pass_until_asked, wait_for_answers
from tests.browser.alert_bar.hosts import as_json
from tests.browser.origins import answer_with

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]
BAR = "statusgen-alert-bar"


def test_a_language_is_that_of_words_if_there_are_any(shop: Any, status: Any, make_incident: Make) -> None:
    """Words come from a file of that language; where there is none, the site's own words stay."""
    german = status.data(make_incident(details="Große Auswirkung · Erkannt"), language="de")
    german["words"] = {
        **german["words"],
        "dismiss": "Schließen",
        "updated": "Stand %s",
        "days": {11: "%d. November"},
    }
    status.host.answers["/alert-bar.de.json"] = answer_with(as_json(german))
    status.tell(make_incident(), languages=["de", "pt-BR"])
    page = shop.open(attributes="data-lang=de")
    bar = page.locator(BAR)
    expect(bar).to_contain_text("Große Auswirkung · Erkannt · Stand 20. November, 14:20")
    # Chromium chooses letters and line breaks by this style, which a rule can undo.
    expect(bar.locator("bdi")).to_have_css("-webkit-locale", '"de"')
    expect(bar.locator("button")).to_have_attribute("lang", "de")
    expect(bar.locator("a").first).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Schließen").click()
    expect(bar).to_have_count(0)
    page = shop.open(attributes="data-lang=fr")
    wait_for_answers(page)
    assert page.locator(BAR).count() == 0, "dismissed, whatever the language"
    status.tell(make_incident(id="later"), languages=["de"])
    pass_until_asked(page)
    expect(page.locator(BAR)).to_contain_text("updated 20 November, 14:20")
    assert not shop.errors


def test_a_language_that_a_site_gives_up_is_given_up_by_the_bar(
    shop: Any, status: Any, make_incident: Make
) -> None:
    """An open tab goes back to the site's own words when the file of the other language is gone."""
    status.host.answers["/alert-bar.de.json"] = answer_with(
        as_json(status.data(make_incident(details="Erkannt"), language="de"))
    )
    status.tell(make_incident(), languages=["de"])
    page = shop.open(attributes="data-lang=de")
    bar = page.locator(BAR)
    expect(bar).to_contain_text("Erkannt")
    del status.host.answers["/alert-bar.de.json"]
    status.tell(make_incident())
    pass_until_asked(page)
    assert status.host.asked[-1] == "/alert-bar.de.json"
    pass_until_asked(page)
    expect(bar).to_contain_text("Identified")


def test_a_badge_names_the_language_of_its_words(shop: Any, status: Any, make_incident: Make) -> None:
    """The sentence is in the language of the words, a title in that of the status page."""
    german = status.data(language="de")
    german["words"]["calm"] = "Alles in Ordnung"
    status.host.answers["/alert-bar.de.json"] = answer_with(as_json(german))
    status.tell(languages=["de"])
    page = shop.open(
        attributes="data-target=#none", foot=f"<footer>{shop.tag('data-mode=badge data-lang=de')}</footer>"
    )
    link = page.locator(f"footer > {BAR}").get_by_role("link")
    expect(link).to_have_text("Alles in Ordnung")
    expect(link).to_have_attribute("lang", "de")
    german["events"] = [make_incident()]
    status.host.answers["/alert-bar.de.json"] = answer_with(as_json(german))
    pass_until_asked(page, 2)
    expect(link).to_have_text("Checkout errors in Europe")
    expect(link).to_have_attribute("lang", "en")
