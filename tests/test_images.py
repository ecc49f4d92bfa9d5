"""Pictures as they are published: small enough, upright, and without what a camera wrote."""

import io
import random

import pytest
from PIL import Image

from gmooc.images import CARD, LARGEST_CARD, LARGEST_SMALL, SMALL, WIDEST, encode, encode_card, encode_small


def noise(width: int, height: int) -> bytes:
    """Give a picture that no format makes small."""
    picture = Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def opened(encoded: bytes) -> Image.Image:
    return Image.open(io.BytesIO(encoded))


@pytest.mark.parametrize("size", [(900, 600), (500, 700), (40, 30)], ids=["wide", "tall", "tiny"])
def test_small_copy_stays_below_its_limit(size: tuple[int, int]) -> None:
    encoded = encode_small(noise(*size))
    assert len(encoded) <= LARGEST_SMALL
    picture = opened(encoded)
    assert picture.format == "AVIF"
    assert picture.width <= min(SMALL, size[0])
    assert abs(picture.width / picture.height - size[0] / size[1]) < 0.05


@pytest.mark.parametrize("size", [(900, 600), (500, 700), (40, 30)], ids=["wide", "tall", "tiny"])
def test_copy_for_cards_has_their_shape_and_stays_below_its_limit(size: tuple[int, int]) -> None:
    encoded = encode_card(noise(*size))
    assert len(encoded) <= LARGEST_CARD
    picture = opened(encoded)
    assert picture.format == "WEBP"
    assert abs(picture.width / picture.height - CARD[0] / CARD[1]) < 0.02


def test_large_copy_is_as_wide_as_text_with_fine_dots() -> None:
    picture = opened(encode(noise(1600, 1200)))
    assert (picture.format, picture.size) == ("WEBP", (WIDEST, 960))


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
