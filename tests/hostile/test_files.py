"""Hostile names, lists, numbers and pictures stop no check and no build, and reach nothing beside the site."""

import io
import os
import shutil
import subprocess
import sys
import time

import PIL.Image
import pytest

import mkdocs_hook
from gmooc.build import scan
from gmooc.checks.inspection import inspect
from gmooc.checks.rules import MAX_TOLD
from gmooc.content.link_status import read_watched
from gmooc.content.published import read_ledger
from gmooc.core.problem_messages import PICTURE_MISSING, message_of, translate_message
from gmooc.core.problems import Problem
from gmooc.core.settings import Settings
from gmooc.text.document import read_document
from gmooc.text.images import Size, bare, encode, encode_card, encode_small, published_size
from gmooc.text.markdown import render
from paths import ROOT
from samples import CHALLENGE, PROJECT, SDG
from small_sites import build, tree

PLACE = "projects/2024"
SCRIPTS = ROOT / "scripts"


@pytest.fixture
def content(tmp_path, monkeypatch):
    monkeypatch.setattr(scan, "can_draw", lambda: False)
    return written(tmp_path / "deep/er/content")


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """Content whose site is there already, and the files of that site."""
    content = written(tmp_path_factory.mktemp("known") / "deep/er/content")
    return content, built(content)


@pytest.fixture
def published(known):
    """The same, as it was at first, for a test that adds to it."""
    content, site = known
    shutil.rmtree(content)
    return written(content), site


def written(content):
    for path, text in (
        ("challenges/gmooc-2024.md", CHALLENGE),
        (f"{PLACE}/still.md", PROJECT),
        ("sdgs/sdg-04.md", SDG),
        ("about.md", "# About\n"),
    ):
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text)
    return content


def refused(content):
    return [(problem.path, problem.code) for problem in inspect(content) if not problem.is_warning]


def built(content):
    """Return the files of the site; the build must end, and must write nothing beside its folder."""
    work = content.parent.parent.parent
    before = set(work.rglob("*"))
    assert build(content, work / "deep/er/site").published
    new = {path.relative_to(work).parts[2] for path in set(work.rglob("*")) - before}
    assert {name for name in new if not name.startswith((".site", "site"))} == set()
    return tree(work / "deep/er/site")


def test_name_that_is_no_text_is_refused_and_the_rest_is_built(content):
    os.close(os.open(os.fsencode(content / PLACE) + b"/a\xff.md", os.O_CREAT))
    assert refused(content) == [(f"{PLACE}/a\\xff.md", "E009")]
    assert f"{PLACE}/still/index.html" in built(content)


def test_folders_without_end_are_refused_and_the_rest_is_built(content):
    deep = content / "projects" / "/".join(["a"] * 500)
    deep.mkdir(parents=True)
    (deep / "x.md").write_text(PROJECT)
    assert refused(content) == [("projects/" + "/".join(["a"] * 20), "E009")]
    assert f"{PLACE}/still/index.html" in built(content)


def test_pipe_is_refused_and_never_read(content):
    os.mkfifo(content / PLACE / "endless.md")
    assert refused(content) == [(f"{PLACE}/endless.md", "E009")]


@pytest.mark.parametrize(
    "command", [["check.py", "--fix"], ["manage.py", "forget", "Amina Secret", "--dry-run"]], ids=["fix", "forget"]
)
def test_commands_that_change_files_follow_no_link_and_wait_for_no_pipe(content, tmp_path, command):
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitel: Amina Secret\n---\n")
    (content / PLACE / "leak.md").symlink_to(secret)
    (content / PLACE / "nowhere.md").symlink_to(tmp_path / "nowhere")
    (content / PLACE / "folder.md").mkdir()
    os.mkfifo(content / PLACE / "endless.md")
    (content / PLACE / "latin.md").write_bytes(b"---\ntitle: \xff\n---\n")
    name, *more = command
    whole = [sys.executable, str(SCRIPTS / name), *more, "--content", str(content)]
    done = subprocess.run(whole, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert (done.returncode in (0, 1), "Traceback" in done.stderr, (content / PLACE / "leak.md").is_symlink()) == (
        True,
        False,
        True,
    )
    assert "titel" not in done.stdout + done.stderr
    assert secret.read_text() == "---\ntitel: Amina Secret\n---\n"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (f"{PLACE}/{'x' * 81}.md", "file name: at most 80 characters (it has 81)"),
        (f"{PLACE}/{'x' * 252}.md", "file name: at most 80 characters (it has 252)"),
        (f"{PLACE}/{'x' * 255}/index.md", "file name: at most 80 characters (it has 255)"),
        (f"{PLACE}/still.en.md", "file name: must not end in '.en.md': the original, 'still.md', is in that language"),
        ("sdgs/sdg-04.en.md", "file name: must not end in '.en.md': the original, 'sdg-04.md', is in that language"),
    ],
    ids=["long", "longest", "longest folder", "English beside the original", "English goal"],
)
def test_name_that_would_harm_another_page_is_refused(published, path, message):
    content, before = published
    (content / path).parent.mkdir(exist_ok=True)
    (content / path).write_text(PROJECT.replace("title: ", "title: Taken "))
    assert [(found.path, found.message) for found in inspect(content)] == [(path, message)]
    assert built(content) == before


