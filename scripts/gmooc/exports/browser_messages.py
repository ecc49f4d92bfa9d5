"""Catalogues of the texts that JavaScript modules pass to gettext, a file for each language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from gmooc.core.files import ContentFile
from gmooc.core.i18n import Words, words_of
from gmooc.core.json_text import as_line
from gmooc.core.languages import LANGUAGES
from gmooc.render.target import OutputContext, Target

# Where the browser's modules lie in the project.
MODULES = "theme/overrides/assets/"
# A number that stands for each kind of number that a language tells apart (Unicode CLDR).
_SAMPLES = range(112)


def browser_targets(context: OutputContext) -> Iterator[Target]:
    """List the words of the browser's modules in every language but that of the modules themselves."""
    modules = tuple(file for path, file in context.tools.items() if path.startswith(MODULES) and path.endswith(".js"))
    for language in LANGUAGES[1:]:
        yield Target((f"assets/words/{language}.json",), (language, modules), _words)


def browser_texts(modules: Iterable[ContentFile]) -> tuple[str | tuple[str, ...], ...]:
    """Return the texts of the browser's modules, in their order; one about a number has two forms."""
    found: dict[str | tuple[str, ...], None] = {}
    for module in modules:
        for match in re.finditer(_CALL, module.read().decode()):
            pair = tuple(json.loads(text) for text in match.groups() if text)
            found[pair if len(pair) > 1 else pair[0]] = None
    return tuple(found)


_TEXT = r'("(?:[^"\\]|\\.)*")'
_CALL = rf"\b(?:gettext\({_TEXT}|ngettext\(\s*{_TEXT},\s*{_TEXT})"


def _words(language: str, modules: tuple[ContentFile, ...]) -> bytes:
    words = words_of(language)
    told: dict[str, str | dict[str, str]] = {}
    for text in browser_texts(modules):
        if isinstance(text, tuple):
            told[text[0]] = _forms(text[0], text[1], words)
        else:
            told[text] = words.say(text)
    return as_line(told)


def _forms(one: str, many: str, words: Words) -> dict[str, str]:
    """Return the forms of a text by the names that browsers have for kinds of numbers."""
    from babel import Locale

    kind_of = Locale.parse(words.language).plural_form
    return {kind_of(number): words.form(one, many, number) for number in reversed(_SAMPLES)}
