"""Links from a page to itself in other languages, for readers and for search engines."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup

from gmooc.content.sections import HEAD, START
from gmooc.core.i18n import Words
from gmooc.core.languages import LANGUAGES, prefix_of
from gmooc.model.labels import LANGUAGE_NAMES as NAMES
from gmooc.model.labels import direction_of
from gmooc.text.sanitizer import change_tags


@cache
def lang_attributes(text: str, page: str) -> Markup:
    """Return the attributes of a part that speaks another language than its page; none if it is the same."""
    return Markup("") if text == page else Markup(f' lang="{html.escape(text)}" dir="{direction_of(text)}"')


# What has one place for all languages: a file, or the page of a translation.
_FIXED = rf'[^"#]*\.\w+["#]|(?:{"|".join(LANGUAGES)})/'
_FILE = re.compile(rf'( (?:src|href|srcset)=")((?:\.\./)+)(?={_FIXED})')
_FILE_OR_PROJECT = re.compile(rf'( (?:src|href|srcset)=")((?:\.\./)+)(?=projects/\d|{_FIXED})')
_PROJECT = re.compile(r'( href=")\.\./(?=(?:\.\./)*projects/\d+/[^"#/]+/["#])')


def led_from(prose: str, *, are_projects_everywhere: bool) -> str:
    """Lead links of a text, which was written for a page in the source language, from the same page in another.

    Pages that are there in all languages are as near as before; pictures, translations, and projects while each has
    one page only, are one step further away.
    """
    further = _FILE if are_projects_everywhere else _FILE_OR_PROJECT
    return change_tags(prose, lambda tag: further.sub(r"\1../\2", tag))


def kept_in_language(prose: str) -> str:
    """Lead links of a translation to projects, which name the originals, to their pages in its language."""
    return change_tags(prose, lambda tag: _PROJECT.sub(r"\1", tag))


def changed_links(changed: Iterable[tuple[str, str]], original: str, words: Words) -> list[tuple[str, str]]:
    """Return the title and address of what changed in an original, whose address is given."""
    unnamed = {HEAD: words.say("title and summary"), START: words.say("introduction")}
    return [
        (unnamed.get(anchor, title), original if anchor in unnamed else f"{original}#{anchor}")
        for anchor, title in changed
    ]


def language_links(
    root: str,
    here: str,
    place: str,
    elsewhere: str = "",
    there: tuple[str, ...] = LANGUAGES,
    written: tuple[str, ...] | None = None,
) -> str:
    """Return the entries of the language switch: links to `place` in every language.

    A page that is only `there` in some languages leads to a page `elsewhere` in the others. Links to the languages that
    its text is `written` in, those where it is there if nothing else is said, are marked as alternates.
    """
    addresses = ((code, prefix_of(code) + (place if code in there else elsewhere)) for code in LANGUAGES)
    return _items(root, here, addresses, there if written is None else written)


def links_beside_english(
    root: str, url: str, original: str, written: tuple[str, ...], spoken: str, elsewhere: str
) -> str:
    """Return the entries of the language switch of an entry with an English translation, for its page at an address.

    `written` stand in the names of its files, and the original, at its own address, is `spoken` in another language. An
    entry that does not have a page in every language names the place that leads `elsewhere` in the others.
    """

    def address(code: str) -> str:
        if code in written or not elsewhere:
            return f"{code}/{original}"
        return original if code == spoken else f"{code}/{elsewhere}"

    addresses = [(code, address(code)) for code in LANGUAGES]
    here = next((code for code, there in addresses if there == url), "")
    return _items(root, here, addresses, written_in(written, spoken))


def written_in(languages: Iterable[str], spoken: str) -> tuple[str, ...]:
    """Return the languages of a text; the original, which stands as '' among them, is `spoken` in its own."""
    return tuple(code or spoken for code in languages)


def _items(root: str, here: str, addresses: Iterable[tuple[str, str]], written: tuple[str, ...]) -> str:
    items = []
    for code, address in addresses:
        if code == here:
            items.append(f'<li><span lang="{code}" aria-current="true">{NAMES[code]}</span></li>')
            continue
        url = html.escape(root + address)
        rel = ' rel="alternate"' if code in written else ""
        items.append(f'<li><a href="{url}" lang="{code}"{rel} hreflang="{code}">{NAMES[code]}</a></li>')
    return "".join(items)


def alternates(site_url: str, place: str, languages: Iterable[str] = ("", *LANGUAGES[1:]), spoken: str = "en") -> str:
    """Name the same page in the languages it is written in; without the site's own address nothing can be said.

    `languages` stand in the addresses; the page with none there, '', is the original, which is `spoken` in its own.
    """
    codes = tuple(languages)
    if not site_url or len(codes) < 2:
        return ""
    default = codes[0] if "" not in codes else ""
    pairs = [*((code or spoken, code) for code in codes), ("x-default", default)]
    urls = [(name, f"{site_url}{code}/{place}" if code else f"{site_url}{place}") for name, code in pairs]
    return "".join(f'<link rel="alternate" hreflang="{name}" href="{html.escape(url)}">' for name, url in urls)
