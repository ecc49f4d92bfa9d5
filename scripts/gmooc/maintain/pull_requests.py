"""Write the problems of a pull request as a report, and a checked report as a comment in plain words.

The data is written where the contributor's own files are, so whoever reads it trusts no part of it: sentences come
from the list of rules, paths from the code host, and what it says itself is shown as code that it cannot leave.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from lzma import LZMAError
from typing import Any, NamedTuple

from gmooc.checks.rule_texts import RULE_OF
from gmooc.content.free_pages import is_free_page
from gmooc.core.i18n import Words
from gmooc.core.problems import Problem

REPORT = "report.json"
MAX_FOUND = 300
# More than this is read in the list of all problems, not line by line.
MAX_SHOWN = 60
MAX_SUGGESTED = 20
MAX_PAGES = 10
# The code host refuses comments of more than 65,536; what follows the problems is far below the difference.
MAX_COMMENT_LENGTH = 64_000
# By this sign a comment of ours is found again.
MARK = "<!-- gmooc-review -->"
_MAX_REPORT_BYTES = 512 * 1024
_MAX_LINE_LENGTH = 1000
# Repairs of these are not the line that the problem names.
_NO_LINES = ("E003", "E004", "E009", "E139")
# A tag, a comment, or the braces in which Markdown of free pages gives attributes to what stands before them.
# An address that is a script or holds a page itself does as much.
_HTML = re.compile(
    r"<(?:[a-z][a-z0-9-]*(?=[\s/>]|$)|[!?/])|\{[^{}]*=|(?:javascript|vbscript|data)\s*:|&#", re.IGNORECASE
)
# A changed line of the key `reviewed` or, where each stands on a line of its own, of those in it; a key that is marked
# as one or written in escapes may be the same.
_REVIEWED = re.compile(
    r"^[+-](?:[^#\n]*\breviewed[\"']?\s*:|\s+(?:on|by):|\s*\?\s|[^\n]*\"[^\"\n]*\\[xuU][0-9a-fA-F]{2})", re.MULTILINE
)
# What a contributor may mean to hide from whoever reads it: it comes first, so that nothing before it pushes it out.
_DECEPTIVE = ("E022", "E031", "E032")
_MAX_DECEPTIONS_NAMED = 10
_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")


class Found(NamedTuple):
    """One problem of a changed file; `repair` is the whole line as it would be right, or ''."""

    path: str
    line: int
    code: str
    message: str
    message_zh: str
    repair: str


def write_report(problems: Iterable[Problem], folder: str, lines_of: Callable[[str], list[str]], words: Words) -> bytes:
    """Return the report of problems, in English and Chinese.

    `lines_of` gives the lines of a file, for the indentation of repairs; `words` are the Chinese ones.
    """
    rows = []
    for problem in sorted(problems, key=lambda problem: problem.code not in _DECEPTIVE)[:MAX_FOUND]:
        repair = ""
        if problem.repair and problem.code not in _NO_LINES:
            lines = lines_of(problem.path)
            old = lines[problem.line - 1] if 0 < problem.line <= len(lines) else ""
            repair = old[: len(old) - len(old.lstrip(" "))] + problem.repair
        # What the reader of the report would refuse is better left out.
        repair = repair if repair.isprintable() and len(repair) <= _MAX_LINE_LENGTH else ""
        if problem.path.isprintable():
            found = Found(
                f"{folder}/{problem.path}",
                problem.line,
                problem.code,
                _printable(problem.message),
                _printable(problem.translated(words.say)),
                repair,
            )
            rows.append(found._asdict())
    return json.dumps({"found": rows}, ensure_ascii=False).encode()


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())[:_MAX_LINE_LENGTH]


def open_report(archive: bytes) -> tuple[Found, ...]:
    """Read the report in an archive of the code host; raises ValueError at anything that a report does not hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            (member,) = opened.infolist()
            if member.filename != REPORT:
                raise ValueError(f"must hold {REPORT}")
            with opened.open(member) as file:
                content = file.read(_MAX_REPORT_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, LZMAError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ValueError("must be an archive with one file") from error
    if len(content) > _MAX_REPORT_BYTES:
        raise ValueError(f"at most {_MAX_REPORT_BYTES} bytes")
    return read_report(content)


def read_report(content: bytes) -> tuple[Found, ...]:
    """Read a report; raises ValueError at anything that `write_report` does not write."""
    try:
        report = json.loads(content)
    except RecursionError as error:
        raise ValueError("must not be nested") from error
    if not isinstance(report, dict) or set(report) != {"found"} or not isinstance(report["found"], list):
        raise ValueError("must hold a list of what was found")
    if len(report["found"]) > MAX_FOUND:
        raise ValueError(f"at most {MAX_FOUND} problems")
    return tuple(_read(row) for row in report["found"])


def comment_of(
    found: Iterable[Found],
    changed: frozenset[str],
    words: Words,
    site_url: str,
    preview_url: str | None,
    pages: tuple[str, ...] = (),
    reviewed: tuple[str, ...] = (),
) -> str:
    """Return the comment on a pull request, in English and Chinese; `changed` are the paths that the code host names.

    `preview_url` is '' without a preview, and None where other files than content are changed, too. `pages` are the
    free pages whose HTML a reviewer has to read, `reviewed` the projects that say otherwise who checked them.
    """
    found = tuple(found)
    ours = [one for one in found if one.path in changed]
    elsewhere = len(found) - len(ours)
    blocks = [MARK]
    if not ours and not elsewhere:
        blocks.append("Thank you. The checks found nothing to repair; a maintainer will read it.")
        blocks.append("谢谢。检查没有发现需要修改之处；维护者会阅读。")
    else:
        blocks.append("Thank you. The checks found something to repair before this can be published.")
        blocks.append("谢谢。在发布之前，有些地方需要修改。")
    blocks += _deceptions(ours)
    if pages:
        named = _named(pages)
        blocks.append(
            f"For the maintainer: {named} can hold HTML of its own, which is published as it is written, not cleaned as"
            " in contributions. Read every line of it before this is merged."
        )
        blocks.append(f"致维护者：{named} 可能含有自己的 HTML，会原样发布，不像投稿那样经过清理。合并之前请逐行阅读。")
    if reviewed:
        named = _named(reviewed)
        blocks.append(
            f"For the maintainer: {named} sets, alters or takes out `reviewed`, by which a page says that the GMOOC"
            " team checked it. Only a maintainer who did may write it."
        )
        blocks.append(
            f"致维护者：{named} 添加、修改或删除了 `reviewed`，页面会据此注明由 GMOOC 团队核对过。"
            "只有核对过内容的维护者才能填写它。"
        )
    rows: dict[str, dict[str, None]] = {}
    number, length = 0, sum(map(_length, blocks))
    for one in ours[:MAX_SHOWN]:
        row = _row(one, words, site_url)
        length += _length(row) + (0 if one.path in rows else _length(_code(one.path)))
        if length > MAX_COMMENT_LENGTH:
            break
        rows.setdefault(one.path, {})[row] = None
        number += 1
    blocks += [f"{_code(path)}\n\n" + "\n".join(told) for path, told in rows.items()]
    if len(ours) > number:
        blocks.append(f"{len(ours) - number} more of these files stand in the list of the checks.")
    if elsewhere:
        blocks.append(f"{elsewhere} in other files, most likely because something they lead to was moved or taken out.")
    if preview_url is None:
        blocks.append(
            "This changes files outside `content/`, too, so that there are no suggestions and no preview here: what"
            " the checks say may be of its own making. Such changes are best proposed apart from content."
        )
        blocks.append(
            "此请求还修改了 `content/` 以外的文件，因此这里不提供修改建议和预览：检查结果可能受其影响。"
            "此类修改最好与内容分开提交。"
        )
    elif preview_url:
        blocks.append(
            f"[How the changed pages will look · 页面预览]({preview_url}) (an archive; open index.html in it)"
        )
    return "\n\n".join(blocks) + "\n"


def pages_with_html(patches: Mapping[str, str]) -> tuple[str, ...]:
    """Return the free pages whose new lines hold HTML; what is too large for a patch may hold anything."""
    return tuple(
        path
        for path, patch in patches.items()
        if path.startswith("content/") and is_free_page(path.removeprefix("content/"))
        if not patch or any(row.startswith("+") and _HTML.search(row) for row in patch.split("\n"))
    )


def projects_with_review(patches: Mapping[str, str]) -> tuple[str, ...]:
    """Return the projects whose `reviewed` a change sets, alters or takes out, as only maintainers may."""
    return tuple(
        path
        for path, patch in patches.items()
        if path.startswith("content/projects/") and path.endswith(".md") and (not patch or _REVIEWED.search(patch))
    )


def _deceptions(found: list[Found]) -> list[str]:
    """Return, in English and Chinese, where a text is read otherwise than it is."""
    places = dict.fromkeys(f"{_code(one.path)}:{one.line}" for one in found if one.code in _DECEPTIVE)
    if not places:
        return []
    named = ", ".join([*places][:_MAX_DECEPTIONS_NAMED]) + ", …" * (len(places) > _MAX_DECEPTIONS_NAMED)
    return [
        f"For whoever reviews this: what is read here is not all, or not what it seems to be (see below): {named}.",
        f"致审阅者：下列各处读到的内容不是全部，或与实际不符（见下文）：{named}。",
    ]


def suggestions_of(found: Iterable[Found], patches: dict[str, str]) -> list[dict[str, Any]]:
    """Return the repaired lines as the code host's suggestions, where a line is part of what was changed."""
    given: dict[tuple[str, int], dict[str, Any]] = {}
    lines = {path: changed_lines(patch) for path, patch in patches.items()}
    for one in found:
        if one.repair and one.line in lines.get(one.path, ()) and (one.path, one.line) not in given:
            body = f"{one.code}: {RULE_OF[one.code].says}\n\n{_fenced(one.repair, 'suggestion')}"
            place = {"path": one.path, "line": one.line, "side": "RIGHT"}
            given[one.path, one.line] = {**place, "body": body}
    return list(given.values())[:MAX_SUGGESTED]


def changed_lines(patch: str) -> set[int]:
    """Return the numbers of the lines that a patch shows on its new side."""
    lines: set[int] = set()
    number = 0
    for row in patch.split("\n"):
        hunk = _HUNK.match(row)
        if hunk:
            number = int(hunk[1])
        elif row.startswith(("+", " ")):
            lines.add(number)
            number += 1
    return lines


def _read(row: Any) -> Found:
    if not isinstance(row, dict) or set(row) != set(Found._fields):
        raise ValueError(f"each problem must have {', '.join(Found._fields)}")
    found = Found(**row)
    texts = (found.path, found.code, found.message, found.message_zh, found.repair)
    if any(not isinstance(text, str) or len(text) > _MAX_LINE_LENGTH or not text.isprintable() for text in texts):
        raise ValueError(f"texts must be lines of at most {_MAX_LINE_LENGTH} printable characters")
    if type(found.line) is not int or not 0 < found.line < 1_000_000 or found.code not in RULE_OF:
        raise ValueError("a problem must name a line and a rule that exist")
    return found


def _row(one: Found, words: Words, site_url: str) -> str:
    rule = RULE_OF[one.code]
    code = f"[{one.code}]({site_url}help/{one.code}/)" if site_url else one.code
    rows = (
        f"- line {one.line}: {_code(one.message)}",
        f"{code} {rule.says} {rule.remedy}",
        f"第 {one.line} 行：{_code(one.message_zh)}",
        f"{words.say(rule.says)}{words.say(rule.remedy)}",
    )
    return "  \n  ".join(rows) + ("\n\n" + _indented(_fenced(one.repair, "yaml")) + "\n" if one.repair else "")


def _named(paths: tuple[str, ...]) -> str:
    return ", ".join(map(_code, paths[:MAX_PAGES])) + (f" … ({len(paths)})" if len(paths) > MAX_PAGES else "")


def _length(text: str) -> int:
    """Return how long a text is for the code host, with the line ends around it."""
    return len(text.encode("utf-16-le")) // 2 + 4


def _code(text: str) -> str:
    return f"`{text.replace('`', 'ʼ')}`"


def _fenced(line: str, language: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", line)), default=0))
    return f"{fence}{language}\n{line}\n{fence}"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))
