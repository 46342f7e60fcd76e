from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from statusgen.derive.view import view_of
from statusgen.model import (
    Component,
    ComponentStatus,
    Impact,
    Incident,
    Kind,
    Settings,
    Site,
    Update,
    UpdateStatus,
)
from statusgen.outputs.alert_bar import alert_bar_files, alert_bar_json, alert_bar_page
from statusgen.outputs.templates import Templates

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
_TEMPLATES = Templates.load("en")
_GROUPS = {"Checkout": "Shop", "Search": "Shop", "API": "Developers", "Mail": None}
_COMPONENTS = tuple(Component(id=name.lower(), name=name, group=group) for name, group in _GROUPS.items())


def _minutes(count: float) -> datetime:
    return NOW + timedelta(minutes=count)


def _incident(slug: str = "checkout-errors", **changes: Any) -> Incident:
    fields: dict[str, Any] = {
        "slug": slug,
        "path": f"content/incidents/{slug}.md",
        "title": "Checkout errors",
        "components": {"checkout": ComponentStatus.PARTIAL_OUTAGE},
        "updates": [
            Update(status=UpdateStatus.INVESTIGATING, at=_minutes(-25), text="We look."),
            Update(status=UpdateStatus.IDENTIFIED, at=_minutes(-10), text="We know."),
        ],
    }
    return Incident(**{**fields, **changes})


def _maintenance(slug: str, starts: float, ends: float, **changes: Any) -> Incident:
    fields: dict[str, Any] = {
        "kind": Kind.MAINTENANCE,
        "title": "A larger database",
        "components": {"search": ComponentStatus.UNDER_MAINTENANCE},
        "updates": [Update(status=UpdateStatus.SCHEDULED, at=_minutes(-2880), text="Soon.")],
        "starts": _minutes(starts),
        "ends": _minutes(ends),
    }
    return _incident(slug, **{**fields, **changes})


def _site(*incidents: Incident, **changes: Any) -> Site:
    fields: dict[str, Any] = {"name": "Scarf Shop Status", "url": "https://status.example.com/"}
    return Site(incidents=incidents, **{"components": _COMPONENTS, **fields, **changes})


def _data(*incidents: Incident, **changes: Any) -> Any:
    return json.loads(alert_bar_json(view_of(_site(*incidents, **changes), NOW), _TEMPLATES.words))


def test_the_data_of_an_open_incident() -> None:
    """Everything that the bar shows stands in one small file, with times in UTC."""
    assert _data(_incident()) == {
        "version": 1,
        "language": "en",
        "page": {"name": "Scarf Shop Status", "url": "https://status.example.com/", "language": "en"},
        "built_at": "2026-11-20T14:30:00Z",
        "stale_after": 10800,
        "words": {
            "dismiss": "Dismiss",
            "more": "%d more",
            "updated": "updated %s",
            "until": "until %s",
            "planned": "planned for %s",
            "calm": "All systems operational",
            "operational": "Operational",
            "days": {"11": "%d\u00a0November"},
        },
        "events": [
            {
                "id": "5ca253b9fef5",
                "title": "Checkout errors",
                "url": "incidents/checkout-errors/",
                "impact": "major",
                "details": "Major impact · Identified · Checkout",
                "components": ["checkout"],
                "groups": ["Shop"],
                "updated_at": "2026-11-20T14:20:00Z",
            }
        ],
    }


def test_nothing_open_means_no_events() -> None:
    """What is resolved, what is a notice and what lies in the future stands nowhere in the data."""
    resolved = _incident(
        "resolved", updates=[Update(status=UpdateStatus.RESOLVED, at=_minutes(-1), text="Done.")]
    )
    future = _incident(
        "future", updates=[Update(status=UpdateStatus.INVESTIGATING, at=_minutes(1), text="Later.")]
    )
    notice = _incident(
        "notice",
        kind=Kind.NOTICE,
        updates=[Update(status=UpdateStatus.POSTED, at=_minutes(-1), text="By the way.")],
    )
    assert _data(resolved, future, notice)["events"] == []


