"""Files of a Statuspage: from disk, or from the live page."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit, urlunsplit

from statusgen import __version__
from statusgen.problems import Problem

__all__ = ["LIVE_REMARK", "is_url", "read_statuspage"]

LIVE_REMARK = "The live API serves only the 50 newest incidents and maintenances; older ones need an export."
_TIMEOUT_SECONDS = 30
_LONGEST = 64 * 1024 * 1024
_NEEDED = ("incidents.json", "scheduled-maintenances.json")
# Gives groups and the components that the page lists today; a page without it can be imported all the same.
_USEFUL = ("components.json",)


def is_url(source: str) -> bool:
    """Whether `source` is meant as an address, and not as a file."""
    return "://" in source


def read_statuspage(source: str) -> tuple[dict[str, bytes], list[Problem]]:
    """The files that `source` names: one file, the JSON files of a folder, an address, or a whole live page."""
    if not is_url(source):
        return _from_disk(Path(source))
    try:
        parts = urlsplit(source)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        known = False
    if not known:
        hint = "write it like https://www.example.com/"
        return {}, [Problem(path=source, message="is no http or https address", hint=hint)]
    if parts.path.endswith(".json"):
        return _fetched([source], [])
    root = [
        urlunsplit((parts.scheme, parts.netloc, f"/api/v2/{name}", "", "")) for name in (*_NEEDED, *_USEFUL)
    ]
    return _fetched(root[: len(_NEEDED)], root[len(_NEEDED) :])


def _from_disk(path: Path) -> tuple[dict[str, bytes], list[Problem]]:
    paths = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not paths:
        return {}, [Problem(path=path.as_posix(), message="the folder holds no .json file")]
    files = {}
    for file in paths:
        try:
            files[file.as_posix()] = file.read_bytes()
        except OSError as error:
            return {}, [Problem(path=file.as_posix(), message=f"cannot be read: {error.strerror}")]
    return files, []


def _fetched(needed: list[str], useful: list[str]) -> tuple[dict[str, bytes], list[Problem]]:
    files = {}
    problems = []
    for url in [*needed, *useful]:
        data, fault = _download(url)
        if data is not None:
            files[url] = data
        elif url in needed:
            hint = "check the address in a browser, or save the file and import that"
            problems.append(Problem(path=url, message=f"cannot be fetched: {fault}", hint=hint))
    return files, problems


class _WebOnly(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to another web address."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The request for the new address, as urllib asks for it."""
        if urlsplit(newurl).scheme not in {"http", "https"}:
            raise urllib.error.HTTPError(newurl, code, "leads away from the web", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _download(url: str) -> tuple[bytes | None, str]:
    """The content at `url`, or why there is none."""
    # Built by hand, so that no handler for files or FTP is part of it.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _WebOnly(),
    ):
        opener.add_handler(handler)
    request = urllib.request.Request(  # noqa: S310  # the scheme was checked
        url, headers={"User-Agent": f"statusgen/{__version__}", "Accept": "application/json"}
    )
    try:
        with opener.open(request, timeout=_TIMEOUT_SECONDS) as answer:
            data: bytes = answer.read(_LONGEST + 1)
    except urllib.error.HTTPError as error:
        with error:
            return None, f"the server answers {error.code} {error.reason}"
    except (OSError, HTTPException, ValueError) as error:
        return None, str(getattr(error, "reason", error))[:160] or type(error).__name__
    if len(data) > _LONGEST:
        return None, f"it is larger than {_LONGEST // 2**20} MB"
    return data, ""
