"""What an editor says of each field and each word: the sentences of the README's tables, and examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

__all__ = ["FIELDS", "MKDOCS", "WORDS", "Help"]


class Help(NamedTuple):
    """What is shown beside a field, and what is offered for it."""

    description: str
    examples: Sequence[Any] = ()


_ALIASES = ["/issues/old-name/"]
_ALIASES_OF_A_PAGE = "old addresses of the page"

FIELDS: Mapping[str, Mapping[str, Help]] = {
    "IncidentFields": {
        "title": Help("what is broken, in the customer's words", ["Checkout errors in Europe"]),
        "components": Help(
            "a component's id and its status, one line each. A list, [checkout, api], means"
            " degraded_performance in an incident, under_maintenance in a maintenance, operational in a"
            " notice. May be empty: {}",
        ),
        "kind": Help("incident (the default), maintenance, notice"),
        "impact": Help(
            "none, minor, major, critical, maintenance: in place of the one that follows from the components"
        ),
        "reported_by": Help("who noticed first: monitoring, support, customer, engineering, third_party"),
        "started": Help("when it began, if before the first update", ["2026-11-20 13:46 UTC"]),
        "detected": Help("when it was noticed, if before the first update", ["2026-11-20 13:52 UTC"]),
        "starts": Help(
            "a maintenance's window, or when a notice comes onto the front page", ["2026-11-24 05:00 UTC"]
        ),
        "ends": Help("the other end of it", ["2026-11-24 06:30 UTC"]),
        "next_update": Help(
            "when customers hear more, in place of what update_every in the settings promises",
            ["2026-11-20 14:35 UTC"],
        ),
        "escalation": Help("a ticket's reference, for yourselves: it is not published", ["SUP-4711"]),
        "tags": Help("words of your own, not published either", [["database"]]),
        "aliases": Help(f"{_ALIASES_OF_A_PAGE}, such as /issues/old-name/; they lead here", [_ALIASES]),
        "id": Help("the identifier that an imported record brought along", ["p31zjtct2jer"]),
        "postmortem": Help("planned: readers are told so. none: there will be none"),
    },
    "PostmortemFields": {
        "title": Help("its title", ["One row for every scarf"]),
        "incidents": Help(
            "the names of the incidents' files without .md; at least one", [["2026-11-20-checkout-errors"]]
        ),
        "published": Help(
            "when readers see it, and not before; it is one more update of these incidents in the feeds",
            ["2026-11-24 10:00 UTC"],
        ),
        "summary": Help(
            "one or two sentences", ["A query without an index stopped the checkout for an hour."]
        ),
        "contributing_factors": Help(
            "what made it possible, one line each", [["The query had no time limit"]]
        ),
        "actions": Help("what you change"),
        "aliases": Help(_ALIASES_OF_A_PAGE, [_ALIASES]),
    },
    "ActionFields": {
        "title": Help("what is done", ["Limit each query of the checkout to two seconds"]),
        "kind": Help("prevent (the default), detect, mitigate, process"),
        "owner": Help("a team", ["shop team"]),
        "due": Help("a day: 2026-12-01", ["2026-12-01"]),
        "status": Help("open (the default), in_progress, done, dropped"),
        "link": Help("a ticket", ["https://tickets.example.com/SHOP-812"]),
    },
    "SettingsFields": {
        "timezone": Help(
            "the zone of times that are written without one, such as Europe/Paris. Unset, such a time is a"
            " problem",
            ["UTC", "Europe/Paris"],
        ),
        "components": Help("what customers would miss, in the order of the page"),
        "slo_window": Help("the time over which slo is measured; 30 days by default", ["30d"]),
        "update_every": Help(
            "how long customers wait for the next update at most, by impact. By default 30 minutes (critical,"
            " major) and 60 minutes (minor)",
        ),
        "stale_after": Help("a page older than this tells its reader so; 3 hours by default", ["3h"]),
        "full_text_search": Help(
            "pagefind: a page that searches every word of a long record, by an index that Pagefind makes"
        ),
    },
    "ComponentFields": {
        "id": Help(
            "its name in addresses and in records: a-z, 0-9 and single hyphens. It never changes",
            ["checkout"],
        ),
        "name": Help("what customers call it", ["Checkout"]),
        "group": Help("components with the same word stand together", ["Shop"]),
        "description": Help("one line", ["Paying for an order"]),
        "slo": Help("what customers may expect, in percent: 99.9", [99.9]),
        "since": Help("days before this one are not counted in its uptime", ["2024-03-01"]),
        "upstream": Help("the status page of the provider that runs it", ["https://status.cdn.example/"]),
        "retired": Help(
            "from this day on it is off the front page; its page and history stay", ["2025-01-31"]
        ),
    },
}
"""Name of the reader's model to the help for each of its fields."""

MKDOCS: Mapping[str, Help] = {
    "site_name": Help("what the site is called", ["Example Status"]),
    "site_url": Help(
        "where the site is published; feeds and badges carry this address", ["https://status.example.com/"]
    ),
    "site_description": Help("one sentence for search engines", ["Whether our products work right now."]),
    "docs_dir": Help("where the content stands", ["content"]),
    "site_dir": Help("where the built site is put", ["site"]),
    "theme": Help(
        "Material for MkDocs, whose frame the pages stand in", [{"name": "material", "font": False}]
    ),
    "use_directory_urls": Help(
        "must not be false: the addresses of incidents are promised as /incidents/<name>/"
    ),
    "plugins": Help("statusgen, and any other plugin of MkDocs"),
    "statusgen": Help("the settings of statusgen"),
}
"""Settings of MkDocs that statusgen reads."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "ComponentStatus": {
        "operational": "customers notice nothing",
        "under_maintenance": "what was announced",
        "degraded_performance": "it works, and is slow or needs a second attempt",
        "partial_outage": "it fails for some, or a part of it fails for all",
        "major_outage": "it cannot be used",
    },
    "Kind": {
        "incident": "something is broken, or was",
        "maintenance": "planned work, with a window that starts and ends by the clock",
        "notice": "something that customers should know; it changes no component",
    },
    "Impact": {
        "maintenance": "planned work, which costs no uptime",
        "none": "customers notice nothing",
        "minor": "something is slow, or needs a second attempt",
        "major": "something fails for some, or in part",
        "critical": "something cannot be used",
    },
    "Reporter": {
        "monitoring": "a machine that watches",
        "support": "people who talk to customers",
        "customer": "somebody who uses the product",
        "engineering": "people who make the product",
        "third_party": "a provider, or anybody else",
    },
    "FullTextSearch": {
        "pagefind": "Pagefind, which you install beside statusgen",
    },
    "PostmortemPlan": {
        "planned": "readers are told that one will follow",
        "none": "there will be none",
    },
    "ActionKind": {
        "prevent": "so that it does not happen again",
        "detect": "so that it is noticed sooner",
        "mitigate": "so that it does less harm",
        "process": "so that people work together better",
    },
    "ActionStatus": {
        "open": "nobody has begun yet",
        "in_progress": "somebody is at it",
        "done": "it is finished",
        "dropped": "it will not be done",
    },
}
"""Name of an enumeration to what each of its words means."""
