"""A report of a pull request is data that anybody may have forged; what is said of it is inert and in plain words."""

import io
import json
import os
import re
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from gmooc.core.i18n import words_of
from gmooc.core.problem_messages import CHALLENGE_UNKNOWN, FILE_NOT_PLAIN, TEXT_TURNED, message_of_key
from gmooc.core.problems import Problem
from gmooc.maintain.pull_requests import (
    MARK,
    MAX_FOUND,
    Found,
    changed_lines,
    comment_of,
    open_report,
    pages_with_html,
    projects_with_review,
    read_report,
    suggestions_of,
    write_report,
)
from paths import ROOT

PATH = "content/projects/2024/still.md"
CHOICE = message_of_key("outcome", CHALLENGE_UNKNOWN, choices="…")
PROBLEM = Problem("projects/2024/still.md", 3, 5, "E012", *CHOICE, "outcome: app")
FOUND = Found(PATH, 3, "E012", "outcome: must be one of …", "outcome：必须是以下之一：…", "  outcome: app")
CHINESE = words_of("zh")


def archive(name: str = "report.json", content: bytes = b'{"found": []}', more: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr(name, content)
        if more:
            written.writestr("more", "x")
    return out.getvalue()


def report(**changes: object) -> bytes:
    return json.dumps({"found": [FOUND._asdict() | changes]}).encode()


def test_report_is_read_as_it_was_written():
    written = write_report([PROBLEM], "content", lambda path: ["---", "a:", "  outcome: ap"], CHINESE)
    assert read_report(written) == (FOUND,)


def test_repair_that_is_not_the_line_is_left_out():
    moved = Problem("projects/2024/A.md", 1, 1, "E009", FILE_NOT_PLAIN, (), "projects/2024/a.md")
    assert read_report(write_report([moved], "content", lambda path: ["---"], CHINESE))[0].repair == ""


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{}", b'{"found": {}}', b'{"found": [[]]}', b'{"found": [], "more": 1}', b"\xff", b"[" * 100_000,
        json.dumps({"found": [FOUND._asdict()] * (MAX_FOUND + 1)}).encode(),
        report(code="E999"), report(code=["E012"]), report(line=0), report(line=True), report(line="3"), report(line=1.5),
        report(path="a\nb"), report(path=3), report(message="a\rb"), report(message_zh="a\rb"), report(message_zh=3), report(repair="a\nb"), report(repair="\u202e"),
        report(repair="x" * 2000), report(more=1),
    ],
)  # fmt: skip
def test_report_that_is_not_ours_is_refused(content):
    with pytest.raises(ValueError, match=r".*"):
        read_report(content)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", archive("../report.json"), archive(more=True), archive(content=b"0" * 9_000_000)],
    ids=["empty", "broken", "above", "several", "bomb"],
)
def test_archive_that_is_not_ours_is_refused(content):
    with pytest.raises(ValueError, match=r".*"):
        open_report(content)


def test_comment_says_what_to_repair_in_both_languages():
    said = comment_of([FOUND], frozenset([PATH]), CHINESE, "https://example.org/", "https://h/1")
    assert said.startswith(MARK)
    assert [part for part in (f"`{PATH}`", "- line 3: `outcome: must be one of …`", "[E012](https://example.org/help/E012/) A value that is chosen", "第 3 行：`outcome：必须是以下之一：…`", "选择项的值必须在列表之中。", "  ```yaml\n    outcome: app\n  ```", "https://h/1") if part not in said] == []  # fmt: skip


HIDDEN = FOUND._replace(code="E022", line=7, message="text: …", message_zh="正文：…", repair="")


@pytest.mark.parametrize("code", ["E022", "E031", "E032"])
def test_comment_shows_reviewers_where_a_text_deceives(code):
    said = comment_of([FOUND, HIDDEN._replace(code=code)], frozenset([PATH]), CHINESE, "", "")
    assert (
        f"For whoever reviews this: what is read here is not all, or not what it seems to be (see below): `{PATH}`:7."
        in said
    )
    assert f"致审阅者：下列各处读到的内容不是全部，或与实际不符（见下文）：`{PATH}`:7。" in said


def test_comment_says_nothing_of_deception_where_there_is_none():
    assert "whoever reviews" not in comment_of([FOUND], frozenset([PATH]), CHINESE, "", "")


@pytest.mark.parametrize(("number", "named", "more"), [(9, 9, ""), (10, 10, ""), (11, 10, ", …")])
def test_comment_names_so_many_places_and_no_more(number, named, more):
    found = [HIDDEN._replace(line=line) for line in range(1, number + 1)]
    said = comment_of(found, frozenset([PATH]), CHINESE, "", "")
    places = ", ".join(f"`{PATH}`:{line}" for line in range(1, named + 1))
    assert f"(see below): {places}{more}." in said


