"""The build: content in, a site out. `build.py` is all of it on one screen; begin there.

memo        results of steps, kept between builds
scan        which files there are, and their digests
tasks       what workers do: parse files, render targets
outputs     the list of all outputs
publishing  render what has changed, and put the new site in the place of the old one
"""

from gmooc.build.build import build_site, build_with
from gmooc.build.job import Job, Report
from gmooc.build.memo import Memo
from gmooc.build.site_folder import Places

__all__ = ["Job", "Memo", "Places", "Report", "build_site", "build_with"]
