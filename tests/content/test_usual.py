"""The short way of reading a file: it accepts only what the careful reader accepts, and reads it to the same record."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.content.careful import read_carefully
from statusgen.content.usual import usual_incident
from statusgen.content.usual_front import usual_front
from statusgen.content.writing import incident_text
from statusgen.content.yaml_tree import parse_yaml, tree_of_node
from statusgen.model import Incident

CASES = Path(__file__).resolve().parent.parent / "cases" / "reading"
COMPONENTS = ("checkout", "api", "null")
PATH = "content/incidents/a.md"

FRONTS = [
    """title: Checkout errors in Europe
components:
  checkout: partial_outage
  api: operational
reported_by: support
""",
    """title: "Errors: 3 of them # so far"
components: {checkout: major_outage, api: partial_outage}
tags: [database, capacity]
""",
    """title: 'An answer: "502"'
components: [checkout, api]
impact: critical
aliases:
  - /old/a/
  - /old/b.html
""",
    """title: A
components: {}
started: 2026-11-20 13:00 UTC
next_update: 2026-11-20 15:00 Europe/Paris
postmortem: planned
""",
    """title: A
components:
- checkout
kind: maintenance
starts: 2026-11-20 14:05 UTC
ends: 2026-11-20T16:05Z
""",
    """title: A
components: []
kind: notice
id: 0123
escalation: SUP-1, SUP-2
""",
]
BODIES = [
    """
## Investigating - 2026-11-20 14:05 UTC

Customers see an error since 2026-11-20, see [the other one](b.md) & `code`.

- one
  > two

### What we know

## Identified - 2026-11-20 14:20 UTC {checkout=major_outage api=operational}

    14:20 a query

```sh
log -1-1
```

## Resolved - 2026-11-20 15:02 UTC
""",
    """
## Scheduled – 2026-11-19 14:05:30 +01:00

A longer text with <b>tags</b>, *marks* and a rule:

***

## In progress - 2026-11-20 14:05 UTC

## Completed - 2026-11-20 15:02 UTC {checkout=operational}

