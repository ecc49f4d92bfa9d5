"""Outside links are looked at politely, and a page says so only when one has been gone three times."""

from __future__ import annotations

import json
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gmooc.content.link_status import (
    FAILURES,
    LinkStatus,
    write_watched,
)
from gmooc.maintain import link_checker as looking
from gmooc.maintain.link_checker import CrawlPolicy, Look, check_links
from small_sites import build, project, put, small_content

DAY = date(2026, 11, 24)


class Server(ThreadingHTTPServer):
    """Answers as its paths say, and notes who asked for what and when."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str, float]] = []
        self.agents: set[str] = set()


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append((self.command, path, time.monotonic()))
        self.server.agents.add(self.headers["User-Agent"])
        before = sum(asked[1] == path for asked in self.server.asked)
        if path == "/robots.txt":
            return self.answer(200, b"User-agent: *\nDisallow: /private\n")
        if path == "/archive":
            found = {"closest": {"available": True, "url": "http://web.archive.org/web/2024/x"}}
            return self.answer(200, json.dumps({"archived_snapshots": found}).encode())
        if path == "/slow":
            time.sleep(4)
        if path in ("/moved", "/found"):
            return self.answer(301 if path == "/moved" else 302, b"", Location="/there")
        if path == "/to":
            return self.answer(302, b"", Location=self.path.partition("?")[2])
        if path == "/loop":
            return self.answer(301, b"", Location="/loop")
        if path == "/busy" and before == 1:
            return self.answer(429, b"", **{"Retry-After": "1"})
        if path == "/no-head" and self.command == "HEAD":
            return self.answer(405, b"")
        known = {"/gone": 404, "/broken": 500, "/login": 403, "/always-busy": 429, "/later": 503}
        headers = {"Retry-After": "3600"} if path == "/later" else {}
        return self.answer(known.get(path, 200), b"text", **headers)

    do_HEAD = do_GET

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose certificate nobody trusts."""
    folder = tmp_path_factory.mktemp("certificate")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            key,
            "-out",
            certificate,
            "-days",
            "1",
            "-subj",
            "/CN=localhost",
        ],
        check=True,
        capture_output=True,
    )
    with Server() as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *arguments: None  # type: ignore[method-assign]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://127.0.0.1:{server.server_port}"
        server.shutdown()


def look(server: Server, *paths: str, **policy: object) -> list[Look]:
    start = f"http://127.0.0.1:{server.server_port}"
    settings = CrawlPolicy(patience=1.5, pause=0, archive=f"{start}/archive?url=", is_private_allowed=True, **policy)  # type: ignore[arg-type]
    found = check_links([f"{start}{path}" for path in paths], settings)
    return [
        each._replace(url=each.url.removeprefix(start), moved_to=each.moved_to.removeprefix(start)) for each in found
    ]


COPY = "https://web.archive.org/web/2024/x"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/there", Look("/there", "")),
        ("/a page?q=é", Look("/a page?q=é", "")),
        ("/moved", Look("/moved", "", "/there")),
        ("/found", Look("/found", "")),
        ("/no-head", Look("/no-head", "")),
        ("/busy", Look("/busy", "")),
        ("/gone", Look("/gone", "404", "", COPY)),
        ("/broken", Look("/broken", "500", "", COPY)),
        ("/loop", Look("/loop", "301", "", COPY)),
        ("/slow", Look("/slow", "no answer", "", COPY)),
        ("/login", Look("/login", None)),
        ("/always-busy", Look("/always-busy", None)),
        ("/later", Look("/later", None)),
        ("/private/page", Look("/private/page", None)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_look(server, path, found):
    assert look(server, path) == [found]


def test_certificate_nobody_trusts_is_a_fault(server, secure):
    archive = f"http://127.0.0.1:{server.server_port}/archive?url="
    policy = CrawlPolicy(patience=2, pause=0, archive=archive, is_private_allowed=True)
    assert list(check_links([f"{secure}/there"], policy)) == [Look(f"{secure}/there", "certificate", "", COPY)]


def test_host_that_is_not_there_is_a_fault():
    policy = CrawlPolicy(patience=1, pause=0, archive="http://127.0.0.1:9/", is_private_allowed=True)
    (found,) = check_links(["http://nowhere.invalid/page"], policy)
    assert found.why == "no such host"
    (found,) = check_links(["http://127.0.0.1:9/page"], policy)
    assert found.why == "no connection"


def test_machines_of_ones_own_network_are_left_alone(server):
    (found,) = check_links([f"http://127.0.0.1:{server.server_port}/secret"], CrawlPolicy())
    assert found.why is None
    assert "/secret" not in [path for _, path, _ in server.asked]


def internal(monkeypatch: pytest.MonkeyPatch, *private: str) -> None:
    """Count the loopback as public, as a server of another host would be, but for the addresses that are named."""
    monkeypatch.setattr(looking, "_is_global", lambda address: address not in private)


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2:{port}/secret", "http://localhost:{port}/secret", "ftp://127.0.0.1:{port}/secret", "http://127.0.0.1:{port}/to?http://127.0.0.2:{port}/secret"],
    ids=["address", "name", "ftp", "second redirect"],
)  # fmt: skip
def test_redirect_to_a_machine_of_ones_own_network_is_not_followed(server, monkeypatch, target):
    # Names may mean it, too.
    lookup = looking.socket.getaddrinfo
    monkeypatch.setattr(
        looking.socket,
        "getaddrinfo",
        lambda host, *more, **options: lookup("127.0.0.2" if host == "localhost" else host, *more, **options),
    )
    internal(monkeypatch, "127.0.0.2")
    target = target.format(port=server.server_port)
    url = f"http://127.0.0.1:{server.server_port}/to?{target}"
    server.asked.clear()
    assert list(check_links([url], CrawlPolicy(patience=2, pause=0))) == [Look(url, None)]
    assert {path for _, path, _ in server.asked} == {"/robots.txt", "/to"}


