"""Keep what is made of the code alone where Python keeps compiled modules, so that few builds make it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent
_KEPT = _PACKAGE / "__pycache__"


def made_once(name: str, make: Callable[[], Any]) -> Any:
    """Give what `make` gives, which JSON can hold; it is made anew when a module or a package is another one."""
    path = _KEPT / f"{name}.{_state_of_code()}.json"
    try:
        return json.loads(path.read_bytes())
    except (FileNotFoundError, json.JSONDecodeError):
        made = make()
    try:
        _KEPT.mkdir(exist_ok=True)
        for old in _KEPT.glob(f"{name}.*.json"):
            old.unlink(missing_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(made), encoding="utf-8")
        part.replace(path)
    except PermissionError:
        # Nothing can be kept in a folder that is only to be read, and nothing has to be.
        return made
    return made


def _state_of_code() -> str:
    """Tell the state of the code as Python does for its bytecode: by size and time of each file."""
    files = [*sorted(_PACKAGE.rglob("*.py")), _PACKAGE.parents[1] / "requirements.txt"]
    stamps = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.blake2b(repr(stamps).encode(), digest_size=8).hexdigest()
