"""Set up .venv from the hashed lock file on first use, and give the running command its packages.

Every command begins with `import _environment` and `_environment.ensure()`. Once .venv is there, this costs less than
a millisecond: it compares two small files and imports nothing that Python has not already loaded.
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
    """Return this command the packages of the lock file, set up first if need be; `dev` adds those of the tests."""
    if sys.version_info[:2] < OLDEST:
        sys.exit(f"This needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is Python {sys.version.split()[0]}.")
    # Where bytecode is turned off, compiling our own modules would take longer than a build after an edit.
    sys.dont_write_bytecode = False
    lock = TEST_LOCK if dev else BUILD_LOCK
    made_for = _made_for(lock)
    if not made_for or (made_for != TAG and not os.path.exists(python())):
        _set_up(lock)
        made_for = TAG
    if made_for == TAG:
        _use_packages()
    else:
        _start_over()


def python() -> str:
    """Return the path of .venv's own Python, for tools that run in a process of their own."""
    return os.path.join(HOME, *(("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")))


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


def _use_packages() -> None:
    """Look for packages in .venv alone: what else is installed on this machine has other versions."""
    if sys.platform == "win32":
        packages = os.path.join(HOME, "Lib", "site-packages")
    else:
        threading = "t" if "t" in sys.abiflags else ""
        name = f"python{sys.version_info[0]}.{sys.version_info[1]}{threading}"
        packages = os.path.join(HOME, "lib", name, "site-packages")
    others = ("site-packages", "dist-packages")
    sys.path[:] = [path for path in sys.path if not path.rstrip(os.sep).endswith(others)] + [packages]


def _start_over() -> None:
    """Run the same command in the Python that .venv was made with."""
    command = [python(), *sys.argv]
    if sys.platform != "win32":
        sys.stdout.flush()
        os.execv(command[0], command)
    import subprocess

    sys.exit(subprocess.call(command))


def _set_up(lock: str) -> None:
    """Fill .venv, one command at a time, and stamp it with the lock file when all is there."""
    import time

    with open(os.path.join(ROOT, ".venv.lock"), "w", encoding="utf-8") as turn:
        _take_turn(turn.fileno())
        # Another command may have done it meanwhile.
        if _made_for(lock) == TAG:
            return
        start = time.monotonic()
        _say("Setting up .venv from the lock file: this is done once and takes about a minute.")
        if _made_for(BUILD_LOCK) != TAG and not _is_inside():
            _make_anew()
        _install(lock)
        for stamp in {lock, BUILD_LOCK}:
            with open(os.path.join(HOME, stamp), "w", encoding="utf-8") as file:
                file.write(f"{TAG}\n{_text_of(stamp)}")
        _say(f"Set up in {time.monotonic() - start:.0f} s.")


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


def _is_inside() -> bool:
    return os.path.realpath(sys.prefix) == os.path.realpath(HOME)


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
        sys.exit(_no_venv())
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
        sys.exit(_no_venv())
    options = ["--require-hashes", "--only-binary=:all:", "--no-input", "--disable-pip-version-check", "--retries=2"]
    command = [*pip, "install", *options, "--quiet", "-r", os.path.join(ROOT, lock)]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", errors="replace")
    if run.returncode:
        sys.exit(_not_installed(run.stderr))


def _no_venv() -> str:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return (
        "This Python has neither venv nor pip, so packages can't be set up.\n"
        f"On Debian or Ubuntu: sudo apt install python3-venv (or python{version}-venv)\n"
        "Elsewhere: install Python from python.org."
    )


def _not_installed(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith("WARNING")]
    unreachable = ("NewConnectionError", "Max retries", "name resolution", "ConnectTimeout", "ProxyError")
    if any(sign in said for sign in unreachable):
        reason = "The package index can't be reached: check the network connection (and proxy), then run this again."
    elif "DO NOT MATCH THE HASHES" in said:
        reason = "A package is not the one that the lock file names, so nothing of it was installed."
    elif "No matching distribution" in said:
        reason = f"A package has no ready-made version for this system ({TAG})."
    else:
        reason = "The packages could not be installed."
    return "\n".join([reason, "pip said:", *(f"  {line}" for line in lines[-4:])])


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
