"""Weigh the first view of every page, and name what is too heavy: python3 scripts/weigh.py [FOLDER]"""

import _environment

_environment.ensure(dev=True)

import argparse
import sys
from pathlib import Path

from _weight import FIRST_VIEW, weigh

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description="Weigh the first view of every page of the built site.")
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site", help="the folder of the site (site)")
    parser.add_argument("--most", type=int, default=10, help="how many of the heaviest pages to show (10)")
    arguments = parser.parse_args()
    pages = sorted(path.relative_to(arguments.site).as_posix() for path in arguments.site.rglob("*.html"))
    weights = sorted((weigh(arguments.site, page) for page in pages), key=lambda weight: -weight.total)
    for weight in weights[: arguments.most]:
        parts = ", ".join(f"{part.path} {part.size / 1024:.1f}" for part in weight.parts[:3])
        print(f"{weight.total / 1024:6.1f} KiB  {weight.page}: {parts}")
    faults = [fault for weight in weights for fault in weight.faults()]
    print(*faults, f"{len(weights)} pages, {len(faults)} over budget ({FIRST_VIEW // 1024} KiB)", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
