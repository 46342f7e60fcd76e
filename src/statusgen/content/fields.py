"""The types of single fields: what a text must look like, and what to say when it does not.

pydantic collects the faults; `PydanticCustomError` carries the message, and its context the hint.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from statusgen.content.aliases import AliasFault, read_alias
from statusgen.content.characters import is_control
from statusgen.content.slugs import SLUG
from statusgen.content.times import TimeFault, parse_date, parse_duration, parse_time, zone_named
from statusgen.problems import nearest_hint

__all__ = [
    "Alias",
    "ComponentId",
    "Day",
    "Duration",
    "Link",
    "Moment",
    "Percent",
    "Slug",
    "Text",
    "ZoneName",
    "fault",
    "word_of",
]

E = TypeVar("E", bound=StrEnum)


def fault(message: str, hint: str = "") -> PydanticCustomError:
    """The error to raise for a field: pydantic keeps its place, we keep message and hint."""
    return PydanticCustomError("statusgen", "{text}", {"text": message, "hint": hint})


def _text(value: Any) -> str:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise fault("is empty", "write a text, or delete the line")
    if not isinstance(value, str):
        shape = "a list" if isinstance(value, list) else "a mapping"
        raise fault(f"must be a text, not {shape}", "put a text that holds brackets or a colon into quotes")
    if is_control(value):
        raise fault("holds a control character", "delete the invisible character")
    return " ".join(value.split())


Text = Annotated[str, BeforeValidator(_text)]
"""One line of text; runs of white space become one blank."""


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        hint = "use a-z, 0-9 and single hyphens"
        better = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
        raise fault(f"`{value[:60]}` cannot be part of a URL", f"write {better[:60]}" if better else hint)
    return value


Slug = Annotated[Text, AfterValidator(_slug)]


def _component_id(value: str, info: ValidationInfo) -> str:
    known = (info.context or {}).get("components")
    if known is not None and value not in known:
        hint = nearest_hint(value, known, what="the components are") or "list it in mkdocs.yml first"
        raise fault(f"there is no component `{value[:60]}`", hint)
    return value


ComponentId = Annotated[Text, AfterValidator(_component_id)]
"""The id of a component that the settings list (context: `components`)."""


def word_of(enum: type[E], what: str) -> BeforeValidator:
    """Reads one of the words of `enum`, in any case and with blanks for underscores; `what` names its meaning."""

    def read(value: Any) -> E:
        if value is None:
            raise fault(f"has no {what}", f"write one of: {', '.join(enum)}")
        text = _text(value)
        word = re.sub(r"[\s-]+", "_", text.lower())
        try:
            return enum(word)
        except ValueError:
            raise fault(
                f"`{text[:60]}` is no {what}", nearest_hint(word, list(enum), what="write one of")
            ) from None

    return BeforeValidator(read)


T = TypeVar("T")


def _faulting(parse: Callable[[str], T]) -> Callable[[Any], T]:
    def read(value: Any) -> T:
        try:
            return parse(_text(value))
        except TimeFault as error:
            raise fault(error.message, error.hint) from None

    return read


def _moment(value: Any, info: ValidationInfo) -> datetime:
    zone = (info.context or {}).get("timezone")
    return _faulting(lambda text: parse_time(text, zone))(value)


Moment = Annotated[datetime, BeforeValidator(_moment)]
Day = Annotated[date, BeforeValidator(_faulting(parse_date))]
Duration = Annotated[timedelta, BeforeValidator(_faulting(parse_duration))]
ZoneName = Annotated[str, BeforeValidator(_faulting(lambda text: zone_named(text).key))]


def _percent(value: Any) -> float:
    text = _text(value).removesuffix("%").strip()
    if not re.fullmatch(r"\d{1,3}(\.\d{1,6})?", text) or not 0 < float(text) <= 100:
        raise fault(f"`{text[:60]}` is no percentage", "write a number above 0 and up to 100, like 99.9")
    return float(text)


Percent = Annotated[float, BeforeValidator(_percent)]


def _link(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s<>\"]", value):
        raise fault(f"`{value[:60]}` is no web address", "write it like https://example.com/page")
    return value


Link = Annotated[Text, AfterValidator(_link)]
"""An absolute http or https address."""


def _alias(value: str) -> str:
    try:
        return read_alias(value)
    except AliasFault as error:
        raise fault(error.message, error.hint) from None


Alias = Annotated[Text, AfterValidator(_alias)]
"""A path from the root of the site, with a trailing slash unless it names a file."""
