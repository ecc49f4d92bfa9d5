"""Turn a template's name and a view into HTML; templates are compiled once and escape every value."""

from __future__ import annotations

import html
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Templates:
    """The templates of records and lists, from one folder."""

    def __init__(self, folder: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["day"] = written_day
        self._known: dict[str, Template] = {}

    def render(self, name: str, view: dict[str, Any]) -> str:
        """Render a template with a view."""
        template = self._known.get(name)
        if template is None:
            template = self._known[name] = self._environment.get_template(f"{name}.html")
        return template.render(view)


def safe(rendered: str) -> Markup:
    """Mark HTML that the sanitiser or a template made, so that it is printed as it is."""
    return Markup(rendered)


def written_day(day: date) -> Markup:
    """Write a day so that nobody can misread it, for people and machines."""
    text = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return Markup(f'<time datetime="{day.isoformat()}">{text}</time>')


def written_moment(moment: datetime, zone: str) -> str:
    """Write a moment as the clocks of a zone show it, with the name of the zone."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M} {zone}"


def json_for_script(data: Any) -> str:
    """Write data for a script element, so that no text in it can end the element."""
    import json

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def attribute(text: str) -> str:
    """Escape a text for an attribute."""
    return html.escape(text)
