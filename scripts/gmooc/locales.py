"""Give the words of an interface language: its gettext catalogue, its dates and its numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from gmooc.made import made_once

FOLDER = Path(__file__).resolve().parents[2] / "theme/locales"
SOURCE = "en"

# The day comes before the month, as everywhere but in one country.
_LOCALES = {"en": "en_GB"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def N_(text: str) -> str:
    """Mark a text for translators; it is translated where it is shown."""
    return text


class Known(NamedTuple):
    """What a catalogue says: the translations of texts, those of texts with a number, and the rule that picks one."""

    texts: dict[str, str]
    counted: dict[str, list[str]]
    plural: str = "n != 1"


class Words:
    """The words of one language; a text without a translation stays English."""

    def __init__(self, language: str, known: Known) -> None:
        self.language = language
        self.known = known
        self._marked: dict[str, Markup] = {}

    @cached_property
    def form_of(self) -> Callable[[int], int]:
        """Give what says which form of a text fits a number."""
        from gettext import c2py

        return c2py(self.known.plural)

    def say(self, text: str, **values: object) -> str:
        """Translate a text; `%(name)s` in it stands for a value."""
        found = self.known.texts.get(text, text)
        return found % values if values else found

    def say_count(self, one: str, many: str, number: int, **values: object) -> str:
        """Translate a text about a number of things, `%(num)s` in it."""
        forms = self.known.counted.get(one)
        found = forms[self.form_of(number)] if forms else one if number == 1 else many
        return found % (values | {"num": self.number(number)})

    def number(self, number: int) -> str:
        """Write a number of things."""
        if number < 1000:
            return str(number)
        if self.language == SOURCE:
            return f"{number:,}"
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=self._locale))

    def day(self, day: date) -> str:
        """Write a day so that nobody can misread it."""
        if self.language == SOURCE:
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        from babel.dates import format_date

        text = format_date(day, "long", locale=self._locale)
        # French counts the first day and numbers the others, which no pattern of dates can say.
        return text.replace("1 ", "1er ", 1) if self.language == "fr" and day.day == 1 else text

    def moment(self, moment: datetime, zone: str) -> str:
        """Write a moment as the clocks of a zone show it, with the name of the zone."""
        return self.say(_MOMENT, day=self.day(moment.date()), time=f"{moment:%H:%M}", zone=zone)

    def language_name(self, code: str) -> str:
        """Give the name of a language."""
        if code in _LANGUAGE_NAMES:
            return self.say(_LANGUAGE_NAMES[code])
        from babel import Locale

        return str(Locale.parse(self._locale).languages.get(code, code))

    # What templates call: their texts are HTML, and the values put into them are escaped.

    def gettext(self, text: str, **values: Any) -> Markup:
        """Translate a text of a template."""
        found = self._marked.get(text)
        if found is None:
            found = self._marked[text] = Markup(self.known.texts.get(text, text))
        return found % values if values else found

    def ngettext(self, one: str, many: str, number: int, **values: Any) -> Markup:
        """Translate a text of a template about a number of things."""
        forms = self.known.counted.get(one)
        found = forms[self.form_of(number)] if forms else one if number == 1 else many
        written = {name: self.number(value) if type(value) is int else value for name, value in values.items()}
        return Markup(found) % (written | {"num": self.number(number)})

    @cached_property
    def view(self) -> dict[str, Any]:
        """Give what templates need to speak this language."""
        return {"_": self.gettext, "gettext": self.gettext, "ngettext": self.ngettext, "words": self}

    @property
    def _locale(self) -> str:
        return _LOCALES.get(self.language, self.language)


# Those of the interface are told without Babel, which takes long to load a language.
_LANGUAGE_NAMES = {
    "ar": N_("Arabic"),
    "en": N_("English"),
    "es": N_("Spanish"),
    "fr": N_("French"),
    "ru": N_("Russian"),
    "zh": N_("Chinese"),
}
_MOMENT = N_("%(day)s, %(time)s %(zone)s")


@cache
def words_of(language: str) -> Words:
    """Give the words of a language; its catalogue is read when it is first needed."""
    path = FOLDER / language / "LC_MESSAGES/messages.po"
    if language == SOURCE or not path.exists():
        return Words(language, Known({}, {}))
    return Words(
        language, Known(*made_once(f"words-{language}", lambda: read_catalogue(path.read_text("utf-8")), path))
    )


# Babel reads catalogues too, a hundred times as slowly: a build after one edit could not wait for five of them.
_LINE = re.compile(r'^(?:(msgid|msgid_plural|msgstr|msgstr\[\d\]) )?"(.*)"$')
_ESCAPED = re.compile(r"\\(.)")


def read_catalogue(text: str) -> Known:
    """Give what a catalogue says; a translation that is empty or marked as fuzzy counts as none."""
    known = Known({}, {}, "0")
    header = ""
    for block in text.replace("\r\n", "\n").split("\n\n"):
        parts = _parts_of(block)
        original = parts.get("msgid", "")
        if not original:
            header = header or parts.get("msgstr", "")
        elif "msgid_plural" in parts:
            forms = [value for name, value in parts.items() if name.startswith("msgstr[")]
            if all(forms):
                known.counted[original] = forms
        elif parts.get("msgstr"):
            known.texts[original] = parts["msgstr"]
    rule = re.search(r"plural=(.*?);", header)
    return known._replace(plural=rule[1]) if rule else known


def _parts_of(block: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    name = ""
    for line in block.split("\n"):
        if line.startswith("#, ") and "fuzzy" in line:
            return {}
        match = _LINE.match(line)
        if match:
            name = match[1] or name
            piece = match[2]
            if "\\" in piece:
                piece = _ESCAPED.sub(lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), piece)
            parts[name] = parts.get(name, "") + piece
    return parts
