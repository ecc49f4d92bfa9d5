"""Set up .venv from the hashed lock file on first use, and run the command in its Python.

Every command begins with `import _environment` and `_environment.ensure()`. In .venv's own Python that compares two
small files; any other Python runs the command again in it, with which it starts 20 ms later.
"""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HOME = os.path.join(ROOT, ".venv")
BUILD_LOCK, TEST_LOCK = "requirements.txt", "requirements-dev.txt"
# The Markdown library has wheels for Windows from Python 3.14 on.
OLDEST = (3, 14) if sys.platform == "win32" else (3, 11)
# Packages of one Python do not load in another: this names what they were installed for.
TAG = f"{sys.platform} {sys.implementation.cache_tag}{getattr(sys, 'abiflags', '')}"


def ensure(*, dev: bool = False) -> None:
    """Run this command with the packages of the lock file, set up first if need be; `dev` adds those of the tests."""
    if sys.version_info[:2] < OLDEST:
        sys.exit(f"This needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is Python {sys.version.split()[0]}.")
    # Where bytecode is turned off, compiling our own modules would take longer than a build after an edit.
    sys.dont_write_bytecode = False
    lock = TEST_LOCK if dev else BUILD_LOCK
    if not _is_ready(lock):
        _set_up(lock)
    if not _is_inside():
        _start_over()


def python() -> str:
    """Return the path of .venv's own Python, for tools that run in a process of their own."""
    return os.path.join(HOME, *(("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")))


def _is_inside() -> bool:
    return os.path.realpath(os.path.dirname(sys.executable)) == os.path.realpath(os.path.dirname(python()))


def _is_ready(lock: str) -> bool:
    """Whether .venv holds what the lock file asks for; whether for the Python that it has now, only that one knows."""
    made_for = _made_for(lock)
    return made_for == TAG if _is_inside() else bool(made_for) and os.path.exists(python())


def _made_for(lock: str) -> str:
    """Say for which Python .venv holds exactly what the lock file asks for; '' if it does not."""
    try:
        with open(os.path.join(HOME, lock), encoding="utf-8") as stamp:
            made_for, _, made_from = stamp.read().partition("\n")
    except FileNotFoundError:
        return ""
    return made_for if made_from == _text_of(lock) else ""


def _text_of(lock: str) -> str:
    with open(os.path.join(ROOT, lock), encoding="utf-8") as file:
        return file.read()


def _start_over() -> None:
    """Run the same command in .venv's own Python."""
    command = [python(), *sys.orig_argv[1:]]
    sys.stdout.flush()
    if sys.platform != "win32":
        os.execv(command[0], command)
    import signal
    import subprocess

    # Ctrl+C reaches both processes, and is the command's business.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(subprocess.call(command))


def _set_up(lock: str) -> None:
    """Fill .venv, one command at a time, and stamp it with the lock file when all is there."""
    with open(os.path.join(ROOT, ".venv.lock"), "w", encoding="utf-8") as turn:
        _take_turn(turn.fileno())
        # Another command may have done it meanwhile.
        if _is_ready(lock):
            return
        _say("Setting up .venv from the lock file: this is done once and takes about a minute.")
        if not _is_inside() and not _is_ready(BUILD_LOCK):
            _make_anew()
        made_for = TAG if _is_inside() else _made_for(BUILD_LOCK) or TAG
        _install(lock)
        for stamp in {lock, BUILD_LOCK}:
            with open(os.path.join(HOME, stamp), "w", encoding="utf-8") as file:
                file.write(f"{made_for}\n{_text_of(stamp)}")


def _take_turn(file: int) -> None:
    """Wait until no other command is setting up; the system gives the turn back even if that one is killed."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                return msvcrt.locking(file, msvcrt.LK_LOCK, 1)
            except OSError:
                # It gives up after ten seconds; setting up takes longer.
                continue
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _say("Another command is setting up .venv; this one goes on when that is done.")
        fcntl.flock(file, fcntl.LOCK_EX)


def _make_anew() -> None:
    import shutil

    if os.path.isdir(HOME):
        # Removing takes a moment; what is half removed must not be found under the old name.
        old = f"{HOME}.old"
        shutil.rmtree(old, ignore_errors=True)
        os.rename(HOME, old)
        shutil.rmtree(old, ignore_errors=True)
    try:
        import venv
    except ImportError:
        sys.exit(_NO_VENV)
    venv.EnvBuilder(symlinks=sys.platform != "win32", with_pip=False).create(HOME)


def _install(lock: str) -> None:
    """Install what the lock file lists, by a pip of .venv's own or else by that of the running Python."""
    import importlib.util
    import subprocess

    if importlib.util.find_spec("ensurepip") is not None:
        subprocess.run([python(), "-m", "ensurepip", "--default-pip"], check=True, stdout=subprocess.DEVNULL)
        pip = [python(), "-m", "pip"]
    elif importlib.util.find_spec("pip") is not None:
        pip = [sys.executable, "-m", "pip", "--python", python()]
    else:
        sys.exit(_NO_VENV)
    options = ["--require-hashes", "--only-binary=:all:", "--no-input", "--disable-pip-version-check", "--retries=2"]
    command = [*pip, "install", "-qq", *options, "-r", os.path.join(ROOT, lock)]
    if subprocess.run(command, stdin=subprocess.DEVNULL).returncode:
        sys.exit(_NOT_INSTALLED)


_NO_VENV = """\
This Python has neither venv nor pip, so packages can't be set up.
On Debian or Ubuntu: sudo apt install python3-venv
Elsewhere: install Python from python.org."""
_NOT_INSTALLED = """\
The packages could not be installed; pip says why above. If the package index can't be reached: check the network
connection (and proxy), then run this again."""


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