def test_events_come_worst_first_then_newest_and_maintenance_last() -> None:
    """The one event that the bar has room for is the one that matters most."""
    later = [Update(status=UpdateStatus.INVESTIGATING, at=_minutes(-1), text="Again.")]
    events = _data(
        _maintenance("under-way", -10, 10),
        _maintenance("ahead", 60, 120),
        _incident("minor", impact=Impact.MINOR),
        _incident("newer-minor", impact=Impact.MINOR, updates=later),
        _incident("critical", impact=Impact.CRITICAL),
    )["events"]
    assert [event["url"] for event in events] == [
        "incidents/critical/",
        "incidents/newer-minor/",
        "incidents/minor/",
        "incidents/under-way/",
        "incidents/ahead/",
    ]


_OVERRUN = [
    Update(status=UpdateStatus.SCHEDULED, at=_minutes(-2880), text="Soon."),
    Update(status=UpdateStatus.IN_PROGRESS, at=_minutes(-5), text="It takes longer."),
]
_EARLY = [
    Update(status=UpdateStatus.SCHEDULED, at=_minutes(-2880), text="Soon."),
    Update(status=UpdateStatus.IN_PROGRESS, at=_minutes(-5), text="We have begun early."),
]
_PUT_OFF = [
    Update(status=UpdateStatus.SCHEDULED, at=_minutes(-2880), text="Soon."),
    Update(status=UpdateStatus.SCHEDULED, at=_minutes(-5), text="Not now: we will say when."),
]


@pytest.mark.parametrize(
    ("maintenance", "window"),
    [
        pytest.param(
            _maintenance("m", 60, 120), ("2026-11-20T15:30:00Z", "2026-11-20T16:30:00Z"), id="ahead"
        ),
        pytest.param(
            _maintenance("m", -60, 60), ("2026-11-20T13:30:00Z", "2026-11-20T15:30:00Z"), id="under way"
        ),
        pytest.param(
            _maintenance("m", 60, 120, updates=_EARLY),
            ("2026-11-20T14:25:00Z", "2026-11-20T16:30:00Z"),
            id="begun early",
        ),
        pytest.param(
            _maintenance("m", -60, -20, updates=_OVERRUN),
            ("2026-11-20T13:30:00Z", None),
            id="longer than announced",
        ),
        pytest.param(_maintenance("m", -60, -20), None, id="over by the clock"),
        pytest.param(_maintenance("m", -60, 60, updates=_PUT_OFF), None, id="put off"),
        pytest.param(
            _maintenance("m", 7 * 1440, 7 * 1440 + 60),
            ("2026-11-27T14:30:00Z", "2026-11-27T15:30:00Z"),
            id="in a week",
        ),
        pytest.param(_maintenance("m", 7 * 1440 + 1, 8 * 1440), None, id="in more than a week"),
    ],
)
def test_a_maintenance_carries_what_the_clock_has_yet_to_do(
    maintenance: Incident, window: tuple[str | None, str | None] | None
) -> None:
    """The bar shows a maintenance from `starts_at` to `ends_at`; without an end only an update can end it."""
    found = [(event.get("starts_at"), event.get("ends_at")) for event in _data(maintenance)["events"]]
    assert found == ([] if window is None else [window])


@pytest.mark.parametrize(
    ("incident", "details"),
    [
        pytest.param(
            _incident(components=dict.fromkeys(("checkout", "api"), ComponentStatus.MAJOR_OUTAGE)),
            "Critical impact · Identified · Checkout and API",
            id="two components",
        ),
        pytest.param(
            _incident(
                components=dict.fromkeys(
                    ("checkout", "search", "api", "mail"), ComponentStatus.PARTIAL_OUTAGE
                )
            ),
            "Major impact · Identified · Checkout, Search and 2 more",
            id="many components",
        ),
        pytest.param(_incident(components={}), "Incident · Identified", id="no component"),
        pytest.param(_maintenance("m", 60, 120), "Maintenance · Search", id="ahead"),
    ],
)
def test_details_are_one_line_for_people(incident: Incident, details: str) -> None:
    """Weight, state and components; what the clock changes about a maintenance is not among them."""
    assert _data(incident)["events"][0]["details"] == details


