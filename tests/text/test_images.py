"""Pictures as they are published: small enough, upright, and without what a camera wrote."""

import io
import random
import struct
import zlib

import pytest
from PIL import Image

from gmooc.content.pictures import measure
from gmooc.core.files import Blob
from gmooc.core.problem_messages import PICTURE_UNREADABLE
from gmooc.core.problems import message_of
from gmooc.text.images import (
    CARD,
    MAX_CARD_BYTES,
    MAX_SMALL_BYTES,
    MAX_WIDTH,
    SMALL,
    bare,
    encode,
    encode_card,
    encode_small,
)
from paths import TESTS


def noise(width: int, height: int) -> bytes:
    """Return a picture that no format makes small."""
    picture = Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def opened(encoded: bytes) -> Image.Image:
    return Image.open(io.BytesIO(encoded))


@pytest.mark.parametrize("size", [(900, 600), (500, 700), (40, 30)], ids=["wide", "tall", "tiny"])
def test_small_copy_stays_below_its_limit(size: tuple[int, int]) -> None:
    encoded = encode_small(noise(*size))
    assert len(encoded) <= MAX_SMALL_BYTES
    picture = opened(encoded)
    assert picture.format == "AVIF"
    assert picture.width <= min(SMALL, size[0])
    assert abs(picture.width / picture.height - size[0] / size[1]) < 0.05


@pytest.mark.parametrize("size", [(900, 600), (500, 700), (40, 30)], ids=["wide", "tall", "tiny"])
def test_copy_for_cards_has_their_shape_and_stays_below_its_limit(size: tuple[int, int]) -> None:
    encoded = encode_card(noise(*size))
    assert len(encoded) <= MAX_CARD_BYTES
    picture = opened(encoded)
    assert picture.format == "WEBP"
    assert abs(picture.width / picture.height - CARD[0] / CARD[1]) < 0.02


def test_large_copy_is_as_wide_as_text_with_fine_dots() -> None:
    picture = opened(encode(noise(1600, 1200)))
    assert (picture.format, picture.size) == ("WEBP", (MAX_WIDTH, 960))


P3 = TESTS / "pictures/p3.jpg"


def test_colours_of_another_profile_are_those_of_srgb() -> None:
    """The lower half of the picture is an orange and a red in Display P3, as telephones write them."""
    picture = opened(encode(P3.read_bytes())).convert("RGB")
    shown = [picture.getpixel((picture.width * at // 4, picture.height * 3 // 4)) for at in (1, 3)]
    for colour, expected in zip(shown, [(255, 127, 2), (229, 51, 50)], strict=True):
        assert all(abs(one - other) <= 3 for one, other in zip(colour, expected, strict=True)), shown


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P"])
def test_picture_with_a_damaged_profile_keeps_its_numbers(mode: str) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (200, 200, 200, 255)).convert(mode).save(out, "PNG", icc_profile=b"no profile")
    assert max(abs(band - 200) for band in opened(bare(out.getvalue())).convert("RGB").getpixel((4, 4))) <= 3


def test_transparent_picture_stays_so_in_srgb() -> None:
    out = io.BytesIO()
    profile = opened(P3.read_bytes()).info["icc_profile"]
    Image.new("RGBA", (8, 8), (234, 51, 35, 90)).save(out, "PNG", icc_profile=profile)
    red, green, blue, alpha = opened(bare(out.getvalue())).getpixel((4, 4))
    assert (red > 250, green < 10, blue < 10, alpha) == (True, True, True, 90)


@pytest.mark.parametrize("name", ["photo.jfif", "photo.JPE", "photo.jif", "photo.pjpeg"])
def test_jpeg_of_any_ending_is_a_picture(name: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG")
    assert measure(name, Blob.of(out.getvalue()))[1:] == (8, 8, None)


@pytest.mark.parametrize(("encoded_by", "size"), [(encode, (40, 60)), (encode_small, (40, 60)), (encode_card, CARD)])
def test_turned_photograph_stands_upright_and_tells_nothing(encoded_by, size) -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera"
    Image.new("RGB", (60, 40), "red").save(out, "JPEG", exif=exif)
    picture = opened(encoded_by(out.getvalue()))
    assert picture.size == size
    assert dict(picture.getexif()) == {}


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + name + content + checksum


def _palette(colours: bytes, alpha: bytes) -> bytes:
    """Return a PNG of eight by eight pixels of the first colour."""
    head = struct.pack(">IIBBBBB", 8, 8, 1, 3, 0, 0, 0)
    parts = [
        (b"IHDR", head),
        (b"PLTE", colours),
        (b"tRNS", alpha),
        (b"IDAT", zlib.compress(b"\0\0" * 8)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, content) for name, content in parts if content or name == b"IEND"
    )


def test_palette_that_is_damaged_is_told() -> None:
    content = _palette(bytes(48), b"\x12" * 300)
    assert measure("projects/2024/a.png", Blob.of(content))[3] == message_of(PICTURE_UNREADABLE)
    assert bare(content) == b""


def test_palette_with_a_transparent_colour_is_a_picture() -> None:
    assert opened(encode(_palette(bytes(48), b"\x12"))).size == (8, 8)
