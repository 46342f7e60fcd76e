"""Where everything is published: paths relative to the site's root, as the URL contract has them."""

from __future__ import annotations

from statusgen.derive.facts import IncidentFacts, UpdateFacts
from statusgen.model import Component, Postmortem, Site

__all__ = [
    "MAINTENANCE_FOLDER",
    "SEARCH_INDEX_FOLDER",
    "SEARCH_PATH",
    "component_path",
    "incident_path",
    "maintenance_calendar_path",
    "month_path",
    "postmortem_path",
    "root_of",
    "source_path",
    "update_path",
    "year_path",
]

MAINTENANCE_FOLDER = "maintenance/"
"""Where the feeds of all maintenances stand; those of everything stand at the root, of a component below its page."""

SEARCH_PATH = "search/"
"""The page that searches every word, on a site that has one."""
SEARCH_INDEX_FOLDER = "pagefind/"
"""Where the index stands in which it looks: Pagefind's own files, which are published after everything else."""


def source_path(facts: IncidentFacts, site: Site) -> str:
    """The record's file, relative to the content directory: where its relative links are seen from."""
    return facts.incident.path.removeprefix(f"{site.content_dir}/")


def incident_path(facts: IncidentFacts) -> str:
    """The page of a record."""
    return f"incidents/{facts.slug}/"


def update_path(facts: IncidentFacts, update: UpdateFacts) -> str:
    """The permanent link of an update: a place on its record's page."""
    return f"{incident_path(facts)}#{update.anchor}"


def maintenance_calendar_path(facts: IncidentFacts) -> str:
    """One maintenance, for a reader's calendar."""
    return f"{incident_path(facts)}maintenance.ics"


def component_path(component: Component) -> str:
    """The page of a component; its feeds and badge stand below it."""
    return f"components/{component.id}/"


def postmortem_path(postmortem: Postmortem) -> str:
    """The page of a postmortem."""
    return f"postmortems/{postmortem.slug}/"


def year_path(year: int) -> str:
    """The overview of a year."""
    return f"history/{year:04d}/"


def month_path(year: int, month: int) -> str:
    """Every record that began in a month."""
    return f"history/{year:04d}/{month:02d}/"


def root_of(path: str) -> str:
    """What leads from the page at `path` back to the site's root: `../../`, or `./` for the front page."""
    return "../" * path.count("/") or "./"
