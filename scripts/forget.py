#!/usr/bin/env python3
"""Take a person out of all content, build the site anew, and prove that no trace of the name is left in it."""

import _environment

_environment.ensure()

import argparse
import shlex
import sys
from pathlib import Path

from _job import build_or_exit, job_of
from gmooc.build import Places
from gmooc.core.files import plain_files
from gmooc.core.problems import visible_line
from gmooc.maintain.erasure import forget, is_in_path, own_words, traces
from gmooc.maintain.spellings import resembling

ROOT = Path(__file__).resolve().parent.parent
KINDS = (".md", ".txt", ".csv", ".yml", ".yaml", ".json", ".cff")

# What the site itself says; none of its examples is a name that somebody has.
OWN = ("theme", "scripts")

HISTORY = """
The history of the repository still holds the name, and so does every copy of it. If it has to go from there, too:
    git log --all --oneline -S {quoted}                        shows the commits that hold it
    git filter-repo --replace-text names.txt                   writes history anew, with names.txt holding
                                                               {name}==>(name withdrawn)
Then everybody has to fetch anew, forks have to be asked, and the code host to drop its caches. Archives of an edition
(scripts/edition.py) and copies on other hosts know nothing of this: deposit a new version, and tell their keepers.
"""


def main() -> int:
    arguments = read_arguments()
    name = " ".join(arguments.name.split())
    changed = edit(arguments.content, name, dry=arguments.dry_run)
    if not changed:
        print(f"'{name}' stands in no file of {arguments.content}")
    alike = show_resembling(arguments.content, name)
    if arguments.dry_run:
        return 0
    left = [path for path in files_of(arguments.content) if is_in_path(path.relative_to(arguments.content), name)]
    for path in left:
        print(f"{path}: the file's own name holds the name; it sets the address, which stays as long as you keep it")
    build(arguments)
    files = [path for path in files_of(arguments.content) if path.suffix in KINDS]
    words = own_words(name, [path.read_text(encoding="utf-8", errors="replace") for path in files])
    places = Places(arguments.site)
    found = [f"{place.name}/{path}" for place in (places.site, places.standby, places.cache) if place.exists()
             for path in traces(place, name, words=words)]  # fmt: skip
    for trace in found:
        print(f"{trace}: still holds the name", file=sys.stderr)
    if found:
        own = [
            f"{folder}/{path}" for folder in OWN for path in traces(ROOT / folder, name) if "__pycache__" not in path
        ]
        for place in own:
            print(f"{place}: holds the name, too: it may be a text of the site itself, and no trace of a person")
    outcome = "traces are left, see above" if found else "no trace is left"
    print(f"{arguments.site}: {outcome}" + (f" but for what is like the name, in {alike} lines above" if alike else ""))
    print(HISTORY.format(name=name, quoted=shlex.quote(name)))
    return 1 if found else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take a person out of all content, and prove that no trace is left.")
    parser.add_argument("name", help="the name as pages show it; everybody of that name is taken out")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="folder of the content (content/)")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="folder of the built site (site/)")
    parser.add_argument("--dry-run", action="store_true", help="say what would be changed, and change nothing")
    return parser.parse_args()


def edit(content: Path, name: str, *, dry: bool) -> int:
    """Take the name out of every file; say where, and give how many files it stood in."""
    changed = 0
    for path in (path for path in files_of(content) if path.suffix in KINDS):
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            print(f"{path}: must be saved as UTF-8; it was left as it is", file=sys.stderr)
            continue
        edited = forget(text, name)
        if edited.text == text:
            continue
        changed += 1
        print(f"{path}: {edited.removed} entries removed, {edited.covered} other mentions covered")
        if not dry:
            path.write_bytes(edited.text.encode())
    return changed


def show_resembling(content: Path, name: str) -> int:
    """Print every line that holds something like the name, which a person has to look at, and return how many."""
    count = 0
    for path in (path for path in files_of(content) if path.suffix in KINDS):
        text = forget(path.read_text(encoding="utf-8", errors="replace"), name).text
        lines = text.split("\n")
        for line in dict.fromkeys(resembling(text, name)):
            print(f"{path}:{line}: may name the same person; look at this one: {visible_line(lines[line - 1].strip())}")
            count += 1
    return count


def files_of(content: Path) -> list[Path]:
    """Return the files of content; what a link leads to is not ours to change."""
    return [content / path for path in plain_files(content)]


def build(arguments: argparse.Namespace) -> None:
    """Build from nothing: what earlier builds kept beside the site holds the name, too."""
    report = build_or_exit(job_of(arguments), from_nothing=True)
    for problem in report.errors:
        print(problem, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
