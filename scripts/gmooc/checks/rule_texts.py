"""Read the text of each rule from `rule_texts.yml`: what must hold, why, and how a line that breaks it is mended."""

from __future__ import annotations

from typing import NamedTuple

from gmooc.core.files import read_data_beside


class RuleText(NamedTuple):
    """One rule; `good` and `bad` are the same lines of a file, mended and broken. Texts are gettext messages."""

    code: str
    says: str
    reason: str
    remedy: str
    bad: str
    good: str


RULE_TEXTS = tuple(RuleText(**row) for row in read_data_beside(__file__))

RULE_OF = {rule.code: rule for rule in RULE_TEXTS}
