"""What a build is asked for, and what it reports."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from gmooc.core.problems import Problem
from gmooc.render.mkdocs_frames import Engine
from gmooc.render.target import Target


class Job(NamedTuple):
    """What to build: the project's folder, the content, where the site goes, and the clock.

    A preview `with_hidden` shows drafts and announcements whose time has not come; one that `defers_search` leaves the
    search index as it is, and renders it when somebody searches. `command` is named to others that wait for this build.
    The work is shared among `jobs` processes, or those of a Dask `cluster` whose scheduler is at HOST:PORT.
    """

    root: Path
    content: Path
    site: Path
    now: datetime
    engine: Engine
    environment: dict[str, str]
    jobs: int = 1
    cluster: str = ""
    strict: bool = False
    with_hidden: bool = False
    defers_search: bool = False
    tell: Callable[[str], None] = lambda step: None
    command: str = ""


@dataclass(slots=True, eq=False, repr=False)
class Report:
    """What a build did: the problems of all content, how many files changed, and whether the site was published.

    `deferred` are the targets that were left for later, `notes` what else a publisher should know, of files below
    content/.
    """

    problems: tuple[Problem, ...] = ()
    published: bool = False
    pages: int = 0
    written: int = 0
    removed: int = 0
    deferred: tuple[Target, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=time.perf_counter)

    def note(self, step: str, job: Job) -> None:
        """Note that a step is done."""
        self.seconds[step] = time.perf_counter() - self.started
        job.tell(step)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.is_warning)
