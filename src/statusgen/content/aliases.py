"""Old addresses of a page, which lead to it for ever."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from statusgen.content.characters import is_control

__all__ = ["AliasFault", "alias_of", "read_alias"]

_ALIAS_PART = re.compile(r"[^\\?#<>\"'`\s:*|]+")
_UNQUOTED_PART = re.compile(r"(?! )[^\\?#<>\"'`:*|\t-\r]+(?<! )")
_LONGEST_PART = 100
"""Of an old address, in bytes."""
_LONGEST_PATH = 1000


class AliasFault(ValueError):
    """A text that can be no alias; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def read_alias(value: str) -> str:
    """The alias that `value`, a path or a whole web address, means; raises AliasFault if it cannot be one."""
    path = _path_of(value)
    _check_parts(path, _ALIAS_PART, value)
    try:
        # A browser asks for `a%20b`, and the server looks for a file with the name `a b`.
        path = unquote(path, errors="strict")
    except UnicodeDecodeError:
        path = ""
    parts = _check_parts(path, _UNQUOTED_PART, value)
    if max(len(part.encode()) for part in parts) > _LONGEST_PART or len(path) > _LONGEST_PATH:
        message = f"`{value[:60]}…` is longer than {_LONGEST_PART} characters between two slashes"
        if len(path) > _LONGEST_PATH:
            message = f"`{value[:60]}…` is longer than {_LONGEST_PATH} characters"
        raise AliasFault(message, "delete it: not every disk can hold a file with such a name")
    is_file = not path.endswith("/") and re.search(r"\.[a-z0-9]{1,5}\Z", parts[-1])
    return "/" + "/".join(parts) + ("" if is_file else "/")


def alias_of(address: str) -> str | None:
    """The alias that `address`, a path or a whole web address, is read as; None if it cannot be one."""
    try:
        return read_alias(address.strip())
    except AliasFault:
        return None


def _path_of(address: str) -> str:
    try:
        return urlsplit(address).path if re.match(r"https?://", address) else address
    except ValueError:
        return ""


def _check_parts(path: str, pattern: re.Pattern[str], value: str) -> list[str]:
    """The parts of `path`; raises the fault of the alias `value` if one of them is no name of a file."""
    parts = path.strip("/").split("/")
    if any(part in ("", ".", "..") or not pattern.fullmatch(part) or is_control(part) for part in parts):
        raise AliasFault(f"`{value[:60]}` is no path of this site", "write it like /issues/old-name/")
    return parts
