"""One command at a time writes a site, and the lock outlives nobody."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gmooc.build.attempts import holder_of, site_lock

HOLD = """
import sys, time
sys.argv = ["scripts/build.py", "--content", "secret"]
from pathlib import Path
from gmooc.build.attempts import site_lock
with site_lock(Path({site!r}), print):
    print("held", flush=True)
    time.sleep({seconds})
"""
WORKER = """
import multiprocessing, time
from gmooc.build.workers import end_with_parent

def work(line):
    end_with_parent()
    line.send(multiprocessing.current_process().pid)
    while True:
        pass

if __name__ == "__main__":
    ours, theirs = multiprocessing.Pipe()
    for _ in range(2):
        multiprocessing.get_context("{method}").Process(target=work, args=(theirs,)).start()
    print(ours.recv(), ours.recv(), flush=True)
    time.sleep(60)
"""


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, encoding="utf-8")


def hold(site: Path, seconds: float) -> subprocess.Popen[str]:
    """Start a process that holds the lock of a site, and return when it does."""
    process = start("-c", HOLD.format(site=str(site), seconds=seconds))
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_second_command_waits_and_says_for_whom(tmp_path):
    with hold(tmp_path / "site", 0.6) as first:
        told: list[str] = []
        began = time.monotonic()
        with site_lock(tmp_path / "site", told.append):
            assert time.monotonic() - began > 0.3
            assert first.wait(5) == 0
        (message,) = told
    assert message.startswith(f"{tmp_path}/site: is being written by 'build.py' (process {first.pid}, since ")
    assert message.endswith("); waiting until it is done")


def test_what_a_command_was_given_is_noted_nowhere(tmp_path):
    with hold(tmp_path / "site", 0.3) as process:
        assert not any("secret" in file.read_text() for file in tmp_path.iterdir())
        assert process.wait(5) == 0
    assert [file.name for file in tmp_path.iterdir()] == [".site.lock"]
    assert holder_of(tmp_path / "site") is None


def test_other_sites_are_written_meanwhile(tmp_path):
    with hold(tmp_path / "site", 30) as process:
        with site_lock(tmp_path / "other", pytest.fail):
            pass
        process.kill()


def test_lock_of_a_process_that_was_killed_is_free(tmp_path):
    with hold(tmp_path / "site", 30) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    with site_lock(tmp_path / "site", pytest.fail):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_workers_end_with_their_parent(tmp_path, method):
    script = tmp_path / "work.py"
    script.write_text(WORKER.format(method=method))
    with start(script) as process:
        assert process.stdout is not None
        workers = [int(worker) for worker in process.stdout.readline().split()]
        assert list(map(is_alive, workers)) == [True, True]
        process.send_signal(signal.SIGKILL)
        process.wait()
    deadline = time.monotonic() + 5
    while any(map(is_alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert list(map(is_alive, workers)) == [False, False]


@pytest.mark.parametrize(("command", "named"), [("manage.py forget", "manage.py forget"), ("", Path(sys.argv[0]).name)])
def test_holder_is_named_by_its_command_or_else_its_file(command, named, tmp_path):
    with site_lock(tmp_path / "site", pytest.fail, command):
        holder = holder_of(tmp_path / "site")
    assert holder is not None
    assert (holder.command, holder.process) == (named, os.getpid())