def test_what_deceives_is_reported_however_much_else_is_found():
    hidden = Problem("projects/2024/still.md", 9, 1, "E022", TEXT_TURNED)
    written = write_report([PROBLEM] * MAX_FOUND + [hidden], "content", lambda path: [], CHINESE)
    assert [found.code for found in read_report(written)][:2] == ["E022", "E012"]


def test_comment_names_only_files_that_the_code_host_names():
    said = comment_of([FOUND, FOUND._replace(path="content/$(id).md")], frozenset([PATH]), CHINESE, "", "")
    assert "$(id)" not in said
    assert "1 in other files" in said


@pytest.mark.parametrize(
    "text", ["a ``` b", "```", "````suggestion", "@everyone `x` <b>", "{{ 7*7 }} $(id) ${{ github.token }}", "<!-- x"]
)
def test_repaired_line_stays_in_its_fence(text):
    one = FOUND._replace(repair=text)
    for said in (comment_of([one], frozenset([PATH]), CHINESE, "", ""), suggestions_of([one], {PATH: "@@ -1 +1,3 @@\n+a\n+b\n+c"})[0]["body"]):  # fmt: skip
        rendered = html_of(said)
        assert rendered.count("<pre>") + rendered.count("<pre lang") == 1
        assert text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in rendered


def html_of(markdown: str) -> str:
    import comrak

    rendering = comrak.RenderOptions()
    rendering.unsafe_ = rendering.github_pre_lang = True
    return comrak.render_markdown(markdown, comrak.ExtensionOptions(), comrak.ParseOptions(), rendering)


def test_file_name_stays_in_its_code():
    name = "content/projects/`<img src=x>`.md"
    hostile = "`<img src=y>` @all `"
    one = FOUND._replace(path=name, message=hostile, message_zh=hostile)
    assert re.findall("<img|</code> *@all", html_of(comment_of([one], frozenset([name]), CHINESE, "", ""))) == []


def test_lines_of_a_patch_are_those_of_its_new_side():
    assert changed_lines("@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n@@ -9 +20,2 @@ x\n+e\n f\n\\ No newline") == {
        1,
        2,
        3,
        20,
        21,
    }


def test_suggestion_is_made_once_where_the_line_was_changed():
    patch = {PATH: "@@ -0,0 +1,3 @@\n+---\n+a:\n+  outcome: ap"}
    elsewhere = FOUND._replace(line=9)
    (one,) = suggestions_of([FOUND, FOUND, elsewhere, FOUND._replace(path="content/other.md")], patch)
    assert (one["path"], one["line"], one["side"]) == (PATH, 3, "RIGHT")
    assert one["body"].endswith("\n\n```suggestion\n  outcome: app\n```")


