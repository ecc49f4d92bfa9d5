"""Pictures as they are published: small enough, upright, and without what a camera wrote."""

import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from gmooc.content.pictures import measure
from gmooc.core.files import Blob
from gmooc.core.problem_messages import (
    PICTURE_TOO_LARGE,
    PICTURE_TOO_LONG,
    PICTURE_TOO_MANY_PIXELS,
    PICTURE_UNREADABLE,
    message_of,
)
from gmooc.text import images
from gmooc.text.images import (
    CARD,
    MAX_CARD_BYTES,
    MAX_PICTURE_BYTES,
    MAX_SIDE,
    MAX_SMALL_BYTES,
    MAX_WIDTH,
    SMALL,
    bare,
    encode,
    encode_card,
    encode_small,
    published_size,
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


@pytest.mark.parametrize(
    "name",
    ["a.jpg", "a.jpeg", "照片.jfif", "a.JPE", "a.jif", "a.pjpeg", "a.pjp", "a.png", "a.webp", "a.gif", "a.AVIF"],
)
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


# The size of a picture, and what is refused.


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("size", "published", "small"),
    [
        ((719, 9), (719, 9), (719, 9)),
        ((720, 9), (720, 9), (720, 9)),
        ((721, 721), (721, 721), (720, 720)),
        ((1279, 9), (1279, 9), (720, 5)),
        ((1280, 9), (1280, 9), (720, 5)),
        ((1281, 1281), (1280, 1280), (720, 720)),
        ((2560, 1281), (1280, 640), (720, 360)),
        ((2560, 1283), (1280, 642), (720, 361)),
        ((16_383, 1), (1280, 1), (720, 1)),
        ((1, 16_383), (1, 16_383), None),
    ],
)
def test_picture_is_no_wider_than_its_place(size, published, small) -> None:
    content = saved(Image.new("1", size))
    assert published_size(content) == published
    assert opened(encode(content)).size == published
    assert small is None or opened(encode_small(content)).size == small


@pytest.mark.parametrize("size", [(MAX_SIDE + 1, 1), (1, MAX_SIDE + 1)])
def test_picture_with_a_longer_side_than_its_format_knows_is_refused(size) -> None:
    shown = f"{size[0]} x {size[1]}"
    assert published_size(saved(Image.new("1", size))) == message_of(PICTURE_TOO_LONG, limit=16_383, size=shown)


@pytest.mark.parametrize(
    ("size", "fault"),
    [
        ((10_000, 5000), message_of(PICTURE_UNREADABLE)),
        ((10_001, 5000), message_of(PICTURE_TOO_MANY_PIXELS, limit=50, size="10001 x 5000")),
        ((16_384, 5000), message_of(PICTURE_TOO_MANY_PIXELS, limit=50, size="16384 x 5000")),
    ],
    ids=["at the limit, without its pixels", "above", "above and long"],
)
def test_picture_of_too_many_pixels_is_refused_unread(size, fault) -> None:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 1, 0, 0, 0, 0))
    content = b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")
    assert published_size(content) == fault


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_file_of_too_many_bytes_is_refused(more: int) -> None:
    content = saved(Image.new("1", (3, 2))).ljust(MAX_PICTURE_BYTES + more, b"\0")
    fault = message_of(PICTURE_TOO_LARGE, limit=8, size="8.0")
    assert published_size(content) == (fault if more > 0 else (3, 2))


def test_size_of_a_large_file_is_told() -> None:
    assert published_size(bytes(8_966_000)) == message_of(PICTURE_TOO_LARGE, limit=8, size="8.6")


KINDS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]