def test_redirect_to_a_public_page_is_followed(server, monkeypatch):
    internal(monkeypatch)
    url = f"http://127.0.0.1:{server.server_port}/moved"
    found = list(check_links([url], CrawlPolicy(patience=2, pause=0)))
    assert found == [Look(url, "", f"http://127.0.0.1:{server.server_port}/there")]


def test_name_that_means_another_machine_a_moment_later_is_not_asked(server, monkeypatch):
    """The first look at the name finds a public address; the connection asks for it again."""
    lookup, asked = looking.socket.getaddrinfo, []

    def rebound(host, *more, **options):
        asked.append(host)
        return lookup("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *more, **options)

    monkeypatch.setattr(looking.socket, "getaddrinfo", rebound)
    internal(monkeypatch, "127.0.0.2")
    url = f"http://rebound.example:{server.server_port}/secret"
    server.asked.clear()
    assert list(check_links([url], CrawlPolicy(patience=2, pause=0))) == [Look(url, None)]
    assert server.asked == []


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False),
        ("172.16.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("::1", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("::ffff:10.0.0.1", False), ("::ffff:8.8.8.8", True), ("2002:0a00:0001::", False),
        ("224.0.0.1", False), ("255.255.255.255", False),
    ],
)  # fmt: skip
def test_only_addresses_of_the_whole_internet_are_public(address, is_public):
    assert looking._is_global(address) == is_public


def test_a_host_is_asked_for_one_page_after_another_with_a_pause(server):
    start = time.monotonic()
    policy = CrawlPolicy(patience=5, pause=0.2, is_private_allowed=True)
    found = check_links([f"http://127.0.0.1:{server.server_port}/p{number}" for number in range(4)], policy)
    assert [look.why for look in found] == ["", "", "", ""]
    assert time.monotonic() - start >= 3 * 0.2


def test_it_says_who_asks(server):
    look(server, "/there", about="https://example.org/code")
    assert "Mozilla/5.0 (compatible; GMOOC-link-check/1.0; +https://example.org/code)" in server.agents


# What is remembered.


def test_page_says_that_its_demo_is_gone(tmp_path: Path):
    content = small_content(tmp_path / "content")
    demo = "https://example.org/demo"
    put(
        content,
        "projects/2024/a.md",
        project(link="a").replace("status: idea", f"status: idea\nlinks: [{{kind: demo, url: {demo}}}]"),
    )
    put(content, "projects/2024/b.md", project("ocean", link="b"))
    build(content, tmp_path / "site")
    page = tmp_path / "site/projects/2024/a/index.html"
    assert "offline" not in page.read_text()
    gone = LinkStatus(demo, ("projects/2024/a.md",), "2026-09-01", FAILURES, "2026-10-03", "404", "", COPY)
    (content / "links.json").write_text(write_watched([gone]))
    # Its page in each of six languages, and nothing else.
    assert build(content, tmp_path / "site").written == 6
    assert (
        'offline since <time datetime="2026-10-03">3 October 2026</time>, <a href="https://web.archive.org/web/2024/x"'
        in page.read_text()
    )
    (content / "links.json").write_text(write_watched([gone._replace(failures=FAILURES - 1)]))
    build(content, tmp_path / "site")
    assert "offline" not in page.read_text()
