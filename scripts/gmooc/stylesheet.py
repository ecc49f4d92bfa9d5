"""Take out of the engine's stylesheet what can match nothing on this site."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A piece of a stylesheet that must not be cut inside: a string, a comment, or what stands in brackets.
_WHOLE = r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|/\*.*?\*/|\\.'
_SIGN = re.compile(rf"{_WHOLE}|[()\[\]{{}},;]", re.DOTALL)
_NAME = r"((?:[\w-]|\\.)+)"
_ASKED = re.compile(rf"[.#]{_NAME}|\[{_NAME}(?:=[\"']?{_NAME}[\"']?)?\s*\]")
# What stands in these may be absent while the selector still matches.
_OPTIONAL = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
_CUSTOM = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
_USED = re.compile(r"var\(\s*(--[\w-]+)")
# In names only letters, digits, "-" and "_" stand for themselves; markup and scripts quote them in ASCII.
_APART = bytes(code if chr(code).isalnum() or code in b"-_" or code > 127 else 32 for code in range(256))
_NESTING = ("@media", "@supports", "@layer", "@container")


def words_of(text: str) -> set[str]:
    """Give every word of a text that could be a class, an id, an attribute or its value."""
    return set(text.encode().translate(_APART).decode().split())


def prune(style: str, words: set[str], uses: str) -> str:
    """Give a stylesheet without the rules that ask for a word no page has, and without variables nobody uses.

    `words` are those of every page and script, `uses` is what else may use variables: the site's own styles.
    """
    kept = _prune_rules(style, words)
    while True:
        asked = set(_USED.findall(kept)) | set(_USED.findall(uses))
        slim = _drop_variables(kept, asked)
        if slim == kept:
            return kept
        kept = slim


def _prune_rules(style: str, words: set[str]) -> str:
    out: list[str] = []
    for head, body in _blocks(style):
        if body is None:
            out.append(f"{head};")
        elif head.startswith(_NESTING):
            inner = _prune_rules(body, words)
            out.append(f"{head}{{{inner}}}" if inner else "")
        elif head.startswith("@"):
            out.append(f"{head}{{{body}}}")
        else:
            found = [selector for selector in _split(head, ",") if _can_match(selector, words)]
            out.append(f"{','.join(found)}{{{body}}}" if found else "")
    return "".join(out)


def _can_match(selector: str, words: set[str]) -> bool:
    needed = _OPTIONAL.sub("", selector)
    names = (name.replace("\\", "") for match in _ASKED.finditer(needed) for name in match.groups() if name)
    return all(name in words for name in names)


def _drop_variables(style: str, asked: set[str]) -> str:
    """Drop declarations of variables that nobody asks for."""
    out: list[str] = []
    for head, body in _blocks(style):
        if body is None:
            out.append(f"{head};")
        elif head.startswith(_NESTING):
            out.append(f"{head}{{{_drop_variables(body, asked)}}}")
        elif head.startswith("@"):
            out.append(f"{head}{{{body}}}")
        else:
            kept = [line for line in _split(body, ";") if not (found := _CUSTOM.match(line)) or found[1] in asked]
            out.append(f"{head}{{{';'.join(kept)}}}" if any(kept) else "")
    return "".join(out)


def _blocks(style: str) -> Iterator[tuple[str, str | None]]:
    """Give each rule of a stylesheet as what stands before its braces and in them; None for `@charset` and the like."""
    start = 0
    for end, sign in _stops(style, "{;}"):
        if sign == ";" and start <= end:
            yield style[start:end].strip(), None
            start = end + 1
        elif sign == "}":
            head, _, body = style[start:end].partition("{")
            yield head.strip(), body.strip()
            start = end + 1


def _split(text: str, sign: str) -> list[str]:
    """Split where a sign stands outside brackets and strings."""
    out, start = [], 0
    for end, _ in _stops(text, sign):
        out.append(text[start:end].strip())
        start = end + 1
    return [*out, text[start:].strip()]


def _stops(text: str, signs: str) -> Iterator[tuple[int, str]]:
    """Give the places of signs outside brackets and strings; of braces, only those that close the outermost."""
    depth = 0
    for match in _SIGN.finditer(text):
        sign = match[0]
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        if depth == 0 and sign in signs:
            yield match.start(), sign
