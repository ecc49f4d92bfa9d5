"""The commands that look after a published site."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from gmooc.commands.cli import manage


class Empty(BaseHTTPRequestHandler):
    """A host that has nothing."""

    def do_GET(self) -> None:
        self.send_error(404)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Empty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_smoke_names_what_is_at_fault(host: str) -> None:
    result = CliRunner().invoke(manage, ["smoke", host, "--patience", "0"])
    assert result.exit_code == 1
    assert result.stderr.startswith(host)
    assert result.stdout.endswith(f" files asked for, {len(result.stderr.splitlines())} faults\n")


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org/", ""])
def test_smoke_asks_the_web_alone(url: str) -> None:
    result = CliRunner().invoke(manage, ["smoke", url])
    assert result.exit_code == 2
    assert result.stderr.endswith(f"'URL': must begin with https:// or http:// (it is '{url}')\n")


def test_links_of_no_content_leave_an_empty_list(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("---\ntitle: About\n---\nNo link.\n", encoding="utf-8")
    result = CliRunner().invoke(manage, ["links", "--content", str(tmp_path)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "\n## 0 links fail\n\n## 0 links have moved for good\n"
    assert (tmp_path / "links.json").is_file()


def test_links_that_are_not_as_they_were_written_stop_the_look(tmp_path: Path) -> None:
    (tmp_path / "links.json").write_text("{", encoding="utf-8")
    result = CliRunner().invoke(manage, ["links", "--content", str(tmp_path)])
    assert result.exit_code == 1
    assert "must be as scripts/manage.py links wrote it" in result.stderr
    assert (tmp_path / "links.json").read_text() == "{"