@pytest.mark.parametrize("path", ["projects/２０２４/x.md", "announcements/２０２４-01-01-x.md"])
def test_digits_of_other_scripts_make_no_address(content, path):
    (content / path).parent.mkdir(exist_ok=True)
    (content / path).write_text(PROJECT)
    assert refused(content) == [(path, "E009")]


def test_second_line_of_a_file_name_is_no_line_of_the_output():
    message = message_of(PICTURE_MISSING, given="\n::stop-commands::x")
    written = str(Problem("a\n::error::b.png", 1, 1, "E109", *message, "\n::warning::"))
    assert [line for line in written.split("\n") if line.lstrip().startswith("::")] == []
    assert written.count("\n") == 1


def test_what_a_link_leads_to_is_not_published(content, tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "x.txt").write_text("secret words")
    for name in ("leak.txt", "leak.md", "about.zh.md", "leak.png"):
        (content / name).symlink_to(secret / "x.txt")
    (content / "leaks").symlink_to(secret)
    # Two ways back multiply without end.
    (content / "here").symlink_to(".")
    (content / "again").symlink_to(".")
    mkdocs_hook.draw(content, tmp_path / "drawn", Settings("GMOOC", "About"))
    assert [path for path, text in tree(tmp_path / "drawn").items() if b"secret words" in text or "leak" in path] == []


def test_what_might_run_is_refused_beside_free_pages_and_not_published(content, tmp_path):
    for name in ("a.html", "a.svg", "a.js", "a.txt"):
        (content / name).write_text("<script>alert(1)</script>")
    assert refused(content) == [(name, "E109") for name in ("a.html", "a.js", "a.svg", "a.txt")]
    mkdocs_hook.draw(content, tmp_path / "drawn", Settings("GMOOC", "About"))
    assert [name for name in ("a.html", "a.svg", "a.js", "a.txt") if (tmp_path / "drawn" / name).exists()] == []


def test_photograph_beside_a_free_page_keeps_its_place_to_itself(content, tmp_path):
    (content / "team.jpg").write_bytes(photograph("JPEG"))
    mkdocs_hook.draw(content, tmp_path / "drawn", Settings("GMOOC", "About"))
    assert told_by((tmp_path / "drawn/team.jpg").read_bytes()) == []


@pytest.mark.parametrize(
    "line",
    ["../../../out/ gone", "../ gone", "./ gone", "a/../../x/ -> about/", "//evil/ gone", "a\\b/ gone", "a\0b/ gone",
     "x" * 300 + "/ gone", "x/" * 900 + " gone", "about/index.html/ gone", "old/ -> //evil.example/",
     "old/ -> javascript:alert(1)/", "old/ -> https://evil.example/", 'x"><script>alert(1)</script>/ gone',
     "水" * 80 + "𠀀/ gone", "projects/2024/still/ 2024-" + "9" * 5000, "projects/2024/still/ ２０２４-００１",
     "<<<<<<< HEAD"],
)  # fmt: skip
def test_line_that_leads_out_of_the_site_is_refused_and_the_rest_is_built(published, line):
    content, before = published
    (content / "addresses.txt").write_text(line + "\n")
    assert refused(content) == [("addresses.txt", "E138")]
    assert built(content) == before


def test_line_of_an_address_takes_no_page_away(published):
    content, before = published
    lines = ("projects/2024/still/ gone", "projects/ gone", "about/ -> projects/2024/still/", "impact/ gone")
    (content / "addresses.txt").write_text("\n".join(lines) + "\n")
    assert set(refused(content)) == {("addresses.txt", "E138")}
    assert {path for path, text in built(content).items() if before.get(path, text) != text} == set()


