"""Runs MkDocs for a site that has been read already."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.commands.serve import serve as serve_with_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from statusgen.content.site import Reading
from statusgen.plugin.hooks import Report

__all__ = ["BuildFailure", "build_pages", "serve_pages"]


class BuildFailure(Exception):
    """MkDocs, or a template of the site, stopped the build; the text says why."""


def build_pages(
    config_file: Path,
    directory: Path,
    now: datetime,
    reading: Reading,
    *,
    strict: bool = False,
    report: Report | None = None,
) -> list[str]:
    """Writes the site of `reading` at `now` into `directory`; returns the warnings of MkDocs and its plugins.

    `report` is told what is being done, how much of it is done, and of how much. Raises
    BuildFailure, and OSError when a file cannot be written.
    """
    with _messages_of_mkdocs() as messages:
        try:
            config = load_config(str(config_file), site_dir=str(directory), strict=strict)
            plugin: Any = config.plugins["statusgen"]
            plugin.now, plugin.reading, plugin.report = now, reading, report or plugin.report
            config.plugins.on_startup(command="build", dirty=False)
            build_with_mkdocs(config)
            config.plugins.on_shutdown()
        except (Abort, ConfigurationError) as error:
            raise BuildFailure("\n".join([*messages, str(error)]).strip()) from None
        except TemplateError as error:
            raise BuildFailure(_template_fault(error)) from None
    return messages


def _template_fault(error: TemplateError) -> str:
    """Where in a template, of the site or of statusgen, the fault is."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: {error.message}"
    place, trace = "a template", error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".html"):
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{place}: {error}"


def serve_pages(config_file: Path, address: str | None, open_browser: bool) -> None:
    """Shows a live preview until it is interrupted; raises BuildFailure when MkDocs refuses the settings."""
    overrides: dict[str, Any] = {"dev_addr": address} if address else {}
    try:
        serve_with_mkdocs(str(config_file), livereload=True, open_in_browser=open_browser, **overrides)
    except (Abort, ConfigurationError) as error:
        raise BuildFailure(str(error)) from None


@contextmanager
def _messages_of_mkdocs() -> Iterator[list[str]]:
    """Collects what MkDocs and its plugins warn of, in place of printing it in the middle of ours."""
    messages: list[str] = []
    handler = _Collector(messages)
    logger = logging.getLogger("mkdocs")
    propagates = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagates


class _Collector(logging.Handler):
    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname.lower()}: {record.getMessage()}")
