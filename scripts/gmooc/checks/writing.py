"""Find in a write-up what its author forgot: words of the template, empty sections, pictures without a text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from hashlib import blake2b
from itertools import combinations
from struct import pack
from zlib import crc32

from pydantic import BaseModel

from gmooc.content.entry import Entry, pictures_of
from gmooc.core.urls import other_host
from gmooc.model.kinds import PROJECT
from gmooc.model.records import EntryRecord
from gmooc.text.front_matter import KeyPath
from gmooc.text.markdown import plain_text
from gmooc.text.sanitizer import ESCAPED, with_characters

AnyEntry = Entry[EntryRecord | None]

# Fewer words than this tell nobody what was done; of scripts without spaces, a word has about 1.6 characters.
MIN_WORDS = 50
_CHARACTERS_A_WORD = 1.6
# Two write-ups are near the same where most of so many of their sentences are.
_SKETCHED = 4
_MIN_SENTENCE_LENGTH = 12

_UNSPACED = "[\u0e01-\u0e4e\u3041-\u30ff\u3400-\u9fff]"
_NO_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_ENDS = "!?。！？؟\n"
_EMPTY_SECTION = re.compile(r"</h([2-6])>\s*(?:\Z|(?=<h([2-6])))")
_PICTURE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"')
_POOR = re.compile(
    r"(?i)(an? |the )?(image|img|picture|photo|photograph|screenshot|figure|logo|untitled|foto|imagen|фото|图片|照片)"
    r"( of| \d+)?|.*\.(p?jpe?g|jfif|jpe|jif|pjp|png|webp|gif|avif)"
    r"|(img|dsc|pxl|wechat|mmexport|screenshot)[ _-]*\w*\d+\w*|[\d_ -]*"
)
_LINK = re.compile(r'<a [^>]*?href="(?P<url>https?://[^"]+)"[^>]*>(?P<text>.*?)</a>', re.DOTALL)
_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
# What stays as it was typed: links and pictures of wikis, templates of sites, notes, imports, links with a slip.
_OF_OTHERS = re.compile(
    r"!?\[\[[^\[\]\n]{1,200}\]\]|\{\{[^\n]{0,200}?\}\}|\{%[^\n]{0,200}?%\}|^:{3,} ?[a-z{]\w*"
    r"|^(?:!!!|\?\?\?\+?) [a-z]\w*"
    r"|^(?:> ?)*\[!(?!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|note|tip|important|warning|caution)\])[A-Za-z-]+\]"
    r"|^import (?:[^\n]{1,200} from ['\x22][^\n]*|['\x22][^'\x22\n]{1,200}['\x22];?$)"
    r"|\{:? ?[.#][A-Za-z][^{}\n]{0,100}\}"
    r"|^[•‣▪➢\uf0a7\uf0b7\uf0d8\uf0fc][^\n]{1,200}(?=\n[•‣▪➢\uf0a7\uf0b7\uf0d8\uf0fc])"
    r"|%%[^%\n]{1,200}%%|\[[^\[\]\n]{1,200}\](?: \(|（)https?://[^\s()（）<>]{1,500}[)）]",
    re.MULTILINE,
)
_SIGNS_OF_OTHERS = (
    *("[[", "[!", "{", ":::", "!!! ", "??? ", "???+ ", "] (", "]（", "import ", "%%"),
    *"•‣▪➢\uf0a7\uf0b7\uf0d8\uf0fc",
)
# Front matter of another system, below ours.
_SECOND_FRONT_MATTER = re.compile(
    r"\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<first>[A-Za-z][\w-]*[ \t]*[:=][^\n]*)\n"
    r"(?:(?:[A-Za-z][\w-]*[ \t]*[:=]|[ \t]|- )[^\n]*\n|\n)*(?P=fence)[ \t]*(?:\n|\Z)"
)
# A picture within the text itself, as some programs write it where they save Markdown.
_DATA = re.compile(r"data:[^\s,]{0,80},", re.IGNORECASE)
_DATA_REFERENCE = re.compile(rf"\]:[ \t]*<?({_DATA.pattern})", re.IGNORECASE)
# What the examples of the contributors' pages say.
_TEMPLATE = frozenset(
    text.casefold()
    for text in (
        "Name of the project",
        "What it is and whom it helps, in one sentence of at most 200 characters.",
        "What it is and whom it helps, in at most 200 characters.",
        "Name of the team",
        "First member",
        "What this person did",
        "How the project serves this goal, in one sentence.",
        "How it serves this goal.",
    )
)

# The code of a rule, what breaks it, and of front matter the keys that lead there.
Fault = tuple[str, str, KeyPath]

# How to find the same outside Python.
WRITING_PATTERNS = {
    "poor": _POOR.pattern.removeprefix("(?i)"),
    "unspaced": _UNSPACED,
    "of_others": _OF_OTHERS.pattern,
    "escaped": ESCAPED,
}
LIMITS = {"words": MIN_WORDS, "characters": _CHARACTERS_A_WORD}
TEMPLATE = tuple(sorted(_TEMPLATE))


def writing_faults(entry: AnyEntry) -> tuple[Fault, ...]:
    """Return what was forgotten, with the place in the front matter or the text to look for in the body."""
    found = [*_pictures(entry), *_no_response(entry), *_of_others(entry), *_links(entry)]
    found += [*_lost(entry), *_plain_texts(entry)]
    if entry.kind == PROJECT.name:
        found += [*_empty_sections(entry), *_too_short(entry)]
    return tuple(found)


def likeness_of(title: str, text: str) -> tuple[bytes, ...]:
    """Return digests of which two write-ups of one project share one: of the letters of its title, and of its text.

    Texts are near the same if all but one of the smallest checksums of their sentences are. The text is on one line, as
    prose has it.
    """
    letters = _NO_LETTER.sub("", title.casefold()) or title
    digests = [_digest(letters.encode("utf-8", "surrogatepass"))]
    checksums = _checksums_of(text)
    if len(checksums) == _SKETCHED:
        digests += [_digest(pack(f"<{len(some)}I", *some)) for some in combinations(checksums, _SKETCHED - 1)]
    return tuple(digests)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=8).digest()


def _checksums_of(text: str) -> list[int]:
    for mark in _SENTENCE_ENDS:
        text = text.replace(mark, ".")
    sentences = map(str.strip, text.casefold().split("."))
    numbers = {crc32(sentence.encode()) for sentence in sentences if len(sentence) >= _MIN_SENTENCE_LENGTH}
    return sorted(numbers)[:_SKETCHED]


def count_words(text: str) -> int:
    """Count words, in scripts that part them and in those that do not."""
    if text.isascii():
        return len(_WORD.findall(text))
    # Compiled when first met: few texts are short and of other letters.
    unspaced = len(re.findall(_UNSPACED, text))
    return len(_WORD.findall(re.sub(_UNSPACED, " ", text))) + round(unspaced / _CHARACTERS_A_WORD)


def _plain_texts(entry: AnyEntry) -> Iterator[Fault]:
    """Yield texts of the front matter that are the example's own, and what those mean that write characters as HTML."""
    for path, text in _texts_in(entry.record):
        if "&" in text:
            meant = with_characters(text)
            if meant != text and meant.isprintable():
                yield "E116", meant, path
        elif entry.kind == PROJECT.name and text.casefold() in _TEMPLATE:
            yield "E110", text, path


