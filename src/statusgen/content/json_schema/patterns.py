r"""What a text of each type looks like, as regular expressions that Python and JavaScript read alike.

JSON Schema knows no flags, so both cases of a letter are spelt out. Digits are ASCII's: `\d` means more in
Python than in JavaScript, whose Unicode mode in turn takes no escape that is not needed.
"""

from __future__ import annotations

import re
from enum import StrEnum

__all__ = [
    "ADDRESS",
    "ALIAS",
    "DAY",
    "DURATION",
    "LINK",
    "MOMENT",
    "MOMENT_WITH_ZONE",
    "NOT_EMPTY",
    "NOT_NO",
    "OPTIONAL_TEXT",
    "PERCENT",
    "SLUG",
    "TEXT",
    "VARIABLE",
    "ZONE",
    "any_case",
    "spellings",
]


def any_case(word: str) -> str:
    """A pattern for `word` in capital and small letters."""
    return "".join(f"[{char.upper()}{char.lower()}]" if char.isalpha() else re.escape(char) for char in word)


def spellings(words: type[StrEnum] | list[str]) -> str:
    """A pattern for one of `words`, in any case and with blanks or hyphens for underscores."""
    forms = (any_case(word).replace("_", r"(?:_|[\s-]+)") for word in words)
    return rf"^\s*(?:{'|'.join(forms)})\s*$"


# The characters that no HTML or XML document may hold. Halves of surrogate pairs are missing: JavaScript would
# find them in every emoji.
_CONTROL = r"\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff"
_NO_CONTROL = rf"^(?![\s\S]*[{_CONTROL}])"
OPTIONAL_TEXT = _NO_CONTROL
NOT_EMPTY = rf"{_NO_CONTROL}[\s\S]"
TEXT = rf"{_NO_CONTROL}[\s\S]*\S"
NOT_NO = f"^(?!(?:{any_case('false')}|{any_case('no')}|{any_case('off')})$)"
SLUG = r"^\s*[a-z0-9]+(?:-[a-z0-9]+)*\s*$"

_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY_OF_MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])"
_DATE = rf"(?:19[7-9][0-9]|[2-9][0-9]{{3}})-{_MONTH}-{_DAY_OF_MONTH}"
_TIME = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
_UTC = f"{any_case('UTC')}|{any_case('GMT')}"
_OFFSET = r"(?:UTC|GMT)?[+\u2212-](?:0?[0-9]|1[0-4]):?(?:[0-5][0-9])?"
# Names of places have a slash, but for some old ones: Japan, GB-Eire, and four with four letters. What is shorter
# is an abbreviation such as CET, which means different things to different people.
_OLD_NAMES = "|".join(any_case(name) for name in ("Cuba", "Eire", "Iran", "Zulu"))
_NAME = rf"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)+|[A-Za-z-]{{5,}}|{_OLD_NAMES}"
_ANY_ZONE = rf"{_UTC}|[Zz]|{_OFFSET}|{_NAME}"
MOMENT = rf"^\s*{_DATE}[\sT]+{_TIME}\s*(?:{_ANY_ZONE})?\s*$"
MOMENT_WITH_ZONE = rf"^\s*{_DATE}[\sT]+{_TIME}\s*(?:{_ANY_ZONE})\s*$"
ZONE = rf"^\s*(?:{_UTC}|{_NAME})\s*$"

# A date of ISO 8601, with or without hyphens, as a day of a month or of a week.
_ISO_MONTH = r"(?:0[1-9]|1[0-2])"
_ISO_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_ISO_WEEK = r"W(?:0[1-9]|[1-4][0-9]|5[0-3])"
DAY = (
    rf"^\s*[0-9]{{4}}(?:-{_ISO_MONTH}-{_ISO_DAY}|{_ISO_MONTH}{_ISO_DAY}"
    rf"|-{_ISO_WEEK}(?:-[1-7])?|{_ISO_WEEK}[1-7]?)\s*$"
)
DURATION = (
    r"^\s*(?=[^1-9]*[1-9])(?:[0-9]+\s*[wW])?\s*(?:[0-9]+\s*[dD])?\s*(?:[0-9]+\s*[hH])?"
    r"\s*(?:[0-9]+\s*[mM](?:[iI][nN])?)?\s*$"
)
PERCENT = r"^\s*(?=[0-9.]*[1-9])(?:0?[0-9]{1,2}(?:\.[0-9]{1,6})?|100(?:\.0{1,6})?)\s*%?\s*$"

_HTTP = "[hH][tT][tT][pP][sS]?://"
LINK = rf"{_NO_CONTROL}\s*{_HTTP}[^\s<>\u0022/?#][^\s<>\u0022]*\s*$"
ADDRESS = rf"{_NO_CONTROL}\s*{_HTTP}[^ \u0022'<>?#/][^ \u0022'<>?#]*\s*$"

# One part of an old address: what a file on the disk of a web server can be called.
_PART = r"(?!\.{1,2}(?:/|\s*$))[^\\?#<>\u0022'`\s:*|/]+"
_PATH = rf"/*{_PART}(?:/{_PART})*/*"
ALIAS = rf"{_NO_CONTROL}\s*(?:{_PATH}|https?://[^/?#]*{_PATH}(?:[?#][\s\S]*)?)\s*$"

VARIABLE = "^[A-Z_][A-Z0-9_]*$"
"""The name of an environment variable: what an editor sees of `!ENV NAME`."""
