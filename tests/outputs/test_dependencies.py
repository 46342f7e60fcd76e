"""What a page shows is known before it is made: while that stays equal, so does the page, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.outputs.feed_sites import lesson, moment, record, site_of, update
from tests.outputs.page_sites import AHEAD, COMPONENTS, LESSON, NOTICE, OLD, OPEN, OVER, maker_of

from statusgen.model import ComponentStatus, Impact, Kind, Settings, Site, UpdateStatus
from statusgen.outputs.pages.overview import Overview, shown_of
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.pages.site_pages import (
    overview_pages,
    overviews,
    record_dependencies,
    record_output,
)
from statusgen.outputs.templates import Templates

MAJOR = ComponentStatus.MAJOR_OUTAGE
TEMPLATES = Templates.load("en")
PROMISED = replace(OPEN, slug="promised", next_update=moment("2026-11-20 16:00"))
HELD_BACK = record(
    "held-back",
    update("2026-11-20 12:00"),
    update("2026-11-20 14:40", UpdateStatus.RESOLVED, "It is over."),
    components={"api": ComponentStatus.PARTIAL_OUTAGE},
)
RECORDS = (OLD, OVER, AHEAD, NOTICE, OPEN, PROMISED, HELD_BACK)
SITE = replace(
    site_of(*RECORDS, components=COMPONENTS, postmortems=(LESSON,)),
    settings=Settings(update_every={Impact.MAJOR: moment("2026-11-20 15:00") - moment("2026-11-20 14:30")}),
)
MOMENTS = [
    moment(text)
    for text in (
        "2026-11-20 14:30", "2026-11-20 14:31", "2026-11-20 14:45", "2026-11-20 18:00", "2026-11-21 09:00",
        "2026-11-24 05:30", "2026-11-24 09:00", "2026-12-03 09:00", "2027-01-02 09:00",
    )
]  # fmt: skip

Change = Callable[[Site], Site]


def _with_record(site: Site, index: int, **fields: object) -> Site:
    records = list(site.incidents)
    at = index % len(records)
    records[at] = replace(records[at], **fields)  # type: ignore[arg-type]
    return replace(site, incidents=tuple(records))


def _told(site: Site, index: int, text: str) -> Site:
    told = site.incidents[index % len(site.incidents)].updates
    return _with_record(site, index, updates=(*told[:-1], replace(told[-1], text=text)))


def _moved(site: Site, index: int) -> Site:
    """The last update came a little earlier."""
    told = site.incidents[index % len(site.incidents)].updates
    earlier = replace(told[-1], at=told[-1].at - timedelta(minutes=3))
    return _with_record(site, index, updates=(*told[:-1], earlier))


def _without(site: Site, index: int) -> Site:
    at = index % len(site.incidents)
    return replace(site, incidents=(*site.incidents[:at], *site.incidents[at + 1 :]))


def _added(site: Site, day: int) -> Site:
    slug = f"added-{day}"
    if any(incident.slug == slug for incident in site.incidents):
        return site
    extra = record(
        slug, update(f"2026-11-{day:02} 08:00"), update(f"2026-11-{day:02} 09:00", UpdateStatus.RESOLVED)
    )
    found = sorted((*site.incidents, extra), key=lambda incident: (incident.updates[0].at, incident.slug))
    return replace(site, incidents=tuple(found))


def _renamed(site: Site, index: int) -> Site:
    parts = list(site.components)
    at = index % len(parts)
    parts[at] = replace(parts[at], name=f"{parts[at].name} & more")
    return replace(site, components=tuple(parts))


def _explained(site: Site, index: int, published: datetime) -> Site:
    extra = lesson(
        f"lesson-{index}",
        incidents=(site.incidents[index % len(site.incidents)].slug,),
        published=published,
    )
    others = [postmortem for postmortem in site.postmortems if postmortem.slug != extra.slug]
    found = sorted((*others, extra), key=lambda postmortem: (postmortem.published, postmortem.slug))
    return replace(site, postmortems=tuple(found))


def _lessons(site: Site, **fields: str) -> Site:
    return replace(site, postmortems=tuple(replace(found, **fields) for found in site.postmortems))


def _shown(overview: Overview) -> object:
    """All that the page shows of records; None if it tells the moment."""
    return overview.besides and (overview.besides, *map(shown_of, overview.records))


INDICES = st.integers(0, 6)
CHANGES: st.SearchStrategy[Change] = st.one_of(
    INDICES.map(lambda index: lambda site: _with_record(site, index, title="Another title")),
    INDICES.map(lambda index: lambda site: _with_record(site, index, impact=Impact.CRITICAL)),
    INDICES.map(lambda index: lambda site: _told(site, index, "Another *text*.")),
    INDICES.map(lambda index: lambda site: _moved(site, index)),
    INDICES.map(lambda index: lambda site: _with_record(site, index, components={"search": MAJOR})),
    INDICES.map(lambda index: lambda site: _without(site, index)),
    st.integers(1, 19).map(lambda day: lambda site: _added(site, day)),
    INDICES.map(lambda index: lambda site: _renamed(site, index)),
    st.tuples(INDICES, st.sampled_from(MOMENTS)).map(
        lambda chosen: lambda site: _explained(site, chosen[0], chosen[1])
    ),
    st.sampled_from(["title", "summary"]).map(
        lambda name: lambda site: _lessons(site, **{name: "Other words"})
    ),
)


def _maker(site: Site, now: datetime) -> PageMaker:
    return maker_of(site, now, TEMPLATES)


def _by_slug(maker: PageMaker) -> Mapping[str, int]:
    return {facts.slug: index for index, facts in enumerate(maker.view.records)}


@settings(max_examples=120, deadline=None)
@given(st.lists(CHANGES, max_size=3), st.sampled_from(MOMENTS), st.sampled_from(MOMENTS))
def test_page_changes_only_with_what_it_depends_on(
    changes: list[Change], now: datetime, later: datetime
) -> None:
    """Whatever happens to other records, to postmortems, to the settings and with time."""
    changed = SITE
    for change in changes:
        changed = change(changed)
    before, after = _maker(SITE, now), _maker(changed, later)
    there = _by_slug(after)
    for slug, index in _by_slug(before).items():
        same_file = (
            slug in there and before.view.records[index].incident == after.view.records[there[slug]].incident
        )
        known = record_dependencies(before, index)
        # The names of components belong to the settings, here and in the filter of each month.
        may_stay = same_file and changed.components == SITE.components and known is not None
        if may_stay and known == record_dependencies(after, there[slug]):
            event("a record's page may stay")
            assert record_output(before, index) == record_output(after, there[slug])
    pages = {overview.source: overview for overview in overviews(after)}
    if changed.components == SITE.components:
        for overview in overviews(before):
            known = _shown(overview)
            if known is not None and overview.source in pages and known == _shown(pages[overview.source]):
                event("a page of the history may stay")
                assert overview.make() == pages[overview.source].make()


def test_what_is_over_depends_on_no_moment() -> None:
    """Of the records of years ago no page is made again because time passes."""
    before, after = _maker(SITE, MOMENTS[0]), _maker(SITE, MOMENTS[-1])
    for slug, depends in (
        ("slow-search", False),
        ("fax-jam", False),
        ("card-errors", True),
        ("held-back", True),
    ):
        found = record_dependencies(before, _by_slug(before)[slug])
        assert (found is None) is depends
        if not depends:
            assert found == record_dependencies(after, _by_slug(after)[slug])


def test_record_depends_on_its_neighbours_alone() -> None:
    """Of all other records it shows the one before and the one after, by their titles."""
    changed = _with_record(SITE, 0, title="Another title")
    before, after = _maker(SITE, MOMENTS[0]), _maker(changed, MOMENTS[0])
    index = _by_slug(before)
    differing = {
        slug
        for slug, at in index.items()
        if record_dependencies(before, at) != record_dependencies(after, at)
    }
    assert differing == {"slow-search"}


def test_months_and_years_depend_on_their_own_records() -> None:
    """A change in one month leaves every other month as it is, and every other year."""
    changed = _with_record(SITE, 1, title="Another title")
    before, after = _maker(SITE, MOMENTS[0]), _maker(changed, MOMENTS[0])
    differing = [
        old.source
        for old, new in zip(overviews(before), overviews(after), strict=True)
        if _shown(old) is not None and _shown(old) != _shown(new)
    ]
    assert differing == ["history/2026/index.md", "history/2026/11/index.md"]


def test_overviews_know_their_address_before_they_are_made() -> None:
    """What is made later stands where it was said to stand."""
    maker = _maker(SITE, MOMENTS[0])
    assert [(one.source, one.path) for one in overviews(maker)] == [
        (page.source, page.path) for page in overview_pages(maker)
    ]


def test_record_kinds_are_all_in_the_site() -> None:
    """The site of these tests has each kind of record."""
    assert {incident.kind for incident in SITE.incidents} == set(Kind)
