"""Pages of records that are alike are printed once and filled: each comes out as if it were printed for itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.outputs.feed_sites import NOW, lesson, moment, record, site_of, update
from tests.outputs.hostile import TITLES
from tests.outputs.page_sites import COMPONENTS, SHOP, maker_of

from statusgen.model import (
    ComponentStatus,
    FullTextSearch,
    Impact,
    Incident,
    Kind,
    PostmortemPlan,
    Reporter,
    Settings,
    Site,
    UpdateStatus,
)
from statusgen.outputs.pages.site_pages import record_page
from statusgen.outputs.templates import Templates

START = moment("2026-01-05 10:00")


def over(number: int, **fields: object) -> Incident:
    """A finished record, unlike all others in title, time and length."""
    begins = START + timedelta(hours=7 * number)
    ends = begins + timedelta(minutes=13 * (number % 5))
    first = update(f"{begins:%Y-%m-%d %H:%M}", text=f"Number *{number}*, 100 % of it, %(title)s.")
    last = update(f"{ends:%Y-%m-%d %H:%M}", UpdateStatus.RESOLVED, "It is over & done.")
    updates = (first, last) if ends > begins else (last,)
    values = {"title": f"{TITLES[number % len(TITLES)]} %s %(title)s %% {number}", **fields}
    return record(f"number-{number}", *updates, **values)


def maintenance(number: int) -> Incident:
    """A finished maintenance with a window of its own, or one that was canceled."""
    begins = START + timedelta(days=3 * number, minutes=number)
    ends = begins + timedelta(hours=1 + number)
    told = update(f"{begins - timedelta(days=1):%Y-%m-%d %H:%M}", UpdateStatus.SCHEDULED, "We make room.")
    end = update(f"{begins:%Y-%m-%d %H:%M}", UpdateStatus.CANCELED, "Another time.")
    return record(
        f"work-{number}",
        *((told, end) if number % 3 == 0 else (told,)),
        title=f"Work {number}",
        kind=Kind.MAINTENANCE,
        components={"api": ComponentStatus.UNDER_MAINTENANCE},
        starts=begins,
        ends=ends,
    )


TRAITS: tuple[dict[str, object], ...] = (
    {},
    {"reported_by": Reporter.SUPPORT},
    {"reported_by": Reporter.CUSTOMER},
    {"detected": START},
    {"components": {}},
    {"components": {"search": ComponentStatus.MAJOR_OUTAGE, "fax": ComponentStatus.OPERATIONAL}},
    {"postmortem": PostmortemPlan.PLANNED},
    {"postmortem": PostmortemPlan.NONE},
    {"impact": Impact.CRITICAL},
    {"impact": Impact.NONE, "started": START - timedelta(days=2)},
    {"kind": Kind.NOTICE, "ends": START + timedelta(days=400)},
)
LONG = site_of(
    *(over(number, **TRAITS[number // 3 % len(TRAITS)]) for number in range(150)),
    *(maintenance(number) for number in range(9)),
    components=COMPONENTS,
    postmortems=(lesson(incidents=("number-7", "number-8")),),
)
SEARCHED = site_of(
    *LONG.incidents, components=COMPONENTS, settings=Settings(full_text_search=FullTextSearch.PAGEFIND)
)


@pytest.mark.parametrize(
    "site",
    [
        pytest.param(SHOP, id="little happened"),
        pytest.param(LONG, id="much happened"),
        pytest.param(SEARCHED, id="with a full-text search"),
    ],
)
def test_filled_page_is_the_printed_one(site: Site) -> None:
    """Whatever distinguishes a record from the one that was printed before it stands on its page."""
    filled = maker_of(site, NOW)
    assert filled.templates.are_own
    printed = maker_of(site, NOW, replace(filled.templates, overridden=frozenset({"incident.html"})))
    for index in range(len(filled.view.records)):
        assert record_page(filled, index) == record_page(printed, index)
    assert not printed.record_forms


def test_few_forms_serve_many_records() -> None:
    """A title, a time, a length or a text of its own needs no form of its own."""
    maker = maker_of(site_of(*(over(number) for number in range(100)), components=COMPONENTS))
    for index in range(100):
        record_page(maker, index)
    assert len(maker.record_forms) < 10


def test_sites_own_templates_print_each_page(tmp_path: Path) -> None:
    """They may print anything of a record, in any way."""
    (tmp_path / "statusgen").mkdir()
    (tmp_path / "statusgen" / "incident.html").write_text(
        "{% if facts.incident.title|length > 5 %}{{ facts.incident.title|upper }}{% endif %}",
        encoding="utf-8",
    )
    maker = maker_of(SHOP, templates=Templates.load("en", [tmp_path]))
    titles = [record_page(maker, index).html for index in range(len(maker.view.records))]
    assert titles == [facts.incident.title.upper() for facts in maker.view.records]
