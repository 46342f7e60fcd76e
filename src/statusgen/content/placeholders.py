"""Angle brackets that are no HTML, such as `<ip>`: markdown would take them for tags, and hide them."""

from __future__ import annotations

import re

from statusgen.content.lines import classify

__all__ = ["escape_placeholders"]

# The elements of the HTML standard, obsolete ones included: everything else between angle brackets was meant as text.
_ELEMENTS = frozenset(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br
    button canvas caption center cite code col colgroup command content data datalist dd del details dfn dialog dir div
    dl dt element em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header
    hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing main map mark marquee
    math menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture
    plaintext pre progress q rb rp rt rtc ruby s samp script search section select shadow slot small source spacer span
    strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul
    var video wbr xmp
    """.split()  # noqa: SIM905  # a list of words reads better as words
)
_CODE_OR_BRACKET = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<escape>\\.)"
    r"|<(?P<name>/?[A-Za-z][A-Za-z0-9_.:@/+-]*)(?P<rest>(?:[^A-Za-z0-9_.:@/+<>\n-][^<>\n]*)?)>",
    re.DOTALL,
)
_AUTOLINK = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{1,31}:\S*|[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*"
)


def escape_placeholders(text: str) -> str:
    """`text` with a backslash before every angle bracket that opens neither HTML nor a link; code stays as it is."""
    if "<" not in text:
        return text
    done: list[str] = []
    prose: list[str] = []
    for line in classify(text, 0):
        # A code span ends with its paragraph at the latest, so each paragraph is read for itself.
        if line.is_prose and line.text.strip():
            prose.append(line.text)
            continue
        if prose:
            done.append(_escaped("\n".join(prose)))
            prose = []
        done.append(line.text)
    if prose:
        done.append(_escaped("\n".join(prose)))
    return "\n".join(done)


def _escaped(paragraph: str) -> str:
    return _CODE_OR_BRACKET.sub(_replacement, paragraph)


def _replacement(match: re.Match[str]) -> str:
    name = match["name"]
    if name is None or name.lstrip("/").rstrip("/").lower() in _ELEMENTS:
        return match[0]
    if _AUTOLINK.fullmatch(name + match["rest"]):
        return match[0]
    return f"\\{match[0]}"
