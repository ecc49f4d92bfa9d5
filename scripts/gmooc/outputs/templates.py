"""Turn a template's name and a view into HTML; templates are compiled once and escape every value."""

from __future__ import annotations

import html
import os
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    nodes,
    pass_context,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape

from gmooc.locales import SOURCE, Words, words_of
from gmooc.sources import digest_of


class _Coder(CodeGenerator):
    """Writes templates whose values go through our own escaping, and whose fixed words are looked up at once."""

    def _output_child_pre(self, *details: Any) -> None:
        self.write("environment.written(")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        is_fixed = isinstance(node.node, nodes.Name) and node.node.name == "_" and not node.kwargs
        if not is_fixed or not isinstance(node.args[0], nodes.Const):
            return super().visit_Call(node, frame, forward_caller=forward_caller)
        self.visit(node.node, frame)
        return self.write(f"({node.args[0].value!r})")


class _Printer(Environment):
    """Jinja as ten thousand pages need it: most of what a page shows is text that was escaped before, or a key."""

    code_generator_class = _Coder

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    @staticmethod
    def written(value: Any) -> str:
        """Give a value as it stands in HTML."""
        kind = type(value)
        if kind is str:
            return escaped(value)
        return value if kind is Markup else str(value) if kind is int else escape(value)


@lru_cache(5000)
def escaped(text: str) -> str:
    """Escape a text; the same few words stand on most pages."""
    return str(escape(text))


class Templates:
    """The templates of records and lists, from one folder."""

    def __init__(self, folder: Path) -> None:
        self._environment = _Printer(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
            bytecode_cache=bytecode_below(folder.parent),
        )
        speak_in(self._environment)
        self._environment.filters["day"] = _day
        self._known: dict[str, Template] = {}
        # Cards by language, each rendered once for all the pages of a build.
        self.cards: dict[tuple[Any, str], str] = {}

    def render(self, name: str, view: dict[str, Any], language: str = SOURCE) -> str:
        """Render a template with a view, in an interface language."""
        template = self._known.get(name)
        if template is None:
            template = self._known[name] = self._environment.get_template(f"{name}.html")
        return template.render(view | words_of(language).view)


FOLDER = Path(__file__).resolve().parents[3] / "theme/records"
_known: list[Templates] = []


def templates() -> Templates:
    """Return the templates of records and lists, loaded when they are first needed."""
    if not _known:
        _known.append(Templates(FOLDER))
    return _known[0]


def forget_templates() -> None:
    """Load the templates again when they are next needed."""
    _known.clear()


def render_template(name: str, view: dict[str, Any], language: str = SOURCE) -> str:
    """Render a template with a view, in an interface language."""
    return templates().render(name, view, language)


def bytecode_below(folder: Path) -> FileSystemBytecodeCache | None:
    """Keep compiled templates where Python keeps compiled modules; without room for them, each build compiles them."""
    kept = folder / "__pycache__"
    try:
        kept.mkdir(exist_ok=True)
    except OSError:
        return None
    # What was compiled by an earlier state of this module goes by another name.
    maker = digest_of(Path(__file__).read_bytes()).hex()[:12]
    return FileSystemBytecodeCache(str(kept), f"%s.{maker}") if os.access(kept, os.W_OK) else None


def speak_in(environment: Environment) -> None:
    """Have the templates of an environment take their words from the view, so that they are compiled only once."""
    environment.policies["ext.i18n.trimmed"] = True
    # The words themselves put values in; Jinja would format them a second time.
    environment.newstyle_gettext = True  # type: ignore[attr-defined]


def safe(rendered: str) -> Markup:
    """Mark HTML that the sanitiser or a template made, so that it is printed as it is."""
    return Markup(rendered)


def written_day(day: date, words: Words) -> Markup:
    """Write a day for people, in their language, and for machines."""
    return Markup(f'<time datetime="{day.isoformat()}">{words.day(day)}</time>')


@pass_context
def _day(context: Context, day: date) -> Markup:
    return written_day(day, context["words"])


def attribute(text: str) -> str:
    """Escape a text for an attribute."""
    return html.escape(text)
