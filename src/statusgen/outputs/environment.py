"""Jinja for thousands of pages: what every page has in common is worked out when a template is compiled."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import InternationalizationExtension
from jinja2.parser import Parser
from markupsafe import Markup, escape

from statusgen.outputs.words import Words

__all__ = ["TranslatedEnvironment"]


class _Translation(InternationalizationExtension):
    """`{% trans %}`, which becomes plain text of the template where it holds no variable."""

    environment: TranslatedEnvironment

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        found = super().parse(parser)
        match found:
            case nodes.Output(
                nodes=[
                    nodes.Call(
                        node=nodes.Name(name="gettext"), args=[nodes.Const(value=str(message))], kwargs=[]
                    )
                ]
            ):
                # As the extension has it: a translation is trusted, and `%%` in it stands for a percent sign.
                text = Markup(self.environment.translate(message)) % {}  # noqa: S704  # from our catalogue
                return nodes.Output([nodes.TemplateData(str(text))], lineno=found.lineno)
        return found


class _Printing(CodeGenerator):
    """Prints through `printed`: `escape` makes a copy of what is safe already, and takes four times as long.

    Should Jinja no longer call this method, templates print the same, only slower.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(")


class TranslatedEnvironment(jinja2.Environment):
    """Templates in the words of one catalogue."""

    code_generator_class = _Printing
    translate: Callable[[str], str]

    def __init__(self, words: Words, **options: Any) -> None:
        super().__init__(extensions=[_Translation], **options)
        self.translate = words.gettext
        self.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the extension

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template may name besides what it is given: in one dictionary, since it is copied for each page."""
        return {**self.globals, **(d or {})}

    @staticmethod
    def printed(value: object) -> str:
        """`value` in HTML: as it is if that is what it is, else escaped."""
        return value if type(value) is Markup else escape(value)
