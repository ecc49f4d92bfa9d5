"""Search without a server: documents, an inverted index in small files, and the gallery that asks it without words.

Comes in: entries and free pages. Goes out: targets that `theme/overrides/assets/search/` reads. Begin at `index.py`;
`tokenizer.py` and `words.js` must split words alike.
"""
