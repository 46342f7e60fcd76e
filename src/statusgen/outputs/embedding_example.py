"""The example of the alert bar on `/subscribe/`: a page in a frame, with the bar itself and an incident made up.

What the bar shows there says of itself that it is an example, and it stands below `/embed/`, where no
reader comes by.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta

from statusgen.derive.view import View, view_of
from statusgen.model import Component, ComponentStatus, Incident, Settings, Site, Update, UpdateStatus
from statusgen.outputs.alert_bar import alert_bar_json
from statusgen.outputs.templates import Templates

__all__ = ["EXAMPLE", "example_files"]

EXAMPLE = "embed/example/"
_FOR_EVER = timedelta(days=36_500)


def example_files(view: View, templates: Templates) -> Mapping[str, bytes]:
    """The page and the bar's data for it, by path."""
    page = templates.render("embed-example.html", site=view.site)
    return {
        f"{EXAMPLE}index.html": (page.rstrip("\n") + "\n").encode(),
        f"{EXAMPLE}alert-bar.json": _data(view, templates),
    }


def _data(view: View, templates: Templates) -> bytes:
    """The data as the site would publish them on another day, leading nowhere but to `/subscribe/`."""
    _ = templates.words.gettext
    name = _("Example")
    incident = Incident(
        slug="example",
        path="example.md",
        title=_("Example: some card payments fail"),
        components={"example": ComponentStatus.DEGRADED_PERFORMANCE},
        updates=(Update(status=UpdateStatus.IDENTIFIED, at=view.now - timedelta(minutes=10), text=name),),
    )
    site = Site(
        name=name,
        url=view.site.url,
        language=view.site.language,
        settings=Settings(stale_after=_FOR_EVER),
        components=[Component(id="example", name=_("Checkout"))],
        incidents=[incident],
    )
    data = json.loads(alert_bar_json(view_of(site, view.now), templates.words))
    for event in data["events"]:
        event["url"] = "subscribe/" if view.site.url else "../../subscribe/"
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
