"""Texts that are sent elsewhere: whole addresses, and never longer than a network allows."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmooc.core.settings import Settings
from gmooc.maintain.announcement_texts import MASTODON_LENGTH, X_ADDRESS, X_WEIGHT, messages_of, shorten, weight_of

SETTINGS = Settings("GMOOC", "The <site>", "https://example.org/base/")
NEWS = """---
title: Open <now>
publish_at: 2099-01-24 08:00 Asia/Shanghai
kind: launch
summary: {summary}
---
See [goal 4](../sdgs/sdg-04.md#targets), [out](https://example.com/a.md), [here](#part), [ref][r].

![A lantern](lantern.png)

[r]: ../about.md
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "sdgs").mkdir()
    (tmp_path / "sdgs/sdg-04.md").write_text("---\n---\n")
    (tmp_path / "about.md").write_text("---\n---\n")
    (tmp_path / "announcements").mkdir()
    (tmp_path / "announcements/2099-01-24-open.md").write_text(NEWS.format(summary="Short."))
    (tmp_path / "announcements/2099-01-24-open.zh.md").write_text(NEWS.format(summary="水" * 199))
    return tmp_path


@pytest.fixture
def made(content: Path) -> dict[str, str]:
    return dict(messages_of(content, "2099-01-24-open", SETTINGS))


def test_there_is_a_mail_and_a_short_text_in_every_language(made):
    endings = ("mail.{}.html", "mail.{}.md", "social.{}.txt")
    assert sorted(made) == sorted(ending.format(code) for ending in endings for code in ("en", "zh"))


def test_mail_as_markdown_has_whole_addresses(made):
    assert (
        made["mail.en.md"]
        == """Subject: Open <now>

**Short.**

See [goal 4](https://example.org/base/sdgs/4/#targets), [out](https://example.com/a.md), [here](https://example.org/base/announcements/2099-01-24-open/#part), [ref][r].

*A lantern*

[r]: https://example.org/base/about/

<https://example.org/base/announcements/2099-01-24-open/>

--_
The <site>
""".replace("--_", "-- ")
    )


def test_mail_as_html_stands_alone(made):
    mail = made["mail.zh.html"]
    assert '<html lang="zh" dir="ltr">' in mail
    assert '<h1 style="font-size:24px;line-height:1.25">Open &lt;now&gt;</h1>' in mail
    assert 'href="https://example.org/base/zh/sdgs/4/#targets"' in mail
    assert 'href="https://example.org/base/zh/announcements/2099-01-24-open/"' in mail
    assert "lantern.png" not in mail


def test_short_texts_fit(made):
    for text in (made["social.en.txt"], made["social.zh.txt"]):
        _, first, rest = text.split("\n\n", 2)
        words, address = first.rsplit("\n", 1)
        assert weight_of(words) + 1 + X_ADDRESS + weight_of(address.partition(" ")[2]) + 1 <= X_WEIGHT
        assert len(rest.partition("\n\n")[2].strip()) <= MASTODON_LENGTH


def test_an_announcement_that_is_not_there_is_said(content):
    with pytest.raises(KeyError):
        list(messages_of(content, "2099-01-25-other", SETTINGS))


@given(st.text(st.sampled_from("ab 水😀،"), max_size=60), st.integers(10, 40))
def test_shortened_text_has_room_and_begins_the_same(text, room):
    short = shorten(text, room, weight_of)
    assert weight_of(short) <= room
    assert " ".join(text.split()).startswith(short.removesuffix("…"))
