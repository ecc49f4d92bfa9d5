"""Published copies of pictures, and social cards: the pictures that chats show of links (OpenGraph)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gmooc.content.catalogue import Card, Catalogue
from gmooc.content.entry import url_of
from gmooc.content.pictures import address
from gmooc.content.translations import english_of
from gmooc.core.datetimes import LocalMoment
from gmooc.core.files import ContentFile
from gmooc.core.i18n import Words, words_of
from gmooc.core.languages import LANGUAGES, ui_language
from gmooc.model.kinds import ANNOUNCEMENT, CHALLENGE, KIND_OF, SDG
from gmooc.model.labels import direction_of
from gmooc.model.records import GoalNames
from gmooc.render.target import OutputContext, Target
from gmooc.text.images import encode, encode_card, encode_small
from gmooc.text.markdown import Image

SOCIAL_CARD_NAME = "link.png"
_TEMPLATE = Path(__file__).resolve().parents[3] / "theme/pictures/link.typ"

# The fonts for all six languages; the typesetter uses no others, so that every system draws the same.
_FONTS = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "manimgx_fonts_cjk")

# The scripts that the fonts hold, as the names of their letters begin; for any other there would be empty boxes.
_SCRIPTS = frozenset(
    (
        *("LATIN", "GREEK", "CYRILLIC", "ARABIC", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL"),
        *("BOPOMOFO", "DEVANAGARI", "HEBREW", "GEORGIAN", "ARMENIAN", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH"),
        *("LAO", "CHEROKEE", "COPTIC"),
        *("FEMININE", "MASCULINE", "MICRO", "MODIFIER", "SUPERSCRIPT", "SUBSCRIPT", "OHM", "KELVIN", "ANGSTROM"),
    )
)


def can_draw() -> bool:
    """Whether the packages of requirements-pictures.txt are installed."""
    return all(find_spec(name) for name in ("typst", *_FONTS))


def link_picture_targets(context: OutputContext) -> Iterator[Target]:
    """List a picture for the page of each entry, and one for all other pages."""
    catalogue, settings = context.catalogue, context.settings
    if not settings.has_pictures:
        return
    template = _TEMPLATE.read_bytes()
    palette = tuple(entry.record.colour for entry in catalogue.sdgs)
    goals: dict[int, tuple[dict[str, str], str, str]] = {
        entry.record.number: (_names(entry.record.names), entry.record.colour, entry.record.text_colour)
        for entry in catalogue.sdgs
    }
    editions = {entry.slug: entry.record.title.partition(":")[0] for entry in catalogue.challenges}
    front = _data("en", settings.site_name, "", settings.site_description, palette, (), "")
    yield Target((SOCIAL_CARD_NAME,), (template, *front), _drawn_picture)
    for card, code, url in _pages(catalogue):
        words = words_of(ui_language(code))
        given = card.title if url == card.url else catalogue.title(card.id, code)
        # Where the fonts lack its letters, the title in English or the Latin name of the file says what it is.
        title = _drawn(given) or _drawn(english_of(card, catalogue).title) or card.slug.replace("-", " ").capitalize()
        kind, labels = words.say(KIND_OF[card.kind].label), _labels(card, goals, words.language)
        data = _data(code, settings.site_name, kind, title, palette, labels, _edition(card, editions, words))
        yield Target((f"{url}{SOCIAL_CARD_NAME}",), (template, *data), _drawn_picture)


def lacking_letters(catalogue: Catalogue) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the file and title of each entry whose picture shows another name, and the scripts that the fonts lack."""
    for card in catalogue.cards.values():
        if scripts := set(map(_script_of, _lacking(card.title))):
            yield card.source, card.title, tuple(sorted(scripts))


def _lacking(title: str) -> list[str]:
    """Return the letters of a title that the fonts lack."""
    return [] if title.isascii() else [sign for sign in title if sign.isalpha() and not _is_drawable(sign)]


def _script_of(sign: str) -> str:
    """Return the script of a letter as the first word of its name, 'Thai'."""
    return unicodedata.name(sign, "unknown").partition(" ")[0].capitalize()


def _is_drawable(sign: str) -> bool:
    """Whether the fonts have a letter; of letters beyond the first plane, which are rare, they have few."""
    return sign <= "\uffff" and unicodedata.name(sign, "").partition(" ")[0] in _SCRIPTS


