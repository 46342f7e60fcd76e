"""The text of a cState file whose author divided it by lines like `[Final message]` and `[Initial message]`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from statusgen.content.lines import classify
from statusgen.importers.loose_times import time_in

__all__ = ["Part", "read_parts", "told_in_order"]

# A label stands alone at the beginning of a line, and is no link; some leave the end of a comment behind it.
_LABEL = re.compile(
    r"(?i)[ \t]*(?P<marks>[*_]{0,2})\[[ \t]*(?P<words>(?:(?P<last>final|clos(?:e|ing)|end of)"
    r"|(?P<first>initial|open(?:ing)?)|updated?|edit)\b[^\[\]\n]{0,60})\](?P=marks)(?![(\[:])"
    r"[ \t]*(?:-->)?[ \t]*(?P<same>.*)"
)
# Words that say no more than which part it is.
_PLAIN = re.compile(
    r"(?i)(final|initial|clos(e|ing)|open(ing)?|end of)( (message|issue|incident|maintenance|outage|outage message))*"
)


class Part(Struct, frozen=True, kw_only=True):
    """What stands below one label."""

    label: str
    """The label with its brackets, where it says more than which part it is."""
    text: str
    is_first: bool = False
    is_last: bool = False
    at: datetime | None = None
    """The moment in the label."""

    @property
    def whole(self) -> str:
        """The text below its label."""
        return f"{self.label}\n\n{self.text}".strip()


def read_parts(body: str, zone: tzinfo) -> list[Part]:
    """The parts of `body`, oldest first, or nothing where no label says which is the first or the last.

    What stands above the labels belongs to the first part. Most authors write the newest part on top.
    """
    lines = list(classify(body, 0))
    labels = [
        (line.number, match) for line in lines if line.is_prose and (match := _LABEL.fullmatch(line.text))
    ]
    bounds = [*(number for number, _ in labels[1:]), len(lines)]
    parts = [
        _part(match, [line.text for line in lines[number + 1 : end]], zone)
        for (number, match), end in zip(labels, bounds, strict=False)
    ]
    firsts = [number for number, part in enumerate(parts) if part.is_first]
    lasts = [number for number, part in enumerate(parts) if part.is_last]
    if not (firsts or lasts):
        return []
    end = len(parts) - 1
    if firsts in ([], [end]) and lasts in ([], [0]):
        parts.reverse()
    elif firsts not in ([], [0]) or lasts not in ([], [end]):
        return []
    above = "\n".join(line.text for line in lines[: labels[0][0]]).strip()
    if not parts[0].is_first:
        return [Part(label="", text=above, is_first=True), *parts]
    return [replace(parts[0], text=f"{above}\n\n{parts[0].text}".strip()), *parts[1:]]


def _part(match: re.Match[str], lines: Sequence[str], zone: tzinfo) -> Part:
    words = match["words"].strip()
    return Part(
        label="" if _PLAIN.fullmatch(words) else f"[{words}]",
        text="\n".join([match["same"], *lines]).strip(),
        is_first=bool(match["first"]),
        is_last=bool(match["last"]),
        at=time_in(words, zone),
    )


def told_in_order(
    parts: Sequence[Part], begin: datetime, end: datetime
) -> tuple[str, list[tuple[datetime, str]], str]:
    """The first text, the texts between `begin` and `end` that have a moment of their own, and the final text.

    A part without a moment stands below its label in the text before it.
    """
    texts = [(begin, parts[0].whole)]
    final = ""
    for part in parts[1:]:
        if part.is_last:
            final = part.whole
        elif part.at is not None and texts[-1][0] < part.at < end:
            texts.append((part.at, part.text))
        else:
            at, before = texts.pop()
            texts.append((at, f"{before}\n\n{part.whole}".strip()))
    return texts[0][1], texts[1:], final
