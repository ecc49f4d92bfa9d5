"""Record what is public now: no address vanishes, calendars and feeds follow: python3 scripts/record.py [--check]."""

import _environment

_environment.ensure()

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from build import read_moment
from gmooc.checks.inspection import hidden_below, survey
from gmooc.checks.permanence import addresses_of, load_ledger, record, text_digests
from gmooc.content.published import ADDRESSES, CALENDAR, TEXTS
from gmooc.content.schedule import is_public
from gmooc.model.records import Challenge

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = read_arguments()
    content = arguments.content.resolve()
    found = survey(content)
    ledger, problems = load_ledger(content, found.sources)
    if problems:
        print("\n".join(map(str, problems)), file=sys.stderr)
        return 1
    # A page that cannot be understood is not public yet.
    broken = {problem.path for problem in found.problems if not problem.is_warning}
    hidden = hidden_below(content, found.sources, arguments.at)
    files = [path for path in found.sources if path not in broken and path not in hidden]
    addresses = addresses_of(files, found.cards, arguments.at)
    words = text_digests(content, found.cards, addresses)
    challenges = [entry for entry in found.of_kind(Challenge) if is_public(entry, arguments.at)]
    texts = record(ledger, addresses, challenges, words, arguments.at)
    changed = 0
    for name, text in zip((ADDRESSES, CALENDAR, TEXTS), texts, strict=True):
        path = content / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if before != text:
            changed += 1
            added = len(text.splitlines()) - len(before.splitlines())
            print(f"{path}: {added} lines more" if added else f"{path}: changed")
            if not arguments.check:
                path.write_text(text, encoding="utf-8", newline="\n")
    if not changed:
        print("nothing new to record")
    return 1 if changed and arguments.check else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Record every public address and the dates of every event.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if there is something new")
    parser.add_argument("--at", type=read_moment, default=datetime.now(UTC), help="as if it were this moment")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="folder of the content (content/)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
