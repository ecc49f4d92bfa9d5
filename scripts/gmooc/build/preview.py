"""Serve a built site to this machine, and push problems and reloads to open pages."""

from __future__ import annotations

import errno
import html
import json
import socket
import sys
import threading
import time
import warnings
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from gmooc.core.problems import Problem
from gmooc.render.target import Target
from gmooc.search.index import is_in_index

WAIT_SECONDS = 25
# What is done again begins when nothing has changed for this long.
QUIET_SECONDS = 0.03
# Seconds that a client may take to send a request.
REQUEST_SECONDS = 30
MAX_URL_PART_BYTES = 255
_PORTS = 20
_SCRIPT = "/_preview.js"
_NEWS = "/_preview"
_CHANGES = ("created", "modified", "moved", "deleted")

# The page asks again and again; each question is answered when something changed or after WAIT_SECONDS.
_CLIENT = """
const shown = document.createElement("div");
shown.setAttribute("role", "alert");
shown.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;z-index:99;background:#7a0b0b;" +
  "color:#fff;font:14px/1.5 monospace;padding:1em;white-space:pre-wrap";
async function ask(known) {
  let news;
  try {
    news = await (await fetch("/_preview?" + known.number)).json();
  } catch {
    setTimeout(ask, 500, known);
    return;
  }
  if (known.version && news.version !== known.version) { location.reload(); return; }
  shown.textContent = news.problems.join("\\n");
  if (news.problems.length) document.body.append(shown); else shown.remove();
  ask(news);
}
ask({number: ""});
"""


