"""What the bar meets on other sites: its data, and everything that can be wrong with them or with the page.

Nothing here knows a browser, so that each of them meets the same.
"""

from __future__ import annotations

import gzip
import json
from calendar import month_name
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.browser.origins import Answer, answer_with, hang_up

__all__ = [
    "BAD_ANSWERS",
    "FROZEN_PAGES",
    "HOSTILE_PAGES",
    "HOSTILE_TEXTS",
    "MISSHAPEN",
    "NOW",
    "SPOILT",
    "as_json",
    "bar_data",
    "incident",
    "maintenance",
]

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def incident(*, now: datetime = NOW, **changes: Any) -> dict[str, Any]:
    """One open incident as `alert-bar.json` carries it, ten minutes before `now`."""
    return {
        "id": "5ca253b9fef5",
        "title": "Checkout errors in Europe",
        "url": "incidents/checkout-errors/",
        "impact": "major",
        "details": "Major impact · Identified · Checkout and API",
        "components": ["checkout", "api"],
        "groups": ["Shop"],
        "updated_at": _iso(now - timedelta(minutes=10)),
        **changes,
    }


def maintenance(*, now: datetime = NOW, **changes: Any) -> dict[str, Any]:
    """One maintenance, from half an hour to an hour and a half after `now`."""
    return incident(
        now=now,
        **{
            "id": "ba012fa1c69d",
            "title": "A larger database",
            "url": "incidents/new-database/",
            "impact": "maintenance",
            "details": "Maintenance · Search",
            "components": ["search"],
            "starts_at": _iso(now + timedelta(minutes=30)),
            "ends_at": _iso(now + timedelta(minutes=90)),
            **changes,
        },
    )


def bar_data(url: str, *events: Mapping[str, Any], now: datetime = NOW, **changes: Any) -> dict[str, Any]:
    """The content of the `alert-bar.json` of the site at `url`, which ends in a slash, built at `now`."""
    return {
        "version": 1,
        "language": "en",
        "page": {"name": "Scarf Shop Status", "url": url, "language": "en"},
        "built_at": _iso(now),
        "stale_after": 10800,
        "words": {
            "dismiss": "Dismiss",
            "more": "%d more",
            "updated": "updated %s",
            "until": "until %s",
            "planned": "planned for %s",
            "days": {number: f"%d {month}" for number, month in enumerate(month_name) if month},
            "calm": "All systems operational",
            "operational": "Operational",
        },
        "events": list(events),
        **changes,
    }


# What a status site may answer in place of its data.
BAD_ANSWERS: Mapping[str, Answer] = {
    "404": answer_with(b"gone", status=404, kind="text/plain"),
    "HTML": answer_with(b"<!doctype html><title>Sign in</title>", kind="text/html; charset=utf-8"),
    "HTML that calls itself JSON": answer_with(b"<!doctype html><title>Sign in</title>"),
    "nothing": answer_with(b""),
    "no content": answer_with(b"", status=204),
    "binary": answer_with(b"\xff\xfe\x00\x01" * 100),
    "null": answer_with(b"null"),
    "a list": answer_with(b"[]"),
    "a text": answer_with(b'"down"'),
    "deep nesting": answer_with(b"[" * 50_000),
    "a redirect to itself": answer_with(b"", status=302, Location="/alert-bar.json"),
    "connection closed": hang_up,
    "connection lost midway": answer_with(b'{"version":1,"events":[', length=5000),
    "500, connection lost midway": answer_with(b"down", status=500, length=5000),
    "10 MB, connection lost midway": answer_with(b"[" * 200_000, length=10_000_000),
    "no leave to read": answer_with(b"{}", is_shared=False),
}

# Right data, wrongly given: whole, in time and with the right status they would show a bar.
SPOILT: Mapping[str, Any] = {
    "500": lambda data: answer_with(data, status=500),
    "404 with data": lambda data: answer_with(data, status=404),
    "truncated JSON": lambda data: answer_with(data[:-20]),
    "10 MB": lambda data: answer_with(b" " * 10_000_000 + data),
    "9 MB, packed into 9 KB": lambda data: answer_with(
        gzip.compress(b" " * 9_000_000 + data), **{"Content-Encoding": "gzip"}
    ),
    "10 MB of unknown size": lambda data: answer_with(b" " * 10_000_000 + data, is_sized=False),
    "no leave to read": lambda data: answer_with(data, is_shared=False),
}

# Changes to right data, each with an incident that would be shown.
MISSHAPEN: Mapping[str, Mapping[str, Any]] = {
    "a later version": {"version": 2},
    "no events": {"events": None},
    "events are a text": {"events": "none"},
    "an event that is null": {"events": [None]},
    "an event without fields": {"events": [{}]},
    "an impact of another planet": {"events": [incident(impact="galactic")]},
    "an object for an impact": {"events": [incident(impact={"toString": 1})]},
    "an update at no time": {"events": [incident(updated_at="lately")]},
    "a start that is no time": {"events": [maintenance(starts_at="later")]},
    "an end that is no time": {"events": [maintenance(starts_at="2026-11-20T14:00:00Z", ends_at="later")]},
    "an address that is none": {"events": [incident(url="http://[")]},
    "no words": {"words": None},
    "a number for a word": {"words": {"dismiss": 1, "more": 2, "updated": 3, "until": 4, "planned": 5}},
    "no page": {"page": None},
    "a page at no address": {"page": {"name": "Status", "url": "http://["}},
    "no promise": {"stale_after": None},
    "a promise of words": {"stale_after": "soon"},
    "built at no time": {"built_at": "soon"},
    "never built": {"built_at": None},
}

