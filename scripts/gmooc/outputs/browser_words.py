"""Give the browser's modules their words in every language: those of theme/overrides/assets that call gettext."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from gmooc.frames import LANGUAGES
from gmooc.locales import Words, words_of
from gmooc.outputs.json_text import as_line
from gmooc.outputs.making import Making
from gmooc.outputs.page import Plan

MODULES = Path(__file__).resolve().parents[3] / "theme/overrides/assets"
# A number that stands for each kind of number that a language tells apart (Unicode CLDR).
_SAMPLES = range(112)


def browser_plans(making: Making) -> Iterator[Plan]:
    """Plan the words of the browser's modules in every language but that of the modules themselves."""
    for language in LANGUAGES[1:]:
        # The modules are inputs of the engine, which does not make these files; what they say is one of theirs.
        yield Plan(f"assets/words/{language}.json", (texts(),), partial(_words, language))


@cache
def texts() -> tuple[str | tuple[str, ...], ...]:
    """Give the texts of the browser's modules, in their order; one about a number has two forms."""
    import re

    found: dict[str | tuple[str, ...], None] = {}
    for path in sorted(MODULES.rglob("*.js")):
        for match in re.finditer(_CALL, path.read_text(encoding="utf-8")):
            pair = tuple(json.loads(text) for text in match.groups() if text)
            found[pair if len(pair) > 1 else pair[0]] = None
    return tuple(found)


_TEXT = r'("(?:[^"\\]|\\.)*")'
_CALL = rf"\b(?:gettext\({_TEXT}|ngettext\(\s*{_TEXT},\s*{_TEXT})"


def _words(language: str) -> bytes:
    words = words_of(language)
    told: dict[str, str | dict[str, str]] = {}
    for text in texts():
        if isinstance(text, tuple):
            told[text[0]] = _forms(text[0], words)
        else:
            told[text] = words.say(text)
    return as_line(told)


def _forms(text: str, words: Words) -> dict[str, str]:
    """Give the forms of a text by the names that browsers have for kinds of numbers."""
    from babel import Locale

    kind_of = Locale.parse(words.language).plural_form
    forms = words.known.counted.get(text, ())
    return {kind_of(number): forms[words.form_of(number)] for number in reversed(_SAMPLES)} if forms else {}
