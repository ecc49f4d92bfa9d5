"""Render Jinja templates; they are compiled once and escape every value."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from gmooc.content.catalogue import Card
from gmooc.core.i18n import Words, words_of
from gmooc.core.languages import SOURCE_LANGUAGE
from gmooc.model.labels import direction_of_text


@lru_cache(5000)
def escaped(text: str) -> str:
    """Escape a text; the same few words stand on most pages."""
    return str(escape(text))


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
            # One build shows one state of the templates, whatever is saved meanwhile.
            auto_reload=False,
        )
        speak_in(self._environment)
        self._environment.filters |= {"day": _day, "isolated": isolated}
        # The HTML of each card in each language: rendered once for all the pages that show it.
        self.cards: dict[tuple[Card, str], str] = {}

    def render(self, name: str, view: dict[str, Any], language: str = SOURCE_LANGUAGE) -> str:
        """Render a template with a view, in an interface language."""
        return self._environment.get_template(f"{name}.html").render(view | words_of(language).view)


TEMPLATES_FOLDER = Path(__file__).resolve().parents[3] / "theme/records"


@cache
def templates() -> Templates:
    """Return the templates of records and lists, loaded when they are first needed."""
    return Templates(TEMPLATES_FOLDER)


def forget_templates() -> None:
    """Load the templates again when they are next needed."""
    templates.cache_clear()


def render_template(name: str, view: dict[str, Any], language: str = SOURCE_LANGUAGE) -> str:
    """Render a template with a view, in an interface language."""
    return templates().render(name, view, language)


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


def written_instant(moment: datetime | None) -> str:
    """Write a moment in UTC as browsers read it; '' for none."""
    return f"{moment:%Y-%m-%dT%H:%MZ}" if moment else ""


@pass_context
def _day(context: Context, day: date) -> Markup:
    return written_day(day, context["words"])


def isolated(text: str) -> Markup:
    """Write a name or title so that its direction and that of the page do not disturb each other.

    A browser takes the direction of a text's first letter, which is wrong for an Arabic title that begins with GMOOC.
    """
    direction = "" if text.isascii() else direction_of_text(text)
    attributes = Markup(f' dir="{direction}"') if direction else ""
    return Markup("<bdi{}>{}</bdi>").format(attributes, text)
