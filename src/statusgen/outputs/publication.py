"""Everything that is published beside the pages, by its path."""

from __future__ import annotations

from collections.abc import Mapping

from statusgen.derive.view import View
from statusgen.outputs.alert_bar import alert_bar_files
from statusgen.outputs.badges import badge_files
from statusgen.outputs.feeds import feed_files
from statusgen.outputs.redirects import redirect_files
from statusgen.outputs.templates import Templates

__all__ = ["published_files"]


def published_files(view: View, templates: Templates) -> Mapping[str, bytes]:
    """Feeds, badges, the alert bar's data and page, and redirects from old addresses."""
    return {
        **redirect_files(view),
        **feed_files(view),
        **badge_files(view),
        **alert_bar_files(view, templates),
    }
