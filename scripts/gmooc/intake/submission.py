"""Convert what was sent by mail into content files: named, without metadata of cameras, overwriting nothing."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from gmooc.content.entry import identify
from gmooc.content.sections import without_key
from gmooc.core.slugs import slug_of
from gmooc.intake.archive import Opened
from gmooc.intake.columns import OMITTED_COLUMN, guess, is_name
from gmooc.intake.pasted_text import with_lists_and_tables
from gmooc.intake.rows import Doubt, WriteUp, write_ups
from gmooc.intake.tables import Row, Table, decode
from gmooc.text.document import read_document
from gmooc.text.front_matter import write_document
from gmooc.text.images import encode

_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
_CONSENT = "Before you send it"
_UNTICKED = re.compile(r"^[-*] \[ ?\]", re.MULTILINE)
_UNANSWERED = "_No response_"

# Fewer headings of the form than these are somebody's own.
_MIN_LINES = 5


def write_up_of_issue(text: str, year: int) -> WriteUp | None:
    """Return the write-up that the text of an issue holds, or None if it is not one of the form."""
    parts = _HEADING.split(text)
    # What is told in sections of somebody's own has words above the first, or headings that only sound like questions.
    if parts[0].strip() or sum(map(is_name, dict.fromkeys(parts[1::2]))) < _MIN_LINES:
        return None
    keys = guess(parts[1::2])
    answers: dict[str, str] = {}
    for head, answer in zip(parts[1::2], parts[2::2], strict=True):
        if head in answers or not (keys[head] or head.startswith(_CONSENT)):
            # A heading of somebody's own belongs to the answer that it stands in.
            last = next(reversed(answers), head)
            answers[last] = f"{answers.get(last, '')}\n\n### {head}\n\n{answer.strip()}".strip()
        else:
            answers[head] = answer.strip()
    columns = {head: keys[head] or OMITTED_COLUMN for head in answers}
    cells = {head: answer for head, answer in answers.items() if answer and answer != _UNANSWERED}
    table = Table(tuple(answers), (Row(1, cells),))
    made = next(write_ups(table, columns, {"year": str(year)}))
    unticked = [head for head, answer in answers.items() if head.startswith(_CONSENT) and _UNTICKED.search(answer)]
    asks = "not every box is ticked: ask whether all who are named or shown agreed, before it is published"
    return made._replace(doubts=(*made.doubts, *(Doubt(1, head, "", f"'{head}': {asks}") for head in unticked)))


_HOME = re.compile(r"(?:^|/)(projects/\d{4}/[a-z0-9-]+(?:/index)?(?:\.[a-z-]+)?\.md)$")
_YEAR = re.compile(r"20[2-9]\d")


class Planned(NamedTuple):
    """One write-up to put into the content: its files by path below content/, its title, and who made it.

    `notes` say in plain words what was changed on the way.
    """

    path: str
    files: dict[str, bytes]
    title: str
    author: str
    notes: tuple[str, ...]


class Conflict(NamedTuple):
    """A file that is there already and differs; `difference` is a unified diff, empty for pictures."""

    path: str
    difference: str


def plan_submission(opened: Opened, year: int) -> tuple[Planned, ...]:
    """Return every write-up of an archive with its place; `year` is used where the text names none."""
    pictures = {path: _pictures_of(path, opened, len(opened.texts) > 1) for path in opened.texts}
    planned = [_plan(path, text, pictures[path], year) for path, text in sorted(opened.texts.items())]
    left = sorted(opened.pictures.keys() - set().union(*pictures.values()))
    if planned and left:
        # Whose they are is to be asked, and whoever reads the first note reads them all.
        note = f"left out, as it is not known to which write-up they belong: {', '.join(left)}"
        planned[0] = planned[0]._replace(notes=(*planned[0].notes, note))
    return tuple(planned)


def conflicts(content: Path, planned: Planned) -> Iterator[Conflict]:
    """Yield the files that are there already and hold something else."""
    stem = planned.path.removesuffix(".md").removesuffix("/index")
    for other in (f"{stem}.md", f"{stem}/index.md"):
        if other != planned.path and (content / other).exists():
            yield Conflict(other, "")
    for path, new in planned.files.items():
        file = content / path
        if not file.exists() or file.read_bytes() == new:
            continue
        is_text = path.endswith(".md")
        yield Conflict(path, _difference(path, file.read_bytes(), new) if is_text else "")


def collisions(write_ups: Iterable[Planned]) -> Iterator[str]:
    """Yield the places that two write-ups of one archive would share, so that one would be lost."""
    seen: set[str] = set()
    for planned in write_ups:
        place = re.sub(r"/index((?:\.[A-Za-z-]+)?\.md)$", r"\1", planned.path)
        if place in seen:
            yield planned.path
        seen.add(place)


def place_write_up(content: Path, planned: Planned) -> Planned:
    """Return a write-up at the path that its page has already, where that is in a folder of its own."""
    stem = planned.path.removesuffix("/index.md").removesuffix(".md")
    folder = f"{stem}/index.md"
    if planned.path == folder or not (content / folder).exists():
        return planned
    files = {folder if path == planned.path else path: text for path, text in planned.files.items()}
    return planned._replace(path=folder, files=files)


def replaced(content: Path, planned: Planned) -> Iterator[Path]:
    """Yield the file that a write-up leaves behind when it moves into a folder with its pictures."""
    old = content / f"{planned.path.removesuffix('/index.md')}.md"
    if planned.path.endswith("/index.md") and old.exists():
        yield old


def write_files(content: Path, files: dict[str, bytes]) -> None:
    """Write files whole: each appears under its name only when it is complete."""
    for path, new in files.items():
        target = content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(new)
        part.replace(target)


def _pictures_of(path: str, opened: Opened, several: bool) -> dict[str, bytes]:
    """Return the pictures of a write-up: those in and below its own folder, or all if it is the only one."""
    folder = posixpath.dirname(path)
    return {
        name: content
        for name, content in opened.pictures.items()
        if not several or (name.startswith(f"{folder}/") if folder else "/" not in name)
    }


def _plan(path: str, written: bytes, pictures: dict[str, bytes], year: int) -> Planned:
    text, notes = _decoded(written)
    issue = write_up_of_issue(text, year)
    if issue:
        text, notes = issue.text, (*notes, *(doubt.message for doubt in issue.doubts))
    document, _ = read_document(path, text.encode())
    mended = with_lists_and_tables(document.body)
    if mended != document.body and text.endswith(document.body):
        text = text.removesuffix(document.body) + mended
        notes = (*notes, "lists or tables that were pasted as plain text are written as Markdown")
    values = document.values
    if "reviewed" in values:
        text = _unreviewed(path, text)
        notes = (*notes, "'reviewed' is taken out: it says that a maintainer looked, and of what was sent nobody has")
    title = str(values.get("title", "")) if isinstance(values.get("title"), str) else ""
    text, published = _with_pictures(text, posixpath.dirname(path), pictures)
    stem, suffix = _home_of(path, title, str(values.get("year", "")), year)
    if f"{stem}{suffix}" not in path and f"{stem}/index{suffix}" not in path:
        notes = (*notes, f"named {stem}{suffix}")
    target = f"{stem}/index{suffix}" if published else f"{stem}{suffix}"
    files = {target: text.encode()} | {f"{stem}/{name}": content for name, content in published.items()}
    if published:
        notes = (*notes, f"{len(published)} pictures made anew, without place, time and camera")
    return Planned(target, files, title, _author(values), notes)


def _unreviewed(path: str, text: str) -> str:
    """Return a write-up that does not say that it was checked: only maintainers say so."""
    document, _ = read_document(path, text.encode())
    values = {key: value for key, value in document.values.items() if key != "reviewed"}
    lines = text.split("\n")
    end = lines.index("---", 1) if "---" in lines[1:] else 0
    shorter = "\n".join([*without_key("reviewed", lines[:end]), *lines[end:]])
    # However oddly it was written, nothing else may change.
    again, _ = read_document(path, shorter.encode())
    return shorter if again.values == values else write_document(values, document.body)


def _home_of(path: str, title: str, given: str, year: int) -> tuple[str, str]:
    """Return where a write-up belongs, and its ending: a place that the archive gives it is kept."""
    home = _HOME.search(path)
    if home and identify(home[1]):
        ending = re.search(r"(?:/index)?((?:\.[a-z-]+)?\.md)$", home[1])
        assert ending is not None
        return home[1][: ending.start()], ending[1]
    folder = given if _YEAR.fullmatch(given) else str(year)
    return f"projects/{folder}/{slug_of(title or _stem(path))}", ".md"


def _decoded(written: bytes) -> tuple[str, tuple[str, ...]]:
    text, notes = decode(written)
    return _unix(text), notes


def _unix(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _with_pictures(text: str, folder: str, pictures: dict[str, bytes]) -> tuple[str, dict[str, bytes]]:
    """Return pictures as they enter the content, and the text with their new names."""
    published: dict[str, bytes] = {}
    named: dict[str, str] = {}
    for path, content in sorted(pictures.items()):
        stem = name = slug_of(_stem(path))
        number = 2
        while f"{name}.webp" in published:
            name = f"{stem}-{number}"
            number += 1
        published[f"{name}.webp"] = encode(content)
        old = posixpath.relpath(path, folder or ".")
        base = posixpath.basename(path)
        for known in (old, f"./{old}", base, f"./{base}", quote(old), quote(base)):
            named.setdefault(known.casefold(), f"{name}.webp")
    # The longest way of writing a name comes first, so that none is replaced inside another; what is written is not
    # read again, as a new name may be the old one of another picture.
    ways = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
    if ways:
        written = re.compile(rf"(?<![\w/.-])(?:{ways})(?![\w.-])", re.IGNORECASE)
        text = written.sub(lambda found: named.get(found[0].casefold(), found[0]), text)
    return text, published


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _author(values: dict[str, Any]) -> str:
    team = values.get("team")
    if not isinstance(team, dict):
        return ""
    members = team.get("members")
    if isinstance(members, list) and members and isinstance(members[0], dict):
        return str(members[0].get("name", ""))
    return str(team.get("name", ""))


def _difference(path: str, old: bytes, new: bytes) -> str:
    before = old.decode(errors="replace").splitlines()
    after = new.decode(errors="replace").splitlines()
    return "\n".join(difflib.unified_diff(before, after, f"{path} (there)", f"{path} (sent)", lineterm="", n=1))
