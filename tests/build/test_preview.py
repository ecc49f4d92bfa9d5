"""The preview answers this machine alone, never with a trace, and tells open pages at once what changed."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from gmooc.build import Job, Memo, Places, build_site, build_with
from gmooc.build.preview import News, start_server, watch
from gmooc.core.problems import Problem
from gmooc.search.index import is_in_index
from paths import ROOT
from small_sites import NOW, engine, project, put, small_content, tree

FAULT = Problem("projects/2024/a.md", 3, 1, "E001", "title: must be there")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview") / "site"
    folder.mkdir()
    for path in ("index.html", "404.html", "about/index.html", "مياه/index.html"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(f"<body>{path}</body>", encoding="utf-8")
    (folder / "style.css").write_text("a{}")
    (folder.parent / "secret.txt").write_text("secret")
    return folder


@pytest.fixture(scope="module")
def news() -> News:
    return News()


@pytest.fixture(scope="module")
def port(site: Path, news: News) -> Iterator[int]:
    server = start_server(site, news, "127.0.0.1", 18200)
    yield server.server_port
    server.shutdown()
    server.server_close()


def sent(port: int, request: bytes) -> bytes:
    """Return all that a server answers to what is sent, byte by byte as it is."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
        answer = b""
        try:
            while part := line.recv(65536):
                answer += part
        except ConnectionResetError:
            # It ends with unread bytes of the request left, but what it said has come.
            pass
        return answer


def status(answer: bytes) -> int:
    return int(answer.split()[1])


# Who is answered.


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:9000"])
def test_this_machine_is_answered(port, host):
    assert status(sent(port, f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())) == 200


@pytest.mark.parametrize(
    "heads",
    [
        "Host: evil.example",
        "Host: 127.0.0.1.evil.example:8000",
        "Host: localhost@evil.example",
        "Host: localhost\r\nHost: evil.example",
        "Host:",
        "Host: [::1",
        "Host: 10.0.0.7:8000",
        "Host: localhost.",
        "Host: localhost\\@evil.example",
        "Host: localhost%2eevil.example",
        "Host: evil.example#localhost",
        "Host: 127.1",
        "Host: \u0661\u0662\u0667.0.0.1",
        "X-Forwarded-Host: localhost",
    ],
    ids=lambda heads: heads.replace("\r\n", ", "),
)
@pytest.mark.parametrize("path", ["/", "/_preview", "/style.css", "/none"])
def test_page_of_another_host_reads_nothing(port, heads, path):
    answer = sent(port, f"GET {path} HTTP/1.1\r\n{heads}\r\nConnection: close\r\n\r\n".encode())
    assert status(answer) == 421
    assert answer.endswith(
        b"\r\n\r\nThis preview answers only to 127.0.0.1, ::1, localhost: "
        b"open it by one of these names, or start it with --address.\n"
    )


def test_address_that_was_given_is_answered(site, news):
    server = start_server(site, news, "127.0.0.2", 18250)
    with socket.create_connection(("127.0.0.2", server.server_port), timeout=10) as line:
        line.sendall(b"GET / HTTP/1.0\r\nHost: 127.0.0.2:18250\r\n\r\n")
        assert b" 200 " in line.recv(100)
    server.shutdown()
    server.server_close()


def test_server_for_the_whole_network_answers_to_the_number_it_is_reached_at(site, news):
    server = start_server(site, news, "0.0.0.0", 18260)
    ask = b"GET / HTTP/1.0\r\nHost: %s:18260\r\n\r\n"
    with socket.create_connection(("127.0.0.3", server.server_port), timeout=10) as line:
        line.sendall(ask % b"127.0.0.3")
        assert b" 200 " in line.recv(100)
    with socket.create_connection(("127.0.0.3", server.server_port), timeout=10) as line:
        line.sendall(ask % b"192.0.2.1")
        assert b" 421 " in line.recv(100)
    server.shutdown()
    server.server_close()


