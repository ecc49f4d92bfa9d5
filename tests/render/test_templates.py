"""Templates speak the language of a page and escape every value."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from gmooc.core.i18n import words_of
from gmooc.render.templates import (
    Templates,
    escaped,
    forget_templates,
    isolated,
    safe,
    templates,
    written_day,
    written_instant,
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("GMOOC", "<bdi>GMOOC</bdi>"),
        ("<b>&", "<bdi>&lt;b&gt;&amp;</bdi>"),
        ("GMOOC مياه نظيفة", '<bdi dir="rtl">GMOOC مياه نظيفة</bdi>'),
        ("清洁水", '<bdi dir="ltr">清洁水</bdi>'),
        ("‘2024’", "<bdi>‘2024’</bdi>"),
    ],
    ids=["ASCII", "escaped", "right to left", "left to right", "no letters"],
)
def test_name_has_its_own_direction(text: str, written: str) -> None:
    assert isolated(text) == written


def test_day_is_for_people_and_machines() -> None:
    day = date(2026, 11, 24)
    assert written_day(day, words_of("en")) == '<time datetime="2026-11-24">24 November 2026</time>'


@pytest.mark.parametrize(
    ("moment", "written"),
    [(datetime(2026, 1, 2, 3, 4, 59, tzinfo=UTC), "2026-01-02T03:04Z"), (None, "")],
    ids=["moment", "none"],
)
def test_moment_is_written_as_browsers_read_it(moment: datetime | None, written: str) -> None:
    assert written_instant(moment) == written


def test_markup_is_escaped() -> None:
    assert escaped("<'&\">") == "&lt;&#39;&amp;&#34;&gt;"


def template(folder: Path, text: str) -> Templates:
    (folder / "t.html").write_text(text, encoding="utf-8")
    return Templates(folder)


def test_template_escapes_all_but_safe_html(tmp_path: Path) -> None:
    shown = template(tmp_path, "{{ a }}{{ b }}{{ a|isolated }}").render("t", {"a": "<i>", "b": safe("<b>")})
    assert shown == "&lt;i&gt;<b><bdi>&lt;i&gt;</bdi>"


def test_template_leaves_no_line_of_a_tag(tmp_path: Path) -> None:
    assert template(tmp_path, "a\n  {% if 1 %}\nb\n  {% endif %}\nc").render("t", {}) == "a\nb\nc"


def test_template_writes_days_in_its_language(tmp_path: Path) -> None:
    shown = template(tmp_path, "{{ at|day }}")
    view = {"at": date(2026, 11, 24)}
    assert shown.render("t", view, "fr") == '<time datetime="2026-11-24">24 novembre 2026</time>'
    assert shown.render("t", view) == '<time datetime="2026-11-24">24 November 2026</time>'


def test_template_knows_no_value_that_is_not_given(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError):
        template(tmp_path, "{{ gone }}").render("t", {})


def test_template_that_changes_shows_one_state(tmp_path: Path) -> None:
    shown = template(tmp_path, "a")
    assert shown.render("t", {}) == "a"
    (tmp_path / "t.html").write_text("longer")
    assert (shown.render("t", {}), Templates(tmp_path).render("t", {})) == ("a", "longer")


def test_templates_are_loaded_once_until_forgotten() -> None:
    first = templates()
    assert templates() is first
    forget_templates()
    assert templates() is not first
