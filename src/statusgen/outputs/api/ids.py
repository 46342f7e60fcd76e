"""Identifiers as the Statuspage v2 API has them: 12 of `[0-9a-z]`, the same for ever."""

from __future__ import annotations

import re
from hashlib import blake2b

from statusgen.derive.facts import UpdateFacts
from statusgen.model import Component, Incident, Postmortem, Site

__all__ = ["component_id", "group_id", "page_id", "postmortem_update_id", "record_id", "update_id"]

_SHAPE = re.compile(r"[0-9a-z]{12}")
_DIGITS = b"0123456789abcdefghijklmnopqrstuvwxyz"
_DIGIT_OF = bytes(_DIGITS[number % len(_DIGITS)] for number in range(256))
"""The digit for each byte of a hash; some are a little more frequent, which leaves enough to tell records apart."""


def page_id(site: Site) -> str:
    """The id of the page: it follows from the address, so that no two sites share one."""
    return _id("page", site.url.partition("://")[2] or site.name)


def component_id(component: Component) -> str:
    """The id of a component: it follows from the one in the settings, which never changes."""
    return _id("component", component.id)


def group_id(name: str) -> str:
    """The id of a group of components: it follows from its name, because it has nothing else."""
    return _id("group", name)


def record_id(incident: Incident) -> str:
    """The id that an imported record brought along, if it has the shape of one; else it follows from the slug."""
    if incident.id is not None and _SHAPE.fullmatch(incident.id):
        return incident.id
    return _id("record", incident.id or incident.slug)


def update_id(update: UpdateFacts) -> str:
    """The id of an update: it follows from its record and its moment, so that a new text changes nothing."""
    return _id("update", update.key)


def postmortem_update_id(incident: Incident, postmortem: Postmortem) -> str:
    """The id of the update that tells of a postmortem's publication."""
    return _id("postmortem", f"{incident.slug}/{postmortem.slug}")


def _id(kind: str, key: str) -> str:
    return blake2b(f"{kind}:{key}".encode(), digest_size=12).digest().translate(_DIGIT_OF).decode()