# What is asked.


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("GET /about/ HTTP/1.1", 200),
        ("GET /about HTTP/1.1", 301),
        ("GET http://localhost:8000/about/?a=b HTTP/1.1", 200),
        ("GET http://evil.example/about/ HTTP/1.1", 421),
        ("GET //evil.example/ HTTP/1.1", 404),
        ("GET /%D9%85%D9%8A%D8%A7%D9%87/ HTTP/1.1", 200),
        ("GET /%zz HTTP/1.1", 404),
        ("GET /%ff/ HTTP/1.1", 404),
        ("GET /%ED%A0%80/ HTTP/1.1", 404),
        ("GET /a%00b HTTP/1.1", 404),
        ("GET /a%00b/ HTTP/1.1", 404),
        (f"GET /{'a' * 300}/ HTTP/1.1", 404),
        (f"GET /{'a/' * 3000} HTTP/1.1", 404),
        (f"GET /{'a' * 70_000} HTTP/1.1", 414),
        ("GET /../secret.txt HTTP/1.1", 404),
        ("GET /%2e%2e/secret.txt HTTP/1.1", 404),
        ("GET /..%2fsecret.txt HTTP/1.1", 404),
        ("GET /about/../../secret.txt HTTP/1.1", 404),
        ("GET /%5c..%5csecret.txt HTTP/1.1", 404),
        ("GET /%252e%252e/secret.txt HTTP/1.1", 404),
        ("GET /..\\secret.txt HTTP/1.1", 404),
        ("GET /%2e%2e%5csecret.txt HTTP/1.1", 404),
        ("GET /.%00./secret.txt HTTP/1.1", 404),
        ("GET /style.css/ HTTP/1.1", 404),
        ("GET /_preview?x HTTP/1.1", 200),
        ("GET /_preview?\u00b2 HTTP/1.1", 200),
        (f"GET /_preview?{'9' * 9000} HTTP/1.1", 200),
        ("GET /_preview? HTTP/1.1", 200),
        ("HEAD / HTTP/1.1", 200),
        ("HEAD /style.css HTTP/1.1", 200),
        ("HEAD /none HTTP/1.1", 404),
        ("HEAD /_preview HTTP/1.1", 200),
        ("POST / HTTP/1.1", 501),
        ("DELETE /style.css HTTP/1.1", 501),
        ("OPTIONS * HTTP/1.1", 501),
        ("CONNECT localhost:80 HTTP/1.1", 501),
        ("GET / HTTP/9.9", 505),
        ("GET / HTTP/x", 400),
        ("GET", 400),
        ("\x16\x03\x01\x02", 400),
    ],
    ids=lambda value: str(value)[:40].encode("ascii", "backslashreplace").decode(),
)  # fmt: skip
def test_odd_request_is_answered_without_a_trace(port, capfd, line, code):
    answer = sent(port, line.encode("latin-1", "replace") + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    # What has no version that HTTP knows is answered without a head.
    found = status(answer) if answer.startswith(b"HTTP/") else int(answer.partition(b"Error code: ")[2][:3])
    _, _, body = answer.partition(b"\r\n\r\n")
    assert (found, b"secret" in body) == (code, False)
    if line.startswith("HEAD"):
        assert body == b""
    assert capfd.readouterr().err == ""


def test_client_that_goes_before_its_answer_is_passed_over(port, news, capfd):
    for path in (b"/_preview?%d" % news.number, b"/"):
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            line.sendall(b"GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n" % path)
    news.tell((FAULT,), published=True)
    time.sleep(0.3)
    assert capfd.readouterr().err == ""


def test_head_tells_the_length_of_what_get_gives(port):
    line = HTTPConnection("localhost", port)
    lengths = []
    for method in ("GET", "HEAD"):
        line.request(method, "/about/")
        answer = line.getresponse()
        lengths.append((answer.headers["Content-Length"], len(answer.read())))
        line.close()
    assert lengths[0] == (str(lengths[0][1]), lengths[0][1])
    assert lengths[1] == (str(lengths[0][1]), 0)


# News.


def ask(port: int, number: object) -> dict[str, Any]:
    line = HTTPConnection("localhost", port, timeout=20)
    line.request("GET", f"/_preview?{number}")
    answer = json.loads(line.getresponse().read())
    line.close()
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("published", [True, False])
def test_news_reach_the_page_at_once(port, news, published):
    news.tell((), published=False)
    known = ask(port, "")
    threading.Timer(0.2, lambda: news.tell((FAULT,), published=published)).start()
    began = time.monotonic()
    found = ask(port, known["number"])
    assert time.monotonic() - began < 5
    assert found["problems"] == [str(FAULT)]
    assert (found["version"] != known["version"]) == published


def test_problems_that_are_gone_reach_the_page_at_once(port, news):
    news.tell((FAULT,), published=True)
    known = ask(port, "")
    threading.Timer(0.2, lambda: news.tell((), published=False)).start()
    began = time.monotonic()
    assert ask(port, known["number"]) == {**ask(port, ""), "version": known["version"], "problems": []}
    assert time.monotonic() - began < 5


def test_page_that_missed_news_is_told_at_once(port, news):
    news.tell((), published=False)
    known = ask(port, "")
    news.tell((FAULT,), published=False)
    assert ask(port, known["number"])["problems"] == [str(FAULT)]


def test_what_is_no_news_wakes_nobody(news):
    news.tell((FAULT,), published=True)
    number = news.number
    news.tell((FAULT,), published=False)
    assert news.number == number


def test_server_that_starts_again_has_no_version_of_before(news):
    time.sleep(0.01)
    assert News().version > news.version


# Files.


def seen(changed: threading.Event) -> bool:
    found = changed.wait(5)
    # What one change tells comes in several parts.
    time.sleep(0.2)
    changed.clear()
    return found


def test_places_are_watched_that_go_and_come_back(tmp_path):
    folder, file = tmp_path / "content", tmp_path / "mkdocs.yml"
    folder.mkdir()
    file.write_text("a")
    changed = threading.Event()
    observer = watch([folder, file], changed.set)
    time.sleep(0.2)
    (tmp_path / "other.txt").write_text("a")
    assert not changed.wait(0.3)
    for _ in range(2):
        (folder / "a.md").write_text("a")
        assert seen(changed)
        (tmp_path / "new.yml").write_text("b")
        (tmp_path / "new.yml").replace(file)
        assert seen(changed)
        file.unlink()
        assert seen(changed)
        (folder / "a.md").unlink()
        folder.rmdir()
        assert seen(changed)
        folder.mkdir()
        (folder / "deep").mkdir()
        file.write_text("c")
        assert seen(changed)
        (folder / "deep/b.md").write_text("a")
        assert seen(changed)
        (folder / "deep/b.md").unlink()
        (folder / "deep").rmdir()
        assert seen(changed)
    observer.stop()


# The search index of a preview.


def test_search_is_rendered_when_somebody_searches_and_equals_that_of_a_whole_build(tmp_path):
    content = small_content(tmp_path / "content")
    job = Job(ROOT, content, tmp_path / "site", NOW, engine, {})
    memo = Memo(Places(job.site).cache / "memo")
    build_with(job, memo)
    put(content, "projects/2024/a.md", project("zebra"))
    report = build_with(job._replace(defers_search=True), memo)
    news = News()
    news.defer(report.deferred)
    build_site(job._replace(site=tmp_path / "whole/site"))
    whole = {path: text for path, text in tree(tmp_path / "whole/site").items() if is_in_index(path)}
    assert {path: news.deferred_file(path) for path in whole} == whole
    assert news.deferred_file("search/index.html") is None
    memo.close()
    # A build that defers nothing brings the index of the site up to date.
    assert tree(tmp_path / "site") != tree(tmp_path / "whole/site")
    build_site(job)
    assert tree(tmp_path / "site") == tree(tmp_path / "whole/site")
