"""The commands of `manage.py`, for those who publish and look after the site.

Comes in: what was typed. Goes out: files, lines on the terminal, and the status of the process. Begin at `cli.py`,
which lists every command by its task; each task is a module of that name. `options.py` and `building.py` serve
`build.py`, `serve.py`, `check.py` and `new.py` too.
"""