def test_a_maintenance_that_is_checked_says_so() -> None:
    """Only an update can tell that the work is done and is being verified."""
    verifying = [*_EARLY, Update(status=UpdateStatus.VERIFYING, at=_minutes(-1), text="We look.")]
    event = _data(_maintenance("m", -60, 60, updates=verifying))["events"][0]
    assert event["details"] == "Maintenance · Verifying · Search"


def test_only_a_maintenance_has_its_impact() -> None:
    """Whoever writes `impact: maintenance` into an incident has it told all the same, as one without weight."""
    assert _data(_incident(impact=Impact.MAINTENANCE))["events"][0]["impact"] == "none"


def test_components_and_their_groups_can_be_chosen() -> None:
    """Ids, which never change, and each group once; no component means neither."""
    several = dict.fromkeys(("checkout", "search", "api"), ComponentStatus.PARTIAL_OUTAGE)
    event, none = _data(_incident(components=several), _incident("other", components={}))["events"]
    assert (event["components"], event["groups"]) == (["checkout", "search", "api"], ["Developers", "Shop"])
    assert (none["components"], none["groups"]) == ([], [])


def test_each_update_has_an_id_of_its_own_that_never_changes() -> None:
    """Who dismissed an update hears of the next one; an edited text is no new update."""
    first, second = _incident().updates
    edited = Update(status=second.status, at=second.at, text="We know more.")
    found = [
        _data(_incident(updates=updates))["events"][0]["id"]
        for updates in ([first], [first, second], [first, edited])
    ]
    assert found[0] != found[1] == found[2]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("w" * 160, "w" * 160),
        ("w" * 161, "w" * 157 + "…"),
        ("支払い" * 30, "支払い" * 17 + "支…"),
        ("word " * 40, ("word " * 40)[:157].rstrip() + "…"),
    ],
)
def test_a_long_title_is_cut(title: str, shown: str) -> None:
    """A bar on somebody else's page does not fill it; no letter is cut in two."""
    assert _data(_incident(title=title))["events"][0]["title"] == shown


@pytest.mark.parametrize(
    "title",
    [
        "Checkout errors",
        "Errors when paying by card in parts of Europe " * 5,
        "Ошибки при оплате " * 12,
        "支払い" * 60,
        '"\\' * 90,
    ],
    ids=["short", "long", "Cyrillic", "Japanese", "escaped"],
)
def test_five_open_incidents_take_less_than_two_kilobytes(title: str) -> None:
    """The data stay small when much is wrong, in any language; then titles are shorter, and still titles."""
    components = dict.fromkeys(("checkout", "search", "api"), ComponentStatus.PARTIAL_OUTAGE)
    incidents = [
        _incident(f"2026-11-20-errors-when-paying-by-card-{number}", title=title, components=components)
        for number in range(5)
    ]
    view = view_of(_site(*incidents), NOW)
    content = alert_bar_json(view, _TEMPLATES.words)
    assert len(content) < 2048
    titles = [event["title"] for event in json.loads(content)["events"]]
    assert all(len(shown) >= min(15, len(title)) for shown in titles)


def test_long_names_and_addresses_take_less_than_two_kilobytes() -> None:
    """As long an address as `statusgen new` makes, two components with long names: the details are cut as well."""
    components = (
        Component(id="checkout-web", name="Checkout on the web", group="Web shop"),
        Component(id="payments-api", name="Payments API", group="Interfaces"),
    )
    incidents = [
        _incident(
            f"2026-11-20-errors-when-paying-by-card-and-by-invoice-in-some-countries{number}",
            title="Errors when paying by card in parts of Europe",
            components={component.id: ComponentStatus.PARTIAL_OUTAGE for component in components},
        )
        for number in range(5)
    ]
    content = alert_bar_json(view_of(_site(*incidents, components=components), NOW), _TEMPLATES.words)
    event = json.loads(content)["events"][0]
    assert len(content) < 2048
    assert (event["title"], event["details"]) == ("Errors when paying by car…", "Major impact · Identified…")


