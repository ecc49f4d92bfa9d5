"""What pages are made with: frames drawn by MkDocs, templates, links between languages, pictures.

Comes in: views as plain values. Goes out: HTML, filled into frames. Begin at `target.py`: a file of the site is a
target, and an output is a function that lists targets.
"""

from gmooc.render.page import Page, PageLocation
from gmooc.render.target import OutputContext, Target
from gmooc.render.templates import render_template

__all__ = ["OutputContext", "Page", "PageLocation", "Target", "render_template"]