def test_earlier_name_takes_no_page_away(content):
    (content / PLACE / "other.md").write_text(PROJECT.replace("title: ", "title: Other "))
    before = built(content)
    (content / PLACE / "other.md").write_text(
        PROJECT.replace("title: ", "title: Other ").replace("\n---\n", "\naliases: [still]\n---\n", 1)
    )
    assert refused(content) == [(f"{PLACE}/other.md", "E136")]
    assert built(content)[f"{PLACE}/still/index.html"] == before[f"{PLACE}/still/index.html"]


def test_number_belongs_to_one_project():
    ledger, problems = read_ledger("projects/2024/a/ 2024-001\nprojects/2024/b/ 2024-001\n", "")
    assert ledger.numbers() == {"projects/2024/a": "2024-001"}
    assert [(problem.line, problem.code) for problem in problems] == [(2, "E138")]


@pytest.mark.parametrize("times", ["²", "٣", "-1", "9" * 5000])
def test_number_that_is_none_is_refused_in_the_list_of_events(times):
    assert [problem.code for problem in read_ledger("", f"a.b {times} x/y/UTC\n")[1]] == ["E138"]


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, "[1]", '{"u": null}', '{"https://a.b": {"files": [], "failures": "x"}}',
     '{"https://a.b": {"files": [["a"]], "failures": 9}}', '{"javascript:alert(1)": {"files": ["a.md"]}}',
     '{"https://a.b": {"files": [], "archived": "javascript:alert(1)"}}',
     '{"https://a.b": {"files": [], "failures": 3, "since": "soon"}}', '{"https://a.b": {"files": [], "failures": 3}}'],
    ids=lambda text: text[:60],
)  # fmt: skip
def test_list_of_links_that_no_command_wrote_is_refused(text):
    assert [problem.code for problem in read_watched(text)[1]] == ["E138"]


def test_list_of_links_in_another_encoding_is_refused_by_the_check_and_passed_over_by_the_build(published):
    content, _ = published
    (content / "links.json").write_bytes(b"\xff\xfe")
    assert refused(content) == [("links.json", "E138")]
    assert built(content)


@pytest.mark.parametrize(
    "lines",
    [
        "phases: [{name: P, starts: 0001-01-01, zone: Asia/Shanghai}]",
        "phases: [{name: P, ends: 9999-12-31, zone: AoE}]",
        "phases: [{name: P, ends: 9999-12-31, zone: UTC}]",
        "phases: [{name: P, ends: 2101-01-01, zone: UTC}]",
        "phases: [{name: P, ends: ２０２４-01-01, zone: UTC}]",
        "outcomes: {participants: 18446744073709551616}",
        f"outcomes: {{participants: {'9' * 4000}}}",
    ],
    ids=lambda lines: lines[:60],
)
def test_number_or_day_that_no_program_holds_is_refused_and_the_rest_is_built(published, lines):
    content, _ = published
    (content / "challenges/far.md").write_text(CHALLENGE.replace("\n---\n", f"\n{lines}\n---\n", 1))
    assert [path for path, _ in refused(content)] == ["challenges/far.md"]
    assert "challenges/gmooc-2024/index.html" in built(content)


@pytest.mark.parametrize(
    "title",
    ["a\\uFFFEb", "a\\uFFFFb", "a\\U000E0041b", "\u3164", "\u200d", "\u00ad", "\u2800", "\ufe0f\u200d", "a\\u2028b"],
)
def test_title_that_nobody_sees_or_no_feed_may_hold_is_refused(content, title):
    (content / PLACE / "still.md").write_text(PROJECT.replace("title: ", f'title: "{title}"\n# ', 1))
    assert refused(content) == [(f"{PLACE}/still.md", "E022")]


@pytest.mark.parametrize("title", ["سلام‌ها", "क्‍ष", "👩‍🔬 Lab", "e\u0301cole", "水"])
def test_title_of_any_script_is_not(content, title):
    (content / PLACE / "still.md").write_text(PROJECT.replace("title: ", f'title: "{title}"\n# ', 1))
    assert refused(content) == []


def test_number_of_a_character_that_is_none_is_not_shown():
    shown = render("a&#1;b&#xb;c&#xFFFE;d&#xfdd0;e").html
    assert shown == "<p>abcde</p>\n"


