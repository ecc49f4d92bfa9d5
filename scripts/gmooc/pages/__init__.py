"""Pages that people read: of entries, hubs, facets, people, charts and the form.

Comes in: the catalogue. Goes out: targets whose inputs are the views of their templates. Begin at `entry_page.py`.
"""
