"""Prepare Markdown for the library: what is prose in some script stays prose, and attribute lists are parsed.

GitHub's Markdown takes ranges, money, addresses and wrapped lines of other scripts for marks. Attribute lists such as
`{#id .class}` are Python-Markdown's: free pages may use them and entries may not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice
from urllib.parse import quote

# The renderer ends an address at a tab; the other is no character of HTML, so that no text holds it.
PARTING = "\ufdd0"
_START, _END = f"{PARTING}\t", f"\t{PARTING}"

# Signs of scripts that nobody writes any more; as '~' and '$' do, they count as punctuation beside emphasis.
_STAND_INS = "\U00010a7f\U00010a58\U0001091f\U0001093f\U00010b39\U00010b3a"

# A tilde that is no part of '~~' or of a fence, and that no backslash escapes.
_TILDE = re.compile(r"(?<![\\~])((?:\\\\)*)~(?!~)")
_ESCAPED_OR_DOLLAR = re.compile(r"\\[\\$]|\$`[^`]*`\$|\$+")
_COMMAND = re.compile(r"\\[A-Za-z{|,;!]")
_WORDS = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,}+[,.;]?\s+[A-Za-z]{2}")
_LONG_WORD = re.compile("[A-Za-z]{4,}")
_RELATION = re.compile(r"[\^_{}=+<>]")

# No longer than addresses are, so that many in one line are not read again and again.
_ADDRESS = re.compile(r"(?:(?:https?|ftp)://|www\.)(?:(?!\]\()[^ \t\n\r<]){0,600}")

# What stands before an address that has its own end: in a link, a reference, angle brackets or an attribute.
_ENCLOSED = {
    "](": re.compile(r"[)\s]"),
    "<": re.compile(r"[>\s]"),
    '="': re.compile(r'"'),
    "='": re.compile(r"'"),
    "]:": re.compile(r"\s"),
}

# Within names, as in Michelson–Morley; the Arabic comma and the full-width full stop end a sentence instead.
_OF_NAMES = frozenset("·‧・–’ʼ")
_INVISIBLE = frozenset("\u200b\u200e\u200f\u2060\ufeff")

# Behind one of these, a letter of another script is no part of the address.
_ENDING = frozenset(",;!?)'\"]}>|`")
_WIDE = (
    "\u2e80-\u303f\u3041-\u3096\u3099-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3200-\u321e\u3220-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uff61-\uff9f\uffe0-\uffe6\U00020000-\U000323af"
)

# Chinese text has these as signs of its own, and other scripts have them, too.
_SHARED = "“”‘’…—·"
_IN_LINE = (
    "(?:</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|samp|small|strong|sub|sup|u|var)(?=[ >])[^<>]*>)*"
)  # fmt: skip
_PREFORMATTED = re.compile("(<pre.*?</pre>)", re.DOTALL)
# What says in Obsidian whether an alert is folded, behind the first line of a quote.
_FOLDED_ALERT = re.compile(
    r"((?:\A|(?:\A|\n)(?![ \t]*>)[^\n]*\n)[ \t]{0,3}>[ \t]?\[!(?:note|tip|important|warning|caution)\])[+-](?=\s|\Z)",
    re.IGNORECASE,
)


def hide_signs(body: str) -> tuple[str, Callable[[str], str]]:
    """Return a body in which plain signs are hidden from the renderer, and what puts them back into its HTML."""
    is_parted = not body.isascii() and ("://" in body or "www." in body)
    if is_parted:
        body = _part_addresses(body)
    if "[!" in body:
        body = _FOLDED_ALERT.sub(r"\1 ", body)
    stand_ins = (sign for sign in _STAND_INS if sign not in body and quote(sign) not in body)
    hidden = dict(zip("~$", islice(stand_ins, 2), strict=False))
    if "~" in hidden and "~" in body:
        body = _TILDE.sub(rf"\1{hidden['~']}", body)
    if "$" in hidden and "$" in body:
        body = _hide_money(body, hidden["$"])

    def put_back(html: str) -> str:
        for sign, stand_in in hidden.items():
            if stand_in in body:
                html = html.replace(stand_in, sign).replace(quote(stand_in), sign)
        return html.replace(_START, "").replace(_END, "") if is_parted else html

    return body, put_back


def _hide_money(body: str, stand_in: str) -> str:
    parts: list[str] = []
    start = 0
    while found := _ESCAPED_OR_DOLLAR.search(body, start):
        parts.append(body[start : found.start()])
        sign, start = found[0], found.end()
        if sign.strip("$"):
            parts.append(sign)
            continue
        end = body.find("$", start)
        formula = body[start:end]
        if len(sign) <= 2 and body.startswith(sign, end) and _is_formula(body, found.start(), formula, end + len(sign)):
            start = end + len(sign)
            parts.append(sign + formula + sign)
        else:
            parts.append(stand_in * len(sign))
    return "".join((*parts, body[start:]))


def _is_formula(body: str, start: int, formula: str, end: int) -> bool:
    """Whether what stands between dollar signs, at these places of a body, is mathematics."""
    before, behind, text = body[start - 1 : start], body[end : end + 1], formula.strip()
    is_part_of_word = any(sign.isascii() and (sign.isalnum() or sign == "$") for sign in (before, behind) if sign)
    if not text or is_part_of_word or "`" in text or "\n\n" in text:
        return False
    if _COMMAND.search(text):
        return True
    others = [sign for sign in text if not sign.isascii()]
    if any(sign.isalpha() and not "\u0370" <= sign <= "\u03ff" for sign in others) or _WORDS.search(text):
        return False
    if any(unicodedata.category(sign) == "Sc" for sign in others):
        return False
    if text[0] in "/,.;:!?)]" or text[-1] in "/,.;:?([-":
        return False
    has_relation = _RELATION.search(text) is not None
    return has_relation or not (text[0].isdigit() or _LONG_WORD.search(text))


def _part_addresses(body: str) -> str:
    parts: list[str] = []
    start = 0
    while found := _ADDRESS.search(body, start):
        first = found.start()
        before = body[max(0, first - 3) : first].rstrip(" ").removesuffix("<") or body[max(0, first - 1) : first]
        if body[first - 1 : first] == "<":
            before = "<"
        closing = _ENCLOSED.get(before[-2:]) or _ENCLOSED.get(before[-1:])
        if closing:
            closed = closing.search(body, first)
            end = closed.start() if closed else len(body)
            parts.append(body[start:end])
        else:
            end = first + max(_end_of_address(found[0]), 4)
            is_inside = found[0].startswith("www.") and first > 0 and not body[first - 1].isascii()
            parts += (body[start:first], _START * is_inside, body[first:end], _END * (end < found.end()))
        start = end
    return "".join((*parts, body[start:]))


def _end_of_address(written: str) -> int:
    """Return where an address ends: before a sign of another script, or a letter of one that touches it."""
    if written.isascii():
        return len(written)
    for place, sign in enumerate(written):
        if sign.isascii() or sign in _OF_NAMES:
            continue
        category = unicodedata.category(sign)
        if category[0] in "PSZ" or sign in _INVISIBLE:
            return place
        before = written[place - 1]
        is_touching = before.isascii() and (before.isalnum() or before in _ENDING)
        if is_touching and category[0] in "LN" and not unicodedata.name(sign, "").startswith("LATIN"):
            return place
    return len(written)


def _wrapped() -> re.Pattern[str]:
    gap = rf"{_IN_LINE}[ \t]*\n[ \t]*{_IN_LINE}"
    return re.compile(rf"(?:(?<=[{_WIDE}]){gap}(?=[{_WIDE}{_SHARED}])|(?<=[{_SHARED}]){gap}(?=[{_WIDE}]))")


_WRAPPED = _wrapped()


def join_lines(html: str) -> str:
    """Return HTML without the line breaks within a Chinese or Japanese sentence, which would show as spaces."""
    if html.isascii():
        return html
    parts = _PREFORMATTED.split(html)
    parts[::2] = [_WRAPPED.sub(_without_break, part) for part in parts[::2]]
    return "".join(parts)


def _without_break(gap: re.Match[str]) -> str:
    before, _, behind = gap[0].partition("\n")
    return before.rstrip(" \t") + behind.lstrip(" \t")


_VALUE = r'(?:[#.][\w-]+|[\w-]+=(?:"[^"\n]*"|[^\s"}]+))'

# At the end of a line after a blank, or on a line of its own.
_LIST = re.compile(rf"(?:(?<=[ \t])|^[ \t]*)\{{:?[ \t]*(?P<values>{_VALUE}(?:[ \t]+{_VALUE})*)[ \t]*\}}[ \t]*$")
_INLINE = re.compile(rf"(?<=[])*_])\{{:?[ \t]*{_VALUE}(?:[ \t]+{_VALUE})*[ \t]*\}}")
_ID = re.compile(r"(?:^|\s)#([\w-]+)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")


def without_attributes(body: str) -> str:
    """Return a Markdown text, line by line, without its attribute lists; fenced code stays as it is."""
    return "\n".join(
        _INLINE.sub("", _LIST.sub("", line).rstrip()) if is_text else line for line, is_text in _lines(body)
    )


def given_ids(body: str) -> dict[int, str]:
    """Return the ids that attribute lists at the ends of lines give, by the number of the line."""
    ids: dict[int, str] = {}
    for number, (line, is_text) in enumerate(_lines(body), 1):
        found = _LIST.search(line) if is_text else None
        named = _ID.search(found["values"]) if found else None
        if named:
            ids[number] = named[1]
    return ids


def _lines(body: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a text, each with whether it stands outside of fenced code."""
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        yield line, not fence and not mark
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
            fence = ""