class Host(BaseHTTPRequestHandler):
    """A code host with one pull request; `said` are the requests that write."""

    artifact = archive(content=report())
    pulls: tuple[dict[str, object], ...] = ()
    others: tuple[dict[str, object], ...] = ()
    comments: tuple[dict[str, object], ...] = ()
    offered: tuple[dict[str, object], ...] = ()
    asked: list[str] = []  # noqa: RUF012
    said: list[tuple[str, str, object]] = []  # noqa: RUF012

    def do_GET(self) -> None:
        path = self.path.removeprefix("/repos/a/b/")
        Host.asked.append(path)
        artifacts = [{"id": 5 + n, "name": name, "size_in_bytes": 400} for n, name in enumerate(("review", "preview"))]
        changed = {"filename": PATH, "patch": "@@ -0,0 +1,3 @@\n+---\n+a:\n+  outcome: ap"}
        lists = {
            "pulls/3/files": [*Host.others, changed],
            "issues/3/comments": Host.comments,
            "pulls/3/comments": Host.offered,
        }
        answers = {"actions/runs/7/artifacts": {"artifacts": artifacts}}
        name, _, query = path.partition("?")
        if name in lists:
            page, size = (int(parse_qs(query)[key][0]) for key in ("page", "per_page"))
            return self.give(json.dumps(lists[name][(page - 1) * size : page * size]).encode())
        if path == "actions/artifacts/5/zip":
            return self.give(Host.artifact)
        return self.give(json.dumps(answers.get(path, Host.pulls)).encode())

    def write(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Host.said.append((self.command, self.path.removeprefix("/repos/a/b/"), body))
        self.give(b"{}")

    do_POST = do_PATCH = write

    def give(self, content: bytes) -> None:
        assert self.headers["Authorization"] == "Bearer secret"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def comment(tmp_path):
    Host.asked.clear()
    Host.said.clear()
    Host.artifact, Host.others, Host.comments, Host.offered = archive(content=report()), (), (), ()
    Host.pulls = ({"number": 3, "head": {"sha": "c0"}, "title": "$(id) {{ 7*7 }}"},)
    server = HTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    event = tmp_path / "event.json"
    run = {"id": 7, "head_sha": "c0", "head_branch": "$(id)&x=\"'", "head_repository": {"owner": {"login": "o"}}}
    event.write_text(json.dumps({"workflow_run": run}))
    environment = os.environ | {
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_API_URL": f"http://127.0.0.1:{server.server_port}",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "a/b",
        "GITHUB_TOKEN": "secret",
    }
    command = [sys.executable, ROOT / "scripts/manage.py", "comment"]
    yield lambda: subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    server.shutdown()
    server.server_close()


def test_comment_and_suggestion_are_posted_to_the_pull_request_of_the_commit(comment):
    assert (comment().returncode, [(method, path) for method, path, _ in Host.said]) == (
        0,
        [("POST", "issues/3/comments"), ("POST", "pulls/3/reviews")],
    )
    assert "pulls?state=open&head=o%3A%24%28id%29%26x%3D%22%27" in Host.asked
    body, review = Host.said[0][2]["body"], Host.said[1][2]
    assert "actions/runs/7/artifacts/6" in body
    assert "7*7" not in body
    assert (review["event"], review["commit_id"], review["comments"][0]["line"]) == ("COMMENT", "c0", 3)


def test_comment_of_ours_is_written_anew(comment):
    Host.comments = ({"id": 9, "user": {"type": "Bot"}, "body": f"{MARK}\nold"},)
    comment()
    assert Host.said[0][:2] == ("PATCH", "issues/comments/9")


def test_everything_is_read_where_the_code_host_gives_a_hundred_at_a_time(comment):
    Host.others = tuple({"filename": f"content/a/{number}.md"} for number in range(230))
    Host.comments = (
        *({"id": number, "user": {"type": "User"}, "body": "Thanks"} for number in range(10, 210)),
        {"id": 9, "user": {"type": "Bot"}, "body": f"{MARK}\nold"},
    )
    comment()
    assert [(method, path) for method, path, _ in Host.said] == [
        ("PATCH", "issues/comments/9"),
        ("POST", "pulls/3/reviews"),
    ]
    (made,) = Host.said[1][2]["comments"]
    Host.said.clear()
    remarks = ({"path": PATH, "body": "Thanks", "user": {"type": "User"}} for _ in range(100))
    Host.offered = (*remarks, {"path": PATH, "body": made["body"], "user": {"type": "Bot"}})
    comment()
    assert [path for _, path, _ in Host.said] == ["issues/comments/9"]


@pytest.mark.parametrize(
    "other",
    [{"filename": "scripts/x.py"}, {"filename": "content/x.md", "previous_filename": ".github/workflows/x.yml"}],
)
def test_nothing_is_offered_where_other_files_than_content_change(comment, other):
    Host.others = (other,)
    comment()
    assert [path for _, path, _ in Host.said] == ["issues/3/comments"]
    body = Host.said[0][2]["body"]
    assert "no suggestions and no preview" in body
    assert "artifacts/6" not in body


def test_pull_request_of_a_fork_that_is_gone_is_found(comment, tmp_path):
    event = tmp_path / "event.json"
    run = {"id": 7, "head_sha": "c0", "head_branch": "x", "head_repository": None}
    event.write_text(json.dumps({"workflow_run": run}))
    assert comment().returncode == 0
    assert [path for _, path, _ in Host.said] == ["issues/3/comments", "pulls/3/reviews"]


@pytest.mark.parametrize("sign", ["x", "水", "\U0001f30a", "`"])
def test_comment_is_never_longer_than_the_code_host_takes(sign):
    one = FOUND._replace(message=sign * 1000, message_zh=sign * 1000, repair=sign * 1000)
    found = [one._replace(path=f"content/{sign * 900}{number}.md") for number in range(MAX_FOUND)]
    made = comment_of(found, frozenset(each.path for each in found), CHINESE, "https://example.org/", None)
    assert 30_000 < len(made.encode("utf-16-le")) // 2 < 65_536
    assert re.search(r"\d+ more of these files", made)


@pytest.mark.parametrize(
    "line",
    [
        "+<script>alert(1)</script>",
        "+Text <IMG src=x onerror=alert(1)>",
        "+<script",
        "+<a\thref='x'>",
        "+<gm-part/>",
        "+</div>",
        "+<!-- hidden -->",
        "+# Title { onclick=alert(1) }",
        "+[a](b.md){: .x title='y' }",
        "+[a](javascript:alert(1))",
        "+[r]: Data:text/html;base64,PGI+",
        "+[a](&#106;avascript:alert(1))",
        "",
    ],
)
def test_free_page_with_html_is_named(line):
    patch = f"@@ -0,0 +1,2 @@\n+Text\n{line}" if line else ""
    assert pages_with_html({"content/about.md": patch, "content/projects/index.md": patch}) == (
        "content/about.md",
        "content/projects/index.md",
    )


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("content/about.md", "+3 < 4, a<b, <https://example.org/> and <mail@example.org>"),
        ("content/about.md", "+## Title {#title}"),
        ("content/about.md", "+Mix 1 = 2 and {braces}"),
        ("content/about.md", "-<script>was here</script>"),
        ("content/about.md", " <div>was here before</div>"),
        ("content/projects/2024/still.md", "+<div>"),
        ("content/about.png", ""),
        ("docs/about.md", "+<div>"),
    ],
)
def test_page_without_new_html_is_not_named(path, line):
    assert pages_with_html({path: f"@@ -1,1 +1,2 @@\n+Text\n{line}"}) == ()


