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
from gmooc.search.layout import shard_of
from gmooc.search.tokenizer import MARK, STEM_START, Stems, compounds_of, is_unspaced

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.integer[Any]]

# Nothing here multiplies matrices, and the threads that numpy starts for that take longer than the index of a hundred.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A key of 64 bits has a term or piece, a slot and a count, from the highest bits down.
POSTING_COUNT_BITS, POSTING_SLOT_BITS = 16, 24
# So many pieces are sorted into parts at a time, and so much of all parts is kept out of files, in bytes.
_MAX_HELD = 1 << 18
_MAX_IN_MEMORY = 1 << 23


class _Pieces(dict[str, int]):
    """The numbers of the pieces of one language, given when first met; `known` has the stem and form of each."""

    def __init__(self, language: str, known: list[tuple[str, str]], parts: array[int], partitions: int) -> None:
        super().__init__()
        self.partitions = partitions
        self.stems = Stems(language)
        self.known = known
        self.parts = parts

    def __missing__(self, piece: str) -> int:
        self[piece] = number = len(self.known)
        stem, _ = found = self.stems[piece]
        self.known.append(found)
        self.parts.append(crc32(stem.encode()) % self.partitions if stem else self.partitions)
        return number


class PostingBuffer:
    """What all entries hold: for every piece of each its number, its count, and the slot of the entry.

    Slots are below `slots`, and terms are gathered in `partitions`. The buffer is to be read once, after the last
    entry.
    """

    def __init__(self, slots: int, partitions: int) -> None:
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
        self._files = [SpooledTemporaryFile(_MAX_IN_MEMORY // partitions) for _ in range(partitions)]  # noqa: SIM115  Each is closed once it is read.

    def add(self, slot: int, packed: Packed) -> None:
        """Take what was packed of one entry."""
        pieces = self._languages.get(packed.language)
        if pieces is None:
            pieces = self._languages[packed.language] = _Pieces(
                packed.language.decode(), self.known, self._part_of, len(self._files)
            )
        self._numbers.extend(map(pieces.__getitem__, packed.split_pieces()))
        self._counts += packed.counts
        self._slots.append(slot)
        self._sizes.append(len(packed.counts) // 2)
        if len(self._numbers) > _MAX_HELD:
            self._spill()

    def words(self, shards: int) -> Iterator[dict[str, Counter[str]]]:
        """Yield the stems of each shard with their forms, and in how many entries each form is.

        What is written in an unspaced script is no word. Behind a mark stands the stem of a compound that the stem is a
        part of.
        """
        self._spill()
        numbers_in = [array("I") for _ in range(shards)]
        for number, (stem, form) in enumerate(self.known):
            if stem and MARK not in form and not is_unspaced(stem):
                numbers_in[shard_of(stem[:STEM_START], shards)].append(number)
        compounds, entries_with = self._compounds()
        for numbers in numbers_in:
            words: dict[str, Counter[str]] = {}
            for number, count in zip(numbers, self._times[numbers].tolist(), strict=True):
                stem, form = self.known[number]
                words.setdefault(stem, Counter())[form] += count
            for stem in words.keys() & compounds.keys():
                words[stem].update({f"{MARK}{whole}": entries_with[whole] for whole in compounds[stem]})
            yield words

    def _compounds(self) -> tuple[dict[str, set[str]], Counter[str]]:
        """Return the stems of the compounds that a stem is a part of, and in how many entries are forms of each."""
        compounds: dict[str, set[str]] = {}
        for language, pieces in self._languages.items():
            for part, compound in compounds_of(language.decode(), pieces):
                stem, whole = (self.known[pieces[word]][0] for word in (part, compound))
                compounds.setdefault(stem, set()).add(whole)
        wholes = set().union(*compounds.values())
        entries_with: Counter[str] = Counter()
        for (stem, form), count in zip(self.known, self._times.tolist(), strict=True):
            if stem in wholes and MARK not in form:
                entries_with[stem] += count
        return compounds, entries_with

    def size_classes(self) -> Numbers:
        """Return the class of size of every slot."""
        import numpy as np

        self._spill()
        # frexp gives the exponent of a number, which is the length of its integer part in bits.
        return ((np.frexp(self._totals)[1] + 1) // 2).astype(np.uint8)

    def forms(self) -> tuple[list[tuple[str, str]], Numbers]:
        """Return all stems with a form, in order, and for each piece the number of its own among them."""
        import numpy as np

        known = self.known
        forms: list[tuple[str, str]] = []
        form_of = array("I", bytes(4 * len(known)))
        for number in sorted(range(len(known)), key=known.__getitem__):
            # Pieces of several languages may have one form, and a single letter has none.
            if known[number][0] and forms[-1:] != [known[number]]:
                forms.append(known[number])
            form_of[number] = max(0, len(forms) - 1)
        return forms, np.array(form_of, dtype=np.uint64)

    def parts(self, form_of: Numbers) -> Iterator[Numbers]:
        """Yield the keys of each part, with the number of its form in the place of a piece's own."""
        import numpy as np

        self._spill()
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
        words = np.where(part_of < len(self._files), counts & MAX_PIECE_COUNT, 0)
        self._totals[self._slots] = np.bincount(entries, weights=words, minlength=len(self._sizes))
        slots = np.array(self._slots, dtype=np.uint64)[entries]
        keys = (
            numbers.astype(np.uint64) << np.uint64(POSTING_SLOT_BITS + POSTING_COUNT_BITS)
            | slots << np.uint64(POSTING_COUNT_BITS)
            | counts
        )
        order = np.argsort(part_of, kind="stable")
        ends = np.cumsum(np.bincount(part_of, minlength=len(self._files))).tolist()
        keys = keys[order]
        for file, start, end in zip(self._files, [0, *ends], ends, strict=False):
            file.write(keys[start:end].tobytes())
        self._numbers, self._counts, self._slots, self._sizes = array("I"), bytearray(), [], []
