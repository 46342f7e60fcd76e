"""Pages with many bars, each with data in which every text is hostile, and a judge of what became of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from tests.browser.origins import answer_with
from tests.browser.two_sites import Sites
from tests.fixtures.browsers import PATIENCE_SECONDS

__all__ = ["JUDGE", "batches", "publish_hostile_bars"]

_SIZE = 110

# A browser asks one host for six things at a time: the last of so many bars waits for its turn.
_UNHURRIED = """<script>{
  const {setTimeout} = window;
  window.setTimeout = (action, time) => setTimeout(action, time === 10000 ? 100000 : time);
}</script>"""

JUDGE = """(async () => {
  const payloads = await (await fetch('/payloads.json')).json();
  const status = new URL(document.querySelector('script[src*=alert-bar]').src).origin + '/';
  const part = index => document.querySelector(`#t${index} > statusgen-alert-bar`)?.shadowRoot;
  const deadline = Date.now() + PATIENCE;
  const awaited = index => !part(index)?.querySelector('button');
  while (payloads.some((_, index) => awaited(index)) && Date.now() < deadline) {
    await new Promise(done => setTimeout(done, 20));
  }
  const known = ['a', 'bdi', 'button', 'div', 'i', 'p', 'section'];
  const faults = [];
  payloads.forEach((payload, index) => {
    const root = part(index);
    const fault = what => faults.push(`${JSON.stringify(payload)}: ${what}`);
    if (awaited(index)) return fault('no bar');
    const elements = [...root.querySelectorAll('*')];
    for (const element of elements) {
      if (!known.includes(element.localName)) fault(`became <${element.localName}>`);
      for (const {name} of element.attributes) if (/^on|style|src/.test(name)) fault(`became the attribute ${name}`);
      if (element.href && !element.href.startsWith(status)) fault(`leads to ${element.href}`);
    }
    if (root.querySelector('a').textContent !== payload) fault('is another title');
    if (!root.querySelector('bdi').textContent.startsWith(payload)) fault('is another text');
    if (root.querySelector('section').getAttribute('aria-label') !== `${payload}: ${payload}`) fault('is another name');
    if (root.querySelector('button').getAttribute('aria-label') !== payload) fault('is another word');
    for (const element of elements) element.dispatchEvent(new Event('mouseover', {bubbles: true}));
    root.querySelector('button').focus();
  });
  await new Promise(done => setTimeout(done, 50));
  if (window.ran !== undefined) faults.push('something ran');
  return faults;
})()""".replace("PATIENCE", str(2 * PATIENCE_SECONDS * 1000))
"""An expression: everything that is wrong with the bars on the page, once all are there."""


def batches(payloads: Sequence[str]) -> Iterator[Sequence[str]]:
    """`payloads`, in parts that one page can hold."""
    for start in range(0, len(payloads), _SIZE):
        yield payloads[start : start + _SIZE]


def publish_hostile_bars(sites: Sites, payloads: Sequence[str]) -> str:
    """The address of a page with a bar for each of `payloads`, which stands in every text of its data."""
    for index, payload in enumerate(payloads):
        event = sites.incident(
            **dict.fromkeys(["id", "title", "details", "url"], payload),
            components=[payload],
            groups=[payload],
        )
        words = dict.fromkeys(["dismiss", "more", "calm", "operational"], payload)
        data = sites.data(
            event,
            sites.incident(title=payload, impact=payload, updated_at=payload),
            language=payload,
            page={"name": payload, "url": sites.status.url + "/", "language": payload},
            words={
                **words,
                **dict.fromkeys(["updated", "until", "planned"], f"{payload} %s"),
                "days": dict.fromkeys(range(1, 13), payload),
            },
        )
        sites.status.answers[f"/{index}/alert-bar.json"] = answer_with(data)
    sites.shop.publish("/payloads.json", json.dumps(payloads), "application/json")
    tags = (
        sites.tag(f'data-target="#t{index}" data-api="{sites.status.url}/{index}/" defer')
        for index in range(len(payloads))
    )
    targets = (f'<div id="t{index}"></div>' for index in range(len(payloads)))
    return sites.page(head=_UNHURRIED + "".join(tags), body="".join(targets))
