"""The registry of outputs, in order: each lists targets of one sort. A path belongs to the first that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gmooc.exports.api import api_targets
from gmooc.exports.api_docs import api_page_targets, description_targets
from gmooc.exports.browser_messages import browser_targets
from gmooc.exports.calendars import calendar_targets
from gmooc.exports.embeds import embed_targets
from gmooc.exports.feeds import feed_targets
from gmooc.exports.sitemap import guide_targets, security_targets
from gmooc.open_data.json_schemas import schema_targets
from gmooc.pages.entry_page import page_targets
from gmooc.pages.form import form_targets
from gmooc.pages.hubs import hub_targets
from gmooc.pages.people import people_targets
from gmooc.pages.small_pages import help_targets, redirect_targets
from gmooc.render.pictures import link_picture_targets, picture_targets
from gmooc.render.target import OutputContext, Target
from gmooc.search.index import search_targets

OUTPUTS: tuple[Callable[[OutputContext], Iterable[Target]], ...] = (
    # One process writes the index, and others pages meanwhile.
    search_targets,
    page_targets,
    hub_targets,
    people_targets,
    form_targets,
    help_targets,
    api_page_targets,
    picture_targets,
    link_picture_targets,
    feed_targets,
    calendar_targets,
    api_targets,
    description_targets,
    schema_targets,
    embed_targets,
    browser_targets,
    guide_targets,
    security_targets,
    # Earlier addresses lead on, but never in the place of a page.
    redirect_targets,
)