@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "? ", "- ? ", "[#]\n", "? - "])
def test_values_within_values_without_end_are_refused(unit):
    text = f"---\nx:\n  {unit * (250_000 // len(unit))}\n---\n".encode()
    document, problems = read_document("projects/2024/a.md", text)
    assert ({problem.code for problem in problems}, document.values) == ({"E006"}, {})


@pytest.mark.parametrize("unit", ["a@b.c ", "mailto:a@b.c ", "<!-- x", "<?x", "<!X", "<![CDATA[", "<details><summary>"])
def test_signs_that_end_or_tire_the_renderer_are_refused_where_they_are_too_many(unit):
    text = f"---\ntitle: A\n---\n{unit * (250_000 // len(unit))}".encode()
    document, problems = read_document("projects/2024/a.md", text)
    assert [(problem.code, problem.line) for problem in problems][:1] == [("E006", 4)]
    start = time.process_time()
    render(document.body)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "body",
    ["# a\n" * 60_000, "".join(f"# a{number}\n" for number in range(30_000)), "# a\n" * 20_000 + "[a](#b) " * 20_000,
     "[a](b.md) " * 25_000, "".join(f"[a](b{number}.md) " for number in range(15_000)), "![a](b.png) " * 20_000,
     "![a](//a/b) " * 20_000, "".join(f"![a](//a/b{number}) " for number in range(12_000))],
    ids=["headings", "other headings", "links to headings", "a link", "links", "pictures", "a foreign one", "foreign"],
)  # fmt: skip
def test_much_of_one_kind_is_checked_and_told_in_no_time(content, body):
    (content / PLACE / "much.md").write_text(PROJECT.replace("title: ", "title: Much ") + body[:250_000])
    start = time.process_time()
    assert len(inspect(content)) <= 2 * MAX_TOLD
    # It took minutes when each looked at all others.
    assert time.process_time() - start < 8


def photograph(kind, size=(40, 30), mode="RGB", **more):
    """Return a photograph that says where it was taken."""
    exif = PIL.Image.Exif()
    exif.get_ifd(0x8825)[2] = (1.0, 17.0, 31.0)
    exif[0x0110] = "SecretCamera"
    out = io.BytesIO()
    PIL.Image.new(mode, size, "green").save(out, kind, **({"exif": exif, "comment": b"SecretPlace"} | more))
    return out.getvalue()


def told_by(picture):
    with PIL.Image.open(io.BytesIO(picture)) as seen:
        return [*([part for part in (b"Secret", b"Exif") if part in picture]), *seen.getexif()]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("make", [encode, encode_small, encode_card, bare])
def test_published_picture_tells_nothing(kind, make):
    assert told_by(make(photograph(kind))) == []


TURN_OF_TEXT = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x02\0\0\0\x04abc\0\0\0\0\0"
TURN_TOO_FAR = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\xff\xff\0\0\0\0\0\0"


@pytest.mark.parametrize("exif", [TURN_OF_TEXT, TURN_TOO_FAR, b"Exif\0\0garbage", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"])
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_picture_with_notes_that_nobody_can_read_is_published(kind, exif):
    made = photograph(kind, exif=exif)
    assert published_size(made) == (40, 30)
    with PIL.Image.open(io.BytesIO(encode(made))) as seen:
        assert seen.size == (40, 30)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_picture_that_is_cut_short_anywhere_is_refused_or_published(kind):
    whole = photograph(kind, (64, 48))
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        if not isinstance(published_size(whole[:length]), Size):
            continue
        encode(whole[:length])


@pytest.mark.parametrize("size", [(1, 16_384), (100, 16_384), (16_384, 1), (1, 1_000_000)])
def test_picture_longer_than_any_format_knows_is_refused(size):
    fault = f"at most 16383 pixels on each side (it has {size[0]} x {size[1]})"
    refused = published_size(photograph("PNG", size))
    assert not isinstance(refused, Size)
    assert translate_message(refused) == fault


def test_shades_of_sixteen_bits_stay_apart():
    picture = PIL.Image.new("I;16", (2, 1))
    picture.putpixel((0, 0), 20_000)
    picture.putpixel((1, 0), 60_000)
    out = io.BytesIO()
    picture.save(out, "PNG")
    with PIL.Image.open(io.BytesIO(bare(out.getvalue()))) as seen:
        assert [seen.getpixel((x, 0)) for x in (0, 1)] == [(78, 78, 78), (234, 234, 234)]
