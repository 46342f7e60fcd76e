"""Text from elsewhere, made fit to be the body of a postmortem.

A postmortem is a page of the site: its markdown may hold HTML, attributes and whatever else the site's own extensions
understand, and nothing sanitises it, because its authors are trusted. What another tool published is not: here it
becomes markdown in which nothing can run, whatever extensions a site switches on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from statusgen.content.lines import classify
from statusgen.content.markdown import markdown_html
from statusgen.importers.names import clean_line

__all__ = ["plain_page", "summary_of"]

_CODE = re.compile(r"(?P<ticks>(?<!`)`+(?!`)).+?(?<!`)(?P=ticks)(?!`)")
_ANCHOR = re.compile(
    r"(?is)<a\b[^<>]*?\bhref=(?P<quote>[\"'])(?P<url>[^\"'<>]*)(?P=quote)[^<>]*>(?P<words>[^<>]*)</a>"
)
_TAG = re.compile(r"(?i)<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?:\s[^<>]*)?/?>")
# A tag that markdown has a mark for, and what takes the place of its begin and of its end.
_MARKS = {
    "br": ("  \n", ""),
    "hr": ("\n\n***\n\n", ""),
    "p": ("\n\n", "\n\n"),
    "div": ("\n\n", "\n\n"),
    "b": ("**", "**"),
    "strong": ("**", "**"),
    "i": ("*", "*"),
    "em": ("*", "*"),
    "li": ("\n- ", ""),
    "ul": ("\n\n", "\n\n"),
    "ol": ("\n\n", "\n\n"),
    "span": ("", ""),
    **{f"h{level}": (f"\n\n{'#' * max(level, 2)} ", "\n\n") for level in range(1, 7)},
}
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG_OR_AUTOLINK = re.compile(
    r"(?P<link><(?:https?://[^\s<>\"'`{}\\]+|[\w.+-]+@[\w.-]+)>)|<(?=[A-Za-z/!?])|(?<=8)<(?=-)"
)
# `[words](target` and `[name]: target`; entities and backslashes could spell another scheme than the one that is read.
_TARGET = re.compile(r"\](?P<mark>[(:])(?P<target>[ \t]*<?[^\s)>]*)")
_ALLOWED = re.compile(r"[ \t]*<?(?:https?://|mailto:|#)(?:[^&\\]|&(?=[\w.~-]+=))*", re.IGNORECASE)
_BRACES = re.compile(r"\{[^{}]*\}")
_DRAWN = re.compile(r"(?P<fence>(?:`{3,}|~{3,})[ \t]*)(?:mermaid|math)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s")
_LONGEST_SUMMARY = 240


def plain_page(text: str) -> tuple[str, list[str]]:
    """`text` as plain markdown, and what had to be adjusted.

    Simple HTML becomes the markdown that it stands for; all other tags, and marks that extensions of markdown take for
    attributes, inclusions or macros, become visible. Links lead to the web and nowhere else.
    """
    text = re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text)
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _INVISIBLE.sub("", text)).expandtabs(4)
    converted = _BLANK_LINES.sub("\n\n", "\n".join(_without_html(text)))
    reasons = ["HTML became markdown"] if converted != _BLANK_LINES.sub("\n\n", text) else []
    plain = "\n".join(_harmless(converted))
    if plain != converted:
        reasons.append("what could run or include other files was made visible")
    return plain.strip("\n").rstrip(), reasons


def _without_html(text: str) -> Iterator[str]:
    for line in classify(text, 0):
        yield _outside_code(line.text, _as_markdown) if line.is_prose else line.text


def _as_markdown(prose: str) -> str:
    prose = _ANCHOR.sub(lambda match: f"[{match['words']}]({match['url'].strip()})", prose)
    return _TAG.sub(_mark_of, prose)


def _mark_of(match: re.Match[str]) -> str:
    marks = _MARKS.get(match["name"].lower())
    return match[0] if marks is None else marks[bool(match["close"])]


def _outside_code(line: str, change: Callable[[str], str]) -> str:
    """`line` with its prose changed and its code spans as they are."""
    parts = []
    end = 0
    for code in _CODE.finditer(line):
        parts += [change(line[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, change(line[end:])])


def _harmless(text: str) -> Iterator[str]:
    """The lines of `text`, of which none can do harm, whether the site's markdown takes it for prose or for code."""
    for line in classify(text, 0):
        change = _harmless_prose if line.is_prose else _harmless_code
        yield change(line.text)


def _harmless_prose(line: str) -> str:
    line = _outside_code(line, _shown)
    # What looked like a code span may be none for the site's markdown, so it is made harmless in its own way.
    return _harmless_code(line)


def _shown(prose: str) -> str:
    """`prose` with references in place of what would begin a tag, an attribute, a macro, or a link out of the web."""
    prose = _TAG_OR_AUTOLINK.sub(lambda match: match["link"] or "&lt;", prose)
    prose = _TARGET.sub(lambda match: _checked(match, f"]&#{ord(match['mark'])};"), prose)
    return re.sub(r"^(\s*)/(?=//)", r"\1&#47;", prose.replace("{", "&#123;"))


def _harmless_code(line: str) -> str:
    """`line` with a blank in each place where a tag, an inclusion, an attribute, a macro or a link would begin."""
    line = _TAG_OR_AUTOLINK.sub(lambda match: match["link"] or "< ", line)
    line = _TARGET.sub(lambda match: _checked(match, f"] {match['mark']}"), line)
    line = re.sub(r"\{(?=[{%#])", "{ ", line)
    line = _BRACES.sub(lambda match: re.sub(r"(?<! )=(?! )", " = ", match[0]), line)
    line = re.sub(r"^(\s*)/(?=//)", r"\1/ ", line)
    return _DRAWN.sub(r"\g<fence>text", line)


def _checked(match: re.Match[str], instead: str) -> str:
    target = match["target"]
    return match[0] if _ALLOWED.fullmatch(target) else f"{instead}{target}"


def summary_of(text: str, name: str) -> str:
    """The first sentences of the first paragraph in `text`, or `name` where it has none."""
    for paragraph in re.findall(r"(?s)<p>(.*?)</p>", markdown_html(text)):
        line = clean_line(unescape(re.sub(r"<[^>]*>", " ", paragraph)))
        if not line:
            continue
        if len(line) <= _LONGEST_SUMMARY:
            return line
        first = _SENTENCE.split(line, maxsplit=1)[0]
        return first if len(first) <= _LONGEST_SUMMARY else f"{line[:_LONGEST_SUMMARY].rsplit(' ', 1)[0]}…"
    return name
