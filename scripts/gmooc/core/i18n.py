"""The words of an interface language: its message catalog, dates, numbers and plurals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from markupsafe import Markup

from gmooc.core.languages import SOURCE_LANGUAGE

_MESSAGE_CATALOGS = "theme/locales"
MESSAGE_CATALOGS_FOLDER = Path(__file__).resolve().parents[3] / _MESSAGE_CATALOGS

# The day comes before the month, as everywhere but in one country.
_LOCALES = {"en": "en_GB"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def N_(text: str) -> str:
    """Mark a text for translators; it is translated where it is shown."""
    return text


class Words:
    """The words of one language; a text without a translation stays English."""

    def __init__(self, language: str, catalog: NullTranslations) -> None:
        self.language = language
        self._catalog = catalog

    def say(self, text: str, **values: object) -> str:
        """Translate a text; `%(name)s` in it stands for a value."""
        # What a message catalog says of an empty text is its own header.
        found = self._catalog.gettext(text) if text else ""
        return found % values if values else found

    def form(self, one: str, many: str, number: int) -> str:
        """Return the form that a text about things takes for a number of them, `%(num)s` still in it."""
        return self._catalog.ngettext(one, many, number)

    def say_count(self, one: str, many: str, number: int, **values: object) -> str:
        """Translate a text about a number of things, `%(num)s` in it."""
        return self.form(one, many, number) % (values | {"num": self.number(number)})

    def number(self, number: int) -> str:
        """Write a number of things."""
        if number < 1000:
            return str(number)
        if self.language == SOURCE_LANGUAGE:
            return f"{number:,}"
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=self._locale))

    def day(self, day: date) -> str:
        """Write a day so that nobody can misread it."""
        if self.language == SOURCE_LANGUAGE:
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        from babel.dates import format_date

        text = format_date(day, "long", locale=self._locale)
        # French counts the first day and numbers the others, which no pattern of dates can say.
        return text.replace("1 ", "1er ", 1) if self.language == "fr" and day.day == 1 else text

    def month(self, day: date) -> str:
        """Write the month of a day and its year."""
        if self.language == SOURCE_LANGUAGE:
            return f"{_MONTHS[day.month - 1]} {day.year}"
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMM", day, locale=self._locale))

    def moment(self, moment: datetime, zone: str) -> str:
        """Write a moment as the clocks of a zone show it, with the name of the zone."""
        return self.say(_MOMENT, day=self.day(moment.date()), time=f"{moment:%H:%M}", zone=zone)

    def language_name(self, code: str) -> str:
        """Return the name of a language."""
        if code in _LANGUAGE_NAMES:
            return self.say(_LANGUAGE_NAMES[code])
        from babel import Locale

        return str(Locale.parse(self._locale).languages.get(code, code))

    # What templates call: their texts are HTML, and the values put into them are escaped.

    def gettext(self, text: str, **values: Any) -> Markup:
        """Translate a text of a template."""
        found = Markup(self.say(text))
        return found % values if values else found

    def ngettext(self, one: str, many: str, number: int, **values: Any) -> Markup:
        """Translate a text of a template about a number of things."""
        written = {name: self.number(value) if type(value) is int else value for name, value in values.items()}
        return Markup(self.form(one, many, number)) % (written | {"num": self.number(number)})

    @cached_property
    def view(self) -> dict[str, Any]:
        """Return what templates need to speak this language."""
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


def words_of(language: str) -> Words:
    """Return the words of a language: those that a build was given, or those of its message catalog at this moment."""
    if language == SOURCE_LANGUAGE:
        return _ENGLISH
    if language in _given:
        return _given[language]
    path = message_catalog_path(language)
    try:
        status = path.stat()
    except FileNotFoundError:
        return Words(language, NullTranslations())
    return _load(language, path, status.st_size, status.st_mtime_ns)


def use_message_catalogs(compiled: Mapping[str, bytes]) -> None:
    """Speak as these message catalogs say, by language, whatever is saved meanwhile."""
    _given.clear()
    _given.update({language: _words_from(language, catalog) for language, catalog in compiled.items()})


def message_catalog_path(language: str, root: Path | None = None) -> Path:
    """Return where the message catalog of a language lies, in this project or in that with another root."""
    folder = root / _MESSAGE_CATALOGS if root else MESSAGE_CATALOGS_FOLDER
    return folder / language / "LC_MESSAGES/messages.po"


_ENGLISH = Words(SOURCE_LANGUAGE, NullTranslations())
_given: dict[str, Words] = {}


@lru_cache(16)
def _load(language: str, path: Path, size: int, changed_at: int) -> Words:
    """Load a message catalog; one that was saved since has another time."""
    return _words_from(language, compile_message_catalog(path.read_bytes()))


@lru_cache(16)
def _words_from(language: str, compiled: bytes) -> Words:
    return Words(language, GNUTranslations(BytesIO(compiled)))


def compile_message_catalog(po: bytes) -> bytes:
    """Compile a message catalog (.po) for gettext (.mo); a translation that is empty or marked fuzzy counts as none."""
    # A step is a plain function: nothing tells the digest of one with a cache.
    return _compile(po)


# A process speaks and builds with the same message catalogs, and compiling them takes a third of a small build.
@lru_cache(16)
def _compile(po: bytes) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(po)))
    return compiled.getvalue()
