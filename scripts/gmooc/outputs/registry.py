"""Registry 3: the outputs, read top to bottom; each turns the catalogue into plans of files.

These show nothing of an entry but its card, unless it is one of the few that the catalogue holds whole; what shows the
texts of any is in texts.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gmooc.outputs.addresses import address_plans
from gmooc.outputs.api import api_plans
from gmooc.outputs.api_description import description_plans
from gmooc.outputs.api_page import api_page_plans
from gmooc.outputs.browser_words import browser_plans
from gmooc.outputs.calendars import calendar_plans
from gmooc.outputs.embeds import embed_plans
from gmooc.outputs.form import form_plans
from gmooc.outputs.gallery import gallery_plans
from gmooc.outputs.guide import guide_plans
from gmooc.outputs.help import help_plans
from gmooc.outputs.lists import list_plans
from gmooc.outputs.making import Making
from gmooc.outputs.page import Plan
from gmooc.outputs.people import people_plans
from gmooc.outputs.schemas import schema_plans

Output = Callable[[Making], Iterator[Plan]]

LISTS: tuple[Output, ...] = (
    lambda making: list_plans(making.catalogue, making.templates, making.settings.site_url),
    lambda making: gallery_plans(making.catalogue),
    form_plans,
    help_plans,
    browser_plans,
    lambda making: calendar_plans(making.catalogue, making.settings, making.ledger),
    api_plans,
    description_plans,
    schema_plans,
    api_page_plans,
    address_plans,
    guide_plans,
    embed_plans,
    people_plans,
)
