"""Lead from a page to the same page in other languages: for readers, and for search engines."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup

from gmooc.frames import LANGUAGES, prefix_of
from gmooc.locales import Words
from gmooc.outputs.labels import LANGUAGES as NAMES
from gmooc.outputs.labels import direction_of
from gmooc.sections import HEAD, START


@cache
def foreign(text: str, page: str) -> Markup:
    """Give the attributes of a part that speaks another language than its page; none if it is the same."""
    return Markup("") if text == page else Markup(f' lang="{html.escape(text)}" dir="{direction_of(text)}"')


_FILE = re.compile(r'( (?:src|href|srcset)=")((?:\.\./)+)(?=[^"#]*\.\w+["#])')
_FILE_OR_PROJECT = re.compile(r'( (?:src|href|srcset)=")((?:\.\./)+)(?=projects/\d|[^"#]*\.\w+["#])')
_PROJECT = re.compile(r'( href=")\.\./(?=(?:\.\./)*projects/\d+/[^"#/]+/["#])')


def led_from(prose: str, *, are_projects_everywhere: bool) -> str:
    """Lead links of a text, which was written for a page in the source language, from the same page in another.

    Pages that are there in all languages are as near as before; pictures, and projects while each has one page only,
    are one step further away.
    """
    further = _FILE if are_projects_everywhere else _FILE_OR_PROJECT
    return further.sub(lambda found: f"{found[1]}../{found[2]}", prose)


def kept_in_language(prose: str) -> str:
    """Lead links of a translation to projects, which name the originals, to their pages in its language."""
    return _PROJECT.sub(r"\1", prose)


def changed_links(changed: Iterable[tuple[str, str]], original: str, words: Words) -> list[tuple[str, str]]:
    """Give the title and address of what changed in an original, whose address is given."""
    unnamed = {HEAD: words.say("title and summary"), START: words.say("introduction")}
    return [
        (unnamed.get(anchor, title), original if anchor in unnamed else f"{original}#{anchor}")
        for anchor, title in changed
    ]


@cache
def language_links(root: str, here: str, place: str, elsewhere: str = "", there: tuple[str, ...] = LANGUAGES) -> str:
    """Give the entries of the language switch: links to `place` in every language.

    A page that is written in the languages `there` only leads to a page `elsewhere` in the others.
    """
    items = []
    for code in LANGUAGES:
        if code == here:
            items.append(f'<li><span lang="{code}" aria-current="true">{NAMES[code]}</span></li>')
            continue
        url = html.escape(f"{root}{prefix_of(code)}{place if code in there else elsewhere}")
        items.append(f'<li><a href="{url}" lang="{code}" hreflang="{code}">{NAMES[code]}</a></li>')
    return "".join(items)


def alternates(site_url: str, place: str, languages: Iterable[str], spoken: str = "en") -> str:
    """Name the same page in the languages it is written in; without the site's own address nothing can be said.

    The page without a language in its address is the original, which is `spoken` in its own.
    """
    codes = tuple(languages)
    if not site_url or len(codes) < 2:
        return ""
    default = codes[0] if "en" not in codes else "en"
    pairs = [*((spoken if code == "en" else code, code) for code in codes), ("x-default", default)]
    return "".join(
        f'<link rel="alternate" hreflang="{name}" href="{html.escape(f"{site_url}{prefix_of(code)}{place}")}">'
        for name, code in pairs
    )
