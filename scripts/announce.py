"""Write the texts that go with an announcement: python3 scripts/announce.py [NAME] [--site-url URL] [--to DIR]."""

import _environment

_environment.ensure()

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from gmooc.content.entry import identify
from gmooc.content.schedule import changes_to_come
from gmooc.core.settings import read_settings
from gmooc.maintain.announcement_texts import messages_of

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = read_arguments()
    environment = dict(os.environ)
    if arguments.site_url:
        environment["GMOOC_SITE_URL"] = arguments.site_url
    settings = read_settings((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), environment)
    if not settings.site_url:
        print("the site's address is not known: set site_url in mkdocs.yml, or give --site-url", file=sys.stderr)
        return 1
    slug = slug_of(arguments.name) or next_slug(arguments.content)
    if not slug:
        print("no announcement is to come: name one, such as 2027-01-24-gmooc-2027-opens", file=sys.stderr)
        return 1
    folder = arguments.to / slug
    try:
        messages = list(messages_of(arguments.content, slug, settings))
    except KeyError:
        print(f"{arguments.content}/announcements/{slug}.md: is not there", file=sys.stderr)
        return 1
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in messages:
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(folder / name)
    print("Nothing of this is published or sent.")
    return 0


def slug_of(name: str) -> str:
    """Return the name of an announcement that is called by its name or its file."""
    return Path(name).parent.name if Path(name).stem.startswith("index") else Path(name).name.partition(".")[0]


def next_slug(content: Path) -> str:
    """Return the name of the next announcement to come."""
    changes = changes_to_come(content, datetime.now(UTC))
    paths = [change.path for change in changes if change.path.startswith("announcements/")]
    identity = identify(paths[0]) if paths else None
    return identity.id.rpartition("/")[2] if identity else ""


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Write a mail (Markdown and HTML) and short texts for an announcement, in every language it has."
    )
    parser.add_argument("name", nargs="?", default="", help="its name or file (the next to come)")
    parser.add_argument("--site-url", help="the site's address, where mkdocs.yml does not say it")
    parser.add_argument("--to", type=Path, default=ROOT / "build/announce", help="folder to write to (build/announce)")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="folder of the content (content/)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
