"""The build that commands run when they need the site as it is now."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from gmooc.build import Job, Report
from gmooc.build.attempts import PublishError, build_exclusively
from gmooc.commands.options import ROOT
from gmooc.core.settings import SettingsError
from gmooc.render.mkdocs_frames import engine_of


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


def notify(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
