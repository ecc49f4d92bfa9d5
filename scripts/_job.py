"""The build that commands run when they need the site as it is now."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from gmooc.build import Job
from gmooc.engine import engine_of

ROOT = Path(__file__).resolve().parent.parent


def job_of(arguments: argparse.Namespace) -> Job:
    """Give the build of the content and into the site that a command was told."""
    return Job(
        root=ROOT,
        content=arguments.content.resolve(),
        site=arguments.site.resolve(),
        now=datetime.now(UTC),
        engine=engine_of(ROOT / "scripts"),
        environment=dict(os.environ),
        jobs=os.cpu_count() or 1,
    )
