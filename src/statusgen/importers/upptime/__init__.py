"""Upptime: a monitor that keeps its incidents as issues of a GitHub repository.

What it writes was read in its source (github.com/upptime/uptime-monitor and status-page):

- an issue for each outage, `🛑 Docker is down` or `⚠️ Docker has degraded performance`, with the labels `status`, the
  slug of the site and the site's tags; comments are its updates, those of people begin with `**Investigating:**`;
- when the site is back a comment `**Resolved:** Docker is back up`, and the issue is closed;
- an issue with the label `maintenance` for planned work, its window in an HTML comment;
- `.upptimerc.yml` lists the sites, `history/<slug>.yml` when each was first seen; the status page shows an issue at
  `/incident/<number>`.
"""
