"""What pages are made with: frames drawn by MkDocs, templates, links between languages, pictures.

Comes in: views as plain values. Goes out: HTML, filled into frames. Begin at `target.py`: a file of the site is a
target, and an output is a function that lists targets.
"""
