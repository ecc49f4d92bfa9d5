"""Prune from the engine's stylesheet the rules that can match nothing on this site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tinycss2 import parse_rule_list, parse_stylesheet, serialize
from tinycss2.ast import FunctionBlock, HashToken, IdentToken, LiteralToken, SquareBracketsBlock, StringToken

# What stands in these may be absent while the selector still matches.
_OPTIONAL = frozenset(("not", "is", "where", "has"))
_NESTING = frozenset(("media", "supports", "layer", "container"))
_NAME = re.compile(r"[\w-]+")
_USED = re.compile(r"var\(\s*(--[\w-]+)")
# In names only letters, digits, "-" and "_" stand for themselves; markup and scripts quote them in ASCII.
_APART = bytes(code if chr(code).isalnum() or code in b"-_" or code > 127 else 32 for code in range(256))


def used_words(text: str) -> set[str]:
    """Return every word of a text that could be a class, an id, an attribute or its value."""
    return set(text.encode().translate(_APART).decode().split())


def prune(style: str, words: set[str], uses: str) -> str:
    """Return a stylesheet without the rules that ask for a word no page has, and without variables nobody uses.

    `words` are those of every page and script, `uses` is what else may use variables: the site's own styles.
    """
    rules = list(_rules_of(parse_stylesheet(style, skip_comments=True, skip_whitespace=True), words))
    used_elsewhere = set(_USED.findall(uses))
    while True:
        kept = "".join(map(str, rules))
        asked = used_elsewhere.union(_USED.findall(kept))
        if not sum(rule.drop_variables(asked) for rule in rules):
            return kept


@dataclass(slots=True)
class _Rule:
    """A rule that is kept: what stands before its braces, and in them either declarations, rules, or any other text."""

    head: str
    declarations: list[tuple[str, str]] | None = None
    rules: list[_Rule] | None = None
    text: str | None = None

    def __str__(self) -> str:
        if self.declarations is not None:
            body = ";".join(declaration for _, declaration in self.declarations)
            return f"{self.head}{{{body}}}" if body.strip(";") else ""
        if self.rules is not None:
            body = "".join(map(str, self.rules))
            return f"{self.head}{{{body}}}" if body else ""
        return f"{self.head};" if self.text is None else f"{self.head}{{{self.text}}}"

    def drop_variables(self, asked: set[str]) -> int:
        """Drop declarations of variables that nobody asks for; return how many there were."""
        if self.declarations is not None:
            kept = [pair for pair in self.declarations if not pair[0].startswith("--") or pair[0] in asked]
            dropped = len(self.declarations) - len(kept)
            self.declarations = kept
            return dropped
        return sum(rule.drop_variables(asked) for rule in self.rules or ())


def _rules_of(nodes: Iterable[Any], words: set[str]) -> Iterator[_Rule]:
    """Yield the rules that can match something."""
    for node in nodes:
        if node.type == "qualified-rule":
            found = [part for part in _split(node.prelude, ",") if words.issuperset(_asked(part))]
            if found:
                declarations = [_declaration(part) for part in _split(node.content, ";")]
                yield _Rule(",".join(map(_written, found)), declarations)
        elif node.type == "at-rule":
            head = f"@{node.at_keyword}{serialize(node.prelude).rstrip()}"
            if node.content is None:
                yield _Rule(head)
            elif node.lower_at_keyword in _NESTING:
                inner = parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                yield _Rule(head, rules=list(_rules_of(inner, words)))
            else:
                yield _Rule(head, text=_written(node.content))


def _asked(selector: list[Any]) -> Iterator[str]:
    """Yield the classes, ids, attributes and their values that an element must have to match a selector."""
    before = None
    for token in selector:
        is_class = isinstance(token, IdentToken) and before == "."
        if is_class or isinstance(token, HashToken):
            yield token.value
        elif isinstance(token, SquareBracketsBlock):
            yield from _asked_of_attribute([part for part in token.content if part.type != "whitespace"])
        elif isinstance(token, FunctionBlock) and token.lower_name not in _OPTIONAL:
            yield from _asked(token.arguments)
        before = token


def _asked_of_attribute(parts: list[Any]) -> Iterator[str]:
    """Yield the name and value of `[name]` or `[name=value]`; other comparisons ask for a part of a value."""
    names = [part.value for part in parts if isinstance(part, IdentToken | StringToken)]
    is_plain = len(parts) == 1 or (len(parts) == 3 and parts[1] == "=")
    if is_plain and all(map(_NAME.fullmatch, names)):
        yield from names


def _declaration(tokens: list[Any]) -> tuple[str, str]:
    first = next((token for token in tokens if token.type != "whitespace"), None)
    return (first.value if isinstance(first, IdentToken) else "", _written(tokens))


def _split(tokens: list[Any], sign: str) -> list[list[Any]]:
    """Split where a sign stands outside brackets."""
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if isinstance(token, LiteralToken) and token == sign:
            parts.append([])
        elif token.type != "comment":
            parts[-1].append(token)
    return parts


def _written(tokens: list[Any]) -> str:
    return str(serialize(tokens)).strip()
