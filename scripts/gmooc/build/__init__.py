"""The build: content in, a site out.

Comes in: a job. Goes out: a site that is published whole, and a report. Begin at `build.py`, which is all of it on one
screen; `outputs.py` lists every output.
"""

from gmooc.build.build import build_site, build_with
from gmooc.build.job import Job, Report
from gmooc.build.memo import Memo
from gmooc.build.site_folder import Places

__all__ = ["Job", "Memo", "Places", "Report", "build_site", "build_with"]
