"""What workers do: parse files and render targets, some at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from gmooc.build.site_folder import write
from gmooc.checks.parsing import Parsed, Pieces, Surroundings, parse_file
from gmooc.core.files import digest_of
from gmooc.core.i18n import use_catalogues
from gmooc.render.target import Target
from gmooc.render.templates import forget_templates

# What this process was told last.
_told: list[tuple[Surroundings, bytes]] = []


def prepare(surroundings: Surroundings, code: bytes, catalogues: Mapping[str, bytes]) -> None:
    """Tell this process what parsing a file may look at beside it, and what the catalogues of languages say.

    Templates of other code are forgotten.
    """
    if _told and _told[0][1] != code:
        forget_templates()
    use_catalogues(catalogues)
    _told[:] = [(surroundings, code)]


def parse_batch(files: Iterable[tuple[str, bytes]]) -> list[tuple[Parsed, Pieces]]:
    """Parse files, given by path and content."""
    return [parse_file(path, content, _told[0][0]) for path, content in files]


def render_batch(batch: tuple[Path, list[tuple[Target, dict[str, bytes]]]]) -> list[tuple[str, bytes, bool]]:
    """Render targets into a folder, as `write_target` does; each comes with the digests of what was there before."""
    out, targets = batch
    return [found for target, before in targets for found in write_target(target, out, before)]


def write_target(target: Target, out: Path, before: Mapping[str, bytes]) -> Iterator[tuple[str, bytes, bool]]:
    """Write the files of a target that differ from what was there before.

    Yields the path of each with the digest of its bytes, and whether it was written.
    """
    for path, content in target.contents():
        digest = digest_of(content)
        differs = before.get(path) != digest
        if differs:
            write(out, path, content)
        yield path, digest, differs
