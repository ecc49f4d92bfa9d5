"""Write the samples of tests/sites/demo over the published content, as seen from today: tools/demo.py [FOLDER].

Their dates are written as seen from the day WRITTEN, and moved so that they are as far from the day that they are
written out for: an edition that is running then is always running, and a status that nobody has looked at for two years
stays so.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import _environment

_environment.ensure()

from gmooc.commands.building import start_demo
from gmooc.commands.options import AT
from gmooc.core.settings import DEMO_MARK

SAMPLES = ROOT / "tests/sites/demo/content"
WRITTEN = date(2026, 12, 1)
# A day, or a year that stands alone, as in the address of a project; in a text, no other number looks like one.
_TIME = re.compile(r"(?<!\d)(20\d\d)(?:-(\d\d)-(\d\d))?(?!\d)")


def samples(today: date) -> Iterator[tuple[str, bytes]]:
    """Yield the path below content/ and the bytes of each sample, with its dates as seen from a day."""
    for file in sorted(filter(Path.is_file, SAMPLES.rglob("*"))):
        content = file.read_bytes()
        path = moved(file.relative_to(SAMPLES).as_posix(), today)
        yield path, moved(content.decode(), today).encode() if file.suffix == ".md" else content


def moved(text: str, today: date) -> str:
    """Return a text whose days and years are as far from `today` as they were from WRITTEN."""

    def move(match: re.Match[str]) -> str:
        year, month, day = match.groups()
        if month:
            return str(date(int(year), int(month), int(day)) + (today - WRITTEN))
        return str(int(year) + today.year - WRITTEN.year)

    return _TIME.sub(move, text)


def main() -> int:
    arguments = read_arguments()
    if fault := start_demo(arguments.folder):
        print(fault, file=sys.stderr)
        return 1
    (arguments.folder / DEMO_MARK).touch()
    for path, content in samples(arguments.at.date()):
        file = arguments.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    print(f"{arguments.folder}: the published content with samples. Build it with:")
    print(f"python3 scripts/build.py --content {arguments.folder} --site {arguments.folder.parent / 'site'}")
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Write the samples over the published content, for a filled site.")
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "build/demo/content", help="where to write them")
    parser.add_argument("--at", **AT | {"default": datetime.now(UTC)})
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
