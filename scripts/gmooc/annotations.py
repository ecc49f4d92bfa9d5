"""Write a problem as GitHub Actions shows it at its line."""

from __future__ import annotations

from gmooc.problems import Problem, visible


def as_annotation(problem: Problem, folder: str, before_repair: str = "try: ") -> str:
    """Write a problem as GitHub Actions reads it; its characters with a meaning there are escaped."""
    level = "warning" if problem.is_warning else "error"
    text = problem.message + (f" - {before_repair}{problem.repair}" if problem.repair else "")
    text = visible(text)
    for raw, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(raw, escaped)
    path = visible(f"{folder}/{problem.path}")
    for raw, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        path = path.replace(raw, escaped)
    return f"::{level} file={path},line={problem.line},col={problem.column},title={problem.code}::{text}"
