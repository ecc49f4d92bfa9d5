"""Comment on a pull request what its checks found: run by GitHub Actions after them, with the right to write.

Nothing of the pull request is run or trusted here: its report is read as data and checked, and its number and files
are asked of the code host.
"""

import _environment

_environment.ensure()

import argparse
import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from gmooc.core.i18n import words_of
from gmooc.core.settings import read_settings
from gmooc.maintain.pull_requests import MARK, comment_of, open_report, pages_with_html, suggestions_of

ROOT = Path(__file__).resolve().parent.parent
MAX_ARCHIVE_BYTES = 1024 * 1024
# So many files or comments come with one answer; the code host lists at most 3,000 files of a pull request.
PAGE = 100
MAX_PAGES = 50
MAX_FILES = 3000


def main() -> int:
    argparse.ArgumentParser(
        description="Comment on a pull request what its checks found. GitHub Actions runs this, after the checks.",
        epilog="Everything it needs stands in the environment of a run: the event, the repository and a token.",
    ).parse_args()
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    run = event["workflow_run"]
    number = find_pull(run)
    artifacts = {one["name"]: one for one in ask("GET", f"actions/runs/{run['id']}/artifacts")["artifacts"]}
    if number is None or "review" not in artifacts:
        print("no open pull request with this commit, or no report: nothing to say")
        return 0
    if artifacts["review"]["size_in_bytes"] > MAX_ARCHIVE_BYTES:
        print("the report is larger than any report of ours: nothing is said", file=sys.stderr)
        return 1
    try:
        found = open_report(fetch(f"actions/artifacts/{int(artifacts['review']['id'])}/zip"))
    except ValueError as error:
        print(f"the report is not one of ours: {error}", file=sys.stderr)
        return 1
    changes = list(ask_all(f"pulls/{number}/files"))
    files = {one["filename"]: one.get("patch", "") for one in changes}
    paths = {*files, *(one["previous_filename"] for one in changes if "previous_filename" in one)}
    if not any(path.startswith("content/") for path in paths):
        print("nothing of the content is changed: nothing to say")
        return 0
    # What changes other files may have made the report and the preview itself; of so many, not all are listed.
    is_of_content = all(path.startswith("content/") for path in paths) and len(changes) < MAX_FILES
    where = preview_url(run, artifacts) if is_of_content else None
    site_url = read_settings((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), os.environ).site_url
    # What is taken out is not published, and what is renamed alone is as it was.
    pages = pages_with_html({one["filename"]: one.get("patch", "") for one in changes if can_hold_html(one)})
    put_comment(number, comment_of(found, frozenset(files), words_of("zh"), site_url, where, pages))
    if is_of_content:
        put_suggestions(number, run["head_sha"], suggestions_of(found, files))
    return 0


def can_hold_html(change: dict[str, Any]) -> bool:
    """Whether a changed file has new lines, or, where the code host shows none of them, may have."""
    return change.get("status") != "removed" and (change.get("status") != "renamed" or change.get("changes", 1) > 0)


def find_pull(run: dict[str, Any]) -> int | None:
    """Find the open pull request whose newest commit was checked; the event names none that comes from a fork."""
    owner = (run["head_repository"] or {}).get("owner")
    pulls = ask_all("pulls")
    # A fork that is gone has no owner; its pull request stays open.
    if owner:
        branch = f"{owner['login']}:{run['head_branch']}"
        pulls = iter(ask("GET", f"pulls?{urlencode({'state': 'open', 'head': branch})}"))
    return next((int(pull["number"]) for pull in pulls if pull["head"]["sha"] == run["head_sha"]), None)


def preview_url(run: dict[str, Any], artifacts: dict[str, Any]) -> str:
    if "preview" not in artifacts:
        return ""
    server, repository = os.environ["GITHUB_SERVER_URL"], os.environ["GITHUB_REPOSITORY"]
    return f"{server}/{repository}/actions/runs/{int(run['id'])}/artifacts/{int(artifacts['preview']['id'])}"


def put_comment(number: int, body: str) -> None:
    """Write the comment, in the place of an earlier one of ours."""
    for comment in ask_all(f"issues/{number}/comments"):
        if comment["user"]["type"] == "Bot" and comment["body"].startswith(MARK):
            ask("PATCH", f"issues/comments/{int(comment['id'])}", {"body": body})
            return
    ask("POST", f"issues/{number}/comments", {"body": body})


def put_suggestions(number: int, commit: str, suggestions: list[dict[str, Any]]) -> None:
    """Offer repaired lines that were not offered before."""
    before = ask_all(f"pulls/{number}/comments")
    offered = {(one["path"], one["body"]) for one in before if one["user"]["type"] == "Bot"}
    new = [one for one in suggestions if (one["path"], one["body"]) not in offered]
    if not new:
        return
    try:
        ask("POST", f"pulls/{number}/reviews", {"commit_id": commit, "event": "COMMENT", "comments": new})
    except urllib.error.HTTPError as error:
        # The pull request moved on meanwhile; its next run makes suggestions of its own.
        if error.code != 422:
            raise
        print("the lines have changed since: no suggestions made")


def ask(method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """Ask the code host about this repository."""
    return json.loads(send(method, path, None if body is None else json.dumps(body).encode()))


def ask_all(path: str) -> Iterator[dict[str, Any]]:
    """Yield the entries of a list of the code host, page by page."""
    for page in range(1, MAX_PAGES + 1):
        entries = ask("GET", f"{path}?{urlencode({'per_page': PAGE, 'page': page})}")
        yield from entries
        if len(entries) < PAGE:
            return


def fetch(path: str) -> bytes:
    return send("GET", path, None)


def send(method: str, path: str, body: bytes | None) -> bytes:
    url = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}/{path}"
    request = urllib.request.Request(url, body, {"Accept": "application/vnd.github+json"}, method=method)
    # An archive lies on another host, which is sent no token.
    request.add_unredirected_header("Authorization", f"Bearer {os.environ['GITHUB_TOKEN']}")
    with urllib.request.urlopen(request, timeout=60) as answer:
        content: bytes = answer.read(8 * MAX_ARCHIVE_BYTES)
    return content


if __name__ == "__main__":
    sys.exit(main())
