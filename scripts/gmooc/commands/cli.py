"""The command line of `manage.py`: all commands by their task, each loaded when it is run."""

from __future__ import annotations

import sys
from importlib import import_module

import click

# A task is a module of this package, with a function for each of its commands. What a command is for is said here, so
# that the list of all is shown without loading any.
COMMANDS = {
    "publish": {
        "announce": "write the mail and short texts of an announcement",
        "record": "record what is public: addresses that must stay, dates that calendars follow",
        "schedule": "say what the clock will change, and when",
    },
    "intake": {
        "import-submission": "take in a write-up that was sent by mail",
        "import-table": "turn the rows of a spreadsheet into write-ups",
    },
    "review": {
        "review": "look at what a pull request changes",
        "comment": "comment on a pull request what its checks found",
    },
    "translate": {
        "translate": "keep translations up to date: update, status, mark",
    },
    "people": {
        "forget": "take a person out of all content, and prove that no trace is left",
    },
    "data": {
        "edition": "pack a year's projects into an archive for Zenodo",
        "pack": "make a copy of an edition that opens from a USB stick",
    },
    "site": {
        "links": "look whether outside links still work",
        "smoke": "try a published site",
    },
}
TASK_OF = {name: task for task, commands in COMMANDS.items() for name in commands}
# What a shell gives a command that was stopped by Ctrl+C.
INTERRUPTED = 130


class TaskGroup(click.Group):
    """A group whose commands lie in modules, and whose commands return the status that the process ends with."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(TASK_OF)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in TASK_OF:
            return None
        module = import_module(f"gmooc.commands.{TASK_OF[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=TASK_OF, ctx=ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, TASK_OF))
        for task, commands in COMMANDS.items():
            with formatter.section(task.capitalize()):
                formatter.write_dl([(name.ljust(width), summary) for name, summary in commands.items()])

    def invoke(self, ctx: click.Context) -> None:
        try:
            ctx.exit(super().invoke(ctx))
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except OSError as error:
            # A file that cannot be read or written is no fault of ours; what the network answers has no number.
            if error.filename is None or error.errno is None:
                raise
            print(f"{error.filename}: {error.strerror}", file=sys.stderr)
            ctx.exit(2)


manage = TaskGroup(
    name="manage.py",
    help="Publish and look after the site. Every command has an example: manage.py COMMAND --help",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
