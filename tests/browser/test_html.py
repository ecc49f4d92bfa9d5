"""Every page of the small site is correct HTML, by the Nu HTML Checker."""

import json
import subprocess
from pathlib import Path

from _browser import NU_CHECKER, find_java


def test_nu_checker_finds_no_error(site: Path) -> None:
    options = ["--errors-only", "--skip-non-html", "--format", "json", "--exit-zero-always"]
    command = [find_java(), "-Xss4m", "-jar", str(NU_CHECKER), *options, str(site)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    messages = json.loads(run.stderr)["messages"]
    assert sorted({f"{_shown(message, site)}: {message['message']}" for message in messages})[:50] == []


def _shown(message: dict[str, object], site: Path) -> str:
    path = str(message.get("url", "")).removeprefix("file:").replace(str(site), "").lstrip("/")
    return f"{path}:{message.get('lastLine', 0)}"
