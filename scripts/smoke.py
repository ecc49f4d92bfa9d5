"""Try the published site: python3 scripts/smoke.py URL [--build NUMBER] [--patience SECONDS]."""

import _environment

_environment.ensure()

import argparse
import sys

from gmooc.maintain.smoke import Site, smoke_faults


def main() -> int:
    parser = argparse.ArgumentParser(description="Try the published site: pages, base path, feeds, search, pictures.")
    parser.add_argument("url", help="address of the first page")
    parser.add_argument("--build", default="", help="the build that must be there")
    parser.add_argument("--patience", type=float, default=180, help="seconds until a new site must have come up (180)")
    arguments = parser.parse_args()
    site = Site(arguments.url.rstrip("/") + "/", arguments.patience)
    faults = list(smoke_faults(site, arguments.build))
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{site.url}: {len(site.asked)} files asked for, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
