"""statuspage.js, a Node client: bots use it to tell of each new update, by an event."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

BuildSite = Callable[..., Path]
Serve = Callable[..., str]

OPEN = """\
---
title: Checkout errors
components: {checkout: partial_outage}
---

## Investigating - 2026-11-20 14:05 UTC

Customers see an error when they pay.
"""
IDENTIFIED = OPEN + "\n## Identified - 2026-11-20 14:20 UTC\n\nA slow query blocks payments.\n"
RESOLVED = IDENTIFIED + "\n## Resolved - 2026-11-20 14:25 UTC\n\nPayments work.\n"
POSTMORTEM = """\
---
title: How a football match stopped our checkout
incidents: [2026-11-20-checkout-errors]
published: 2026-11-20 14:28 UTC
summary: A preview ran a query without an index.
---

## What happened

Much.
"""
INCIDENT = "content/incidents/2026-11-20-checkout-errors.md"


class Follower:
    """A running client; what it tells is read line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def events(self) -> list[Mapping[str, Any]]:
        """The events up to the end of the poll under way."""
        assert self.process.stdout is not None
        found = []
        for line in self.process.stdout:
            event = json.loads(line)
            if event["event"] == "polled":
                return found
            found.append(event)
        raise AssertionError(self.process.stderr.read() if self.process.stderr else "the client ended")

    def poll(self) -> list[Mapping[str, Any]]:
        """The events of one more poll."""
        assert self.process.stdin is not None
        self.process.stdin.write("poll\n")
        self.process.stdin.flush()
        return self.events()


@pytest.fixture
def follow(
    node: str, node_environment: Mapping[str, str], package_folder: Callable[[str], Path]
) -> Iterator[Callable[[str], Follower]]:
    """Starts a client that follows the page at an address."""
    package_folder("statuspage.js")
    processes: list[subprocess.Popen[str]] = []

    def start(address: str) -> Follower:
        process = subprocess.Popen(
            [node, Path(__file__).with_name("follow.cjs"), address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=node_environment,
        )
        processes.append(process)
        return Follower(process)

    yield start
    for process in processes:
        process.communicate(timeout=60)


def test_each_new_update_is_an_event(
    site_dir_of: BuildSite, serve: Serve, follow: Callable[[str], Follower]
) -> None:
    """An update, the end, and the publication of the postmortem: each is told once, and nothing is told twice."""
    address = serve(site_dir_of({INCIDENT: OPEN}))
    client = follow(address)
    assert client.events() == []
    for files, status in (
        ({INCIDENT: IDENTIFIED}, "identified"),
        ({INCIDENT: RESOLVED}, "resolved"),
        ({"content/postmortems/football.md": POSTMORTEM}, "postmortem"),
    ):
        site_dir_of(files)
        [event] = client.poll()
        assert (event["event"], event["incident"]) == ("incident_update", "Checkout errors")
        assert event["status"] == status
        assert client.poll() == []


def test_a_corrected_text_is_no_event(
    site_dir_of: BuildSite, serve: Serve, follow: Callable[[str], Follower]
) -> None:
    """Who was told of an update is not told again because a word of it, or the title, has changed."""
    address = serve(site_dir_of({INCIDENT: IDENTIFIED}))
    client = follow(address)
    assert client.events() == []
    site_dir_of({INCIDENT: IDENTIFIED.replace("slow", "very slow").replace("errors", "failures")})
    assert client.poll() == []


def test_a_new_incident_is_an_event(
    site_dir_of: BuildSite, serve: Serve, follow: Callable[[str], Follower]
) -> None:
    """It comes first in the list, before one that is still open, even if it is said to have begun earlier."""
    address = serve(site_dir_of({INCIDENT: OPEN}))
    client = follow(address)
    assert client.events() == []
    other = OPEN.replace("Checkout errors", "Search is slow").replace("14:05", "14:10")
    other = other.replace("---\n\n", "started: 2026-11-20 13:00 UTC\n---\n\n")
    site_dir_of({"content/incidents/2026-11-20-search-slow.md": other})
    [event] = client.poll()
    assert event["incident"] == "Search is slow"
