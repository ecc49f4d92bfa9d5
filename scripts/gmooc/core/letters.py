"""Fold letters that writers type in several forms."""

from __future__ import annotations

from unicodedata import combining, normalize


def without_accents(text: str) -> str:
    """Return a text in compatible forms (NFKD) without the marks that stand upon its letters."""
    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign))
