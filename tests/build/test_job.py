"""What a build reports: which problems are faults, and when each step was done."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import gmooc.core.problem_messages as messages
from gmooc.build.job import Job, Report
from gmooc.core.problems import Problem
from small_sites import engine


def test_step_that_is_done_is_told_with_the_seconds_since_the_build_began() -> None:
    told: list[str] = []
    now = datetime(2026, 11, 24, tzinfo=UTC)
    job = Job(Path("root"), Path("content"), Path("site"), now, engine, {}, tell=told.append)
    report = Report(started=time.perf_counter() - 60)
    report.note("scan", job)
    report.note("parse", job)
    assert (told, list(report.seconds)) == (["scan", "parse"], ["scan", "parse"])
    assert 60 <= report.seconds["scan"] <= report.seconds["parse"] < 90


def test_warning_is_no_error() -> None:
    error = Problem("projects/2024/a.md", 1, 1, "E101", messages.LINKS_FORM)
    warning = Problem("projects/2024/b.md", 1, 1, "E138", messages.LINKS_FORM, is_warning=True)
    assert Report(problems=(warning, error, warning)).errors == (error,)
    assert Report(problems=(warning,)).errors == ()


def test_build_that_has_not_begun_has_done_nothing() -> None:
    report = Report()
    assert (report.published, report.pages, report.written, report.removed) == (False, 0, 0, 0)
    assert (report.problems, report.deferred, report.notes, report.seconds) == ((), (), (), {})


def test_job_shows_nothing_hidden_and_leaves_nothing_for_later_unless_it_is_asked_to() -> None:
    job = Job(Path("root"), Path("content"), Path("site"), datetime(2026, 11, 24, tzinfo=UTC), engine, {})
    assert (job.jobs, job.cluster, job.command) == (1, "", "")
    assert (job.strict, job.with_hidden, job.defers_search) == (False, False, False)
    job.tell("scan")
