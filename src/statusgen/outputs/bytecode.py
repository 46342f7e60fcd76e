"""Templates of installed programs, compiled: kept where Python keeps our own modules compiled, and as far as it does.

Compiling the templates of a small site takes longer than all else that is done about one changed record. What a site's
own templates became is never kept: code stands in no directory but that of the program.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
import jinja2.compiler
from jinja2.bccache import Bucket

__all__ = ["CompiledTemplates"]

_DIGEST_BYTES = 16


class CompiledTemplates(jinja2.BytecodeCache):
    """Keeps the code of the templates in `directories`, which belong to installed programs, beside this module.

    `compilers` are the modules that compile them, and `traits` all else on which the code depends. Whoever compiles
    the same templates in another way gives another `kind`.
    """

    def __init__(
        self, directories: Iterable[Path], compilers: Iterable[str], *, kind: str = "", traits: object = ()
    ) -> None:
        self.directories = tuple(f"{directory}{os.sep}" for directory in directories)
        self.kind = kind
        states = [(path, os.stat(path)) for path in (jinja2.compiler.__file__, *compilers)]  # noqa: PTH116
        compiled_by = repr(([(path, state.st_size, state.st_mtime_ns) for path, state in states], traits))
        self.compiled_by = blake2b(compiled_by.encode(), digest_size=_DIGEST_BYTES).digest()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The file that keeps the template `name`; empty for one of a site's own."""
        if not filename or not filename.startswith(self.directories):
            return ""
        place = f"{__file__.removesuffix('.py')}-{self.kind}{name.replace('/', '-')}"
        # A Python that keeps no compiled modules at all has no place for templates either.
        with suppress(NotImplementedError):
            return cache_from_source(place)
        return ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives `bucket` the code that is kept for it, if that was made of the same source, by the same compiler."""
        if not bucket.key:
            return
        try:
            data = Path(bucket.key).read_bytes()
        except OSError:
            return
        head, code = data[: 2 * _DIGEST_BYTES], data[2 * _DIGEST_BYTES :]
        if head == self._head(code):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of `bucket`, unless Python was told to keep none, or may not write there."""
        if not bucket.key or sys.dont_write_bytecode:
            return
        code = bucket.bytecode_to_string()
        folder = os.path.dirname(bucket.key)  # noqa: PTH120
        with suppress(OSError):
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            handle, waiting = tempfile.mkstemp(dir=folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(self._head(code) + code)
                Path(waiting).replace(bucket.key)
            except BaseException:
                Path(waiting).unlink(missing_ok=True)
                raise

    def _head(self, code: bytes) -> bytes:
        """What stands before `code`: who compiled it, and what shows that it is whole."""
        return self.compiled_by + blake2b(code, digest_size=_DIGEST_BYTES).digest()
