"""Badges: small pictures that say how the site or one of its components is, and the same for shields.io to draw."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from html import escape

from msgspec import Struct

from statusgen.derive.components import ComponentHealth
from statusgen.derive.view import View
from statusgen.model import ComponentStatus, Impact
from statusgen.outputs.paths import component_path
from statusgen.outputs.words import Words, words_for

__all__ = ["badge_files", "badge_json", "badge_svg"]

# White text on each of them has a contrast of at least 4.5:1.
_LABEL_COLOUR = "#40474f"
_QUIET = "#59636e"
_GREEN, _BLUE, _AMBER, _ORANGE, _RED = "#1a7f4b", "#1f66b5", "#8a6100", "#b04a0b", "#b3261e"

_STATUS_COLOURS = {
    ComponentStatus.OPERATIONAL: _GREEN,
    ComponentStatus.UNDER_MAINTENANCE: _BLUE,
    ComponentStatus.DEGRADED_PERFORMANCE: _AMBER,
    ComponentStatus.PARTIAL_OUTAGE: _ORANGE,
    ComponentStatus.MAJOR_OUTAGE: _RED,
}
_INDICATOR_COLOURS = {
    Impact.NONE: _GREEN,
    Impact.MAINTENANCE: _BLUE,
    Impact.MINOR: _AMBER,
    Impact.MAJOR: _ORANGE,
    Impact.CRITICAL: _RED,
}

_FONT_SIZE = 11
_PADDING = 7
_WIDEST_TEXT = 220.0
_ELLIPSIS = "…"

# Advance widths of Verdana and DejaVu Sans (which it agrees with to 3 %), in thousandths of the font's size.
_WIDTHS = {
    **dict.fromkeys("ijl'|", 320),
    **dict.fromkeys(" .,:;!ftr()[]/-I", 430),
    **dict.fromkeys("mwMW%@", 980),
    **dict.fromkeys("ABCDGHKNOQRUVXY&", 740),
}
_USUAL_WIDTH = 640
_WIDE_WIDTH = 1080
"""Of East Asian characters and emoji."""


class _Badge(Struct, frozen=True, kw_only=True):
    label: str
    state: str
    colour: str
    """As `#rrggbb`."""


def badge_files(view: View) -> Mapping[str, bytes]:
    """`badge.svg` and `badge.json` of the site and of each component, by path."""
    words = words_for(view.site.language)
    badges = {"": _site_badge(view, words)}
    for health in view.components.values():
        badges[component_path(health.component)] = _component_badge(health, words)
    files: dict[str, bytes] = {}
    for folder, badge in badges.items():
        files[f"{folder}badge.svg"] = badge_svg(badge.label, badge.state, badge.colour)
        files[f"{folder}badge.json"] = badge_json(badge.label, badge.state, badge.colour)
    return files


def _site_badge(view: View, words: Words) -> _Badge:
    # As a sentence: the API writes Every Word With A Capital.
    state = words.gettext(view.page.description.capitalize())
    return _Badge(label=view.site.name, state=state, colour=_INDICATOR_COLOURS[view.page.indicator])


def _component_badge(health: ComponentHealth, words: Words) -> _Badge:
    name = health.component.name
    if health.is_retired:
        return _Badge(label=name, state=words.gettext("Retired"), colour=_QUIET)
    return _Badge(label=name, state=words.status(health.status), colour=_STATUS_COLOURS[health.status])


def badge_json(label: str, state: str, colour: str) -> bytes:
    """The same for an endpoint badge of shields.io (https://shields.io/badges/endpoint-badge)."""
    document = {
        "schemaVersion": 1,
        "label": _printable(label),
        "message": _printable(state),
        "color": colour.removeprefix("#"),
        "labelColor": _LABEL_COLOUR.removeprefix("#"),
    }
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def badge_svg(label: str, state: str, colour: str) -> bytes:
    """A picture with `label` at the left and `state`, white on `colour`, at the right.

    Texts that are too long are cut for the eye; the picture's title has them in full.
    """
    label, state = _printable(label), _printable(state)
    name = escape(f"{label}: {state}", quote=False).replace('"', "&quot;")
    left, right = _fitting(label), _fitting(state)
    left_width, right_width = (round(_width(text)) + 2 * _PADDING for text in (left, right))
    width = left_width + right_width
    middles = left_width / 2, left_width + right_width / 2
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" viewBox="0 0 {width} 20" role="img" \
aria-label="{name}">
<title>{name}</title>
<path fill="{_LABEL_COLOUR}" d="M{left_width} 0v20H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z"/>
<path fill="{colour}" d="M{left_width} 0v20H{width - 4}a4 4 0 0 0 4-4V4a4 4 0 0 0-4-4z"/>
<g fill="#fff" text-anchor="middle" font-family="Verdana,'DejaVu Sans',sans-serif" font-size="{_FONT_SIZE}">
<text x="{middles[0]:g}" y="14">{escape(left, quote=False)}</text>
<text x="{middles[1]:g}" y="14">{escape(right, quote=False)}</text>
</g>
</svg>
""".encode()


def _printable(text: str) -> str:
    """`text` on one line, without what XML cannot carry and what would turn the writing around."""
    kept = "".join(" " if character.isspace() else character for character in text)
    hidden = {"Cc", "Cs", "Cn", "Cf"}
    joiner = "\N{ZERO WIDTH JOINER}"
    return " ".join(
        "".join(
            character
            for character in kept
            if character == joiner or unicodedata.category(character) not in hidden
        ).split()
    )


def _width(text: str) -> float:
    """About how many pixels `text` takes; a little too many rather than too few."""
    return sum(_character_width(character) for character in text) * _FONT_SIZE / 1000


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE_WIDTH
    return _WIDTHS.get(character, _USUAL_WIDTH)


def _fitting(text: str) -> str:
    """`text`, cut with an ellipsis where it is wider than half a badge may be."""
    if _width(text) <= _WIDEST_TEXT:
        return text
    kept = text
    while kept and _width(kept + _ELLIPSIS) > _WIDEST_TEXT:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS
