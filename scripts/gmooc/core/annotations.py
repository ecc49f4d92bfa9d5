"""Write a problem as GitHub Actions shows it at its line."""

from __future__ import annotations

from gmooc.core.problem_messages import TRY
from gmooc.core.problems import Gettext, Problem, visible


def as_annotation(problem: Problem, folder: str, gettext: Gettext = str) -> str:
    """Return a problem as GitHub Actions reads it; its characters with a meaning there are escaped."""
    level = "warning" if problem.is_warning else "error"
    repair = f" - {gettext(TRY)}{visible(problem.repair)}" if problem.repair else ""
    text = problem.translated(gettext, visible) + repair
    for raw, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(raw, escaped)
    path = visible(f"{folder}/{problem.path}")
    for raw, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        path = path.replace(raw, escaped)
    return f"::{level} file={path},line={problem.line},col={problem.column},title={problem.code}::{text}"
