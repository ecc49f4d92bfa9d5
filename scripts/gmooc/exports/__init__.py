"""Files for programs: the API, feeds, calendars, citations, linked data, CSV, embeds, the sitemap.

Comes in: the catalogue and entries. Goes out: targets. Each module is one format; begin at the one you wish to change.
"""
