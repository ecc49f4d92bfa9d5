"""Read front matter with YAML: all that its plain form leaves, every fault in it, and the place of every key."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

from gmooc.plain_front_matter import DEEPEST, MOST_VALUES, Path
from gmooc.problems import Place

# LibYAML is many times faster; the pure parser gives the same nodes where it is not built in.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TEXT = "tag:yaml.org,2002:str"

MOST_UNREADABLE = 30
# Lists within lists on one line, as nobody writes them.
_NESTED = re.compile(r"^[^#\"'\n]*?(?:[-?:][ \t]+){15}", re.MULTILINE)


class _TextLoader(LOADER):  # type: ignore[misc]
    """Compose nodes without guessing what a value might mean: `NO` and `12:30` are text."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return _TEXT

    def descend_resolver(self, *node: Any) -> None:
        """Do nothing: there are no rules to look up."""

    def ascend_resolver(self) -> None:
        """Do nothing."""


def read_yaml(lines: str, report: Any) -> tuple[dict[str, Any], str]:
    """Read the values; a line that cannot be read is reported and mended, so that it hides no fault after it."""
    if _is_endless(lines, report):
        return {}, ""
    node, mended = _compose(lines, report)
    if node is None:
        return {}, mended
    if not isinstance(node, yaml.MappingNode):
        report(2, 1, "E005", "front matter: must be lines of the form 'key: value'")
        return {}, mended
    values = _Values(report).read(node, 0)
    return values if isinstance(values, dict) else {}, mended


def _is_endless(front_matter: str, report: Any) -> bool:
    """Refuse values within values without end: LibYAML calls itself for each, until the machine's stack ends."""
    if front_matter.count("[") + front_matter.count("{") > MOST_VALUES:
        report(2, 1, "E006", f"front matter: at most {MOST_VALUES} values")
        return True
    nested = _NESTED.search(front_matter)
    if nested:
        line = front_matter.count("\n", 0, nested.end()) + 2
        report(line, 1, "E006", f"front matter: at most {DEEPEST} levels deep")
    return nested is not None


def _compose(front_matter: str, report: Any) -> tuple[yaml.Node | None, str]:
    mended: set[int] = set()
    while True:
        try:
            return yaml.compose(front_matter, Loader=_TextLoader), front_matter
        except yaml.MarkedYAMLError as error:
            lines = front_matter.split("\n")
            # What was opened and never closed is noticed lines later; the mistake is where it was opened.
            is_open = error.context in _OPENED and error.context_mark
            mark = error.context_mark if is_open else error.problem_mark or error.context_mark
            index = min(mark.line if mark else 0, len(lines) - 1)
            while index in mended and index > 0:
                index -= 1
            if index in mended:
                return None, ""
            if len(mended) == MOST_UNREADABLE:
                report(index + 2, 1, "E005", f"front matter: at most {MOST_UNREADABLE} lines that cannot be read")
                return None, ""
            message, repair = _explain(error, lines[index])
            report(index + 2, (mark.column if mark and mark.line == index else 0) + 1, "E005", message, repair)
            # Without a repair the line is set aside, so that it hides no other.
            lines[index] = repair
            mended.add(index)
            front_matter = "\n".join(lines)
        except yaml.YAMLError as error:
            sign = getattr(error, "character", None)
            sign = f"U+{sign:04X}" if isinstance(sign, int) else "?"
            report(2, 1, "E005", f"front matter: holds a character that YAML does not allow ({sign})")
            return None, ""
        except RecursionError:
            report(2, 1, "E006", f"front matter: at most {DEEPEST} levels deep")
            return None, ""


_OPENED = ("while scanning a quoted scalar", "while parsing a flow sequence", "while parsing a flow mapping")
_CLOSING = {'"': '"', "'": "'", "[": "]", "{": "}"}


