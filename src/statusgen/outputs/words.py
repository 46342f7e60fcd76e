"""The words that readers see, through one gettext catalogue; English is written in the source."""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from pathlib import Path

from statusgen.model import ComponentStatus, Impact, Kind, Reporter, UpdateStatus

__all__ = ["Words", "languages_in", "offered_languages", "words_for"]

_CATALOGUES = Path(__file__).parent.parent / "locale"


def _marked(message: str) -> str:
    """Marks `message` for the catalogue where it is translated later."""
    return message


_STATUS_WORDS: dict[str, str] = {
    ComponentStatus.OPERATIONAL: _marked("Operational"),
    ComponentStatus.UNDER_MAINTENANCE: _marked("Under maintenance"),
    ComponentStatus.DEGRADED_PERFORMANCE: _marked("Degraded performance"),
    ComponentStatus.PARTIAL_OUTAGE: _marked("Partial outage"),
    ComponentStatus.MAJOR_OUTAGE: _marked("Major outage"),
    UpdateStatus.INVESTIGATING: _marked("Investigating"),
    UpdateStatus.IDENTIFIED: _marked("Identified"),
    UpdateStatus.MONITORING: _marked("Monitoring"),
    UpdateStatus.RESOLVED: _marked("Resolved"),
    UpdateStatus.SCHEDULED: _marked("Scheduled"),
    UpdateStatus.IN_PROGRESS: _marked("In progress"),
    UpdateStatus.VERIFYING: _marked("Verifying"),
    UpdateStatus.COMPLETED: _marked("Completed"),
    UpdateStatus.CANCELED: _marked("Canceled"),
    UpdateStatus.POSTED: _marked("Posted"),
}
_IMPACT_WORDS = {
    Impact.NONE: _marked("No impact"),
    Impact.MINOR: _marked("Minor impact"),
    Impact.MAJOR: _marked("Major impact"),
    Impact.CRITICAL: _marked("Critical impact"),
    Impact.MAINTENANCE: _marked("Maintenance"),
}
_KIND_WORDS = {
    Kind.INCIDENT: _marked("Incident"),
    Kind.MAINTENANCE: _marked("Maintenance"),
    Kind.NOTICE: _marked("Notice"),
}
_REPORTER_WORDS = {
    Reporter.MONITORING: _marked("First noticed by our monitoring"),
    Reporter.SUPPORT: _marked("First noticed by our support team"),
    Reporter.CUSTOMER: _marked("First reported by a customer"),
    Reporter.ENGINEERING: _marked("First noticed by our engineers"),
    Reporter.THIRD_PARTY: _marked("First reported by a provider"),
}
_ACTION_WORDS = {
    "prevent": _marked("Prevent"),
    "detect": _marked("Detect"),
    "mitigate": _marked("Mitigate"),
    "process": _marked("Process"),
    "open": _marked("Open"),
    "in_progress": _marked("In progress"),
    "done": _marked("Done"),
    "dropped": _marked("Dropped"),
}


class Words:
    """A catalogue, and the words for the values of the model in its language."""

    def __init__(self, catalogue: gettext.NullTranslations) -> None:
        self.gettext = catalogue.gettext
        self.ngettext = catalogue.ngettext
        self.are_of_source = type(catalogue) is gettext.NullTranslations
        """Whether they are those in the source, which no catalogue changes."""

    def status(self, status: ComponentStatus | UpdateStatus) -> str:
        """`Partial outage`, `In progress`."""
        return self.gettext(_STATUS_WORDS[status])

    def impact(self, impact: Impact) -> str:
        """`Major impact`."""
        return self.gettext(_IMPACT_WORDS[impact])

    def kind(self, kind: Kind) -> str:
        """`Maintenance`."""
        return self.gettext(_KIND_WORDS[kind])

    def reporter(self, reporter: Reporter) -> str:
        """A sentence without its full stop that says who noticed first."""
        return self.gettext(_REPORTER_WORDS[reporter])

    def action(self, value: str) -> str:
        """The word for an action's kind or status."""
        return self.gettext(_ACTION_WORDS[value])


def words_for(language: str) -> Words:
    """The words in `language` (`de`, `pt-BR`), or in English where it has no catalogue."""
    wanted = [language.replace("-", "_"), language.split("-")[0]]
    return Words(gettext.translation("statusgen", _CATALOGUES, wanted, fallback=True))


def offered_languages(besides: str) -> Sequence[str]:
    """The languages (`de`, `pt-BR`) that have words of their own, except for that of a site in `besides`."""
    return languages_in(_CATALOGUES, besides)


def languages_in(folder: Path, besides: str) -> Sequence[str]:
    """The same, where the catalogues stand in `folder`."""
    found = {file.parent.parent.name.replace("_", "-") for file in folder.glob("*/LC_MESSAGES/statusgen.mo")}
    # English stands in the source, and is one more to choose from where there is a choice.
    return sorted({"en", *found} - {besides, besides.split("-")[0]}) if found else ()
