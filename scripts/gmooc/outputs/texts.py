"""Registry 3, continued: the outputs that show texts of entries, and may change when nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gmooc.outputs.api import api_text_plans
from gmooc.outputs.feeds import feed_plans
from gmooc.outputs.making import Making
from gmooc.outputs.page import Plan

TEXTS: tuple[Callable[[Making], Iterator[Plan]], ...] = (feed_plans, api_text_plans)