@pytest.mark.parametrize(("count", "shown"), [(9, 9), (10, 10), (11, 10)], ids=["below", "at", "above"])
def test_comment_asks_the_reviewer_to_read_html(count, shown):
    pages = tuple(f"content/page-`{number}.md" for number in range(count))
    made = comment_of((), frozenset(pages), CHINESE, "", "", pages)
    assert made.count("`content/page-ʼ") == 2 * shown
    assert (f"… ({count}) can hold HTML" in made, "致维护者" in made) == (count > 10, True)


@pytest.mark.parametrize(
    ("status", "is_named"),
    [({"status": "added"}, True), ({"status": "removed"}, False), ({"status": "renamed", "changes": 0}, False)],
    ids=["added", "removed", "renamed"],
)
def test_new_page_with_html_is_pointed_out(comment, status, is_named):
    Host.others = ({"filename": "content/new.md", "patch": "@@ -0,0 +1 @@\n+<b>" if is_named else "", **status},)
    comment()
    assert ("For the maintainer: `content/new.md`" in Host.said[0][2]["body"]) is is_named


@pytest.mark.parametrize("change", ["forged", "moved on"])
def test_nothing_is_said_of_what_is_not_ours(comment, change):
    if change == "forged":
        Host.artifact = archive(content=report(code="E012\n@everyone"))
    else:
        Host.pulls = ({"number": 3, "head": {"sha": "other"}, "title": "x"},)
    assert (comment().returncode, Host.said) == (int(change == "forged"), [])


@pytest.mark.parametrize(
    ("line", "is_named"),
    [
        ("+reviewed: {on: 2026-11-24, by: Me}", True),
        ("-reviewed: {on: 2026-11-24, by: Me}", True),
        ('+"reviewed" : {on: 2026-11-24, by: Me}', True),
        ("+  by: Me", True),
        ("+{title: A, reviewed: {by: Me}}", True),
        ('+"\\x72eviewed": {on: 2026-11-24, by: Me}', True),
        ('+{"#": a, "\\u0072eviewed": {by: Me}}', True),
        ("+? reviewed", True),
        ("+What? It works: \\xi and \\underline.", False),
        (" reviewed: {on: 2026-11-24, by: Me}", False),
        ("+summary: Reviewed by two teachers.", False),
        ("", True),
    ],
)
def test_project_that_says_otherwise_who_checked_it_is_named(line, is_named):
    patch = f"@@ -1,2 +1,2 @@\n title: A\n{line}\n" if line else ""
    paths = ("content/projects/2024/a.md", "content/about.md", "content/projects/2024/a.webp")
    assert projects_with_review(dict.fromkeys(paths, patch)) == (paths[:1] if is_named else ())


def test_maintainer_is_told_who_may_say_that_a_project_was_checked(comment):
    Host.others = ({"filename": "content/projects/2024/a.md", "patch": "@@ -1 +1 @@\n+reviewed:", "status": "added"},)
    comment()
    told = Host.said[0][2]["body"]
    assert "`content/projects/2024/a.md` sets, alters or takes out `reviewed`" in told
    assert "致维护者：`content/projects/2024/a.md` 添加、修改或删除了 `reviewed`" in told
