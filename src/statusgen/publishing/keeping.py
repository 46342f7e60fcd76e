"""What the last build of a directory has left for this one, and what this one leaves for the next."""

from __future__ import annotations

import os
from collections.abc import Callable

from msgspec import Struct

from statusgen.processes import WorkFailure
from statusgen.publishing.errands import Errands, Sent
from statusgen.publishing.grounds import digest
from statusgen.publishing.manifest import KeptShell, Manifest
from statusgen.publishing.site_build import SiteBuild

__all__ = ["Keeping"]

_SHELL = "shell"


class _Done(Struct):
    """That another process has kept the reading."""


class Keeping:
    """The reading, the shell and the manifest of one build."""

    def __init__(self, build: SiteBuild) -> None:
        self._build = build
        target = os.path.relpath(build.target, build.reading.config.path.parent)
        self._name = f"site-{digest(os.fsencode(target)).hex()}"
        self._begun: Sent[_Done] | None = None

    def last(self) -> Manifest:
        """That of the last build; an empty one if there is none."""
        cache = self._build.cache
        return (cache.load(self._name, Manifest) if cache else None) or Manifest()

    def shell(self, key: bytes | None, last: Manifest) -> KeptShell | None:
        """That in which the `last` build was made, if it would be the same now, when its key is `key`."""
        cache = self._build.cache
        kept = cache.load(_SHELL, KeptShell) if cache and key and key == last.shell else None
        return kept if kept and kept.key == key else None

    def begin(self, errands: Errands) -> None:
        """Lets another process keep the reading, for ten thousand records take a while to write down."""
        if self._build.cache is not None:
            self._begun = errands.send(self._keep_reading, _Done)

    def completed(self, kept: tuple[Manifest, KeptShell | None] | None) -> Callable[[], None]:
        """Waits for what was begun; returns a function that keeps the rest, with what was `kept`.

        That function is to be called once the site is in its place. It raises OSError, also for what has stopped the
        other process.
        """
        failure = self._failure()

        def keep() -> None:
            cache = self._build.cache
            if cache is not None and kept is not None:
                manifest, shell = kept
                if shell is not None and manifest.shell:
                    cache.save(_SHELL, shell)
                cache.save(self._name, manifest)
            if failure:
                raise failure
            if not self._begun:
                self._build.keep_reading()

        return keep

    def _keep_reading(self) -> _Done:
        self._build.keep_reading()
        return _Done()

    def _failure(self) -> OSError | None:
        """What has stopped the other process; waits for it."""
        try:
            if self._begun:
                self._begun.result()
        except OSError as error:
            return error
        except WorkFailure as failure:
            return OSError(0, str(failure))
        return None
