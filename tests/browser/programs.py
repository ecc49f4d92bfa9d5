"""Find a browser, Java and the packages of npm that browser tests need, and install what is missing if possible.

`scripts/test.py` runs this file before the tests; it ends with status 1 if something cannot be had.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
NU_CHECKER = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"

# Chromium without windows: the same engine draws the same pages in two thirds of the time.
_SHELL_NAMES = ("chromium-headless-shell", "chrome-headless-shell")
_SHELL_PACKAGE = "chromium-headless-shell"
_CHROME_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_CHROME_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def find_chrome() -> str:
    """Return the path of a browser of the Chromium family; '' if there is none."""
    named = os.environ.get("CHROME") or next(filter(None, map(shutil.which, (*_SHELL_NAMES, *_CHROME_NAMES))), "")
    return named or next((path for path in _CHROME_PATHS if Path(path).exists()), "") or _playwrights_own()


def find_java() -> str:
    """Return the path of a Java that runs; '' if there is none."""
    java = shutil.which("java")
    # macOS has a java that only says where to get Java.
    runs = java and not subprocess.run([java, "-version"], capture_output=True, check=False).returncode
    return java if java and runs else ""


def install_missing() -> list[str]:
    """Install what is missing, and return one sentence for each thing that cannot be had."""
    missing = _missing_programs()
    wanted = [package for _, packages in missing for package in packages]
    if not any(map(shutil.which, _SHELL_NAMES)) and not os.environ.get("CHROME"):
        wanted.append(_SHELL_PACKAGE)
    if wanted and _is_debian_root():
        _install_debian([*dict.fromkeys(wanted)])
        missing = _missing_programs()
    if any("browser" in what for what, _ in missing):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        missing = _missing_programs()
    faults = [f"{what} is missing" for what, _ in missing]
    if shutil.which("npm") and not _install_npm():
        faults.append("npm could not install axe-core and the Nu HTML Checker: see its message above")
    return faults


def _missing_programs() -> list[tuple[str, tuple[str, ...]]]:
    """Name each program that is missing, with the Debian packages that bring it."""
    wanted = (
        ("a browser (Chromium or Chrome)", (_SHELL_PACKAGE,), find_chrome()),
        ("Java", ("default-jre-headless",), find_java()),
        ("npm", ("nodejs", "npm"), shutil.which("npm")),
    )
    return [(what, packages) for what, packages, found in wanted if not found]


def _is_debian_root() -> bool:
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def _install_debian(packages: list[str]) -> None:
    print(f"Installing Debian's {', '.join(packages)}: this takes a few minutes.", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-qq", "-y", "--no-install-recommends", "--no-remove"]
    # One by one: not every release has each of them.
    for command in (["update", "-qq"], *([*install, package] for package in packages)):
        subprocess.run(
            ["apt-get", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=20", *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )


def _install_npm() -> bool:
    """Install what package-lock.json lists, unless it was installed from the very same file."""
    lock = ROOT / "package-lock.json"
    stamp = ROOT / "node_modules/.made-from"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes() and AXE.exists() and NU_CHECKER.exists():
        return True
    # No script of a package runs: that of the Nu checker would fetch a Java of its own.
    command = [shutil.which("npm") or "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
    if done.returncode == 0:
        stamp.write_bytes(lock.read_bytes())
    return done.returncode == 0


def _playwrights_own() -> str:
    """Return the path of the browser that Playwright has installed; '' if it has none or is not there itself."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return ""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else ""


if __name__ == "__main__":
    sys.exit("\n".join(install_missing()) or 0)
