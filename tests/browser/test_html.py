"""Every page of the small site is correct HTML, by the Nu HTML Checker."""

import json
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from browser.programs import NU_CHECKER, find_java
from gmooc.text.markdown import render
from hostile_bodies import BODIES

# Java's best compiler takes longer than it saves within a minute, and so do several collectors of garbage.
JAVA_OPTIONS = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def test_nu_checker_finds_no_error(site: Path) -> None:
    check(site)


def test_nu_checker_finds_no_error_in_hostile_bodies(tmp_path: Path) -> None:
    for number, body in enumerate(BODIES.values()):
        page = f'<!doctype html><html lang="en"><title>T</title><h1>T</h1><div>{render(body).html}</div></html>'
        (tmp_path / f"{number}.html").write_text(page, encoding="utf-8")
    check(tmp_path)


def check(site: Path) -> None:
    options = ["--errors-only", "--skip-non-html", "--format", "json", "--exit-zero-always"]
    command = [find_java(), *JAVA_OPTIONS, "-jar", str(NU_CHECKER), *options, str(site)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    messages = json.loads(run.stderr)["messages"]
    places: dict[str, list[str]] = defaultdict(list)
    for message in messages:
        places[message["message"]].append(_shown(message, site))
    if places:
        faults = (f"{text}\n    {len(found)} places, as {', '.join(found[:3])}" for text, found in places.items())
        pytest.fail("\n".join(faults), pytrace=False)


def _shown(message: dict[str, Any], site: Path) -> str:
    path = str(message.get("url", "")).removeprefix("file:").replace(str(site), "").lstrip("/")
    return f"{path}:{message.get('lastLine', 0)}"
