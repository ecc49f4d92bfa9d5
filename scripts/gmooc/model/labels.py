"""Labels of the codes of the model for readers; each is translated where it is shown."""

from __future__ import annotations

from collections import Counter
from unicodedata import bidirectional

OUTCOMES = {
    "app": "App or tool",
    "lesson": "Lesson",
    "study": "Study",
    "policy": "Policy note",
    "art": "Art",
    "event": "Event",
    "other": "Other",
}
STATUSES = {
    "idea": "Idea",
    "prototype": "Prototype",
    "pilot": "Pilot",
    "in-use": "In use",
    "ended": "Ended",
    "unknown": "Not stated",
}
# A card does not say what it tells: there 'Not stated' says nothing.
STATUSES_OF_CARDS = STATUSES | {"unknown": ""}
WANTED = {
    "people": "people to join",
    "data": "data",
    "partner": "a partner",
    "money": "money",
    "translation": "translations",
}
LINKS = {
    "website": "Website",
    "demo": "Demo",
    "code": "Code",
    "video": "Video",
    "slides": "Slides",
    "report": "Report",
    "data": "Data",
    "other": "Other page",
}
RESOURCES = {
    "course": "Courses",
    "dataset": "Data",
    "tool": "Tools",
    "reading": "Reading",
    "video": "Videos",
    "teaching": "For teachers",
}
RESOURCE_KINDS = {
    "course": "Course",
    "dataset": "Data",
    "tool": "Tool",
    "reading": "Reading",
    "video": "Video",
    "teaching": "For teachers",
}
STATES = {
    "upcoming": "upcoming",
    "open": "open",
    "judging": "judging",
    "closed": "closed",
    "cancelled": "cancelled",
}
ROLES = {"author": "author", "translator": "translator", "mentor": "mentor", "reviewer": "reviewer", "editor": "editor"}
NEWS = {
    "launch": "Launch",
    "call": "Call",
    "deadline": "Deadline",
    "results": "Results",
    "event": "Event",
    "news": "News",
}
LANGUAGE_NAMES = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "pt": "Português",
    "ru": "Русский",
    "sw": "Kiswahili",
    "zh": "中文",
}
LICENCES = {
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC-BY-NC-4.0": ("CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    "CC-BY-NC-SA-4.0": ("CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "MIT": ("MIT License", "https://spdx.org/licenses/MIT.html"),
    "Apache-2.0": ("Apache License 2.0", "https://spdx.org/licenses/Apache-2.0.html"),
}

# Languages written from right to left; a title may begin with a foreign word, so the first letter does not tell.
_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ps", "ur"))


def direction_of(language: str) -> str:
    """Return the direction in which a language is written."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def direction_of_text(text: str) -> str:
    """Return the direction in which most letters of a text run; '' for a text without letters."""
    kinds = Counter(map(bidirectional, text))
    from_right, from_left = kinds["R"] + kinds["AL"], kinds["L"]
    return "rtl" if from_right > from_left else "ltr" if from_left else ""


_LOCALES = {"ar": "ar_AR", "en": "en_GB", "es": "es_ES", "fr": "fr_FR", "ru": "ru_RU", "zh": "zh_CN"}


def og_locale(language: str) -> str:
    """Return a language and a territory, as Open Graph wants it; '' for a language that names no territory."""
    code, _, territory = language.partition("-")
    return _LOCALES.get(language) or (f"{code}_{territory}" if len(territory) == 2 else "")
