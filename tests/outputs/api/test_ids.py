from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from tests.derive.records import facts_of, record, update
from tests.outputs.api.api_sites import NOW, lesson

from statusgen.model import Component, Site
from statusgen.outputs.api.ids import (
    component_id,
    group_id,
    page_id,
    postmortem_update_id,
    record_id,
    update_id,
)

INCIDENT = record("checkout=major_outage", "investigating 14:05", "identified 14:20", slug="errors")


def test_every_id_has_the_shape_that_clients_know() -> None:
    """12 of `[0-9a-z]`, whatever it is the id of, and no two alike."""
    facts = facts_of(INCIDENT, NOW)
    ids = [
        page_id(Site(name="errors", url="https://errors/")),
        component_id(Component(id="errors", name="x")),
        group_id("errors"),
        record_id(INCIDENT),
        *map(update_id, facts.updates),
        postmortem_update_id(INCIDENT, lesson("errors")),
    ]
    assert all(re.fullmatch("[0-9a-z]{12}", each) for each in ids)
    assert len(set(ids)) == len(ids)


def test_ids_are_what_they_were() -> None:
    """These stand in other people's databases: a new version of the program does not change them."""
    facts = facts_of(INCIDENT, NOW)
    assert record_id(INCIDENT) == "oqgzdijulezm"
    assert [update_id(one) for one in facts.updates] == ["2dyqf51wjhlr", "4cp39y7updnw"]
    assert component_id(Component(id="checkout", name="Checkout")) == "p4sabj0kfla3"
    assert group_id("Shop") == "wyh7ofsh2izs"


def test_an_id_follows_from_what_never_changes() -> None:
    """Texts, titles, components and further updates change no id; neither does the site's address."""
    changed = replace(
        INCIDENT,
        title="Another title",
        components={},
        updates=(replace(INCIDENT.updates[0], text="Another text."), update("monitoring 14:25")),
    )
    before, after = facts_of(INCIDENT, NOW), facts_of(changed, NOW)
    assert record_id(changed) == record_id(INCIDENT)
    assert update_id(after.updates[-1]) == update_id(before.updates[-1])
    assert component_id(Component(id="api", name="A")) == component_id(Component(id="api", name="B"))


@pytest.mark.parametrize(
    ("own", "is_kept"),
    [
        ("w554d74dv18j", True),
        ("123456789012", True),
        ("W554d74dv18j", False),
        ("w554d74dv18", False),
        ("w554d74dv18jj", False),
        ("issue-42", False),
    ],
)
def test_an_imported_record_keeps_its_own(own: str, is_kept: bool) -> None:
    """As far as it has the shape of one; another one still decides which it gets, and not the slug."""
    imported = replace(INCIDENT, id=own)
    assert (record_id(imported) == own) is is_kept
    assert record_id(replace(imported, slug="renamed")) == record_id(imported)


def test_two_sites_are_two_pages() -> None:
    """The page's id follows from its address; whether that is http or https makes no difference."""
    one = page_id(Site(name="Shop", url="https://status.example.com/"))
    assert one != page_id(Site(name="Shop", url="https://status.example.org/"))
    assert one == page_id(Site(name="Store", url="http://status.example.com/"))
