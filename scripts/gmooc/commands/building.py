"""The build that commands run when they need the site as it is now."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from gmooc.build import Job, Report
from gmooc.build.attempts import PublishError, build_exclusively
from gmooc.commands.options import ROOT
from gmooc.core.settings import SettingsError
from gmooc.render.mkdocs_frames import engine_of

# Says of a folder of content that a command made it with entries that are made up, so that it may be made again.
MADE_UP = ".made-by-demo"


def job_of(content: Path, site: Path) -> Job:
    """Return the build of a content folder into a site, as it is now."""
    return Job(
        root=ROOT,
        content=content.resolve(),
        site=site.resolve(),
        now=datetime.now(UTC),
        engine=engine_of(ROOT / "scripts"),
        environment=dict(os.environ),
        jobs=os.cpu_count() or 1,
    )


def build_or_exit(job: Job, *, from_nothing: bool = False) -> Report:
    """Build while no other command writes the site; where that cannot be done, say why and exit with status 2."""
    try:
        return build_exclusively(job, notify, from_nothing=from_nothing)
    except (PublishError, SettingsError) as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from error
    except KeyboardInterrupt:
        # What a shell gives a command that was stopped by Ctrl+C.
        raise SystemExit(130) from None


def start_demo(folder: Path) -> str:
    """Copy the published content into a folder for entries that are made up; return why that cannot be done, if so.

    What was there of an earlier copy is removed.
    """
    folder = folder.resolve()
    if folder.is_relative_to(ROOT / "content"):
        return f"{folder}: must lie outside content/, where only what is real belongs"
    if folder.exists() and any(folder.iterdir()) and not (folder / MADE_UP).exists():
        return f"{folder}: holds files that this command did not make; nothing was written"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "content", folder)
    (folder / MADE_UP).touch()
    return ""


def refuse_demo(content: Path) -> None:
    """Exit with status 2 where entries are made up: what people keep, cite or hand on holds only what is real."""
    if (content / MADE_UP).exists():
        print(f"{content}: holds entries that are made up; no archive is made of them", file=sys.stderr)
        raise SystemExit(2)


def notify(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
