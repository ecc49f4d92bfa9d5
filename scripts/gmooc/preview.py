"""Serve a built site and tell open pages when it changed."""

from __future__ import annotations

import html
import json
import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from gmooc.problems import Problem

WAIT_SECONDS = 25
# What is done again begins when nothing has changed for this long.
QUIET_SECONDS = 0.03
_SCRIPT = "/_preview.js"
_NEWS = "/_preview"
_CHANGES = ("created", "modified", "moved", "deleted")

# The page asks again and again; each question is answered when something changed or after WAIT_SECONDS.
_CLIENT = """
const shown = document.createElement("div");
shown.setAttribute("role", "alert");
shown.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;z-index:99;background:#7a0b0b;" +
  "color:#fff;font:14px/1.5 monospace;padding:1em;white-space:pre-wrap";
async function ask(version) {
  let answer;
  try {
    answer = await (await fetch("/_preview?" + version)).json();
  } catch {
    setTimeout(ask, 500, version);
    return;
  }
  if (version >= 0 && answer.version !== version) { location.reload(); return; }
  shown.textContent = answer.problems.join("\\n");
  if (answer.problems.length) document.body.append(shown); else shown.remove();
  ask(answer.version);
}
ask(-1);
"""


class News:
    """What open pages wait for: a number that grows with each published site, and the problems of the content."""

    def __init__(self) -> None:
        self.version = 0
        self.problems: tuple[str, ...] = ()
        self.changed = threading.Condition()

    def tell(self, problems: tuple[Problem, ...], *, published: bool) -> None:
        """Tell all who wait."""
        with self.changed:
            self.version += published
            self.problems = tuple(map(str, problems))
            self.changed.notify_all()

    def wait(self, version: int) -> dict[str, Any]:
        """Give the news, as soon as they differ from what the page knows."""
        with self.changed:
            if version == self.version:
                self.changed.wait(WAIT_SECONDS)
            return {"version": self.version, "problems": self.problems}


class _Handler(SimpleHTTPRequestHandler):
    """Serve files; a page gets one script more, which is not in the built site."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".webp": "image/webp",
        ".xml": "application/xml",
    }

    def __init__(self, *arguments: Any, news: News, **more: Any) -> None:
        self.news = news
        super().__init__(*arguments, **more)

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == _NEWS:
            version = int(query) if query.lstrip("-").isdigit() else -1
            self._answer(json.dumps(self.news.wait(version)).encode(), "application/json")
        elif path == _SCRIPT:
            self._answer(_CLIENT.encode(), "text/javascript")
        elif path.endswith("/") and (file := Path(self.translate_path(path)) / "index.html").is_file():
            self._answer(self._with_script(file), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = Path(self.directory) / "404.html"
        if code == HTTPStatus.NOT_FOUND and missing.is_file():
            self._answer(self._with_script(missing), "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)
        else:
            super().send_error(code, message, explain)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing: a line for each request would hide the problems of the content."""

    def _with_script(self, file: Path) -> bytes:
        return file.read_bytes().replace(
            b"</body>", f'<script type="module" src="{html.escape(_SCRIPT)}"></script></body>'.encode()
        )

    def _answer(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def start_server(site: Path, news: News, address: str, port: int) -> ThreadingHTTPServer:
    """Serve a site in the background; if the port is taken, the next free one is used."""
    handler = partial(_Handler, news=news, directory=str(site))
    for candidate in range(port, port + 20):
        try:
            server = ThreadingHTTPServer((address, candidate), handler)
            break
        except OSError:
            continue
    else:
        raise OSError(f"no free port from {port} to {port + 19}")
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def await_change(changed: threading.Event) -> None:
    """Wait until something changes, and on until an editor, which writes a file in several steps, has finished."""
    changed.wait()
    changed.clear()
    while changed.wait(QUIET_SECONDS):
        changed.clear()


def watch(folders: list[Path], on_change: Callable[[], None]) -> Any:
    """Call `on_change` in a thread of its own when a file below the folders changes."""
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    class Watcher(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in _CHANGES and not event.is_directory and "__pycache__" not in str(event.src_path):
                on_change()

    observer = Observer()
    for folder in folders:
        observer.schedule(Watcher(), str(folder), recursive=folder.is_dir())
    observer.daemon = True
    observer.start()
    return observer
