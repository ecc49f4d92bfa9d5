"""Keep what is made of the code and its catalogues where Python keeps compiled modules, so that few builds make it."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent
_KEPT = _PACKAGE / "__pycache__"


def made_once(name: str, make: Callable[[], Any], *sources: Path) -> Any:
    """Give what `make` gives, which pickle can hold.

    It is made anew when a module, a package or one of the `sources`, which it is made of, too, is another one.
    """
    state = hashlib.blake2b(repr((_state_of_code(), *map(_stamp, sources))).encode(), digest_size=8).hexdigest()
    path = _KEPT / f"{name}.{state}.pickle"
    try:
        return pickle.loads(path.read_bytes())
    except (FileNotFoundError, EOFError, pickle.UnpicklingError):
        made = make()
    try:
        _KEPT.mkdir(exist_ok=True)
        for old in _KEPT.glob(f"{name}.*.pickle"):
            old.unlink(missing_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(pickle.dumps(made))
        part.replace(path)
    except PermissionError:
        # Nothing can be kept in a folder that is only to be read, and nothing has to be.
        return made
    return made


@cache
def _state_of_code() -> tuple[tuple[str, int, int], ...]:
    """Tell the state of the code as Python does for its bytecode: by size and time of each file."""
    return tuple(map(_stamp, (*sorted(_PACKAGE.rglob("*.py")), _PACKAGE.parents[1] / "requirements.txt")))


def _stamp(file: Path) -> tuple[str, int, int]:
    status = file.stat()
    return (file.name, status.st_size, status.st_mtime_ns)
