"""Turn what a file of the site shows into a key that changes when it changes."""

from __future__ import annotations

import marshal
from typing import Any

from gmooc.catalogue import Card
from gmooc.engine import Drawing
from gmooc.frames import frame_of
from gmooc.outputs.page import Plan
from gmooc.sources import Source, digest_of


class Keys:
    """Turn inputs into keys; `cards` has the digest of each card, which was made when its file was read."""

    def __init__(self, drawing: Drawing, cards: dict[str, bytes]) -> None:
        self.frames = drawing.frame_digests
        self.cards = cards

    def of_record(self, card: Card, inputs: bytes, related: tuple[Any, ...], language: str = "") -> bytes:
        """Give the key of an entry's page, or of its page in another language."""
        frame = self.frames[frame_of(card.kind, language or card.translation)]
        return digest_of(marshal.dumps((inputs, self._plain(related), frame), 0))

    def of_plan(self, plan: Plan) -> bytes:
        """Give the key of a planned file."""
        frame = self.frames[plan.frame] if plan.frame else b""
        return digest_of(marshal.dumps((self._plain(plan.inputs), frame), 0))

    def _plain(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        # Most of what lists show are cards.
        return tuple(
            [
                self.cards[inner.key]
                if type(inner) is Card
                else self._plain(inner)
                if isinstance(inner, tuple)
                else inner
                for inner in value
            ]
        )


def digest_card(card: Card) -> bytes:
    """Give the digest of a card."""
    return digest_of(marshal.dumps(tuple(card), 0))


def digest_files(files: dict[str, Source], prefixes: tuple[str, ...]) -> bytes:
    """Give one digest for all files whose paths begin so."""
    chosen = [(path, source.digest) for path, source in sorted(files.items()) if path.startswith(prefixes)]
    return digest_of(marshal.dumps(chosen, 0))