def test_of_more_than_five_the_components_are_told_as_well() -> None:
    """Where the file cannot be small, it is not cut as if it could."""
    incidents = [
        _incident(f"errors-{number}", title="Checkout errors in Europe " * 5) for number in range(12)
    ]
    event = _data(*incidents)["events"][0]
    assert event["details"] == "Major impact · Identified · Checkout"
    assert len(event["title"].encode()) == 70


def test_however_much_is_wrong_the_bar_can_read_it() -> None:
    """A bar reads 64 KB at most: of a thousand open incidents the file holds the worst, and still parses."""
    incidents = [_incident(f"minor-{number}", impact=Impact.MINOR) for number in range(999)]
    view = view_of(_site(*incidents, _incident("worst", impact=Impact.CRITICAL)), NOW)
    content = alert_bar_json(view, _TEMPLATES.words)
    events = json.loads(content)["events"]
    assert 50_000 < len(content) < 65_536
    assert events[0]["url"] == "incidents/worst/"


def test_other_languages_have_files_of_their_own() -> None:
    """The first file names them, so that no bar asks for one that is not there; titles keep the site's language."""
    view = view_of(_site(_incident(), language="de"), NOW)
    main = json.loads(alert_bar_json(view, _TEMPLATES.words, languages=["en", "fr"]))
    other = json.loads(alert_bar_json(view, _TEMPLATES.words, language="en"))
    assert (main["language"], main["languages"]) == ("de", ["en", "fr"])
    assert (other["language"], other["page"]["language"], "languages" in other) == ("en", "de", False)


def test_the_promise_comes_from_the_settings() -> None:
    """How old data may be is said in seconds."""
    assert _data(settings=Settings(stale_after=timedelta(minutes=20)))["stale_after"] == 1200


def test_a_site_that_does_not_know_its_address_links_relatively() -> None:
    """Without `site_url` the page's address is relative to the data file, which the bar resolves."""
    data = _data(_incident(), url="")
    assert data["page"]["url"] == "./"


def test_the_same_moment_gives_the_same_bytes() -> None:
    """Data and page depend on the site and the moment alone."""
    view = view_of(_site(_incident(), _maintenance("m", 60, 120)), NOW)
    assert alert_bar_files(view, _TEMPLATES) == alert_bar_files(view, Templates.load("en"))
    assert sorted(alert_bar_files(view, _TEMPLATES)) == [
        "alert-bar.js",
        "alert-bar.json",
        "alert-bar/index.html",
        "embed/v1/alert-bar.js",
    ]


class _Page(HTMLParser):
    """What a reader without scripts finds: words and links."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if tag == "a" and name == "href" and value]

    def handle_data(self, data: str) -> None:
        self.words += [data.strip()] if data.strip() and self.get_starttag_text() != "<style>" else []


def test_the_page_tells_what_was_open_when_it_was_built() -> None:
    """Where no script runs, a frame shows the events, linked, with the time for which that is true."""
    page = _Page(alert_bar_page(view_of(_site(_incident()), NOW), _TEMPLATES))
    assert page.links == ["https://status.example.com/incidents/checkout-errors/"]
    assert page.words[-3:] == [
        "Checkout errors",
        "Major impact · Identified · Checkout ·",
        "20 November 2026, 14:30 UTC",
    ]


def test_the_page_of_a_quiet_day_shows_nothing() -> None:
    """Where no script runs and nothing is open, a frame is as empty as the bar."""
    page = _Page(alert_bar_page(view_of(_site(), NOW), _TEMPLATES))
    assert set(page.words) == {"Scarf Shop Status"}  # title and hidden heading
    assert page.links == []


def test_the_page_escapes_what_authors_wrote() -> None:
    """A title with markup is shown as it was written."""
    page = _Page(
        alert_bar_page(
            view_of(_site(_incident(title='<img src=x> & "</noscript>')), NOW),
            _TEMPLATES,
        )
    )
    assert "img" not in page.tags
    assert '<img src=x> & "</noscript>' in page.words
