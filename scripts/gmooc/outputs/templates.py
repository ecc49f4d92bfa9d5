"""Turn a template's name and a view into HTML; templates are compiled once and escape every value."""

from __future__ import annotations

import html
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from gmooc.locales import SOURCE, Words, words_of


class Templates:
    """The templates of records and lists, from one folder."""

    def __init__(self, folder: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        speak_in(self._environment)
        self._environment.filters["day"] = _day
        self._known: dict[str, Template] = {}

    def render(self, name: str, view: dict[str, Any], language: str = SOURCE) -> str:
        """Render a template with a view, in an interface language."""
        template = self._known.get(name)
        if template is None:
            template = self._known[name] = self._environment.get_template(f"{name}.html")
        return template.render(view | words_of(language).view)


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


def json_for_script(data: Any) -> str:
    """Write data for a script element, so that no text in it can end the element."""
    import json

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def attribute(text: str) -> str:
    """Escape a text for an attribute."""
    return html.escape(text)
