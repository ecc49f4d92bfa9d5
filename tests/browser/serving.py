"""Serve a folder on this machine as a plain static host does, below a base path."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

BASE = "/some/base/"


class StaticHost(SimpleHTTPRequestHandler):
    """Answers with files below BASE, and with 404.html where there is none, as GitHub Pages does."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        below = urlsplit(path).path.removeprefix(BASE) if path.startswith(BASE) else "nothing/outside/the/base"
        return super().translate_path(f"/{below}")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes() if code == HTTPStatus.NOT_FOUND else b""
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: what the browser asked for stands in the test."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder at a free port, and give the address of its first page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(StaticHost, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{BASE}"
        finally:
            server.shutdown()
            thread.join()
