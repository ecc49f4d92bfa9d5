"""Turn the text of front matter into plain values."""

from __future__ import annotations

import re
from typing import Any

from gmooc.plain_front_matter import DEEPEST, MOST_VALUES, read_plain

_FULL_WIDTH_COLON = re.compile(r"([ ]*(?:- )?[A-Za-z_]+)[ ]*\uff1a[ \u3000]*(.*)")


def read_values(front_matter: str, report: Any) -> tuple[dict[str, Any], str]:
    """Read the values; a line that YAML cannot read is reported and mended, so that it hides no fault after it."""
    lines = _mend_lines(front_matter, report)
    plain = read_plain(lines, DEEPEST, MOST_VALUES)
    if plain is not None:
        return plain, lines
    # Loading it takes as long as reading a hundred plain files.
    from gmooc.yaml_front_matter import read_yaml

    return read_yaml(lines, report)


def _mend_lines(front_matter: str, report: Any) -> str:
    """Mend the two slips that hide from YAML where they are: tabs before a key, and a full-width colon behind it."""
    if "\t" not in front_matter and "\uff1a" not in front_matter:
        return front_matter
    lines = front_matter.split("\n")
    for index, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and line.strip():
            lines[index] = line = indent.replace("\t", "  ") + line.lstrip(" \t")
            report(index + 2, 1, "E005", "front matter: a line must be indented with spaces, not tabs", line)
        match = _FULL_WIDTH_COLON.fullmatch(line)
        if match:
            lines[index] = f"{match[1]}: {match[2]}".rstrip()
            report(
                index + 2, len(match[1]) + 1, "E005", "front matter: key and value must be parted by ': '", lines[index]
            )
    return "\n".join(lines)
