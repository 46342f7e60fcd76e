"""What an entry of a feed says, and that nothing in it can break a reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree, html
from msgspec.structs import replace
from tests.outputs.feed_sites import (
    CHECKOUT,
    ERRORS,
    FORMATS,
    NOW,
    SHOP,
    STRIKE,
    UPGRADE,
    URL,
    body_of,
    entries_of,
    files_of,
    lesson,
    parsed,
    record,
    site_of,
    update,
)

from statusgen.content.site import read_site
from statusgen.model import (
    ComponentStatus,
    Reporter,
    Site,
)


@pytest.mark.parametrize("suffix", FORMATS)
def test_one_entry_for_each_update_and_postmortem(suffix: str) -> None:
    """Each update and each published postmortem is one entry, newest first, named by what and how far."""
    assert [entry.title for entry in entries_of(SHOP, f"feed.{suffix}")] == [
        "Postmortem: How a football match stopped our checkout",
        "Checkout errors: Resolved",
        "Checkout errors: Investigating",
        "Database upgrade: Scheduled",
        "Notice: Strike",
    ]


@pytest.mark.parametrize("suffix", FORMATS)
def test_entry_links_to_its_place(suffix: str) -> None:
    """An entry leads to the update on its record's page, or to the postmortem."""
    links = [entry.link for entry in entries_of(SHOP, f"feed.{suffix}")]
    assert links[0] == f"{URL}postmortems/football-match/"
    assert links[1] == f"{URL}incidents/checkout-errors/#update-20261118T0820Z"


@pytest.mark.parametrize(
    ("site", "line"),
    [
        pytest.param(
            site_of(
                record(
                    "errors",
                    update("2026-11-18 08:00"),
                    update("2026-11-18 08:10", changes={"api": ComponentStatus.MAJOR_OUTAGE}),
                )
            ),
            "Major outage: API · Partial outage: Checkout",
            id="incident-worst-first",
        ),
        pytest.param(
            site_of(ERRORS),
            "Operational: Checkout",
            id="resolved",
        ),
        pytest.param(
            site_of(UPGRADE),
            "Planned for Tuesday, 24 November 2026, 05:00 to 06:30 UTC · Components: Checkout and API",
            id="maintenance-with-its-window",
        ),
        pytest.param(site_of(STRIKE), "We look into it.", id="nothing-touched-no-line"),
        pytest.param(SHOP, "Components: Checkout", id="postmortem"),
        pytest.param(
            site_of(ERRORS, components=(replace(CHECKOUT, name="A <b> & C"),)),
            "Operational: A <b> & C",
            id="name-is-text",
        ),
    ],
)
def test_last_line_says_what_is_touched(site: Site, line: str) -> None:
    """The newest entry ends with the components as that update left them, and a maintenance with its window."""
    last = html.fragments_fromstring(body_of(entries_of(site)[0]))[-1]
    assert last.text_content() == line


def test_later_update_leaves_earlier_content_alone() -> None:
    """What an entry says does not change while its incident goes on."""
    first = update("2026-11-18 08:00")
    worse = update("2026-11-18 08:10", changes={"api": ComponentStatus.MAJOR_OUTAGE})
    before = entries_of(site_of(record("errors", first)))[0]
    after = entries_of(site_of(record("errors", first, worse)))[-1]
    assert body_of(after) == body_of(before)
    assert after.id == before.id


def test_postmortem_entry_has_summary_and_link() -> None:
    """A postmortem's entry tells its summary and leads to the whole."""
    summary, link, _ = html.fragments_fromstring(body_of(entries_of(SHOP)[0]))
    assert summary.text_content() == lesson().summary
    assert link.find("a").get("href") == f"{URL}postmortems/football-match/"


@pytest.mark.parametrize("suffix", FORMATS)
def test_categories(suffix: str) -> None:
    """Kind, impact and components are categories; a plan has no impact."""
    labels = [
        [tag.label or tag.term for tag in entry.get("tags", [])]
        for entry in entries_of(SHOP, f"feed.{suffix}")
    ]
    assert labels == [
        ["Postmortem", "Checkout"],
        ["Incident", "Major impact", "Checkout"],
        ["Incident", "Major impact", "Checkout"],
        ["Maintenance", "Checkout", "API"],
        ["Notice"],
    ]


