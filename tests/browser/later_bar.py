"""How to know that a bar which shows nothing has done what it could: by another bar, that came later and is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from tests.browser.alert_bar.hosts import as_json, bar_data, incident
from tests.browser.origins import Origin, answer_with
from tests.fixtures.browsers import PATIENCE_SECONDS

__all__ = ["later_bar_is_told"]

_PATH = "/later/alert-bar.json"

# The answers that the page has had are in the browser's own record, failed ones as well; a page whose clock a test sets
# has no such record.
_IS_TOLD = """(async ({count, ...tag}) => {
  const deadline = performance.now() + PATIENCE;
  const until = async (what, holds) => {
    while (!holds()) {
      if (performance.now() > deadline) throw Error(`in vain waited for ${what}`);
      await new Promise(done => setTimeout(done, 5));
    }
  };
  const has = one => one.name.endsWith('/alert-bar.json') && one.responseEnd;
  await until(`${count} answers`, () => performance.getEntriesByType('resource').filter(has).length >= count);
  const place = Object.assign(document.createElement('div'), {id: `later-${Math.random()}`.replace('.', '')});
  const script = Object.assign(document.createElement('script'), {src: tag.script});
  Object.assign(script.dataset, {api: tag.api, target: `#${place.id}`});
  document.body.append(place, script);
  await until('the later bar', () => {
    const bar = place.querySelector('*')?.shadowRoot;
    return bar?.querySelector('a').textContent && !bar.querySelector('[aria-hidden=true]');
  });
  script.remove();
  place.remove();
  return true;
})""".replace("PATIENCE", str(PATIENCE_SECONDS * 1000))


def later_bar_is_told(host: Origin, *, answers: int = 1) -> str:
    """An expression: a promise of true, once a bar is told that was added after the page had so many answers.

    `host` is a status site with the bar's script. The later bar tells something harmless, which screen readers hear
    after a pause: whatever an earlier one would tell, it has told by then. It leaves nothing on the page.
    """
    now = datetime.now(UTC)
    event = incident(now=now, impact="none", title="Later")
    host.answers[_PATH] = answer_with(as_json(bar_data(host.url + "/", event, now=now)))
    tag = {"script": f"{host.url}/alert-bar.js", "api": host.url + _PATH.rpartition("/")[0], "count": answers}
    return f"{_IS_TOLD}({json.dumps(tag)})"
