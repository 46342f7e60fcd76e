"""GitHub-flavoured markdown as HTML: the one place that calls the engine."""

from __future__ import annotations

import re

import comrak

__all__ = ["has_html", "markdown_html"]

_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<decimal>[0-9]{1,7}));")


def _extensions() -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.autolink = options.strikethrough = options.table = options.tasklist = True
    options.alerts = options.tagfilter = True
    return options


def _rendering(*, has_html: bool = False, has_positions: bool = False) -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.sourcepos = has_positions
    options.unsafe_ = has_html
    options.gfm_quirks = True
    return options


_EXTENSIONS = _extensions()
_WITH_HTML = _rendering(has_html=True)
_WITHOUT_HTML = _rendering()
_WITH_POSITIONS = _rendering(has_positions=True)


def has_html(text: str, html: str) -> bool:
    """Whether `text`, which becomes `html`, may hold raw HTML of its author."""
    # The engine tells: it leaves out what is raw.
    return "<" in text and comrak.render_markdown(text, _EXTENSIONS, None, _WITHOUT_HTML) != html


def markdown_html(text: str, *, has_positions: bool = False) -> str:
    """`text` as HTML, raw HTML included: it must be sanitised before anybody sees it.

    With `has_positions` each block tells its place in `data-sourcepos`, and raw HTML is left out.
    """
    if "&#" in text:
        # `&#1;` would become a character that no document may hold.
        text = _REFERENCE.sub(_allowed_reference, text)
    rendering = _WITH_POSITIONS if has_positions else _WITH_HTML
    html: str = comrak.render_markdown(text, _EXTENSIONS, None, rendering)
    return html


def _allowed_reference(match: re.Match[str]) -> str:
    """The reference as it is, or the replacement character where no document may hold what it names."""
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    is_control = (code < 0x20 and code not in (0x9, 0xA, 0xD)) or 0x7F <= code < 0xA0
    is_no_character = code > 0x10FFFF or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE
    return (
        "\N{REPLACEMENT CHARACTER}" if is_control or is_no_character or 0xFDD0 <= code < 0xFDF0 else match[0]
    )
