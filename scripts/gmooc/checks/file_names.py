"""Check the names of content files, and find which file was meant by a name that is nearly right."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from posixpath import splitext
from urllib.parse import quote

import gmooc.core.problem_messages as messages
from gmooc.checks.parsing import Parsed
from gmooc.content.entry import identify, is_record_path, split_translation
from gmooc.core.files import fold_path
from gmooc.core.problem_messages import Message, message_of
from gmooc.core.problems import Problem
from gmooc.core.slugs import is_holdable, slug_of
from gmooc.core.urls import relative_url
from gmooc.model.form_words import offered_languages
from gmooc.model.kinds import KINDS, MAX_NAME_LENGTH

# More files than these are not compared with a link that leads nowhere.
MAX_ALIKE = 500
# Two names as alike as this differ by a slip.
MIN_PATH_LIKENESS = 0.8
_DIGITS = re.compile(r"[0-9]{1,100}")
# Every repository has files of these names, and a link to one means that of its own.
_OF_REPOSITORIES = frozenset(
    ("README", "CONTRIBUTING", "LICENSE", "LICENCE", "CHANGELOG", "CODE_OF_CONDUCT", "SECURITY")
)


def entry_paths(sources: Collection[str]) -> tuple[list[str], list[Problem]]:
    """Return the files of records that can be parsed, and the problems of those whose name fits no kind."""
    paths: list[str] = []
    problems: list[Problem] = []
    pages: dict[str, str] = {}
    for path in filter(is_record_path, sources):
        first = pages.setdefault(_page_of(path), path)
        if first != path:
            problems.append(Problem(path, 1, 1, "E009", *message_of(messages.FILE_OF_SAME_PAGE, path=first)))
        elif identify(path) is None:
            problems.append(_misnamed(path))
        else:
            paths.append(path)
    return paths, [*problems, *_look_alikes(sources), *_unholdable(sources)]


def _look_alikes(sources: Collection[str]) -> Iterator[Problem]:
    """Yield files that systems which fold capitals or accents, as Windows and macOS do, take for an earlier one."""
    first: dict[str, str] = {}
    for path in sorted(sources):
        other = first.setdefault(fold_path(path), path)
        if other != path:
            yield Problem(path, 1, 1, "E009", *message_of(messages.FILE_LOOKS_THE_SAME, path=other))


def _unholdable(sources: Collection[str]) -> Iterator[Problem]:
    """Yield files that some system cannot check out; those of records are held to stricter names."""
    for path in sorted(sources):
        *folders, name = path.split("/")
        fault = next((one for one in (*folders, name) if not is_holdable(one)), None)
        if fault is not None and not is_record_path(path):
            stem, ending = splitext(name)
            better = [one if is_holdable(one) else slug_of(one) for one in folders]
            repair = "/".join([*better, name if is_holdable(name) else slug_of(stem) + ending.rstrip(". ")])
            message = message_of(messages.FILE_NAME_UNHOLDABLE, name=fault)
            yield Problem(path, 1, 1, "E009", *message, "" if repair in sources else repair)


def without_needless(parsed: Iterable[Parsed]) -> tuple[list[Parsed], list[Problem]]:
    """Leave out translations into the very language that their original is in, each with its problem."""
    parsed = list(parsed)
    originals = {_page_of(one.path): one for one in parsed}
    kept: list[Parsed] = []
    problems: list[Problem] = []
    for one in parsed:
        stem, _, language = _page_of(one.path)[: -len(".md")].partition(".")
        original = originals.get(f"{stem}.md") if language and is_record_path(one.path) else None
        if original is None or original.language != language:
            kept.append(one)
            continue
        name = original.path.rpartition("/")[2]
        message = message_of(messages.FILE_NAME_OF_ORIGINAL, language=language, name=name)
        problems.append(Problem(one.path, 1, 1, "E009", *message))
    return kept, problems


def _page_of(path: str) -> str:
    """Return the path of a file as if it lay in no folder of its own."""
    return path.replace("/index.", ".", 1)


def _misnamed(path: str) -> Problem:
    kind = next(kind for kind in KINDS if path.startswith(kind.folder + "/"))
    name = path.rpartition("/")[2].partition(".")[0]
    longest = name if name != "index" else path.split("/")[-2]
    if len(longest) > MAX_NAME_LENGTH:
        message = message_of(messages.FILE_NAME_TOO_LONG, limit=MAX_NAME_LENGTH, length=len(longest))
        return Problem(path, 1, 1, "E009", *message)
    return Problem(path, 1, 1, "E009", *message_of(messages.FILE_NAME_FORM, shape=kind.shape), suggest_path(path))


def suggest_path(path: str) -> str:
    """Return the nearest path that fits: every name of it by the rule that names new files."""
    *folders, name = path.split("/")
    stem, _, language = name.removesuffix(".md").rpartition(".")
    if not stem or language.lower() not in offered_languages():
        stem, language = name.removesuffix(".md"), ""
    # What hosts of code show of a folder is the entry that has the folder's name.
    stem = "index" if stem.lower() in ("index", "readme") else slug_of(stem)
    suggestion = "/".join([*map(slug_of, folders), f"{stem}{language and '.'}{language.lower()}.md"])
    return suggestion if identify(suggestion) else ""


def missing_picture(given: str, target: str, path: str, files: frozenset[str]) -> tuple[Message, str]:
    """Return what is wrong with a picture that is not there, and how a text would name the one that was meant."""
    folder = path.rpartition("/")[0]
    whole = posixpath.normpath(posixpath.join(folder, given))
    for meant in (whole, target):
        alike = _folded_paths(files).get(fold_path(meant), ())
        if len(alike) != 1:
            continue
        name = posixpath.relpath(alike[0], folder)
        repair = re.sub(r"[\s#?%()<>]", lambda sign: quote(sign[0]), name)
        if "#" in given and alike[0] == whole:
            return message_of(messages.PICTURE_WITH_HASH, given=given), repair
        return message_of(messages.PICTURE_NEARLY, given=given, name=name), repair
    return message_of(messages.PICTURE_MISSING, given=given), ""


@lru_cache(maxsize=1)
def _folded_paths(files: frozenset[str]) -> dict[str, list[str]]:
    folded: dict[str, list[str]] = {}
    for file in files:
        if not file.endswith(".md"):
            folded.setdefault(fold_path(file), []).append(file)
    return folded


def nearest_file(target: str, files: frozenset[str], path: str) -> str:
    """Return the address of the one file that a link can have meant, relative to the file it stands in, or ''."""
    folder, _, name = target.rpartition("/")
    names, starts = _indexed(files)
    found = names.get(name, [])
    if name.removesuffix(".md").upper() in _OF_REPOSITORIES:
        found = [file for file in found if file.rpartition("/")[0] == folder]
    elif not found and name.endswith(".md"):
        language, numbers = split_translation(target)[1], _numbers_of(name)
        # Comparing letters is slow, so that only some files are looked at whose names begin alike, in any folder.
        likely = [
            file for file in starts.get(name[:3].casefold(), ()) if _numbers_of(file.rpartition("/")[2]) == numbers
        ]
        found = [
            file
            for file in likely[:MAX_ALIKE]
            if split_translation(file)[1] == language and _is_alike(name, file.rpartition("/")[2])
        ]
        beside = [file for file in found if file.rpartition("/")[0] == folder]
        found = beside or found
    return relative_url(found[0], path.rpartition("/")[0] + "/") if len(found) == 1 else ""


def _numbers_of(name: str) -> tuple[int, ...]:
    """Return the numbers in a name: 4 and 04 are one, 4 and 14 two."""
    return tuple(int(digits) for digits in _DIGITS.findall(name))


def _is_alike(one: str, other: str) -> bool:
    """Whether two names differ by a slip of a letter or two; their numbers are compared as such."""
    letters, others = (_DIGITS.sub("0", name).removesuffix(".md").casefold() for name in (one, other))
    return difflib.SequenceMatcher(None, letters, others).ratio() >= MIN_PATH_LIKENESS


@lru_cache(maxsize=1)
def _indexed(files: frozenset[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return files by their names, and texts by what their names begin with."""
    names: dict[str, list[str]] = {}
    starts: dict[str, list[str]] = {}
    for file in sorted(files):
        name = file.rpartition("/")[2]
        names.setdefault(name, []).append(file)
        if name.endswith(".md"):
            starts.setdefault(name[:3].casefold(), []).append(file)
    return names, starts
