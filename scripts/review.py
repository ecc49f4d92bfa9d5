"""Look at what a pull request changes: python3 scripts/review.py [--base COMMIT] [--out FOLDER].

Prints every problem for the code host to show at its line, and writes a report and a preview of the changed pages.
"""

import _environment

_environment.ensure()

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from _job import build_or_exit
from gmooc.build import Job
from gmooc.checks.inspection import inspect
from gmooc.content.entry import page_url_of
from gmooc.core.i18n import words_of
from gmooc.core.problems import as_annotation
from gmooc.core.settings import read_settings
from gmooc.maintain.pull_requests import REPORT, comment_of, read_report, write_report
from gmooc.maintain.single_file import contents, handout, title_of
from gmooc.render.mkdocs_frames import engine_of

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
# A preview of a change to everything is a preview of nothing.
MAX_PAGES = 30


def main() -> int:
    arguments = read_arguments()
    changed = changed_files(arguments.base)
    problems = inspect(CONTENT)
    for problem in problems:
        print(as_annotation(problem, "content"))
    arguments.out.mkdir(parents=True, exist_ok=True)
    chinese = words_of("zh")
    report = write_report(problems, "content", lines_of, chinese)
    (arguments.out / REPORT).write_bytes(report)
    pages = preview(changed, arguments.out / "preview")
    print(f"{len(changed)} changed files, {pages} pages to look at in {arguments.out}/preview")
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        text = comment_of(read_report(report), changed, chinese, site_url(), "")
        with open(summary, "a", encoding="utf-8") as file:
            file.write(text)
    return 1 if any(not problem.is_warning for problem in problems) else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Look at what a pull request changes.")
    parser.add_argument("--base", default="HEAD^1", help="the commit it is compared with (the first parent)")
    parser.add_argument("--out", type=Path, default=ROOT / "build/review", help="folder of report and preview")
    return parser.parse_args()


def changed_files(base: str) -> frozenset[str]:
    """Return the files of the content that were added or changed."""
    command = ["git", "diff", "--name-only", "-z", "--no-renames", "--diff-filter=AM", base, "--", "content"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    return frozenset(os.fsdecode(path) for path in listed.split(b"\0") if path)


def lines_of(path: str) -> list[str]:
    try:
        return (CONTENT / path).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


def site_url() -> str:
    return read_settings((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), os.environ).site_url


def preview(changed: frozenset[str], out: Path) -> int:
    """Write each changed page as a file of its own, with drafts and announcements that wait for their hour."""
    urls = [page_url_of(path.removeprefix("content/")) for path in sorted(changed)]
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        engine = engine_of(ROOT / "scripts")
        build_or_exit(Job(ROOT, CONTENT, site, datetime.now(UTC), engine, dict(os.environ), with_hidden=True))
        # What has a fault is set aside by the build, and has no page.
        there = [url for url in dict.fromkeys(urls) if url is not None and (site / url / "index.html").is_file()]
        names = {url: f"{url.strip('/').replace('/', '-') or 'home'}.html" for url in there[:MAX_PAGES]}
        out.mkdir(parents=True, exist_ok=True)
        pages = {url: handout(site, url, names, site_url()) for url in names}
    for url, name in names.items():
        (out / name).write_text(pages[url], encoding="utf-8")
    titles = {url: title_of(page) or url for url, page in pages.items()}
    (out / "index.html").write_text(contents(names, titles), encoding="utf-8")
    return len(names)


if __name__ == "__main__":
    sys.exit(main())
