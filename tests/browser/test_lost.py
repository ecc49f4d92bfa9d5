"""The page for unknown addresses finds the site at any depth, and speaks the language that the address begins with."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.conftest import ROOT
from browser.serving import serve
from browser.visits import Visit


@pytest.mark.parametrize(
    ("address", "language", "title"),
    [
        ("no/such/page/", "en", "This page does not exist"),
        ("zh/no/such/page/", "zh", "页面不存在"),
        ("ar/no", "ar", "هذه الصفحة غير موجودة"),
        ("de/no/such/page/", "en", "This page does not exist"),
    ],
)
def test_unknown_address_speaks_the_language_it_begins_with(
    visit: Callable[..., Visit], address: str, language: str, title: str
) -> None:
    seen = visit(address)
    page = seen.page
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    assert page.title() == f"{title} - GMOOC"
    # The module of all pages has run on what is shown now.
    expect(page.locator("button[data-colours]")).to_be_visible()
    assert seen.foreign == []
    page.locator(".md-content a").first.click()
    seen.arrive_at("" if language == "en" else f"{language}/")


def test_unknown_address_names_every_language_without_javascript(visit: Callable[..., Visit]) -> None:
    page = visit("zh/no/such/page/", has_script=False).page
    for text in ("This page does not exist", "页面不存在", "هذه الصفحة غير موجودة"):
        expect(page.get_by_text(text).first).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh"])
def test_folder_of_a_language_has_a_page_of_its_own(site: Path, language: str) -> None:
    text = (site / language / "404.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}"' in text
    assert f'href="/some/base/{language}/about/"' in text


def test_unknown_address_speaks_chinese_where_nobody_said_where_the_site_is(browser: Browser, tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    for name in ("index.md", "about.md", "index.zh.md", "about.zh.md"):
        shutil.copy(ROOT / "content" / name, content)
    command = [sys.executable, ROOT / "scripts/build.py", "--content", content, "--site", tmp_path / "site"]
    subprocess.run(command, capture_output=True, check=True)
    with serve(tmp_path / "site") as start:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{start}zh/no/such/page/")
        expect(page.locator("h1")).to_have_text("页面不存在")
        expect(page.locator("button[data-colours]")).to_be_visible()
        page.locator(".gm-brand").click()
        page.wait_for_url(f"{start}zh/")
        context.close()
