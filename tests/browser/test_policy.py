"""What slips past the sanitiser is stopped by the page's own policy: it neither runs nor calls anybody."""

import re
import shutil
from pathlib import Path

import comrak
from playwright.sync_api import Browser

from browser.serving import serve
from hostile_bodies import SCRIPTS

PAGE = "projects/2026/lantern-school/index.html"
MORE = (
    "<script>document.title = 'ran'</script>",
    "<img src=x onerror=\"document.title = 'ran'\">",
    "<svg onload=\"document.title = 'ran'\"></svg>",
    "<script src='https://example.org/a.js'></script>",
    "<img src='https://example.org/a.png'><iframe src='https://example.org/'></iframe>",
    "<link rel=stylesheet href='https://example.org/a.css'><object data='https://example.org/a'></object>",
    "<style>@import 'https://example.org/b.css'; body { background: url(https://example.org/b.png) }</style>",
    "<video src='https://example.org/a.mp4' autoplay></video><base href='https://example.org/'>",
)


def with_hostile_body(page: str) -> str:
    """Return a page with every hostile body in it, as if there were no sanitiser."""
    rendering = comrak.RenderOptions()
    rendering.unsafe_ = True
    raw = "\n\n".join((*(body for name, body in SCRIPTS.items() if name != "meta"), *MORE))
    body = comrak.render_markdown(raw, comrak.ExtensionOptions(), comrak.ParseOptions(), rendering)
    assert '<div class="gm-prose"' in page
    return page.replace('<div class="gm-prose"', f'{body}<div class="gm-prose"')


def test_nothing_hostile_runs_without_the_sanitiser(site: Path, browser: Browser, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / PAGE).write_text(with_hostile_body((copy / PAGE).read_text(encoding="utf-8")), encoding="utf-8")
    with serve(copy) as start:
        context = browser.new_context()
        tab = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        # The browser announces requests that its policy then stops; only those that were answered or sent count.
        tab.on("requestfinished", lambda request: asked.append(request.url))
        tab.on("response", lambda answer: asked.append(answer.url))
        tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        tab.route("https://**", lambda route: (asked.append(route.request.url), route.abort()))
        tab.goto(start + PAGE.removesuffix("index.html"), wait_until="load")
        tab.wait_for_timeout(500)
        assert said == []
        assert tab.title() != "ran"
        assert [url for url in asked if not url.startswith(start) and "127.0.0.1" not in url] == []
        context.close()


# What others frame, and what is made for print, may load nothing but its styles.
_POLICY = re.compile(
    r"""<meta http-equiv="Content-Security-Policy" content="default-src ('self'; |'none'; style-src 'self'; )"""
)


def test_every_page_has_the_policy(site: Path) -> None:
    without = [
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if not _POLICY.search(path.read_text(encoding="utf-8"))
    ]
    assert without == []
