"""The commands that look at a pull request and comment on it, which GitHub Actions runs one after the other.

`review` runs the pull request's own code without any right, and leaves a report. `comment` may write, and trusts
nothing of the pull request: its report is read as data and checked, its number and files are asked of the code host.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import click

from gmooc.checks.inspection import inspect
from gmooc.commands.building import build_or_exit, job_of
from gmooc.commands.options import ROOT, site_settings
from gmooc.content.entry import page_url_of
from gmooc.core.i18n import words_of
from gmooc.core.problems import as_annotation
from gmooc.maintain.pull_requests import (
    MARK,
    REPORT,
    comment_of,
    open_report,
    pages_with_html,
    projects_with_review,
    read_report,
    suggestions_of,
    write_report,
)
from gmooc.maintain.single_file import contents, handout, title_of

_CONTENT = ROOT / "content"
# A preview of a change to everything is a preview of nothing.
_MAX_PREVIEWS = 30
_MAX_ARCHIVE_BYTES = 1024 * 1024
# So many files or comments come with one answer; the code host lists at most 3,000 files of a pull request.
_PAGE = 100
_MAX_REQUESTS = 50
_MAX_FILES = 3000
_VARIABLES = ("GITHUB_EVENT_PATH", "GITHUB_API_URL", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN")


@click.command()
@click.option("--base", default="HEAD^1", metavar="COMMIT", help="the commit it is compared with (the first parent)")
@click.option(
    "--out",
    type=Path,
    default=ROOT / "build/review",
    metavar="FOLDER",
    help="folder of report and preview (build/review/)",
)
def review(base: str, out: Path) -> int:
    """Look at what a pull request changes.

    Prints every problem for the code host to show at its line, and writes a report and a preview of the changed pages.

    \b
    Example:
      python3 scripts/manage.py review --base main
    """
    changed = _changed_files(base)
    problems = inspect(_CONTENT)
    for problem in problems:
        print(as_annotation(problem, "content"))
    out.mkdir(parents=True, exist_ok=True)
    chinese = words_of("zh")
    report = write_report(problems, "content", _lines_of, chinese)
    (out / REPORT).write_bytes(report)
    pages = _preview(changed, out / "preview")
    print(f"{len(changed)} changed files, {pages} pages to look at in {out}/preview")
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        text = comment_of(read_report(report), changed, chinese, site_settings().site_url, "")
        with open(summary, "a", encoding="utf-8") as file:
            file.write(text)
    return 1 if any(not problem.is_warning for problem in problems) else 0


@click.command()
def comment() -> int:
    """Comment on a pull request what its checks found. GitHub Actions runs this, after the checks.

    Everything it needs stands in the environment of a run: the event, the repository and a token.

    \b
    Example, a step of a workflow that has GITHUB_TOKEN in its environment:
      python3 scripts/manage.py comment
    """
    if missing := [name for name in _VARIABLES if name not in os.environ]:
        print(f"{', '.join(missing)}: must be set, as in a run of GitHub Actions", file=sys.stderr)
        return 2
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    run = event["workflow_run"]
    number = _find_pull(run)
    artifacts = {one["name"]: one for one in _ask("GET", f"actions/runs/{run['id']}/artifacts")["artifacts"]}
    if number is None or "review" not in artifacts:
        print("no open pull request with this commit, or no report: nothing to say")
        return 0
    if artifacts["review"]["size_in_bytes"] > _MAX_ARCHIVE_BYTES:
        print("the report is larger than any report of ours: nothing is said", file=sys.stderr)
        return 1
    try:
        found = open_report(_fetch(f"actions/artifacts/{int(artifacts['review']['id'])}/zip"))
    except ValueError as error:
        print(f"the report is not one of ours: {error}", file=sys.stderr)
        return 1
    changes = list(_ask_all(f"pulls/{number}/files"))
    files = {one["filename"]: one.get("patch", "") for one in changes}
    paths = {*files, *(one["previous_filename"] for one in changes if "previous_filename" in one)}
    if not any(path.startswith("content/") for path in paths):
        print("nothing of the content is changed: nothing to say")
        return 0
    # What changes other files may have made the report and the preview itself; of so many, not all are listed.
    is_of_content = all(path.startswith("content/") for path in paths) and len(changes) < _MAX_FILES
    where = _preview_url(run, artifacts) if is_of_content else None
    site_url = site_settings().site_url
    # What is taken out is not published, and what is renamed alone is as it was.
    patches = {one["filename"]: one.get("patch", "") for one in changes if _has_new_lines(one)}
    pages, reviewed = pages_with_html(patches), projects_with_review(patches)
    _put_comment(number, comment_of(found, frozenset(files), words_of("zh"), site_url, where, pages, reviewed))
    if is_of_content:
        _put_suggestions(number, run["head_sha"], suggestions_of(found, files))
    return 0


def _changed_files(base: str) -> frozenset[str]:
    """Return the files of the content that were added or changed."""
    command = ["git", "diff", "--name-only", "-z", "--no-renames", "--diff-filter=AM", base, "--", "content"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if run.returncode:
        raise click.BadParameter(f"must be a commit of this repository (it is '{base}')", param_hint="'--base'")
    return frozenset(os.fsdecode(path) for path in run.stdout.split(b"\0") if path)


def _lines_of(path: str) -> list[str]:
    try:
        return (_CONTENT / path).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


def _preview(changed: frozenset[str], out: Path) -> int:
    """Write each changed page as a file of its own, with drafts and announcements that wait for their hour."""
    urls = [page_url_of(path.removeprefix("content/")) for path in sorted(changed)]
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build_or_exit(job_of(_CONTENT, site)._replace(with_hidden=True))
        # What has a fault is set aside by the build, and has no page.
        there = [url for url in dict.fromkeys(urls) if url is not None and (site / url / "index.html").is_file()]
        names = {url: f"{url.strip('/').replace('/', '-') or 'home'}.html" for url in there[:_MAX_PREVIEWS]}
        out.mkdir(parents=True, exist_ok=True)
        pages = {url: handout(site, url, names, site_settings().site_url) for url in names}
    for url, name in names.items():
        (out / name).write_text(pages[url], encoding="utf-8")
    titles = {url: title_of(page) or url for url, page in pages.items()}
    (out / "index.html").write_text(contents(names, titles), encoding="utf-8")
    return len(names)


def _has_new_lines(change: dict[str, Any]) -> bool:
    """Whether a changed file has new lines, or, where the code host shows none of them, may have."""
    return change.get("status") != "removed" and (change.get("status") != "renamed" or change.get("changes", 1) > 0)


def _find_pull(run: dict[str, Any]) -> int | None:
    """Find the open pull request whose newest commit was checked; the event names none that comes from a fork."""
    owner = (run["head_repository"] or {}).get("owner")
    pulls = _ask_all("pulls")
    # A fork that is gone has no owner; its pull request stays open.
    if owner:
        branch = f"{owner['login']}:{run['head_branch']}"
        pulls = iter(_ask("GET", f"pulls?{urlencode({'state': 'open', 'head': branch})}"))
    return next((int(pull["number"]) for pull in pulls if pull["head"]["sha"] == run["head_sha"]), None)


def _preview_url(run: dict[str, Any], artifacts: dict[str, Any]) -> str:
    if "preview" not in artifacts:
        return ""
    server, repository = os.environ["GITHUB_SERVER_URL"], os.environ["GITHUB_REPOSITORY"]
    return f"{server}/{repository}/actions/runs/{int(run['id'])}/artifacts/{int(artifacts['preview']['id'])}"


def _put_comment(number: int, body: str) -> None:
    """Write the comment, in the place of an earlier one of ours."""
    for comment in _ask_all(f"issues/{number}/comments"):
        if comment["user"]["type"] == "Bot" and comment["body"].startswith(MARK):
            _ask("PATCH", f"issues/comments/{int(comment['id'])}", {"body": body})
            return
    _ask("POST", f"issues/{number}/comments", {"body": body})


def _put_suggestions(number: int, commit: str, suggestions: list[dict[str, Any]]) -> None:
    """Offer repaired lines that were not offered before."""
    before = _ask_all(f"pulls/{number}/comments")
    offered = {(one["path"], one["body"]) for one in before if one["user"]["type"] == "Bot"}
    new = [one for one in suggestions if (one["path"], one["body"]) not in offered]
    if not new:
        return
    try:
        _ask("POST", f"pulls/{number}/reviews", {"commit_id": commit, "event": "COMMENT", "comments": new})
    except urllib.error.HTTPError as error:
        # The pull request moved on meanwhile; its next run makes suggestions of its own.
        if error.code != 422:
            raise
        print("the lines have changed since: no suggestions made")


def _ask(method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """Ask the code host about this repository."""
    return json.loads(_send(method, path, None if body is None else json.dumps(body).encode()))


def _ask_all(path: str) -> Iterator[dict[str, Any]]:
    """Yield the entries of a list of the code host, page by page."""
    for page in range(1, _MAX_REQUESTS + 1):
        entries = _ask("GET", f"{path}?{urlencode({'per_page': _PAGE, 'page': page})}")
        yield from entries
        if len(entries) < _PAGE:
            return


def _fetch(path: str) -> bytes:
    return _send("GET", path, None)


def _send(method: str, path: str, body: bytes | None) -> bytes:
    url = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}/{path}"
    request = urllib.request.Request(url, body, {"Accept": "application/vnd.github+json"}, method=method)
    # An archive lies on another host, which is sent no token.
    request.add_unredirected_header("Authorization", f"Bearer {os.environ['GITHUB_TOKEN']}")
    with urllib.request.urlopen(request, timeout=60) as answer:
        content: bytes = answer.read(8 * _MAX_ARCHIVE_BYTES)
    return content
