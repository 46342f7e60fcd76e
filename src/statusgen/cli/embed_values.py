"""What the options of `statusgen embed` may say: callbacks of click, which blame their parameter for a wrong value."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

import click

from statusgen.problems import nearest_hint

__all__ = ["COLOURS", "colours", "hours", "known_names", "language", "origin", "selector"]

COLOURS = ("text", "background", "critical", "major", "minor", "none", "maintenance", "operational")
_COLOUR = re.compile(r"#([0-9a-f]{3,4}){1,2}|[a-z]+|[a-z]+\([\w .,%/+-]+\)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def origin(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001  # click's signature
    """An origin as browsers write it; an address within it is refused with the origin that it has."""
    from statusgen.outputs.embedding import origin_of

    if value is None:
        return None
    try:
        parts = urlsplit(value)
        is_web = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_web = False
    if not is_web or re.search(r"""[\s"'<>@\\]""", value):
        raise click.BadParameter(f"`{value[:80]}` is no origin: write it like https://shop.example")
    found = origin_of(value)
    if value.rstrip("/").lower() not in (found, f"{parts.scheme}://{parts.netloc}".lower()):
        raise click.BadParameter(f"`{value[:80]}` is more than an origin: write {found}")
    return found


def language(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    """A language tag as the status site's files are named: `pt-BR` for `pt-br`, too."""
    if value is None:
        return None
    if not _LANGUAGE.fullmatch(value):
        raise click.BadParameter(f"`{value[:40]}` is no language: write it like de or pt-BR")
    first, *rest = value.split("-")
    cases = {2: str.upper, 4: str.capitalize}
    return "-".join([first.lower(), *(cases.get(len(part), str.lower)(part) for part in rest)])


def hours(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    """`off`, or a number of hours: `24` or `24h`."""
    if value is None or value == "off":
        return value
    number = re.fullmatch(r"(\d{1,4})h?", value)
    if not number:
        raise click.BadParameter(f"`{value[:40]}` is no number of hours: write 24, or off")
    return number[1]


def selector(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    """A CSS selector; which ones a browser understands only a browser knows."""
    if value is not None and not value.strip():
        raise click.BadParameter("is empty: write a CSS selector like '#status'")
    return value


def colours(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> Mapping[str, str]:  # noqa: ARG001
    """`NAME=COLOUR`, as a mapping."""
    found = {}
    for entry in value:
        name, separator, colour = (part.strip() for part in entry.partition("="))
        if not separator:
            raise click.BadParameter(f"`{entry[:40]}` is no NAME=COLOUR: write it like major=#b3202a")
        if name not in COLOURS:
            raise click.BadParameter(f"`{name[:40]}` is no colour of the bar; {nearest_hint(name, COLOURS)}")
        if not _COLOUR.fullmatch(colour):
            raise click.BadParameter(f"`{colour[:40]}` is no colour of CSS: write it like #b3202a")
        found[name] = colour
    return found


def known_names(option: str, names: Collection[str], known: Collection[str], *, what: str) -> str:
    """`names` as one attribute, with commas; a name that is not `known` ends the command with the nearest one."""
    for name in names:
        if name not in known:
            hint = nearest_hint(name, known, what=f"the {what}s are") or f"the site has no {what}"
            raise click.BadParameter(f"there is no {what} `{name[:60]}`; {hint}", param_hint=f"'{option}'")
        if "," in name:
            raise click.BadParameter(
                f"`{name[:60]}` holds a comma, which divides names here: name its components instead",
                param_hint=f"'{option}'",
            )
    return ",".join(dict.fromkeys(names))
