"""Files that no editor shows as they are: encodings, line ends, invisible characters."""

from __future__ import annotations

import pytest
from tests.content.summaries import problem_lines

from statusgen.content.incidents import IncidentFile, read_incident
from statusgen.content.postmortems import read_postmortem

FRONT = "---\ntitle: Störung\ncomponents: {checkout: partial_outage}\n---\n"
TEXT = f"{FRONT}\n## Resolved - 2026-11-20 14:05 UTC\n\nPayments work again.\n"


def _read(data: bytes) -> tuple[IncidentFile, str]:
    path = "content/incidents/a.md"
    file, problems = read_incident(data, path=path, source=path, components=["checkout"], timezone=None)
    return file, problem_lines(problems).replace(path, "a.md")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="lf"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(TEXT.replace("\n", "\r").encode(), id="cr"),
        pytest.param(TEXT.encode("utf-8-sig"), id="byte-order-mark"),
        pytest.param(TEXT.replace("\n", "\r\n").encode("utf-8-sig"), id="byte-order-mark-and-crlf"),
        pytest.param(TEXT.rstrip().encode(), id="no-line-end-at-the-end"),
        pytest.param(TEXT.replace("---\n", "--- \t\n").encode(), id="blanks-behind-the-fences"),
        pytest.param(TEXT.replace("work ", "work\t").replace("\t", " ").encode(), id="tab-for-a-blank"),
    ],
)
def test_line_ends_and_a_byte_order_mark_change_nothing(data: bytes) -> None:
    """A file from any editor reads as the same record."""
    file, problems = _read(data)
    assert problems == ""
    assert file.incident is not None
    assert file.incident.title == "Störung"
    assert [(update.text, update.line) for update in file.incident.updates] == [("Payments work again.", 6)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", "a.md: the file is empty", id="empty"),
        pytest.param("\ufeff \r\n".encode(), "a.md: the file is empty", id="only-a-byte-order-mark"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0", "a.md: is a binary file, not text", id="binary"),
        pytest.param(TEXT.encode("utf-16"), "a.md: is a binary file, not text", id="utf-16"),
        pytest.param(TEXT.encode("latin-1"), "a.md:2:10: is not UTF-8 text: byte 0xf6", id="latin-1-title"),
        pytest.param(
            TEXT.replace("ö", "oe").replace("again", "für alle").encode("latin-1"),
            "a.md:8:16: is not UTF-8 text: byte 0xfc",
            id="latin-1-body",
        ),
        pytest.param(
            TEXT.replace("Störung", "Störung\x07").encode(),
            "a.md:2:15: holds a control character that YAML does not allow",
            id="control-character-in-front-matter",
        ),
        pytest.param(
            TEXT.replace("work", "wo\x1brk").encode(),
            "a.md:8:12: holds a control character",
            id="control-character-in-the-body",
        ),
        pytest.param(
            TEXT.replace("Payments", "\tPay\x0bments").encode(),
            "a.md:8:5: holds a control character",
            id="control-character-behind-a-tab",
        ),
        pytest.param(
            TEXT.replace("work", "wo\x85rk").encode(),
            "a.md:8:12: holds a control character",
            id="next-line-character",
        ),
        pytest.param(
            TEXT.replace("Störung", '"\\ud800"').encode(),
            "a.md:2:9: a backslash in double quotes begins an escape",
            id="half-a-character-by-an-escape",
        ),
        pytest.param(
            f"---\ntitle: A\ncomponents: {{}}\ntags: {'[' * 10_000}{']' * 10_000}\n---\n".encode(),
            "a.md:4:106: is nested too deeply",
            id="ten-thousand-brackets",
        ),
        pytest.param(
            f"---\ntitle: A\ncomponents: {{}}\ntags: {'[' * 200_000}\n---\n".encode(),
            "a.md:4:106: is nested too deeply",
            id="brackets-that-would-end-the-process",
        ),
        pytest.param(
            f"---\ntitle: A\ncomponents: {{}}\ntags:\n{'- ' * 5_000}\n---\n".encode(),
            "a.md:5:199: is nested too deeply",
            id="five-thousand-hyphens",
        ),
    ],
)
def test_what_is_no_text_is_told_with_its_place(data: bytes, expected: str) -> None:
    """No byte makes a traceback, and the first problem names what to look for."""
    file, problems = _read(data)
    assert file.incident is None or "control" in expected
    assert problems.splitlines()[0] == expected


def test_a_huge_number_is_a_text_like_any_other() -> None:
    """Numbers are never computed with, so none can be too large."""
    digits = "9" * 10_000
    file, problems = _read(TEXT.replace("---\n\n", f"id: {digits}\n---\n\n", 1).encode())
    assert problems == ""
    assert file.incident is not None
    assert file.incident.id == digits


def test_a_postmortem_is_read_from_the_same_kinds_of_files() -> None:
    """Encodings and line ends of postmortems are judged like those of incidents."""
    text = "---\ntitle: A\nincidents: [a]\npublished: 2026-11-20 14:00 UTC\nsummary: B\n---\n\nText.\n"
    path = "content/postmortems/a.md"
    data = text.replace("\n", "\r\n").encode("utf-8-sig")
    file, problems = read_postmortem(data, path=path, source=path, timezone=None)
    assert problems == []
    assert file.postmortem is not None
    assert file.postmortem.text == "\nText.\n"
    _, problems = read_postmortem(b"\0", path=path, source=path, timezone=None)
    assert problem_lines(problems).startswith(f"{path}: is a binary file, not text")
