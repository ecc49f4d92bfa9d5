"""Addresses as people write them become addresses that every program reads alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmooc.core.urls import mend_url, relative_url

MENDED = {
    # valid
    "plain": ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
    "port": ("https://example.org:8080/", "https://example.org:8080/"),
    "another script": ("https://例え.jp/パス", "https://例え.jp/パス"),
    "version six": ("http://[::1]/a", "http://[::1]/a"),
    "at sign in a path": ("https://example.org/@blue", "https://example.org/@blue"),
    "relative": ("../a/b.html#c", "../a/b.html#c"),
    "mail": ("mailto:a@example.org", "mailto:a@example.org"),
    # odd, and mended
    "brackets": ("https://example.org/a[1]{2}|3", "https://example.org/a%5B1%5D%7B2%7D%7C3"),
    "bare percent sign": ("https://example.org/100%", "https://example.org/100%25"),
    "escaped": ("https://example.org/%E4%B8%AD[", "https://example.org/%E4%B8%AD%5B"),
    "two fragments": ("https://matrix.to/#/#room:example.org", "https://matrix.to/#/%23room:example.org"),
    "space": ("a b.pdf", "a%20b.pdf"),
    # leading nowhere
    "name before the host": ("https://bank.example@evil.example/", None),
    "password": ("https://a:b@example.org/", None),
    "empty label": ("http://a..b/", None),
    "no host": ("http:///a", None),
    "no slashes": ("https:a", None),
}


@pytest.mark.parametrize(("written", "mended"), MENDED.values(), ids=MENDED)
def test_address_is_mended(written: str, mended: str | None) -> None:
    assert mend_url(written) == mended


@given(st.text(alphabet="ahtps:/.@#%[]{}|^\\ 2F?é", max_size=30))
def test_mended_address_stays_as_it_is(written: str) -> None:
    mended = mend_url(written)
    assert mended is None or mend_url(mended) == mended


@pytest.mark.parametrize(
    ("url", "page", "relative"),
    [
        ("a/b/", "a/b/", "./"),
        ("a/c/", "a/b/", "../c/"),
        ("", "a/b/", "../../"),
        ("a/b/", "", "a/b/"),
        ("", "", "./"),
        ("a/b/c/", "a/b/", "c/"),
        ("a/x.png", "a/b/", "../x.png"),
        ("b/a/", "a/a/", "../../b/a/"),
        ("a/b/", "/a/", "b/"),
        ("a", "a/", "../a"),
        ("about/", "", "about/"),
        ("sdgs/4/", "projects/2024/x/", "../../../sdgs/4/"),
    ],
)
def test_address_is_relative_to_a_page(url: str, page: str, relative: str) -> None:
    assert relative_url(url, page) == relative