class News:
    """What open pages wait for: a version of the published site, the problems of the content, and a number of both.

    The version is the moment of publishing, so that a server that starts again gives no page a version it knows.
    """

    def __init__(self) -> None:
        # Held while a site is built, so that nothing of the one before is rendered meanwhile.
        self.building = threading.Lock()
        self._deferred: tuple[Target, ...] = ()
        self._rendered: dict[str, bytes] = {}
        self.version = self.number = time.time_ns() // 1_000_000
        self.problems: tuple[str, ...] = ()
        self.changed = threading.Condition()

    def tell(self, problems: tuple[Problem, ...], *, published: bool) -> None:
        """Tell all who wait, if there is anything new."""
        texts = tuple(map(str, problems))
        with self.changed:
            if not published and texts == self.problems:
                return
            self.number = max(self.number + 1, time.time_ns() // 1_000_000)
            self.version = self.number if published else self.version
            self.problems = texts
            self.changed.notify_all()

    def defer(self, targets: tuple[Target, ...]) -> None:
        """Keep targets that are rendered when somebody asks for one of them."""
        self._deferred, self._rendered = targets, {}

    def deferred_file(self, path: str) -> bytes | None:
        """Return the bytes of a file that was deferred; None if it is no such file."""
        if not is_in_index(path):
            return None
        with self.building:
            if self._deferred and not self._rendered:
                self._rendered = {path: content for target in self._deferred for path, content in target.contents()}
            return self._rendered.get(path)

    def wait(self, number: str) -> dict[str, Any]:
        """Return the news as soon as their number differs from what the page knows, or after WAIT_SECONDS."""
        with self.changed:
            self.changed.wait_for(lambda: str(self.number) != number, WAIT_SECONDS)
            return {"number": self.number, "version": self.version, "problems": self.problems}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: str, port: int, handler: Callable[..., Any]) -> None:
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.hosts = frozenset(("localhost", "127.0.0.1", "::1", address.lower()))
        super().__init__((address, port), handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over clients that are gone before their answer; every other error is ours and is shown."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """Serve files; a page gets one script more, which is not in the built site."""

    server: _Server
    timeout = REQUEST_SECONDS
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".webp": "image/webp",
        ".xml": "application/xml",
    }

    def __init__(self, *arguments: Any, news: News, **more: Any) -> None:
        self.news = news
        super().__init__(*arguments, **more)

    def parse_request(self) -> bool:
        """Read the head of a request, and refuse one that names another host.

        A page of another host may have its name lead here, and would read what waits for its hour.
        """
        if not super().parse_request():
            return False
        try:
            hosts = [urlsplit(f"//{name}").hostname for name in self.headers.get_all("Host", ())]
            if self.path.lower().startswith(("http://", "https://")):
                url = urlsplit(self.path)
                hosts.append(url.hostname)
                self.path = f"/{url.path.lstrip('/')}" + (f"?{url.query}" if url.query else "")
        except ValueError:
            hosts = []
        # The address of this machine that the client asked is a number, and so is nobody else's name.
        if hosts and set(hosts) <= self.server.hosts | {self.connection.getsockname()[0]}:
            return True
        self.close_connection = True
        known = ", ".join(sorted(self.server.hosts))
        sentence = f"This preview answers only to {known}: open it by one of these names, or start it with --address.\n"
        self._answer(sentence.encode(), "text/plain; charset=utf-8", HTTPStatus.MISDIRECTED_REQUEST)
        return False

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == _NEWS:
            self._answer(json.dumps(self.news.wait(query)).encode(), "application/json")
        elif path == _SCRIPT:
            self._answer(_CLIENT.encode(), "text/javascript")
        elif not _can_be_file(path):
            self.send_error(HTTPStatus.NOT_FOUND)
        elif (content := self.news.deferred_file(unquote(path).lstrip("/"))) is not None:
            self._answer(content, self.guess_type(path))
        elif path.endswith("/") and (page := self._page(Path(self.translate_path(path), "index.html"))):
            self._answer(page, "text/html; charset=utf-8")
        elif self.command == "HEAD":
            super().do_HEAD()
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        self.do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code == HTTPStatus.NOT_FOUND and (page := self._page(Path(self.directory, "404.html"))):
            self._answer(page, "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)
        else:
            super().send_error(code, message, explain)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: a line for each request would hide the problems of the content."""

    def _page(self, file: Path) -> bytes | None:
        """Return a page with the script of the preview; None if there is no such page, or no more."""
        try:
            page = file.read_bytes()
        except OSError:
            return None
        return page.replace(b"</body>", f'<script type="module" src="{html.escape(_SCRIPT)}"></script></body>'.encode())

    def _answer(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _can_be_file(path: str) -> bool:
    """Whether a file of the site may have this path of a URL: every name is text that file systems can hold."""
    try:
        names = unquote(path, errors="strict").split("/")
        return all(len(name.encode()) <= MAX_URL_PART_BYTES and "\0" not in name for name in names)
    except UnicodeError:
        return False


def start_server(site: Path, news: News, address: str, port: int) -> ThreadingHTTPServer:
    """Serve a site in the background; if the port is taken, the next free one is used."""
    handler = partial(_Handler, news=news, directory=str(site))
    for candidate in range(port, port + _PORTS):
        try:
            server = _Server(address, candidate, handler)
            break
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    else:
        raise OSError(errno.EADDRINUSE, f"no free port from {port} to {port + _PORTS - 1}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def await_change(changed: threading.Event) -> None:
    """Wait until something changes, and on until an editor, which writes a file in several steps, has finished."""
    changed.wait()
    changed.clear()
    while changed.wait(QUIET_SECONDS):
        changed.clear()


def watch(places: list[Path], on_change: Callable[[], None]) -> Any:
    """Call `on_change` in a thread of its own when a file, or one below a folder, changes, comes or goes.

    The places themselves may go and come back, as they do in a `git checkout`.
    """
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    # Of a new folder that it comes upon twice; it looks at it once all the same.
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
    observer = Observer()
    followed: dict[Path, Any] = {}

    class Inside(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in _CHANGES and not event.is_directory and "__pycache__" not in str(event.src_path):
                on_change()

    class Beside(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            named = {Path(str(event.src_path)), Path(str(event.dest_path or event.src_path))}
            for place in named.intersection(places) if event.event_type in _CHANGES else ():
                # A folder that is merely modified is told of from inside.
                if not event.is_directory or event.event_type != "modified":
                    follow(place)
                    on_change()

    def follow(place: Path) -> None:
        if place in followed:
            # The watch of a folder that went does not see the one that came in its place.
            observer.unschedule(followed.pop(place))
        if place.is_dir():
            followed[place] = observer.schedule(Inside(), str(place), recursive=True)

    for place in places:
        observer.schedule(Beside(), str(place.parent), recursive=False)
        follow(place)
    observer.daemon = True
    observer.start()
    return observer