class _Values:
    """Turn YAML nodes into text, lists and mappings, and refuse what content never needs."""

    def __init__(self, report: Any) -> None:
        self.report = report
        self.count = 0
        self.seen: set[int] = set()

    def read(self, node: yaml.Node, depth: int) -> Any:
        self.count += 1
        if id(node) in self.seen:
            self._fault(node, "E007", "front matter: a value must be written out, not repeated with '&' and '*'")
            return ""
        self.seen.add(id(node))
        if depth > DEEPEST or self.count > MOST_VALUES:
            if depth > DEEPEST or self.count == MOST_VALUES + 1:
                deep, many = (
                    f"front matter: at most {DEEPEST} levels deep",
                    f"front matter: at most {MOST_VALUES} values",
                )
                self._fault(node, "E006", deep if depth > DEEPEST else many)
            return ""
        if node.tag is not _TEXT and node.tag != _TEXT:
            self._fault(node, "E007", "front matter: a value must be plain text, without a tag such as '!!python'")
            return node.value if isinstance(node, yaml.ScalarNode) else ""
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            children = [(child, self.read(child, depth + 1)) for child in node.value]
            return [value for child, value in children if not _is_left_open(child, value)]
        return node.value

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str) or key == "<<":
                self._fault(key_node, "E007", "front matter: a key must be a plain word")
                continue
            if key in values:
                self._fault(key_node, "E008", f"{key}: a key must stand only once")
                continue
            value = self.read(value_node, depth + 1)
            if not _is_left_open(value_node, value):
                values[key] = value
        return values

    def _fault(self, node: yaml.Node, code: str, message: str) -> None:
        self.report(node.start_mark.line + 2, node.start_mark.column + 1, code, message)


def _is_left_open(node: yaml.Node, value: Any) -> bool:
    """Say whether a key of a template was not filled in, which means the same as leaving it out."""
    if isinstance(node, yaml.ScalarNode):
        return value == "" and node.style not in ("'", '"')
    return not value


# A file with many faults asks for the place of each.
@lru_cache(maxsize=2)
def places_in(front_matter: str) -> dict[Path, Place]:
    """Give the line and column of every key and value."""
    node = yaml.compose(front_matter, Loader=_TextLoader)
    places: dict[Path, Place] = {}
    if node is not None:
        _collect(node, (), places)
    return places


def _collect(node: yaml.Node, path: Path, places: dict[Path, Place], depth: int = 0) -> None:
    if depth > DEEPEST + 1 or len(places) > 2 * MOST_VALUES:
        return
    places.setdefault(path, Place(node.start_mark.line + 2, node.start_mark.column + 1))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            places.setdefault(inner, Place(key.start_mark.line + 2, key.start_mark.column + 1))
            _collect(value, inner, places, depth + 1)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _collect(child, (*path, index), places, depth + 1)


_KEY_WITHOUT_SPACE = re.compile(r"[ ]*(?:- )?[A-Za-z_]+:(?!//)\S")

# What the reader of YAML says of a line, and the same in words that somebody knows who has never heard of YAML.
_REASONS = {
    "mapping values are not allowed": "front matter: this line must be indented as those of its group are",
    "did not find expected key": "front matter: this line must be indented as those of its group are",
    "did not find expected '-'": "front matter: this line must begin with '- ', as the others of its list do",
    "expected ':'": "front matter: key and value must be parted by ': '",
    "unknown escape": "front matter: a backslash between double quotes must be written twice",
}


def _explain(error: yaml.MarkedYAMLError, written: str) -> tuple[str, str]:
    """Say in plain words what is wrong with a line that YAML cannot read, and how it would be right."""
    mark = error.context_mark
    if error.context in _OPENED and mark and written[mark.column : mark.column + 1] in _CLOSING:
        closing = _CLOSING[written[mark.column]]
        # A comment behind it would swallow what is put at the end.
        repair = "" if " #" in written else written.rstrip().removesuffix(",") + closing
        return f"front matter: what begins with {written[mark.column]} must end with {closing} on this line", repair
    key, colon, value = written.partition(": ")
    bare = value.strip()
    if colon and bare and bare[0] not in "\"'" and (": " in bare or bare[0] in "@`%&*!|>[]{},#?-" or " #" in bare):
        quoted = bare.replace("\\", "\\\\").replace('"', '\\"')
        return "front matter: a value with a special character must stand in quotes", f'{key}: "{quoted}"'
    if not colon and _KEY_WITHOUT_SPACE.match(written):
        return "front matter: a space must follow the colon", written.replace(":", ": ", 1)
    reason = next((said for sign, said in _REASONS.items() if sign in str(error.problem)), "")
    return reason or "front matter: this line cannot be read as YAML", ""
