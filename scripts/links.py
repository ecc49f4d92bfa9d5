"""Look whether outside links still work, never in a pull request: python3 scripts/links.py [--hosts N] [--pause S]."""

import _environment

_environment.ensure()

import argparse
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from gmooc.content.link_status import FAILURES, FILE, LinkStatus, after_look, links_of, read_watched, write_watched
from gmooc.core.files import read_sources
from gmooc.core.settings import read_settings
from gmooc.maintain.link_checker import CrawlPolicy, check_links
from gmooc.text.document import load_document

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = read_arguments()
    content = arguments.content.resolve()
    file = content / FILE
    known, problems = read_watched(file.read_text(encoding="utf-8") if file.exists() else "")
    if problems:
        print(problems[0], file=sys.stderr)
        return 1
    watched = {url: known.get(url, LinkStatus(url))._replace(files=files) for url, files in links_in(content).items()}
    about = read_settings((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), dict(os.environ)).repo_url
    manners = CrawlPolicy(patience=arguments.patience, pause=arguments.pause, hosts=arguments.hosts, about=about)
    today = datetime.now(UTC).date()
    for number, look in enumerate(check_links(watched, manners), 1):
        link = watched[look.url]
        watched[look.url] = after_look(link, today, look.why, look.moved_to, look.archived)
        print(f"{number}/{len(watched)} {'cannot tell' if look.why is None else look.why or 'there'}: {look.url}")
    file.write_text(write_watched(watched.values()), encoding="utf-8", newline="\n")
    print_summary(watched.values())
    return 0


def links_in(content: Path) -> dict[str, tuple[str, ...]]:
    """Return every outside link of the content with the files it stands in."""
    found: dict[str, set[str]] = {}
    for path in read_sources(content, {}, 0, lambda path: path.endswith(".md")):
        document, _ = load_document(content, path)
        for url in links_of(document):
            found.setdefault(url, set()).add(path)
    return {url: tuple(sorted(files)) for url, files in found.items()}


def print_summary(watched: Iterable[LinkStatus]) -> None:
    """Return what a maintainer may do, as Markdown."""
    failing = [link for link in watched if link.failures]
    print(f"\n## {len(failing)} links fail")
    for link in failing:
        mark = ", marked on its pages" if link.failures >= FAILURES else ""
        copy = f"; archived copy: {link.archived}" if link.archived else ""
        print(
            f"- {link.url}: {link.why}, {link.failures} times since {link.since}{mark} ({', '.join(link.files)}){copy}"
        )
    moved = [link for link in watched if link.moved_to]
    print(f"\n## {len(moved)} links have moved for good")
    for link in moved:
        print(f"- {link.url} is now {link.moved_to} ({', '.join(link.files)})")


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Look whether outside links still work, and remember it.")
    parser.add_argument("--hosts", type=int, default=8, help="hosts to ask at the same time (8)")
    parser.add_argument("--pause", type=float, default=1, help="seconds between two requests to a host (1)")
    parser.add_argument("--patience", type=float, default=20, help="seconds to wait for an answer (20)")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="folder of the content (content/)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
