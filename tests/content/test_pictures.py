"""Pictures are made side by side, and are the same as one after another."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from gmooc.content.catalogue import build_catalogue
from gmooc.content.pictures import map_in_threads, measure
from gmooc.core.files import ContentFile, read_sources
from gmooc.core.settings import Settings
from gmooc.render.pictures import picture_targets
from rendering import context_of, files_of


def photographs(content: Path, count: int) -> None:
    for number in range(count):
        out = io.BytesIO()
        Image.effect_noise((64, 48), 40 + number).convert("RGB").save(out, "PNG")
        file = content / f"projects/2024/p-{number}/photo.png"
        file.parent.mkdir(parents=True)
        file.write_bytes(out.getvalue())


def test_threads_measure_and_encode_the_same(tmp_path):
    photographs(tmp_path, 12)
    files = [ContentFile(tmp_path, path, source.digest) for path, source in read_sources(tmp_path, {}, 0).items()]

    def look(file: ContentFile) -> object:
        return measure(file.path, file)

    alone = list(map(look, files))
    assert {found[1:] for found in alone} == {(64, 48, None)}
    catalogue = build_catalogue((), (), datetime(2026, 11, 24, tzinfo=UTC))
    targets = list(picture_targets(context_of(catalogue, Settings("GMOOC", ""), pictures=tuple(files))))
    copies = files_of(targets)
    assert len(copies) == 24
    for _ in range(3):
        assert list(map_in_threads(look, files, 8)) == alone
        together = map_in_threads(lambda target: dict(target.contents()), targets, 8)
        assert {path: content for made in together for path, content in made.items()} == copies