def _texts_in(record: EntryRecord | None) -> Iterator[tuple[KeyPath, str]]:
    """Yield the texts of a record with the keys that lead to each."""
    parts: list[tuple[KeyPath, object]] = [((), record)]
    for path, part in parts:
        if isinstance(part, str):
            yield path, part
        elif isinstance(part, BaseModel):
            parts += [((*path, key), inner) for key, inner in part if inner]
        elif isinstance(part, tuple):
            parts += [((*path, index), inner) for index, inner in enumerate(part)]


def _empty_sections(entry: AnyEntry) -> Iterator[Fault]:
    page = entry.prose.html
    for match in _EMPTY_SECTION.finditer(page):
        if match[2] is None or match[2] <= match[1]:
            start = page.rindex(f"<h{match[1]}", 0, match.start())
            yield "E111", plain_text(page[start : match.start()]), ()


def _no_response(entry: AnyEntry) -> Iterator[Fault]:
    if "<em>No response</em>" in entry.prose.html:
        yield "E112", "_No response_", ()


def _of_others(entry: AnyEntry) -> Iterator[Fault]:
    text, body = entry.prose.text, entry.body or ""
    if below := _SECOND_FRONT_MATTER.match(body):
        yield "E116", below["first"].rstrip(), ()
    if any(sign in text for sign in _SIGNS_OF_OTHERS):
        shown = html.unescape(_TAG.sub("", _CODE.sub(" ", entry.prose.html)))
        found = [match[0] for match in _OF_OTHERS.finditer(shown)]
        # A page begins a quote without its mark.
        typed = [match[0].lstrip("> ") for match in _OF_OTHERS.finditer(body)]
        as_typed, as_shown = frozenset(typed), frozenset(found)
        # It turns tags and emphasis within a text into HTML; of such a text the letters are the same.
        alike: dict[str, list[str]] = {}
        for text in reversed(typed):
            if text not in as_shown:
                alike.setdefault(_letters_of(_TAG.sub("", text)), []).append(text)
        for text in found:
            others = [] if text in as_typed else alike.get(_letters_of(text), [])
            yield "E116", others.pop() if others else text, ()


def _letters_of(text: str) -> str:
    return _NO_LETTER.sub("", text)


def _lost(entry: AnyEntry) -> Iterator[Fault]:
    for url in entry.prose.lost:
        # Of a picture within the text, what it begins with says enough.
        head = _DATA.match(url)
        yield "E118", head[0] if head else url, ()
    # Where pictures are too large, the renderer leaves references to them as they are typed.
    if "![" in entry.prose.text and "![" in _CODE.sub(" ", entry.prose.html):
        yield from (("E118", match[1], ()) for match in _DATA_REFERENCE.finditer(entry.body or ""))


def _links(entry: AnyEntry) -> Iterator[Fault]:
    for match in _LINK.finditer(entry.prose.html):
        url, text = html.unescape(match["url"]), match["text"]
        # Most links have words, or their own address.
        if "." in text and (named := other_host(plain_text(text), url)):
            yield "E031", f"{named} {url}", ()


def _pictures(entry: AnyEntry) -> Iterator[Fault]:
    if "<img " in entry.prose.html:
        written = {picture.target.rpartition("/")[2]: picture.written for picture in entry.pictures}
        for number, match in enumerate(_PICTURE.finditer(entry.prose.html)):
            if is_poor(html.unescape(match[2])):
                name = match[1].rpartition("/")[2]
                at = entry.pictures[number].written if number < len(entry.pictures) else name
                yield "E113", written.get(name, at), ()
    for path, picture in pictures_of(entry.record):
        if is_poor(picture.alt):
            yield "E113", picture.src, path


def is_poor(text: str) -> bool:
    """Whether the text of a picture says nothing of what it shows."""
    return _POOR.fullmatch(text.strip()) is not None


def _too_short(entry: AnyEntry) -> Iterator[Fault]:
    # Nearly every text is long enough by far, and counting its words takes longer than looking at its length.
    text = entry.prose.text
    if len(text) < 20 * MIN_WORDS and count_words(text) < MIN_WORDS:
        yield "E114", str(count_words(text)), ()
