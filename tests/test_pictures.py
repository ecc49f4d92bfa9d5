"""Pictures are made side by side, and are the same as one after another."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path
from threading import Barrier

from PIL import Image

from gmooc.pictures import _encoded, address, picture_plans, read_pictures, side_by_side
from gmooc.sources import read_sources


def photographs(content: Path, count: int) -> None:
    for number in range(count):
        out = io.BytesIO()
        Image.effect_noise((64, 48), 40 + number).convert("RGB").save(out, "PNG")
        file = content / f"projects/2024/p-{number}/photo.png"
        file.parent.mkdir(parents=True)
        file.write_bytes(out.getvalue())


def made(content: Path, cache: Path, jobs: int) -> dict[str, bytes]:
    pictures, problems = read_pictures(content, read_sources(content, {}, 0), {}, jobs)
    assert problems == ()
    covers = frozenset(address(digest).removesuffix(".webp") + ".card.webp" for digest, *_ in pictures.values())
    plans = list(picture_plans(content, cache, pictures, pictures, covers))
    contents = side_by_side(lambda plan: plan.make(), plans, jobs)
    return {plan.path: bytes(content) for plan, content in zip(plans, contents, strict=True)}


def test_threads_make_the_same_pictures(tmp_path):
    photographs(tmp_path / "content", 12)
    alone = made(tmp_path / "content", tmp_path / "alone", 1)
    assert len(alone) == 36
    for turn in range(5):
        cache = tmp_path / f"together-{turn}"
        assert made(tmp_path / "content", cache, 8) == alone
        assert {path.relative_to(cache).as_posix(): path.read_bytes() for path in cache.rglob("*.*")} == alone


def test_copies_that_are_written_at_once_do_not_mix(tmp_path):
    (tmp_path / "photo.png").write_bytes(b"pixels")
    both = Barrier(2)

    def copy(ending: str, turn: int) -> bytes:
        def make(content: bytes) -> bytes:
            both.wait()
            return ending.encode()

        return _encoded(tmp_path / "photo.png", tmp_path / f"{turn}/photo.{ending}", make)

    for turn in range(200):
        list(side_by_side(partial(copy, turn=turn), ["webp", "avif"], 2))
        assert {file.name: file.read_text() for file in (tmp_path / str(turn)).iterdir()} == {
            "photo.webp": "webp",
            "photo.avif": "avif",
        }
