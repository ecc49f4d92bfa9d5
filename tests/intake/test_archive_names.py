"""Names in a .zip are read in the encoding that its own texts prove."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from gmooc.intake.archive import Opened, open_archive


def opened(names: list[bytes], text: str, extra: bytes = b"") -> Opened:
    """Return what lies in a .zip as programs without UTF-8 write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        written.writestr("still.md", text)
        for name in names:
            # Of the same length, so that the name can be put in its place.
            member = zipfile.ZipInfo("?" * len(name))
            member.extra = extra
            written.writestr(member, PICTURE)
    content = out.getvalue()
    for name in names:
        content = content.replace(b"?" * len(name), name)
    return open_archive("sent.zip", content)


PICTURE = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Lösung.jpg", "cp437"),
        ("Solução-é.jpg", "cp850"),
        ("照片.jpg", "gbk"),
        ("写真テスト.jpg", "cp932"),
        ("表.jpg", "cp932"),
        ("사진.jpg", "cp949"),
        ("фото.jpg", "cp866"),
        ("ملصق.jpg", "utf-8"),
    ],
)
@pytest.mark.parametrize("text", ["![A]({})", "cover: {{src: {}}}"], ids=["body", "front matter"])
def test_name_is_the_one_that_the_text_mentions(name, encoding, text):
    found = opened([name.encode(encoding)], text.format(name))
    assert (list(found.pictures), found.faults, found.notes) == ([name], (), ())


def test_one_archive_has_one_encoding():
    found = opened(["写真.jpg".encode("cp932"), "海.jpg".encode("cp932")], "![A](写真.jpg)")
    assert sorted(found.pictures) == ["写真.jpg", "海.jpg"]


@pytest.mark.parametrize(
    ("name", "encoding", "text"),
    [("фото.jpg", "cp866", "Вода далеко"), ("사진.jpg", "cp949", "물이 멀다"), ("Lösung.jpg", "cp437", "Water is far")],
)
def test_name_that_no_text_mentions_is_guessed_by_its_script_and_said(name, encoding, text):
    found = opened([name.encode(encoding)], text)
    assert list(found.pictures) == [name]
    assert "which is a guess" in found.notes[0]


@pytest.mark.parametrize("is_right", [True, False])
def test_name_that_the_archive_states_beside_is_taken(is_right):
    raw = "海.jpg".encode("cp949")
    field = struct.pack("<BI", 1, zlib.crc32(raw) ^ (not is_right)) + "실제.jpg".encode()
    found = opened([raw], "![A](海.jpg)", struct.pack("<HH", 0x7075, len(field)) + field)
    assert list(found.pictures) == (["실제.jpg"] if is_right else ["海.jpg"])