@pytest.mark.parametrize("kind", KINDS)
def test_picture_that_is_cut_short_is_none(kind: str) -> None:
    content = saved(opened(noise(60, 40)), kind)
    for length in (0, 10, len(content) // 2):
        assert published_size(content[:length]) == message_of(PICTURE_UNREADABLE)
        assert bare(content[:length]) == b""


def test_other_formats_are_no_pictures() -> None:
    for kind in ("BMP", "TIFF", "PPM"):
        assert published_size(saved(Image.new("RGB", (3, 2)), kind)) == message_of(PICTURE_UNREADABLE)


@pytest.mark.parametrize("encoded_by", [encode, encode_small, encode_card])
def test_what_is_no_picture_is_never_encoded(encoded_by) -> None:
    with pytest.raises(ValueError, match="must be a picture that can be read"):
        encoded_by(b"no picture")


def test_copy_is_coarser_before_it_is_narrower(monkeypatch) -> None:
    content = noise(60, 40)
    finest = encode_small(content)
    monkeypatch.setattr(images, "MAX_SMALL_BYTES", len(finest))
    assert encode_small(content) == finest
    monkeypatch.setattr(images, "MAX_SMALL_BYTES", len(finest) - 1)
    coarser = encode_small(content)
    assert len(coarser) < len(finest)
    assert opened(coarser).size == (60, 40)
    monkeypatch.setattr(images, "MAX_SMALL_BYTES", len(finest) // 4)
    assert opened(encode_small(content)).size == (40, 26)


def test_card_shows_the_middle_of_a_picture() -> None:
    picture = Image.new("RGB", (CARD[0] * 3, CARD[1]), "red")
    picture.paste("blue", (CARD[0], 0, CARD[0] * 2, CARD[1]))
    card = opened(encode_card(saved(picture))).convert("RGB")
    assert card.size == CARD
    assert all(card.getpixel(place)[2] > 200 for place in ((5, 5), (394, 219)))


# What is left of a picture: its pixels, upright.


@pytest.mark.parametrize("kind", KINDS)
def test_picture_stays_in_its_format(kind: str) -> None:
    picture = opened(bare(saved(Image.new("RGB", (30, 20), "red"), kind)))
    red, green, blue = picture.convert("RGB").getpixel((15, 10))
    assert (picture.format, picture.size) == (kind, (30, 20))
    assert (red > 240, green < 15, blue < 15) == (True, True, True)


@pytest.mark.parametrize("turn", range(10))
def test_picture_is_turned_as_its_camera_notes(turn) -> None:
    picture = Image.new("RGB", (3, 2))
    picture.putdata([(shade, shade, 40) for shade in range(0, 240, 40)])
    exif = Image.Exif()
    exif[0x0112] = turn
    content = saved(picture, exif=exif)
    upright = ImageOps.exif_transpose(opened(content)).convert("RGB")
    shown = opened(bare(content))
    assert (shown.size, shown.tobytes(), dict(shown.getexif())) == (upright.size, upright.tobytes(), {})


def test_note_of_a_camera_that_is_no_number_turns_nothing() -> None:
    note = struct.pack("<HHI4sI", 0x0112, 2, 2, b"6", 0)
    content = saved(Image.new("RGB", (3, 2)), exif=b"Exif\0\0II*\0\x08\0\0\0\x01\0" + note)
    assert opened(content).getexif()[0x0112] == "6"
    assert opened(bare(content)).size == (3, 2)


def test_words_beside_the_pixels_are_left_out() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "somebody")
    picture = Image.new("RGB", (3, 2))
    for content in (
        saved(picture, pnginfo=words),
        *(saved(picture, kind, comment=b"somebody") for kind in ("JPEG", "GIF")),
    ):
        assert b"somebody" in content
        assert b"somebody" not in bare(content)


@pytest.mark.parametrize(("shade", "shown"), [(0, 0), (255, 0), (256, 1), (0x1234, 0x12), (65535, 255)])
def test_shades_of_sixteen_bits_stay_apart(shade: int, shown: int) -> None:
    assert opened(bare(saved(Image.new("I;16", (1, 1), shade)))).getpixel((0, 0)) == (shown,) * 3


@pytest.mark.parametrize(
    ("mode", "transparency", "alpha"),
    [
        ("RGB", None, None),
        ("L", None, None),
        ("1", None, None),
        ("P", None, None),
        ("RGBA", None, 90),
        ("LA", None, 90),
        ("RGB", (200, 200, 200), 0),
        ("L", 200, 0),
    ],
)
def test_only_a_transparent_picture_has_alpha(mode: str, transparency, alpha: int | None) -> None:
    picture = Image.new("RGBA", (1, 1), (200, 200, 200, 90)).convert("RGBA" if alpha else "RGB").convert(mode)
    options = {} if transparency is None else {"transparency": transparency}
    shown = opened(bare(saved(picture, **options)))
    pixel = shown.getpixel((0, 0))
    assert (shown.mode, pixel[3] if len(pixel) > 3 else None) == ("RGB" if alpha is None else "RGBA", alpha)


def test_colours_of_a_palette_stay_transparent() -> None:
    shown = opened(bare(_palette(bytes((255, 0, 0)) * 2, b"\x12")))
    assert shown.getpixel((4, 4)) == (255, 0, 0, 0x12)


# Colours.


def _profile_of_grey() -> bytes:
    """Return a profile of grey whose shades are even steps of light."""
    white = b"XYZ \0\0\0\0" + struct.pack(">iii", 63190, 65536, 54061)
    curve = b"curv\0\0\0\0" + bytes(4)
    tags = struct.pack(">I4sII4sII", 2, b"wtpt", 156, 20, b"kTRC", 176, 12)
    head = struct.pack(">I4sI4s4s4s", 188, b"lcms", 0x02100000, b"mntr", b"GRAY", b"XYZ ") + bytes(12) + b"acsp"
    head = head.ljust(64, b"\0") + struct.pack(">Iiii", 1, 63190, 65536, 54061)
    return head.ljust(128, b"\0") + tags + white + curve


P3_RED, RED = (234, 51, 35), (255, 0, 0)


@pytest.mark.parametrize(
    ("mode", "space", "colour", "shown"),
    [
        ("RGB", "P3", P3_RED, RED),
        ("RGBA", "P3", P3_RED, RED),
        ("P", "P3", P3_RED, RED),
        ("L", "P3", (55, 55, 55), (55, 55, 55)),
        ("LA", "P3", (55, 55, 55), (55, 55, 55)),
        ("RGB", "LAB", P3_RED, P3_RED),
        ("L", "grey", (55, 55, 55), (128, 128, 128)),
        ("LA", "grey", (55, 55, 55), (128, 128, 128)),
        ("RGB", "grey", P3_RED, P3_RED),
    ],
)
def test_profile_says_what_the_colours_are_only_of_its_own_kind(mode, space, colour, shown) -> None:
    profile = {
        "P3": lambda: opened(P3.read_bytes()).info["icc_profile"],
        "LAB": lambda: ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(),
        "grey": _profile_of_grey,
    }[space]()
    picture = Image.new("RGB", (4, 4), colour)
    picture = picture.quantize(2) if mode == "P" else picture.convert(mode)
    published = opened(bare(saved(picture, icc_profile=profile)))
    assert "icc_profile" not in published.info
    pixel = published.convert("RGB").getpixel((2, 2))
    assert max(abs(one - other) for one, other in zip(pixel, shown, strict=True)) <= 2, pixel


def test_transparent_palette_with_a_profile_stays_transparent() -> None:
    picture = Image.new("P", (4, 4), 0)
    picture.putpalette(bytes(P3_RED) * 2)
    profile = opened(P3.read_bytes()).info["icc_profile"]
    red, green, blue, alpha = opened(bare(saved(picture, transparency=b"\x12", icc_profile=profile))).getpixel((2, 2))
    assert (red > 250, green < 10, blue < 10, alpha) == (True, True, True, 0x12)
