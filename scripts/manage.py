"""Publish and look after the site: python3 scripts/manage.py COMMAND. `--help` lists the commands by task."""

import _environment

_environment.ensure()

from gmooc.commands.cli import manage

if __name__ == "__main__":
    manage(windows_expand_args=False)