Done.""",
    "\n\n## Posted - 2026-11-20 14:05 UTC\n\n\n  Text.  \n\n",
]
PIECES = [
    *(
        "\n",
        "\n\n",
        " ",
        "  ",
        "\t",
        "\xa0",
        "\u2028",
        "\x0b",
        "\r\n",
        "\ufeff",
        "\u0660",
        "é",
        "🙂",
        "\x85",
        "\x00",
    ),
    *("---", "---\n", "--- \n", "...", "\n---\n", "-", "- ", "-\n", "- - ", "-- ", "===\n"),
    *(
        ":",
        ": ",
        ":\n",
        "#",
        " #",
        " # note",
        "##",
        "## ",
        "\n## ",
        "\n##\n",
        " ## ",
        "###",
        "\n### a\n",
        "\\",
        "\\n",
    ),
    *(
        '"',
        "'",
        "''",
        '""',
        "[",
        "]",
        "{",
        "}",
        "{}",
        "[]",
        ",",
        ", ",
        "&a ",
        "*a",
        "!x ",
        "|",
        ">",
        "?",
        "? ",
        "%",
        "@",
        "`",
    ),
    *(
        "null",
        "~",
        "Null",
        "<<",
        "yes",
        "1:30",
        "0x1",
        "2026-11-20",
        "=",
        "<",
        ">",
        "<b>",
        "<!--",
        "-->",
        "</b>",
    ),
    *(
        "```",
        "````",
        "~~~",
        "```\n",
        "\n```\n",
        "\n```py\n",
        "> ",
        "1. ",
        "    ",
        "\n    ",
        "**",
        "__",
        "_",
        "(",
        ")",
    ),
    *(
        "title: B\n",
        "tags: [a, b]\n",
        "tags: a\n",
        "tags:\n- a\n",
        "  api: operational\n",
        "  - b\n",
        "components:\n",
        "x: 1\n",
    ),
    *(
        "checkout",
        "api",
        "nope",
        "operational",
        "major_outage",
        "MAJOR OUTAGE",
        " {api=operational}",
        " {api=nope}",
    ),
    *(
        "Resolved",
        "Resolved - 2026-11-20",
        "Investigating",
        "Posted",
        "Scheduled",
        "resolved",
        "In progress",
        " - ",
        " – ",
    ),
    *(
        "\n## Resolved - 2026-11-20 14:30 UTC\n",
        "\n## Monitoring - 2026-11-20 14:05 UTC\n",
        "\nResolved: 2026-11-20 14:30\n",
    ),
    *(
        "14:30",
        "25:00",
        " UTC",
        " CET",
        "1969",
        "kind: notice\n",
        "kind: maintenance\n",
        "aliases: [/a/, /b]\n",
        "> " * 60,
    ),
]


USUAL = [
    f"---\n{front}---\n{body}"
    for front, body in zip(FRONTS, [BODIES[0]] * 4 + [BODIES[1], BODIES[2]], strict=True)
]


@st.composite
def files(draw: st.DrawFn) -> str:
    """A usual file with pieces of YAML and markdown put in, or in place of a part."""
    text = draw(st.sampled_from(USUAL))
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 2, 3]))):
        at = draw(st.integers(0, len(text)))
        end = min(at + draw(st.sampled_from([0, 0, 0, 1, 5, 30])), len(text))
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[end:]
    return text


def _usual(text: str, timezone: str | None = "Europe/Paris") -> Incident | None:
    return usual_incident(text.encode(), slug="a", source=PATH, components=COMPONENTS, timezone=timezone)


def _check(text: str, timezone: str | None = "Europe/Paris") -> None:
    """Either the short way leaves `text` to the careful reader, or both say the same."""
    short = _usual(text, timezone)
    if short is None:
        return
    incident, problems = read_carefully(
        text.encode(), path=PATH, source=PATH, components=COMPONENTS, timezone=timezone
    )
    assert problems == []
    assert incident is not None
    # repr sees the types as well: a text that is no member of its enumeration, a list that is no tuple.
    assert repr(short) == repr(incident)
    assert short == incident


@settings(max_examples=1500, deadline=None)
@given(files(), st.sampled_from([None, "UTC", "Europe/Paris"]))
def test_what_the_short_way_accepts_the_careful_reader_reads_alike(text: str, timezone: str | None) -> None:
    """The same record, and nothing to complain about."""
    _check(text, timezone)


# A few letters, and all characters that mean something to YAML in one place or another.
VALUES = st.one_of(
    st.text("ab1 :#-,'\"[]{}\\&*!?|>@`%=~<é", max_size=7),
    st.text("ab1-", min_size=1, max_size=4),
    st.sampled_from(
        ["null", "~", "<<", "2026-11-20 14:05 UTC", "'a, b'", '"a: b"', "a # b", "a #b", "---", "..."]
    ),
)
INDENTS = st.sampled_from(["", " ", "  ", "  ", "  ", "    "])
NAMES = st.sampled_from(["a", "b", "null", "1", "-", "a b", "<<", "?"])
FIELDS = st.one_of(
    VALUES.map(" {}".format),
    st.lists(VALUES, max_size=3).map(lambda values: f" [{', '.join(values)}]"),
    st.lists(st.tuples(NAMES, VALUES), max_size=3).map(
        lambda pairs: f" {{{', '.join(f'{name}: {value}' for name, value in pairs)}}}"
    ),
    st.tuples(INDENTS, st.lists(VALUES, max_size=3)).map(
        lambda drawn: "".join(f"\n{drawn[0]}- {value}" for value in drawn[1])
    ),
    st.tuples(INDENTS, st.lists(st.tuples(NAMES, VALUES), max_size=3)).map(
        lambda drawn: "".join(f"\n{drawn[0]}{name}: {value}" for name, value in drawn[1])
    ),
    st.lists(st.tuples(INDENTS, VALUES), max_size=3).map(
        lambda lines: "".join(f"\n{indent}- {value}" for indent, value in lines)
    ),
)


@settings(max_examples=1500, deadline=None)
@given(FIELDS)
def test_front_matter_that_is_usual_means_what_yaml_makes_of_it(field: str) -> None:
    """Every value, as it is written."""
    text = f"title: A\nlist:{field}\nend: B"
    found = usual_front(text)
    if found is None:
        return
    node, problems = parse_yaml(f"{text}\n", PATH)
    tree = tree_of_node(node, PATH)
    assert (tree.value, problems, tree.problems) == (found, [], [])


FILES = sorted(CASES.glob("*/content/incidents/**/*.md"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.parts[-3:]))
def test_no_fault_passes_the_short_way(file: Path) -> None:
    """Of all faults that the reader knows, none is accepted in haste."""
    text = file.read_bytes().decode("utf-8", "replace")
    for timezone in (None, "UTC"):
        _check(text, timezone)


TRAPS = {
    "code that a line like its beginning does not close": "```\na\n```py\nb",
    "code that ends behind the next heading": "```\n\n## Monitoring - 2026-11-20 14:30 UTC\n\n```\n",
    "code in a list": "- ```\n  a\n  ```\n",
    "code with more marks": "````\n```\n````\n```",
    "a comment": "<!--\n\n## Monitoring - 2026-11-20 14:30 UTC\n\n-->",
    "hyphens below a text": "What we know\n---",
    "hyphens and blanks below a text": "What we know\n --  \nmore",
    "a heading that is no update": " ## What we know",
    "a heading in a quote": "> ## What we know",
    "a heading without its dash": "**Resolved** 2026-11-20 14:30 UTC",
    "a heading whose date a tag divides": "Resolved - 2026-<b></b>11-20 14:30 UTC",
    "a heading of HTML": "<h2>Resolved - 2026-11-20</h2>",
    "a heading whose date has other digits": "Resolved - ٢٠٢٦-١١-٢٠ 14:30 UTC",
    "lists in lists": "- " * 60 + "a",
    "a control character": "a\x07",
}


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_what_could_hide_an_update_is_left_to_the_careful_reader(trap: str) -> None:
    """It knows which of these are faults, and says why."""
    text = f"---\n{FRONTS[0]}---\n\n## Investigating - 2026-11-20 14:05 UTC\n\nText.\n\n{trap}\n"
    assert _usual(text) is None


@pytest.mark.parametrize("text", USUAL)
def test_what_people_usually_write_goes_the_short_way(text: str) -> None:
    """And so does what the tools write: a large record is read several times as fast for it."""
    incident = _usual(text)
    assert incident is not None
    _check(text)
    written = incident_text(incident)
    assert _usual(written) is not None
    _check(written)
