"""Make up a corpus of N projects outside content/: python3 scripts/demo.py N [FOLDER]."""

import _environment

_environment.ensure()

import argparse
import shutil
import sys
from pathlib import Path

from corpus import corpus

ROOT = Path(__file__).resolve().parent.parent
# Says that a folder was made by this command, so that it may be made again.
MARK = ".made-by-demo"


def main() -> int:
    arguments = read_arguments()
    folder = (arguments.folder or ROOT / f"build/demo-{arguments.count}/content").resolve()
    if folder.is_relative_to(ROOT / "content"):
        print(f"{folder}: must lie outside content/, where only what is real belongs", file=sys.stderr)
        return 1
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        print(f"{folder}: holds files that this command did not make; nothing was written", file=sys.stderr)
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "content", folder)
    (folder / MARK).touch()
    for number, (path, text) in enumerate(corpus(arguments.count, arguments.seed), 1):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        if sys.stderr.isatty() and number % 500 == 0:
            print(f"\r{number} of {arguments.count}", end="", file=sys.stderr, flush=True)
    print(f"\r{folder}: {arguments.count} made-up projects. Build them with:")
    print(f"python3 scripts/build.py --content {folder} --site {folder.parent / 'site'}")
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make up a corpus of projects for previews and measurements.")
    parser.add_argument("count", type=int, help="how many projects")
    parser.add_argument("folder", type=Path, nargs="?", help="where to write it (build/demo-N/content)")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another corpus")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
