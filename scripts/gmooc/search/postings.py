"""Accumulate postings, partitioned by term and spilled to disk, so that memory stays small."""

from __future__ import annotations

import os
from array import array
from collections import Counter
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, TypeAlias
from zlib import crc32

from gmooc.search.documents import MAX_PIECE_COUNT, Packed
from gmooc.search.layout import PARTITIONS
from gmooc.search.tokenizer import MARK, compounds_of, is_unspaced, stems_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.integer[Any]]

# Nothing here multiplies matrices, and the threads that numpy starts for that take longer than the index of a hundred.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A key of 64 bits has a term or piece, a slot and a count, from the highest bits down.
POSTING_COUNT_BITS, POSTING_SLOT_BITS = 16, 24
# So many pieces are sorted into parts at a time, and so much of a part is kept out of files, in bytes.
_MAX_HELD = 1 << 18
_MAX_IN_MEMORY = 1 << 19


class _Pieces(dict[str, int]):
    """The numbers of the pieces of one language, given when first met; `known` has the stem and form of each."""

    def __init__(self, language: str, known: list[tuple[str, str]], parts: array[int]) -> None:
        super().__init__()
        self.stems = stems_of(language)
        self.known = known
        self.parts = parts

    def __missing__(self, piece: str) -> int:
        self[piece] = number = len(self.known)
        stem, _ = found = self.stems[piece]
        self.known.append(found)
        self.parts.append(crc32(stem.encode()) % PARTITIONS if stem else PARTITIONS)
        return number


class PostingBuffer:
    """What all entries hold: for every piece of each its number, its count, and the slot of the entry.

    Slots are below `slots`. The buffer is to be read once, after the last entry.
    """

    def __init__(self, slots: int) -> None:
        import numpy as np

        self.known: list[tuple[str, str]] = []
        self._part_of = array("B")
        self._languages: dict[bytes, _Pieces] = {}
        self._numbers = array("I")
        self._counts = bytearray()
        self._slots: list[int] = []
        self._sizes: list[int] = []
        self._times = np.zeros(0, dtype=np.int64)
        self._totals = np.zeros(slots, dtype=np.float64)
        self._files = [SpooledTemporaryFile(_MAX_IN_MEMORY) for _ in range(PARTITIONS)]  # noqa: SIM115  Each is closed once it is read.

    def add(self, slot: int, packed: Packed) -> None:
        """Take what was packed of one entry."""
        pieces = self._languages.get(packed.language)
        if pieces is None:
            pieces = self._languages[packed.language] = _Pieces(packed.language.decode(), self.known, self._part_of)
        self._numbers.extend(map(pieces.__getitem__, packed.split_pieces()))
        self._counts += packed.counts
        self._slots.append(slot)
        self._sizes.append(len(packed.counts) // 2)
        if len(self._numbers) > _MAX_HELD:
            self._spill()

    def words(self) -> dict[str, Counter[str]]:
        """Return the forms of each stem, each with how many entries have it; those of unspaced scripts are no words.

        Behind a mark stands the stem of a compound that the stem is a part of.
        """
        self._spill()
        words: dict[str, Counter[str]] = {}
        for (stem, form), count in zip(self.known, self._times.tolist(), strict=True):
            if stem and MARK not in form and not is_unspaced(stem):
                words.setdefault(stem, Counter())[form] += count
        for language, pieces in self._languages.items():
            for part, compound in compounds_of(language.decode(), pieces):
                (stem, _), (whole, _) = pieces.stems[part], pieces.stems[compound]
                words[stem][f"{MARK}{whole}"] = sum(words[whole].values())
        return words

    def size_classes(self) -> Numbers:
        """Return the class of size of every slot."""
        import numpy as np

        self._spill()
        # frexp gives the exponent of a number, which is the length of its integer part in bits.
        return ((np.frexp(self._totals)[1] + 1) // 2).astype(np.uint8)

    def parts(self, forms: list[tuple[str, str]]) -> Iterator[Numbers]:
        """Yield the keys of each part, with the number that a form has among `forms` in the place of the piece's."""
        import numpy as np

        self._spill()
        rank = {form: number for number, form in enumerate(forms)}
        form_of = np.array([rank.get(form, 0) for form in self.known], dtype=np.uint64)
        low = np.uint64((1 << POSTING_SLOT_BITS + POSTING_COUNT_BITS) - 1)
        for file in self._files:
            file.seek(0)
            keys = np.frombuffer(file.read(), dtype=np.uint64)
            file.close()
            yield (
                form_of[keys >> np.uint64(POSTING_SLOT_BITS + POSTING_COUNT_BITS)]
                << np.uint64(POSTING_SLOT_BITS + POSTING_COUNT_BITS)
                | keys & low
            )

    def _spill(self) -> None:
        """Add what is held to the files of its parts."""
        import numpy as np

        if not self._sizes:
            return
        numbers = np.frombuffer(self._numbers, dtype=np.uint32)
        counts = np.frombuffer(bytes(self._counts), dtype=np.uint16)
        times = np.bincount(numbers, minlength=len(self.known))
        times[: len(self._times)] += self._times
        self._times = times
        part_of = np.frombuffer(bytes(self._part_of), dtype=np.uint8)[numbers]
        entries = np.repeat(np.arange(len(self._sizes)), self._sizes)
        words = np.where(part_of < PARTITIONS, counts & MAX_PIECE_COUNT, 0)
        self._totals[self._slots] = np.bincount(entries, weights=words, minlength=len(self._sizes))
        slots = np.array(self._slots, dtype=np.uint64)[entries]
        keys = (
            numbers.astype(np.uint64) << np.uint64(POSTING_SLOT_BITS + POSTING_COUNT_BITS)
            | slots << np.uint64(POSTING_COUNT_BITS)
            | counts
        )
        order = np.argsort(part_of, kind="stable")
        ends = np.cumsum(np.bincount(part_of, minlength=PARTITIONS)).tolist()
        keys = keys[order]
        for file, start, end in zip(self._files, [0, *ends], ends, strict=False):
            file.write(keys[start:end].tobytes())
        self._numbers, self._counts, self._slots, self._sizes = array("I"), bytearray(), [], []
