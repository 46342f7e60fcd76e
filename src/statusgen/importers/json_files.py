"""JSON from elsewhere: one document, or several behind each other, without trust."""

from __future__ import annotations

import json
import re
from typing import Any

from statusgen.importers.names import clean_line
from statusgen.problems import Problem

__all__ = ["read_json", "read_json_documents"]

_LONGEST_NUMBER = 30
"""Digits: no number in such files is longer, and Python refuses to print one of thousands."""
_BLANK = re.compile(r"\s*")


def read_json(data: bytes, path: str, *, hint: str) -> tuple[Any, Problem | None]:
    """The one document in `data`, or what keeps it from being read."""
    documents, problem = read_json_documents(data, path, hint=hint)
    if problem is None and len(documents) != 1:
        problem = Problem(path=path, message="holds more than one JSON document", hint=hint)
    return (None, problem) if problem else (documents[0], None)


def read_json_documents(data: bytes, path: str, *, hint: str) -> tuple[list[Any], Problem | None]:
    """Every document in `data`, at least one: tools that fetch pages write one behind the other."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 text: byte 0x{data[error.start]:02x} at {error.start}"
        return [], Problem(path=path, message=message, hint=hint)
    documents: list[Any] = []
    end = _after_blank(text, 0)
    try:
        while end < len(text) or not documents:
            document, end = _DECODER.raw_decode(text, end)
            documents.append(document)
            end = _after_blank(text, end)
    except json.JSONDecodeError as error:
        return [], Problem(path=path, message=_reason(text, error), hint=hint)
    except RecursionError:
        return [], Problem(path=path, message="is nested too deeply", hint=hint)
    return documents, None


def _after_blank(text: str, start: int) -> int:
    match = _BLANK.match(text, start)
    return match.end() if match else start


def _reason(text: str, error: json.JSONDecodeError) -> str:
    """Why `text` is no JSON, in the words of whoever saved it."""
    begin = text[:200].lstrip()
    if not begin:
        return "is empty"
    if not begin.startswith(("{", "[")):
        shown = clean_line(begin.split("\n")[0][:40])
        return f"is not JSON: it begins with `{shown}`"
    if not text[error.pos :].strip() or error.msg.startswith("Unterminated string"):
        return "is cut off: the JSON ends in the middle"
    return f"is not JSON: {error.msg.lower()} in line {error.lineno}, column {error.colno}"


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


_DECODER = json.JSONDecoder(parse_int=_number)
