"""Turn what somebody answered in the code host's form into a write-up."""

from __future__ import annotations

import re

from gmooc.intake.columns import LEFT_OUT, guess, is_name
from gmooc.intake.rows import WriteUp, write_ups
from gmooc.intake.tables import Row, Table

_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
_CONSENT = "Before you send it"
_UNANSWERED = "_No response_"
# Fewer headings of the form than these are somebody's own.
_FEWEST = 5


def write_up_of_issue(text: str, year: int) -> WriteUp | None:
    """Give the write-up that the text of an issue holds, or None if it is not one of the form."""
    parts = _HEADING.split(text)
    # What is told in sections of somebody's own has words above the first, or headings that only sound like questions.
    if parts[0].strip() or sum(map(is_name, dict.fromkeys(parts[1::2]))) < _FEWEST:
        return None
    keys = guess(parts[1::2])
    answers: dict[str, str] = {}
    for head, answer in zip(parts[1::2], parts[2::2], strict=True):
        if head in answers or not (keys[head] or head.startswith(_CONSENT)):
            # A heading of somebody's own belongs to the answer that it stands in.
            last = next(reversed(answers), head)
            answers[last] = f"{answers.get(last, '')}\n\n### {head}\n\n{answer.strip()}".strip()
        else:
            answers[head] = answer.strip()
    columns = {head: keys[head] or LEFT_OUT for head in answers}
    cells = {head: answer for head, answer in answers.items() if answer and answer != _UNANSWERED}
    table = Table(tuple(answers), (Row(1, cells),))
    return next(write_ups(table, columns, {"year": str(year)}))
