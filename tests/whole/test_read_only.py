"""A checkout that can only be read builds a site elsewhere."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from paths import ROOT

# Permissions do not stop root, but a file system that is mounted read-only does. The mount ends with its process.
READ_ONLY = (
    'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && cd "$1" && ! touch x 2>/dev/null && shift && exec "$@"'
)


def run_where_nothing_can_be_written(folder: Path, *command: object) -> subprocess.CompletedProcess[str]:
    arguments = ["unshare", "--map-root-user", "--mount", "sh", "-c", READ_ONLY, "sh", folder, *command]
    return subprocess.run(arguments, capture_output=True, encoding="utf-8", check=False)


def test_a_build_writes_nothing_beside_its_site(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    for name in ("scripts", "theme", "content"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(ROOT / name, checkout / name)
    (checkout / ".venv").symlink_to(ROOT / ".venv")
    if not shutil.which("unshare") or run_where_nothing_can_be_written(checkout, "true").returncode:
        pytest.skip("this system mounts nothing read-only for this user")
    build = [sys.executable, checkout / "scripts/build.py", "--site", tmp_path / "site"]
    for _ in range(2):
        run = run_where_nothing_can_be_written(checkout, *build)
        assert run.returncode == 0, run.stderr
    assert (tmp_path / "site/index.html").is_file()
    assert list(checkout.rglob("__pycache__")) == []
