"""Give the words of an interface language from its gettext catalogue."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "theme/locales"


@cache
def translator(domain: str, language: str) -> Callable[[str], str]:
    """Give a function from an English text to that of a language; a text without a translation stays English."""
    path = FOLDER / language / "LC_MESSAGES" / f"{domain}.po"
    if not path.exists():
        return lambda text: text
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        known = {str(message.id): str(message.string) for message in read_po(file) if message.id and message.string}
    return lambda text: known.get(text, text)
