"""The outputs, read top to bottom: each lists the targets of one sort. An address goes to the first that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gmooc.outputs.addresses import address_targets
from gmooc.outputs.api import api_targets
from gmooc.outputs.api_description import description_targets
from gmooc.outputs.api_page import api_page_targets
from gmooc.outputs.browser_words import browser_targets
from gmooc.outputs.calendars import calendar_targets
from gmooc.outputs.context import OutputContext
from gmooc.outputs.embeds import embed_targets
from gmooc.outputs.feeds import feed_targets
from gmooc.outputs.form import form_targets
from gmooc.outputs.gallery import gallery_targets
from gmooc.outputs.guide import guide_targets
from gmooc.outputs.help import help_targets
from gmooc.outputs.link_pictures import link_picture_targets
from gmooc.outputs.lists import list_targets
from gmooc.outputs.pages import page_targets
from gmooc.outputs.people import people_targets
from gmooc.outputs.redirects import redirect_targets
from gmooc.outputs.schemas import schema_targets
from gmooc.outputs.search_build import search_targets
from gmooc.outputs.security import security_targets
from gmooc.outputs.target import Target
from gmooc.pictures import picture_targets

OUTPUTS: tuple[Callable[[OutputContext], Iterable[Target]], ...] = (
    page_targets,
    list_targets,
    people_targets,
    form_targets,
    help_targets,
    api_page_targets,
    picture_targets,
    link_picture_targets,
    gallery_targets,
    search_targets,
    feed_targets,
    calendar_targets,
    api_targets,
    description_targets,
    schema_targets,
    embed_targets,
    browser_targets,
    address_targets,
    guide_targets,
    security_targets,
    # Earlier addresses lead on, but never in the place of a page.
    redirect_targets,
)
