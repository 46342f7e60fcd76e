"""Records of small sites, as their authors write them."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["INCIDENT", "MAINTENANCE", "MKDOCS", "RESOLVED"]

MKDOCS = """\
site_name: Scarf Shop Status
site_url: https://status.example.com/
docs_dir: content
theme: {name: material, font: false}
plugins:
  search: {}
  statusgen:
    stale_after: 3h
    components:
      - {id: checkout, name: Checkout, group: Shop, since: 2024-03-01}
      - {id: search, name: Search, group: Shop, since: 2024-03-01}
      - {id: api, name: API, group: Developers, since: 2024-03-01}
"""

INCIDENT: Mapping[str, str] = {
    "content/incidents/card-errors.md": """\
---
title: Card errors
components: {checkout: partial_outage}
---

## Investigating - 2026-11-20 14:05 UTC

Some cards are refused.
"""
}

RESOLVED: Mapping[str, str] = {
    "content/incidents/slow-search.md": """\
---
title: Slow search
components: {search: degraded_performance}
---

## Investigating - 2026-11-12 10:00 UTC

Answers take long.

## Resolved - 2026-11-12 10:57 UTC

It is fast again.
"""
}

MAINTENANCE: Mapping[str, str] = {
    "content/incidents/larger-database.md": """\
---
title: A larger database
kind: maintenance
components: [search]
starts: 2026-11-20 15:00 UTC
ends: 2026-11-20 16:00 UTC
---

## Scheduled - 2026-11-18 09:00 UTC

We make room.
"""
}
