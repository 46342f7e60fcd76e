"""aRez, a Python client: it reads the summary of a page, and refuses words and times that it does not know."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from arez.statuspage import CurrentStatus, StatusPage

Serve = Callable[..., str]

UPCOMING = """\
---
title: New database
kind: maintenance
components: [checkout]
starts: 2026-11-20 14:00 UTC
ends: 2026-11-20 15:00 UTC
---

## Scheduled - 2026-11-19 09:00 UTC

Paying may take longer.
"""


def status_of(address: str) -> CurrentStatus:
    """What the client makes of the page at `address`."""

    async def ask() -> CurrentStatus:
        async with StatusPage(address, loop=asyncio.get_running_loop()) as page:
            return await page.get_status()

    # In a thread of its own: in this one, a browser that an earlier test opened keeps an event loop running.
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, ask()).result()


def test_it_tells_what_the_front_page_tells(demo_site: Path, serve: Serve) -> None:
    """The verdict, the groups with their components, the open incident with its updates, what is planned."""
    status = status_of(serve(demo_site))
    assert (status.status, status.impact) == ("Partial System Outage", "Major")
    assert [group.name for group in status.groups] == ["Shop", "Delivery", "Developers", "Providers"]
    [incident] = status.incidents
    assert (incident.name, incident.status) == ("Checkout errors", "Identified")
    assert [component.name for component in incident.components] == ["Checkout", "API"]
    assert [update.status for update in incident.updates] == ["Identified", "Investigating"]
    assert incident.last_update.created_at == datetime(2026, 11, 20, 14, 20)  # noqa: DTZ001  # the client's own
    shop = status.group("Shop")
    assert shop is not None
    assert shop.status == "Major Outage"
    assert shop.incidents == [incident]
    assert [maintenance.status for maintenance in status.maintenances] == ["Scheduled", "Scheduled"]


def test_it_sees_a_maintenance_that_the_clock_began(site_dir_of: Callable[..., Path], serve: Serve) -> None:
    """From its window on, without any further update."""
    status = status_of(serve(site_dir_of({"content/incidents/2026-11-19-new-database.md": UPCOMING})))
    assert status.status == "Service Under Maintenance"
    [maintenance] = status.maintenances
    assert (maintenance.status, maintenance.impact) == ("In Progress", "Maintenance")
    assert [component.status for component in maintenance.components] == ["Under Maintenance"]
    assert maintenance.scheduled_until == datetime(2026, 11, 20, 15)  # noqa: DTZ001  # the client's own


def test_it_reads_a_site_on_which_nothing_has_happened(
    site_dir_of: Callable[..., Path], serve: Serve
) -> None:
    """All is well, and no list is missing."""
    status = status_of(serve(site_dir_of({})))
    assert status.status == "All Systems Operational"
    assert [component.name for component in status.components] == ["API", "Checkout", "Search"]
    assert (status.incidents, status.maintenances) == ([], [])