def test_what_is_internal_stays_internal() -> None:
    """Escalation references, tags and who noticed first are in no feed."""
    hidden = replace(
        ERRORS,
        escalation="TICKET-4711",
        tags=("tag-of-ours",),
        reported_by=Reporter.CUSTOMER,
        id="imported-id",
    )
    for data in files_of(site_of(hidden)).values():
        text = data.decode()
        assert not [word for word in ("4711", "tag-of-ours", "customer", "imported-id") if word in text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a ]]&gt; b", "a ]]> b", id="cdata-end"),
        pytest.param("1 &lt; 2 &amp; 3", "1 < 2 & 3", id="entities"),
        pytest.param("a<script>alert(1)</script>b", "a<script>alert(1)</script>b", id="script"),
        pytest.param('<b onclick="x()">bold</b>', "bold", id="handler"),
        pytest.param(
            "\N{FIRE} \N{HEBREW LETTER ALEF}", "\N{FIRE} \N{HEBREW LETTER ALEF}", id="emoji-and-rtl"
        ),
        pytest.param("a\x01b\x1f \ufffe\uffff", "ab", id="characters-that-xml-forbids"),
        pytest.param(
            "a&#1;b&#0;",
            "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}",
            id="references-to-them",
        ),
    ],
)
@pytest.mark.parametrize("suffix", FORMATS)
def test_text_cannot_break_out(suffix: str, text: str, expected: str) -> None:
    """Whatever an author writes, the feed is well-formed and shows the words without anything that runs."""
    site = site_of(record("errors", update("2026-11-18 08:00", text=text), components={}))
    body = html.fragment_fromstring(body_of(entries_of(site, f"feed.{suffix}")[0]), create_parent="div")
    assert body.text_content().strip() == expected
    assert {element.tag for element in body.iter()} <= {"div", "p", "b"}
    assert not [name for element in body.iter() for name in element.attrib]


@pytest.mark.parametrize("suffix", FORMATS)
def test_links_are_absolute(suffix: str) -> None:
    """Every link and image works in a reader that knows nothing of the site, also below a sub-path."""
    text = (
        "[older](older.md) [about](/about.md) [here](#update-1) ![x](../images/x.png) <https://example.org/>"
    )
    root = "https://example.com/status/"
    site = site_of(record("errors", update("2026-11-18 08:00", text=text)), url=root, postmortems=(lesson(),))
    data = files_of(site)[f"feed.{suffix}"]
    body = html.fromstring(body_of(parsed(data).entries[1]))
    assert [target for _, _, target, _ in body.iterlinks()] == [
        f"{root}incidents/older/",
        f"{root}about/",
        f"{root}incidents/errors/#update-1",
        f"{root}images/x.png",
        "https://example.org/",
    ]
    tree = etree.fromstring(data)
    targets = [element.get("href") or element.text for element in tree.iter("{*}link")]
    assert len(targets) == 4 if suffix == "atom" else 5
    assert all(target.startswith(root) for target in targets)


def test_author_files_reach_the_feed(tmp_path: Path) -> None:
    """An incident file's texts, links from a sub-directory included, arrive in its component's feed."""
    (tmp_path / "content/incidents/2026").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: Shop\nsite_url: {URL}\ndocs_dir: content\n"
        "plugins: {statusgen: {components: [{id: api, name: API}]}}\n",
        encoding="utf-8",
    )
    (tmp_path / "content/contact.md").write_text("# Contact\n", encoding="utf-8")
    (tmp_path / "content/incidents/2026/down.md").write_text(
        "---\ntitle: 'API: down'\ncomponents: [api]\n---\n\n"
        "## Investigating - 2026-11-20 14:05 UTC\n\n**All** calls fail. [Write to us](../../contact.md).\n",
        encoding="utf-8",
    )
    reading = read_site(tmp_path / "mkdocs.yml", NOW)
    assert reading.problems == []
    (entry,) = entries_of(reading.site, "components/api/feed.rss")
    assert entry.title == "API: down: Investigating"
    body = html.fragment_fromstring(body_of(entry), create_parent="div")
    assert body.find(".//a").get("href") == f"{URL}contact/"
    assert body.find(".//strong").text == "All"
