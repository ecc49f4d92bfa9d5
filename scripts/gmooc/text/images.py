"""Re-encode a contributed picture as WebP and AVIF of fitting sizes, without metadata."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING, NamedTuple

import gmooc.core.problem_messages as messages
from gmooc.core.problem_messages import Message, message_of, translate_message

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

# Browsers on Windows save JPEG as .jfif, old programs under the others.
_JPEG_ENDINGS = (".jpg", ".jpeg", ".jfif", ".jpe", ".jif", ".pjpeg", ".pjp")
_OTHER_ENDINGS = (".png", ".webp", ".gif", ".avif")
ENDINGS = (*_JPEG_ENDINGS, *_OTHER_ENDINGS)
# Those that people are told of.
USUAL_ENDINGS = (*_JPEG_ENDINGS[:2], *_OTHER_ENDINGS)
MAX_PICTURE_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 50_000_000
# WebP knows no longer side.
MAX_SIDE = 16_383
MAX_WIDTH = 1280
# The small copy, for phones and weak networks: as wide as text on a phone with two dots for each pixel.
SMALL = 720
MAX_SMALL_BYTES = 30 * 1024
# The picture of a card: many stand on a page, so that each is small.
CARD = (400, 225)
MAX_CARD_BYTES = 10 * 1024
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")

# What the turns that a camera notes (EXIF 0x0112) ask for, by Pillow's number.
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
# What the decoders raise at pictures that are cut short or made to deceive.
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    RuntimeError,
    TypeError,
    LookupError,
    EOFError,
    AssertionError,
    struct.error,
    zlib.error,
)


class Size(NamedTuple):
    """Width and height in pixels, as published."""

    width: int
    height: int


def published_size(content: bytes) -> Size | Message:
    """Return the size at which a picture is published, or say why it cannot be."""
    if len(content) > MAX_PICTURE_BYTES:
        size = f"{len(content) / 1024 / 1024:.1f}"
        return message_of(messages.PICTURE_TOO_LARGE, limit=MAX_PICTURE_BYTES // 1024 // 1024, size=size)
    picture = _pixels(content)
    if isinstance(picture, tuple):
        return picture
    width, height = picture.size
    if width <= MAX_WIDTH:
        return Size(width, height)
    return Size(MAX_WIDTH, max(1, round(height * MAX_WIDTH / width)))


def encode(content: bytes) -> bytes:
    """Encode a picture that `published_size` accepts as WebP."""
    return _saved(_plain(content, MAX_WIDTH), "WEBP", quality=78, method=4)


def encode_small(content: bytes) -> bytes:
    """Encode a picture as AVIF for phones."""
    return _below(MAX_SMALL_BYTES, _plain(content, SMALL), "AVIF", speed=8)


def encode_card(content: bytes) -> bytes:
    """Encode the middle of a picture for a card, as WebP, which old phones read, too."""
    from PIL import ImageOps

    return _below(MAX_CARD_BYTES, ImageOps.fit(_plain(content, MAX_WIDTH), CARD), "WEBP", method=4)


def bare(content: bytes) -> bytes:
    """Return a picture in its own format, upright and without what its camera wrote; nothing of one that is none."""
    picture = _pixels(content)
    if isinstance(picture, tuple):
        return b""
    return _saved(picture, picture.format or "PNG")


def _plain(content: bytes, widest: int) -> Picture:
    """Return the upright pixels of a picture, at most so wide."""
    plain = _pixels(content)
    if isinstance(plain, tuple):
        raise ValueError(translate_message(plain))
    if plain.width <= widest:
        return plain
    return plain.resize((widest, max(1, round(plain.height * widest / plain.width))))


def _below(limit: int, picture: Picture, kind: str, **options: int) -> bytes:
    """Encode a picture so that it stays below a limit: coarser before it is narrower."""
    while True:
        for quality in (55, 42, 30, 20):
            encoded = _saved(picture, kind, quality=quality, **options)
            if len(encoded) <= limit:
                return encoded
        picture = picture.resize((max(1, picture.width * 2 // 3), max(1, picture.height * 2 // 3)))


def _saved(picture: Picture, kind: str, **options: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, exif=b"", icc_profile=b"", **options)
    return out.getvalue()


def _open(content: bytes) -> Picture | Message:
    from PIL import Image

    # Notes that cannot be read are left out anyway, and a warning would name no file.
    warnings.filterwarnings("ignore", category=UserWarning, module="PIL")
    try:
        picture = Image.open(io.BytesIO(content), formats=_FORMATS)
        size = f"{picture.width} x {picture.height}"
        if picture.width * picture.height > MAX_PIXELS:
            return message_of(messages.PICTURE_TOO_MANY_PIXELS, limit=MAX_PIXELS // 1_000_000, size=size)
        if max(picture.size) > MAX_SIDE:
            return message_of(messages.PICTURE_TOO_LONG, limit=MAX_SIDE, size=size)
        picture.load()
    except (Image.DecompressionBombError, *_UNREADABLE):
        return message_of(messages.PICTURE_UNREADABLE)
    return picture


def _pixels(content: bytes) -> Picture | Message:
    """Return the upright pixels of a picture and no more than these, or say why there are none."""
    picture = _open(content)
    if isinstance(picture, tuple):
        return picture
    try:
        plain = _upright(picture)
    except _UNREADABLE:
        return message_of(messages.PICTURE_UNREADABLE)
    plain.format = picture.format
    return plain


def _turn_of(picture: Picture) -> int:
    """Return the turn that a camera noted, which stores portraits lying down; what it may mean besides is no matter."""
    try:
        turn = picture.getexif().get(0x0112, 1)
    except _UNREADABLE:
        return 1
    return turn if isinstance(turn, int) else 1


def _upright(picture: Picture) -> Picture:
    """Return only the pixels of a picture, so that place and time of a photograph stay with its owner."""
    from PIL.Image import Transpose

    if picture.mode.startswith("I;16"):
        # Shades of sixteen bits would all be cut to white.
        picture = picture.convert("I").point([shade // 256 for shade in range(65536)], "L")
    plain = _in_srgb(picture).convert("RGBA" if _has_alpha(picture) else "RGB")
    # Comments would be written out again.
    plain.info.clear()
    turn = _TURNS.get(_turn_of(picture))
    return plain if turn is None else plain.transpose(Transpose(turn))


# The modes that hold the colours of a profile, by the name that the profile has for them, and the modes that hold alpha
# or a palette beside.
_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
_COLOURS_OF = {"RGBA": "RGB", "P": "RGB", "PA": "RGB", "LA": "L", "1": "L"}


def _in_srgb(picture: Picture) -> Picture:
    """Return a picture whose colours are those of sRGB, which is what a picture without a profile is taken for."""
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture
    from PIL import ImageCms

    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = _MODES.get(own.profile.xcolor_space.strip(), "")
        if _COLOURS_OF.get(picture.mode, picture.mode) != mode:
            return picture
        converted = ImageCms.profileToProfile(
            picture.convert(mode),
            own,
            ImageCms.createProfile("sRGB"),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            "RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, *_UNREADABLE):
        # A damaged profile says nothing of the colours.
        return picture
    if converted is None:
        return picture
    if _has_alpha(picture):
        converted.putalpha(picture.convert("RGBA").getchannel("A"))
    return converted


def _has_alpha(picture: Picture) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
