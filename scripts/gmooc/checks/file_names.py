"""Check the names of content files: which are entries, which look alike, which fit no kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from posixpath import splitext

from gmooc.checks.parsing import Parsed
from gmooc.content.entry import identify, is_record_path
from gmooc.core import problem_messages as messages
from gmooc.core.files import fold_path
from gmooc.core.problems import Problem, message_of
from gmooc.core.slugs import is_holdable, slug_of
from gmooc.model.form_words import form_words
from gmooc.model.kinds import KINDS, MAX_NAME_LENGTH
from gmooc.model.labels import LANGUAGE_NAMES


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
    if not stem or language.lower() not in LANGUAGE_NAMES.keys() | form_words().more_languages.keys():
        stem, language = name.removesuffix(".md"), ""
    # What hosts of code show of a folder is the entry that has the folder's name.
    stem = "index" if stem.lower() in ("index", "readme") else slug_of(stem)
    suggestion = "/".join([*map(slug_of, folders), f"{stem}{language and '.'}{language.lower()}.md"])
    return suggestion if identify(suggestion) else ""
