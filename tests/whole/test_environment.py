"""The lock files and the start of every command."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from paths import ROOT

COMMANDS = sorted(path for path in (ROOT / "scripts").glob("*.py") if path.stem not in ("mkdocs_hook",))


def packages_of(lock: str) -> set[str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {line.removesuffix("\\").strip() for line in lines if line and not line.startswith((" ", "#"))}


def test_tests_run_with_the_versions_of_the_build() -> None:
    assert packages_of("requirements.txt") - packages_of("requirements-dev.txt") == set()


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_lock_names_no_place_to_fetch_from(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command", [path for path in COMMANDS if not path.stem.startswith("_")], ids=lambda path: path.stem
)
def test_command_sets_up_before_it_imports_anything_else(command: Path) -> None:
    code = [line for line in command.read_text(encoding="utf-8").split('"""')[2].splitlines() if line]
    assert code[0] == "import _environment"
    assert code[1].startswith("_environment.ensure(")


def test_every_command_says_what_it_does_and_does_nothing_else(tmp_path: Path) -> None:
    def ask(command: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, command, "--help"],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    commands = [path for path in COMMANDS if not path.stem.startswith("_")]
    with ThreadPoolExecutor(2) as pool:
        said = dict(zip((path.name for path in commands), pool.map(ask, commands), strict=True))
    assert {name: run.stderr for name, run in said.items() if run.returncode or run.stderr} == {}
    assert [name for name, run in said.items() if not run.stdout.lower().startswith(f"usage: {name} ")] == []
    after_usage = {name: run.stdout.partition("\n\n")[2] for name, run in said.items()}
    assert [name for name, text in after_usage.items() if text.startswith(("options:", "positional"))] == []
    assert list(tmp_path.iterdir()) == []


def test_start_loads_nothing_heavy() -> None:
    code = (
        "import sys, _environment as e; before = set(sys.modules); e.ensure(); print(sorted(set(sys.modules) - before))"
    )
    command = [sys.executable, "-S", "-c", code]
    run = subprocess.run(command, cwd=ROOT / "scripts", capture_output=True, encoding="utf-8", check=True)
    assert run.stdout == "[]\n"


@pytest.mark.parametrize("said", ["", "old version\n"], ids=["no stamp", "stamp of another lock"])
def test_set_up_is_not_taken_for_done_without_its_stamp(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import _environment

    monkeypatch.setattr(_environment, "HOME", str(tmp_path))
    (tmp_path / "requirements.txt").write_text(said, encoding="utf-8")
    assert _environment._made_for("requirements.txt") == ""


def test_first_commands_set_up_once_and_run_in_the_environment(tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    shutil.copy(ROOT / "scripts/_environment.py", scripts)
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / lock).write_text("# Nothing.\n", encoding="utf-8")
    command = scripts / "command.py"
    command.write_text("import _environment as e; e.ensure()\nimport sys; print(sys.prefix, sys.argv[1:])\n")

    def run(argument: str) -> tuple[str, str]:
        # The Python that made the environment of the tests.
        done = subprocess.run(
            [sys._base_executable, command, argument],  # type: ignore[attr-defined]
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            timeout=240,
            check=True,
        )
        return done.stdout, done.stderr

    with ThreadPoolExecutor(2) as pool:
        first = list(pool.map(run, ("a", "b c")))
    home = tmp_path / ".venv"
    assert [said for said, _ in first] == [f"{home} ['a']\n", f"{home} ['b c']\n"]
    assert "".join(told for _, told in first).count("Setting up .venv") == 1
    assert run("d") == (f"{home} ['d']\n", "")
