"""A reader's clock that a test can put on."""

from __future__ import annotations

__all__ = ["MOVABLE_CLOCK", "pass_time"]

MOVABLE_CLOCK = """(() => {
  const {setInterval} = window;
  const repeated = [];
  let ahead = 0;
  for (const clock of [Date, performance]) {
    const now = clock.now.bind(clock);
    clock.now = () => now() + ahead;
  }
  window.setInterval = (action, ...rest) => {
    repeated.push(action);
    return setInterval(action, ...rest);
  };
  window.passTime = minutes => {
    ahead += minutes * 60000;
    for (const action of repeated) action();
  };
})()"""
"""A script that runs before any of the page's own."""


def pass_time(minutes: float) -> str:
    """An expression that puts the clock on, and does at once what is done again and again."""
    return f"passTime({minutes})"
