"""Set up all that tests need, and pass them: python3 scripts/test.py [--quick | --no-browser] [pytest's arguments]."""

import _environment

_environment.ensure(dev=True)

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Sites are thousands of small files, which are written five times as fast in memory, and removed ten times.
MEMORY = Path("/dev/shm")
# Bytes.
MIN_MEMORY = 3 * 2**30
_SCHEMA = ("python", "-m", "check_jsonschema", "--builtin-schema")
_WORKFLOWS = tuple(
    f".github/workflows/{name}.yml" for name in ("check", "comment", "deploy", "links", "release", "review")
)
_ISSUE_FORMS = tuple(f".github/ISSUE_TEMPLATE/{name}.yml" for name in ("correction", "project", "resource"))

# Each is a name and a program of .venv with its arguments.
PROGRAMS = ("browser, Java and npm", ("python", "tests/browser/programs.py"))
CHECKS = (
    ("lint", ("python", "-m", "ruff", "check", "--quiet")),
    ("format", ("python", "-m", "ruff", "format", "--check", "--quiet")),
    ("types", ("python", "-m", "mypy")),
    ("workflows' form", (*_SCHEMA, "vendor.github-workflows", *_WORKFLOWS)),
    ("issue forms' form", (*_SCHEMA, "vendor.github-issue-forms", *_ISSUE_FORMS)),
    ("issue choice's form", (*_SCHEMA, "vendor.github-issue-config", ".github/ISSUE_TEMPLATE/config.yml")),
    ("dependabot's form", (*_SCHEMA, "vendor.dependabot", ".github/dependabot.yml")),
    ("citation's form", (*_SCHEMA, "vendor.citation-file-format", "CITATION.cff")),
    ("workflows' safety", ("zizmor", "--offline", "--quiet", ".github")),
)


def main() -> int:
    arguments, for_pytest = read_arguments()
    if arguments.browser and not passes(*PROGRAMS):
        print("Install what is missing, or leave those tests out: --no-browser", file=sys.stderr)
        return 1
    failed = [name for name, command in CHECKS if not passes(name, command)]
    left_out = [] if arguments.browser else ["--ignore=tests/browser"]
    left_out += ["--quick"] if arguments.quick else []
    # Modules stay whole, as their tests share what they build, and begin in the order of tests/conftest.py.
    shared_out = (f"--numprocesses={os.cpu_count() or 1}", "--dist=loadscope", "--no-loadscope-reorder")
    with tempfile.TemporaryDirectory(prefix="gmooc-tests-", dir=folder_in_memory()) as folder:
        if not passes("tests", ("python", "-m", "pytest", *shared_out, *left_out, *for_pytest), TMPDIR=folder):
            failed.append("tests")
    if failed:
        print(f"Not passed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def read_arguments() -> tuple[argparse.Namespace, list[str]]:
    """Return the arguments of this command, and those that are pytest's."""
    parser = argparse.ArgumentParser(
        usage="%(prog)s [-h] [--quick] [--no-browser] [pytest's own arguments]",
        description="Set up all that tests need, and pass lint, types, unit tests and tests in a real browser.",
        epilog="All other arguments go to pytest: -k WORDS chooses tests, --durations=20 tells which take long, "
        "--bless takes golden files anew. Example: python3 scripts/test.py --no-browser -k feeds",
        allow_abbrev=False,
    )
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="leave out tests in a browser")
    parser.add_argument(
        "--quick", action="store_true", help="leave out tests in a browser, of hostile input and of whole sites"
    )
    arguments, for_pytest = parser.parse_known_args()
    arguments.browser = arguments.browser and not arguments.quick
    return arguments, for_pytest


def folder_in_memory() -> Path | None:
    """Return a folder that lies in memory and has room for all sites that tests build; None where there is none."""
    is_roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= MIN_MEMORY
    return MEMORY if is_roomy else None


def passes(name: str, command: tuple[str, ...], **variables: str) -> bool:
    """Run one program of .venv, tell its outcome, and say whether it found nothing."""
    print(f"── {name}", flush=True)
    start = time.perf_counter()
    program = Path(_environment.python()).with_name(command[0])
    environment = {**os.environ, "PYTHONUTF8": "1", **variables}
    run = subprocess.run([program, *command[1:]], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
    print(f"   {'passed' if run.returncode == 0 else 'NOT PASSED'} in {time.perf_counter() - start:.1f} s", flush=True)
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
