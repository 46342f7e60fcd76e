"""Whatever a file holds, it is read or complained about; nothing in it is lost in silence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from statusgen.content.incidents import IncidentFile, read_incident
from statusgen.content.times import TimeFault, format_time, parse_time
from statusgen.model import Incident
from statusgen.problems import Problem

FRONT = "---\ntitle: Checkout fails\ncomponents: {checkout: partial_outage}\n---\n\n"
BODY = """## Investigating - 2026-11-20 14:05 UTC

Customers see an error.

- one
  > two

```
log
```

<!-- a note -->

## Identified - 2026-11-20 14:20 UTC {checkout=major_outage}

A query.

## Resolved - 2026-11-20 15:02 UTC

Done.
"""
# Pieces of markdown that open, close or fake a heading.
PIECES = [
    *(
        "```",
        "~~~~",
        "<!--",
        "-->",
        "    ",
        "\t",
        "> ",
        "- ",
        "1. ",
        "---",
        "===",
        "\\",
        "`",
        "<pre>",
        "</pre>",
    ),
    *("#", "##", "###", "\n", "\n\n", " - ", "{", "}", "**", "<div>", "|", "[a]: <", "&#0;", "text"),
    *(
        "## Resolved - 2026-11-20 14:30 UTC\n",
        "## Resolvd - 2026-11-20 14:30 UTC\n",
        "## Notes\n",
        "Notes\n---\n",
    ),
]
MARKDOWN = MarkdownIt("commonmark")


def _read(data: bytes) -> tuple[IncidentFile, list[Problem]]:
    path = "content/incidents/a.md"
    return read_incident(data, path=path, source=path, components=["checkout"], timezone=None)


def _headings(body: str) -> int:
    """How many level-2 headings `body` has to another reader of markdown."""
    return sum(token.type == "heading_open" and token.tag == "h2" for token in MARKDOWN.parse(body))


def _well_formed(incident: Incident) -> bool:
    moments = [update.at for update in incident.updates]
    return bool(moments) and moments == sorted(moments) and all(moment.tzinfo for moment in moments)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_any_bytes_are_a_record_or_a_problem(data: bytes) -> None:
    """Reading never raises, and what is no record is never skipped."""
    file, problems = _read(data)
    assert file.incident or problems


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("abc:#-?[]{}&*!|>'\"%@` \n\t\\,0~"), max_size=60))
def test_any_front_matter_is_a_record_or_a_problem(front: str) -> None:
    """No arrangement of YAML's own characters makes a traceback, and every problem has a place and a text."""
    file, problems = _read(
        f"---\ntitle: A\ncomponents: []\n{front}\n---\n\n## Resolved - 2026-11-20 14:05 UTC\n".encode()
    )
    assert file.incident or problems
    assert all(problem.message and problem.line >= 0 and problem.column >= 0 for problem in problems)


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """`text` with pieces of markdown put in, or in place of a part."""
    for _ in range(draw(st.integers(min_value=1, max_value=6))):
        at = draw(st.integers(min_value=0, max_value=len(text)))
        end = draw(
            st.integers(min_value=at, max_value=min(at + draw(st.sampled_from([0, 0, 1, 5, 40])), len(text)))
        )
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[end:]
    return text


@settings(max_examples=500, deadline=None)
@given(damaged(FRONT + BODY))
def test_a_damaged_file_is_a_record_or_a_problem(text: str) -> None:
    """A record is complete enough for everything that is derived from it, or it is a problem."""
    file, problems = _read(text.encode())
    assert problems or (file.incident is not None and _well_formed(file.incident))


@settings(max_examples=800, deadline=None)
@given(
    st.one_of(
        damaged(BODY), st.lists(st.sampled_from(PIECES), max_size=14).map(lambda some: BODY + "".join(some))
    )
)
def test_a_typing_mistake_never_hides_an_update(body: str) -> None:
    """Every level-2 heading that markdown sees becomes an update, or a problem is told."""
    file, problems = _read((FRONT + body).encode())
    assert problems or (file.incident and len(file.incident.updates) >= _headings(body))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789-: TZ+UTCEurope/Paris."), max_size=30))
def test_any_text_is_a_moment_or_a_fault(text: str) -> None:
    """A time is understood or refused with a reason, and what is understood is written back as the same moment."""
    try:
        moment = parse_time(text, "Europe/Paris")
    except TimeFault:
        return
    assert parse_time(format_time(moment)) == moment


@given(st.datetimes(min_value=parse_time("1970-01-02 00:00 UTC").replace(tzinfo=None)))
def test_every_moment_survives_being_written_and_read(naive: object) -> None:
    """What the tools write into a heading is read back to the second."""
    moment = parse_time(f"{str(naive)[:19]} UTC")
    assert parse_time(format_time(moment)) == moment
    assert str(moment)[:19] == str(naive)[:19]