def _pages(catalogue: Catalogue) -> Iterator[tuple[Card, str, str]]:
    """Yield the page of every entry with its language and address, and those in languages it is not written in."""
    for card in catalogue.cards.values():
        yield card, card.language, card.url
        if KIND_OF[card.kind].kept_whole and card.key == card.id:
            others = (code for code in LANGUAGES[1:] if f"{code}/{card.id}" not in catalogue.cards)
            yield from ((card, code, url_of(card.id, code)) for code in others)


def _names(names: GoalNames) -> dict[str, str]:
    return {code: names.in_language(code) for code in LANGUAGES}


def _data(language: str, site: str, kind: str, title: str, palette: Any, goals: Any, edition: str) -> tuple[Any, ...]:
    return (language, direction_of(language) == "rtl", site, kind, _drawn(title), palette, goals, edition)


def _drawn(title: str) -> str:
    """Return what the fonts can draw of a title: nothing of one in another script, and no picture signs."""
    if title.isascii():
        return title
    # Emoji, and what joins and colours them.
    shown = "".join(sign for sign in title if not "\U0001f000" <= sign <= "\U0001faff" and sign not in "\ufe0f\u20e3")
    has_letters = any(map(str.isalnum, shown))
    return " ".join(_stacked(shown).split()) if has_letters and not _lacking(title) else ""


def _stacked(text: str) -> str:
    """Return a text in which no letter has more than two combining signs."""
    kept: list[str] = []
    for sign in text:
        if not (unicodedata.combining(sign) and all(map(unicodedata.combining, kept[-2:])) and len(kept) > 1):
            kept.append(sign)
    return "".join(kept)


_FIELDS = ("language", "rtl", "site", "kind", "title", "palette", "goals", "edition")


def _labels(
    card: Card, goals: dict[int, tuple[dict[str, str], str, str]], language: str
) -> tuple[tuple[str, ...], ...]:
    """Return the goals of an entry: the main one with its name, the others as numbers."""
    found: list[tuple[str, ...]] = []
    for number in card.goals[:6]:
        if number in goals:
            names, colour, text_colour = goals[number]
            label = f"{number} {names[language]}" if not found and card.kind != SDG.name else str(number)
            found.append((label, colour, text_colour))
    return tuple(found)


def _edition(card: Card, editions: dict[str, str], words: Words) -> str:
    if card.kind == ANNOUNCEMENT.name:
        return words.day(LocalMoment(card.date[:10]).day)
    if card.kind == CHALLENGE.name:
        return str(card.year)
    return editions.get(card.challenge, "")


def _drawn_picture(template: bytes, *values: Any) -> bytes:
    fields: dict[str, Any] = dict(zip(_FIELDS, values, strict=True))
    fields["goals"] = [dict(zip(("label", "colour", "text_colour"), goal, strict=True)) for goal in fields["goals"]]
    # The typesetter wants two letters of a language and knows no regions.
    fields["language"] = fields["language"].partition("-")[0]
    return _typesetter(template)(json.dumps(fields, ensure_ascii=False))


@lru_cache(maxsize=1)
def _typesetter(template: bytes) -> Callable[[str], bytes]:
    import typst

    folders = []
    for name in _FONTS:
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        folders.append(str(Path(spec.origin).parent))
    # Given as bytes, a template compiles only once; the build makes sure that the file is still the one it scanned.
    compiler = typst.Compiler(str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=folders, ignore_system_fonts=True)

    def draw(text: str) -> bytes:
        made = compiler.compile(sys_inputs={"data": text}, format="png", ppi=72)
        assert isinstance(made, bytes)
        return made

    return draw


def picture_targets(context: OutputContext) -> Iterator[Target]:
    """List the published copies of the pictures that entries use; only covers of cards have the small one of a card."""
    covers = {card.cover for card in context.catalogue.cards.values() if card.cover}
    for file in sorted({file.digest: file for file in context.pictures}.values(), key=lambda file: file.digest):
        large = Image(address(file.digest))
        for url, render in ((large.url, _large), (large.small, _small), (large.card, _card)):
            if render is not _card or url in covers:
                yield Target((url,), (file,), render, cost=20)


def _large(file: ContentFile) -> bytes:
    return encode(file.read())


def _small(file: ContentFile) -> bytes:
    return encode_small(file.read())


def _card(file: ContentFile) -> bytes:
    return encode_card(file.read())