# Scripts of pages that froze the language, as secure ones do: the bar works on them.
FROZEN_PAGES: Mapping[str, str] = {
    "frozen arrays": "Object.freeze(Array.prototype)",
    "everything frozen": "[Array, Object, Promise, Element, Function, String, JSON, Node, Document]"
    ".forEach(one => Object.freeze(one.prototype ?? one))",
    "frozen window functions": "for (const name of ['fetch', 'URL', 'setTimeout', 'setInterval', 'JSON'])"
    " Object.defineProperty(window, name, {writable: false, configurable: false})",
    "polluted objects": "Object.assign(Object.prototype, {extra: 1, method: 'POST', body: 'x', mode: 'no-cors',"
    " cache: 'only-if-cached', headers: {x: 'y'}, integrity: 'sha256-x'})",
    "enumerable extras": "Array.prototype.extra = Object.prototype.extra = () => 1",
    "storage is blocked": "Object.defineProperty(window, 'localStorage',"
    " {get() { throw new DOMException('blocked', 'SecurityError') }})",
    "no popovers": "delete HTMLElement.prototype.showPopover; delete HTMLElement.prototype.popover",
    "popovers throw": "HTMLElement.prototype.showPopover = () => { throw Error('patched') }",
    "half a popover": "delete HTMLElement.prototype.popover",
    "storage is full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
}

_THROW = "() => { throw Error('patched') }"


def _all_throw(owner: str) -> str:
    """A script after which every function of `owner` throws."""
    return (
        f"for (const name of Object.getOwnPropertyNames({owner})) try {{"
        f" if (name !== 'constructor' && typeof {owner}[name] === 'function') {owner}[name] = {_THROW}"
        " } catch {}"
    )


# Scripts of pages that broke the language: on them the bar may be missing.
HOSTILE_PAGES: Mapping[str, str] = {
    "array methods throw": _all_throw("Array.prototype"),
    "array methods are gone": "for (const name of ['map', 'filter', 'some', 'includes', 'join'])"
    " delete Array.prototype[name]",
    "no iterator": f"Array.prototype[Symbol.iterator] = {_THROW}",
    "toJSON as of 2008": "Array.prototype.toJSON = function () { return 'patched' }",
    "text methods throw": _all_throw("String.prototype"),
    "date functions throw": _all_throw("Date"),
    "parse as of datejs": "Date.parse = text => new Date(NaN)",
    "setters on objects": "for (const name of ['events', 'key', 'ahead', 'page', 'words', 'impact'])"
    " Object.defineProperty(Object.prototype, name,"
    " {get() { throw Error('patched') }, set() { throw Error('patched') }})",
    "then throws": f"Promise.prototype.then = {_THROW}",
    "then never answers": "Promise.prototype.then = function () { return this }",
    "Promise is another": "window.Promise = class { constructor() { throw Error('patched') } }",
    "no fetch": "window.fetch = undefined",
    "fetch throws": f"window.fetch = {_THROW}",
    "fetch rejects": "window.fetch = () => Promise.reject(new Error('patched'))",
    "fetch answers with nothing": "window.fetch = () => Promise.resolve()",
    "fetch answers with no body": "window.fetch = () => Promise.resolve({ok: true, body: null})",
    "JSON throws": f"JSON.parse = JSON.stringify = {_THROW}",
    "JSON.parse finds something else": "JSON.parse = () => ({version: 1, events: 5, page: 1, words: 1})",
    "no constructable style sheets": "window.CSSStyleSheet = undefined",
    "no shadow roots": "Element.prototype.attachShadow = undefined",
    "remove throws": f"Element.prototype.remove = {_THROW}",
    "remove throws and so does what comes before": f"Element.prototype.remove = Element.prototype.append = {_THROW}",
    "nothing enters the page": f"Node.prototype.insertBefore = Element.prototype.append = {_THROW}",
    "createElement is broken": "document.createElement = () => null",
    "createElement gives something else": "document.createElement = () => ({})",
    "no timers": "window.setInterval = window.setTimeout = undefined",
    "timers throw": f"window.setInterval = window.setTimeout = {_THROW}",
    "setTimeout throws": f"window.setTimeout = {_THROW}",
    "no AbortController": "window.AbortController = undefined",
    "another AbortController": f"window.AbortController = class {{ signal = {{}}; abort = {_THROW} }}",
    "no URL": "window.URL = undefined",
    "no Intl": "window.Intl = undefined",
    "Object.assign throws": f"Object.assign = {_THROW}",
    "nobody may listen": f"EventTarget.prototype.addEventListener = {_THROW}",
    "another current script": "Object.defineProperty(document, 'currentScript', {value: null})",
}

# A few texts that would run, were they markup, or that would change the text around them.
HOSTILE_TEXTS = (
    "<img src=x onerror='window.ran = 1'>",
    "</section></statusgen-alert-bar><script>window.ran=1</script>",
    "javascript:window.ran=1",
    "$& $` $' $1 %s %d",
    "\u202etxet desrever",
)


def as_json(data: Any) -> bytes:
    """`data` as a status site sends them."""
    return json.dumps(data).encode()
