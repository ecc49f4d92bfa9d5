"""The command that takes a person out of all content, builds the site anew, and proves that no trace is left."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from gmooc.build import Places
from gmooc.commands.building import build_or_exit, job_of
from gmooc.commands.options import DRY_RUN, EXISTING_CONTENT, ROOT, SITE
from gmooc.core.files import plain_files
from gmooc.core.problems import visible_line
from gmooc.maintain import erasure
from gmooc.maintain.spellings import resembling

_SUFFIXES = (".md", ".txt", ".csv", ".yml", ".yaml", ".json", ".cff")
# What the site itself says; none of its examples is a name that somebody has.
_OWN_FOLDERS = ("theme", "scripts")
_HISTORY = """
The history of the repository still holds the name, and so does every copy of it. If it has to go from there, too:
    git log --all --oneline -S {quoted}                        shows the commits that hold it
    git filter-repo --replace-text names.txt                   writes history anew, with names.txt holding
                                                               {name}==>(name withdrawn)
Then everybody has to fetch anew, forks have to be asked, and the code host to drop its caches. Archives of an edition
(manage.py edition) and copies on other hosts know nothing of this: deposit a new version, and tell their keepers.
"""


@click.command()
@click.argument("name", help="the name as pages show it; everybody of that name is taken out")
@click.option("--content", **EXISTING_CONTENT)
@click.option("--site", **SITE)
@click.option("--dry-run", **DRY_RUN)
def forget(name: str, content: Path, site: Path, dry_run: bool) -> int:
    """Take a person out of all content, and prove that no trace is left.

    \b
    Example:
      python3 scripts/manage.py forget "A. Student" --dry-run
    """
    name = " ".join(name.split())
    if not any(sign.isalpha() for sign in name):
        raise click.BadParameter(f"must hold a letter (it is '{name}')", param_hint="'NAME'")
    changed = _edit(content, name, dry_run=dry_run)
    if not changed:
        print(f"'{name}' stands in no file of {content}")
    alike = _show_resembling(content, name)
    if dry_run:
        return 0
    left = [path for path in _files_of(content) if erasure.is_in_path(path.relative_to(content), name)]
    for path in left:
        print(f"{path}: the file's own name holds the name; it sets the address, which stays as long as you keep it")
    _build(content, site)
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in _texts_of(content)]
    words = erasure.own_words(name, texts)
    places = Places(site)
    found = [
        f"{place.name}/{path}"
        for place in (places.site, places.standby, places.cache)
        if place.exists()
        for path in erasure.traces(place, name, words=words)
    ]
    for trace in found:
        print(f"{trace}: still holds the name", file=sys.stderr)
    if found:
        _show_own_texts(name)
    outcome = "traces are left, see above" if found else "no trace is left"
    print(f"{site}: {outcome}" + (f" but for what is like the name, in {alike} lines above" if alike else ""))
    print(_HISTORY.format(name=name, quoted=shlex.quote(name)))
    return 1 if found else 0


def _edit(content: Path, name: str, *, dry_run: bool) -> int:
    """Take the name out of every file; say where, and return how many files it stood in."""
    changed = 0
    for path in _texts_of(content):
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            print(f"{path}: must be saved as UTF-8; it was left as it is", file=sys.stderr)
            continue
        edited = erasure.erase(text, name)
        if edited.text == text:
            continue
        changed += 1
        print(f"{path}: {edited.removed} entries removed, {edited.covered} other mentions covered")
        if not dry_run:
            path.write_bytes(edited.text.encode())
    return changed


def _show_resembling(content: Path, name: str) -> int:
    """Print every line that holds something like the name, which a person has to look at, and return how many."""
    count = 0
    for path in _texts_of(content):
        text = erasure.erase(path.read_text(encoding="utf-8", errors="replace"), name).text
        lines = text.split("\n")
        for line in dict.fromkeys(resembling(text, name)):
            print(f"{path}:{line}: may name the same person; look at this one: {visible_line(lines[line - 1].strip())}")
            count += 1
    return count


def _show_own_texts(name: str) -> None:
    """Print the files of the site's own code and theme that hold the name, too."""
    for folder in _OWN_FOLDERS:
        for path in erasure.traces(ROOT / folder, name):
            if "__pycache__" not in path:
                excuse = "it may be a text of the site itself, and no trace of a person"
                print(f"{folder}/{path}: holds the name, too: {excuse}")


def _files_of(content: Path) -> list[Path]:
    """Return the files of content; what a link leads to is not ours to change."""
    return [content / path for path in plain_files(content)]


def _texts_of(content: Path) -> list[Path]:
    return [path for path in _files_of(content) if path.suffix in _SUFFIXES]


def _build(content: Path, site: Path) -> None:
    """Build from nothing: what earlier builds kept beside the site holds the name, too."""
    # The command without what it was given: the name must be left nowhere.
    job = job_of(content, site)._replace(command="manage.py forget")
    for problem in build_or_exit(job, from_nothing=True).errors:
        print(problem, file=sys.stderr)
