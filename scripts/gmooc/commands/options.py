"""The options that several commands share, as `add_argument` of argparse and `option` of click both take them.

The commands that are run all day read their arguments by argparse: click takes 50 ms to load, an edit 200 ms to build.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gmooc.core.settings import Settings, SettingsError, read_settings

ROOT = Path(__file__).resolve().parents[3]


class ArgumentError(argparse.ArgumentTypeError, ValueError):
    """An argument that cannot be followed. Argparse shows the message of the one class, click that of the other."""


def read_moment(text: str) -> datetime:
    """Return a moment in UTC, read from ISO 8601 with its zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentError(f"must be a moment, as in 2027-01-24T08:00+08:00 (it is '{text}')") from error
    if moment.tzinfo is None:
        raise ArgumentError(f"must hold a zone, as in 2027-01-24T08:00+08:00 (it is '{text}')")
    return moment.astimezone(UTC)


def read_folder(text: str) -> Path:
    """Return the path of a folder that is there."""
    if not Path(text).is_dir():
        raise ArgumentError(f"must be a folder that exists (it is '{text}')")
    return Path(text)


def shown_path(path: Path) -> Path:
    """Return a path as people write it: from the folder they are in, if it lies there."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def read_executor(text: str) -> str:
    """Return the address of a cluster's scheduler, HOST:PORT; '' for processes of this machine."""
    if text == "local":
        return ""
    scheme, _, address = text.partition("://")
    host, _, port = address.rpartition(":")
    if scheme != "dask" or not host or not port.isdecimal():
        raise ArgumentError(f"must be 'local' or 'dask://HOST:PORT' (it is '{text}')")
    if find_spec("distributed") is None:
        raise ArgumentError("needs 'distributed': .venv/bin/pip install --require-hashes -r requirements-scale.txt")
    return address


CONTENT: Mapping[str, Any] = {
    "type": Path,
    "default": ROOT / "content",
    "metavar": "FOLDER",
    "help": "folder of the content (content/)",
}
# For commands that only read; others wait for a folder that a `git checkout` takes away, or make it.
EXISTING_CONTENT: Mapping[str, Any] = {**CONTENT, "type": read_folder}
SITE: Mapping[str, Any] = {
    "type": Path,
    "default": ROOT / "site",
    "metavar": "FOLDER",
    "help": "folder of the built site (site/)",
}
AT: Mapping[str, Any] = {
    "type": read_moment,
    "metavar": "MOMENT",
    "help": "as if it were this moment, such as 2027-01-24T08:00+08:00 (now)",
}
DRY_RUN: Mapping[str, Any] = {
    "is_flag": True,
    "help": "write nothing, only say what would be done",
}


def site_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of mkdocs.yml and the environment; where one cannot be followed, say why and exit."""
    try:
        return read_settings((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), environment)
    except SettingsError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from error
