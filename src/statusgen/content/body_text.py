"""Text from elsewhere, made fit to stand below the heading of an update."""

from __future__ import annotations

import re
from collections.abc import Callable

from statusgen.content.headings import lookalike
from statusgen.content.lines import BLANKS, Line, classify
from statusgen.content.markdown import markdown_html
from statusgen.content.placeholders import escape_placeholders

__all__ = ["safe_body"]

_H2 = re.compile(rf"( {{0,3}})##(?=[{BLANKS}]|$)")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DASHES = "-\u2010-\u2015\u2212"
_DASH_BEFORE_DATE = re.compile(rf"(?P<dash>[{_DASHES}]+)(?P<rest>[ \t]*\d{{4}}-\d{{2}}-\d{{2}})")
_DATE = re.compile(r"(?P<year>\d{4})-(?=\d{1,2}-\d{1,2})")
_RENDERED_H2 = re.compile(r'<h2 data-sourcepos="(\d+):')
_CONTAINERS = r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t>]+)*"
_NESTED_H2 = re.compile(rf"{_CONTAINERS}##(?!#)")
_UNDERLINE = re.compile(rf"(?P<before>{_CONTAINERS})(?P<dashes>-+)(?P<after>[ \t]*)")
# A line this long below which hyphens stand is a paragraph with a rule, and was never meant as a heading.
_LONGEST_HEADING = 80
# Mending one heading may turn the paragraph above it into another: more than a few in a row are not seen.
_MOST_ROUNDS = 20


def safe_body(markdown: str) -> tuple[str, list[str]]:
    """`markdown` so that the reader takes it for the text of one update, and what had to be adjusted.

    Nothing visible is lost: headings of level 2 go down one level, a line that looks like the heading of an update
    gets its dash escaped, what is left open is closed or made visible, and tabs, line ends and invisible characters
    become what the file format knows. A text that is safe already comes back as it is.
    """
    text = _BREAKS.sub("\n", markdown)
    adjusted: list[str] = []
    for reason, step in _STEPS:
        changed = step(text)
        if changed != text:
            adjusted.append(reason)
        text = changed
    return re.sub(r"\A(?:[ ]*\n)+", "", text).rstrip(), adjusted


def _without_invisible(text: str) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _INVISIBLE.sub("", text))


def _without_tabs(text: str) -> str:
    return "\n".join(line.expandtabs(4) if "\t" in line else line for line in text.split("\n"))


def _closed(text: str) -> str:
    """`text` with its last code fence closed and an endless comment shown."""
    while opening := _left_open(list(classify(text, 0))):
        if opening.opens != "<!--":
            return f"{text.rstrip()}\n{opening.opens}"
        # Nothing closes a comment from here on, so the later ones are open as well.
        lines = text.split("\n")
        shown = (line.replace("<!--", "&lt;!--") for line in lines[opening.number :])
        text = "\n".join([*lines[: opening.number], *shown])
    return text


def _left_open(lines: list[Line]) -> Line | None:
    """The line whose fence or comment reaches the end of the text."""
    last = next((line for line in reversed(lines) if line.is_prose or line.opens), None)
    if last is None or not last.opens:
        return None
    inside = lines[last.number + 1 :]
    if last.opens == "<!--":
        return None if any("-->" in line.text for line in inside) else last
    closing = re.compile(rf"[ \t>]*{last.opens[0]}{{{len(last.opens)},}}[ \t]*")
    return None if any(closing.fullmatch(line.text) for line in inside) else last


def _without_level_2(text: str) -> str:
    """`text` whose headings of level 2 are of level 3, and whose rules do not turn paragraphs into headings."""
    lines = [
        _H2.sub(r"\1###", line.text) if line.is_prose and _H2.match(line.text) else line.text
        for line in classify(text, 0)
    ]
    for _ in range(_MOST_ROUNDS):
        # Inside quotes and lists, and below hyphens, only the markdown parser knows what is a heading.
        changed = [_demoted(lines, first) for first in _rendered_headings(lines)]
        if not any(changed):
            break
    return "\n".join(lines)


def _rendered_headings(lines: list[str]) -> list[int]:
    """The index of the first line of each heading of level 2."""
    if not any("##" in line or _UNDERLINE.fullmatch(line) for line in lines):
        return []
    # Late, because a text without hyphens and hashes, which is nearly every text, needs no parser.
    html = markdown_html("\n".join(lines), has_positions=True)
    return [int(match[1]) - 1 for match in _RENDERED_H2.finditer(html)]


def _demoted(lines: list[str], first: int) -> bool:
    """Whether the heading that begins on line `first` could be changed: no longer one of level 2.

    The parser gives no reliable end of an underlined heading, so the first underline after its beginning is taken.
    """
    heading = lines[first]
    if _NESTED_H2.match(heading):
        lines[first] = heading.replace("##", "###", 1)
        return True
    last = next((n for n in range(first + 1, len(lines)) if _UNDERLINE.fullmatch(lines[n])), None)
    if last is None:
        return False
    short = len(heading) <= _LONGEST_HEADING and re.match(r" {0,3}[^\s>*+\-\d]", heading)
    if last == first + 1 and short:
        indent = heading[: len(heading) - len(heading.lstrip())]
        lines[first] = f"{indent}### {heading.strip()}"
        lines[last] = ""
        return True
    match = _UNDERLINE.fullmatch(lines[last])
    dashes = match["dashes"] if match else ""
    rule = "*" * len(dashes) if len(dashes) >= 3 else f"\\{dashes}"
    lines[last] = f"{match['before']}{rule}{match['after']}" if match else rule
    return True


def _without_lookalikes(text: str) -> str:
    return "\n".join(
        _plain_line(line) if lookalike(line.text, is_prose=line.is_prose) else line.text
        for line in classify(text, 0)
    )


def _plain_line(line: Line) -> str:
    """The line that looks like an update's heading, with a dash or a date that reads the same and is none."""
    if not line.is_prose:
        # In code an escape would show, so a colon takes the place of the dash.
        return _DASH_BEFORE_DATE.sub(r":\g<rest>", line.text, count=1)

    def escaped(match: re.Match[str]) -> str:
        # A block of HTML knows no backslashes.
        plain = "\\-" if "<" not in line.text else "&#45;"
        dashes = "".join(plain if dash == "-" else f"&#{ord(dash)};" for dash in match["dash"])
        return dashes + match["rest"]

    changed = _DASH_BEFORE_DATE.sub(escaped, line.text, count=1)
    if lookalike(changed):
        changed = _DATE.sub(r"\g<year>\\-", line.text, count=1)
    # A date within a tag may stand before the one that counts.
    return _DATE.sub(r"\g<year>\\-", line.text) if lookalike(changed) else changed


_STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("invisible characters were removed", _without_invisible),
    ("tabs became blanks", _without_tabs),
    ("a code fence or comment that never ended was closed", _closed),
    ("placeholders like <name> were escaped, so that they stay visible", escape_placeholders),
    ("headings of level 2 went down one level", _without_level_2),
    ("a line that looked like the heading of an update was escaped", _without_lookalikes),
)
