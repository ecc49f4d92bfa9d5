"""An archive is opened without trusting a name or a size in it; names are read in the encoding that its texts prove."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

import pytest

from checks.test_rule_texts import WRITE_UP
from gmooc.intake.archive import (
    MAX_FILES,
    MAX_MEMBER_TEXT_BYTES,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    Opened,
    open_archive,
    read_names,
)
from gmooc.text.images import MAX_PICTURE_BYTES

TEXT = "---\ntitle: Clean water\n---\n\nText.\n"
PICTURE = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
NO_PICTURE = "must be a picture that can be read: JPEG, PNG, WebP, GIF or AVIF"


def archive(*files, compression=zipfile.ZIP_STORED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as written:
        for name, content in files:
            written.writestr(name, content)
    return out.getvalue()


def opened(*files, **more):
    return open_archive("sent.zip", archive(*files, **more))


def with_entry(content: bytes, offset: int, form: str, value: int) -> bytes:
    """Return an archive whose directory says something else of its first file, as a hostile one may."""
    changed = bytearray(content)
    struct.pack_into(form, changed, content.index(b"PK\x01\x02") + offset, value)
    return bytes(changed)


def faults_of_size(content: bytes, size: int) -> tuple[str, ...]:
    return open_archive("sent.zip", with_entry(content, 24, "<I", size)).faults


def link(name):
    member = zipfile.ZipInfo(name)
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


@pytest.mark.parametrize(
    ("files", "faults"),
    [
        ([("../evil.md", "x")], ["../evil.md: must be a path inside the archive"]),
        ([("/etc/evil.md", "x")], ["/etc/evil.md: must be a path inside the archive"]),
        ([("C:\\evil.md", "x")], ["C:/evil.md: must be a path inside the archive"]),
        ([("a\\..\\..\\evil.md", "x")], ["a/../../evil.md: must be a path inside the archive"]),
        ([(link("a.md"), "/etc/passwd")], ["a.md: must be a plain file, not a link or a device"]),
        ([("a.md", "x"), ("A.MD", "y")], ["A.MD: must differ from 'a.md' by more than capitals or accents"]),
        ([("a.md", "x"), ("p.jpg", "GIF89a<script>")], ["p.jpg: must be a picture that can be read: JPEG, PNG, WebP, GIF or AVIF"]),
        ([("a.md", "x"), ("in.zip", "PK")], ["in.zip: must be unpacked first: an archive in an archive is not opened"]),
        ([("a.md", "x"), ("run.exe", "MZ"), ("../b", "x")], ["run.exe: must be a write-up (.md) or a picture (.jpg, .jpeg, .png, .webp, .gif, .avif)", "../b: must be a path inside the archive"]),
        ([("a.md", "x" * 300_000)], ["a.md: file: at most 256 KiB (it has 293)"]),
        ([(f"{number}.md", "x") for number in range(MAX_FILES + 1)], [f"archive: at most {MAX_FILES} files (it has {MAX_FILES + 1})"]),
        ([("readme", "x")], ["readme: must be a write-up (.md) or a picture (.jpg, .jpeg, .png, .webp, .gif, .avif)"]),
        ([], ["archive: must hold a write-up, a file that ends in .md or .txt"]),
    ],
    ids=["above", "absolute", "drive", "back-slashes", "link", "capitals", "no picture", "archive inside", "several", "large", "many", "foreign", "empty"],
)  # fmt: skip
def test_archive_is_refused(files, faults):
    assert list(opened(*files).faults) == faults


def test_archive_that_bursts_is_refused():
    bomb = opened(("a.md", "x"), ("p.png", b"\0" * 8_000_000), compression=zipfile.ZIP_DEFLATED)
    assert bomb.faults == ("p.png: must not be compressed more than 200 times",)


def test_what_is_no_archive_is_refused():
    assert open_archive("x.zip", b"hello").faults == ("x.zip: must be a .zip archive or an .md file",)


def test_files_of_systems_are_passed_over():
    found = opened(("__MACOSX/._a.md", "x"), (".DS_Store", "x"), ("a.md", TEXT))
    assert (list(found.texts), found.faults) == (["a.md"], ())


def test_name_in_chinese_encoding_is_read():
    content = archive(("0123.md", TEXT)).replace(b"0123.md", "清洁.md".encode("gb18030"))
    assert list(open_archive("a.zip", content).texts) == ["清洁.md"]


def damaged(how):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr("x.md", WRITE_UP * 3)
    content = bytearray(out.getvalue())
    for place in range(60, 90):
        content[place] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize(
    "how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=["deflate", "bzip2", "lzma"]
)
def test_damaged_archive_is_refused_in_words(how):
    assert open_archive("x.zip", damaged(how)).faults == ("x.md: cannot be unpacked: the archive is damaged here",)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("story.docx", "must be text: save it as plain text (.txt)"),
        *[
            (f"story{ending}", "must be text: save it as plain text (.txt)")
            for ending in (".doc", ".odt", ".rtf", ".pages", ".PDF")
        ],
        *[(f"team{ending}", "must be saved as JPEG or PNG") for ending in (".heic", ".heif", ".tif", ".tiff", ".bmp")],
        *[
            (f"more{ending}", "must be unpacked first: an archive in an archive is not opened")
            for ending in (".rar", ".7z")
        ],
        ("more.zip", "must be unpacked first: an archive in an archive is not opened"),
        (
            "content/challenges/gmooc-2024.md",
            "must be a project; a change to other pages is proposed in the repository",
        ),
    ],
)
def test_what_cannot_be_taken_says_what_to_do(name, message):
    assert open_archive("x.zip", archive(*[("story.md", WRITE_UP), (name, "x")])).faults == (f"{name}: {message}",)


def test_text_file_in_an_archive_is_a_write_up():
    assert list(open_archive("x.zip", archive(*[("story.txt", WRITE_UP)])).texts) == ["story.txt"]


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (MAX_MEMBER_TEXT_BYTES - 1, None),
        (MAX_MEMBER_TEXT_BYTES, None),
        (MAX_MEMBER_TEXT_BYTES + 1, "at most 256 KiB (it has 257)"),
    ],
    ids=["below", "at the limit", "above"],
)
def test_text_has_a_limit(size, said):
    content = b"x" * size
    alone, inside = open_archive("some/a.MD", content), opened(("a.md", content))
    if said:
        assert alone == Opened({}, {}, (f"some/a.MD: {said}",))
        assert inside == Opened({}, {}, (f"a.md: file: {said}",))
    else:
        assert alone == Opened({"a.MD": content}, {}, ())
        assert inside == Opened({"a.md": content}, {}, ())


@pytest.mark.parametrize(
    ("size", "fault"),
    [
        (MAX_PICTURE_BYTES - 1, NO_PICTURE),
        (MAX_PICTURE_BYTES, NO_PICTURE),
        (MAX_PICTURE_BYTES + 1, "file: at most 8,192 KiB (it has 8,193)"),
    ],
    ids=["below", "at the limit", "above"],
)
def test_picture_has_a_limit(size, fault):
    assert opened(("a.md", TEXT), ("p.JPG", bytes(size))).faults == (f"p.JPG: {fault}",)


@pytest.mark.parametrize(
    ("number", "said"),
    [(MAX_FILES - 1, ()), (MAX_FILES, ()), (MAX_FILES + 1, ("archive: at most 60 files (it has 61)",))],
    ids=["below", "at the limit", "above"],
)
def test_archive_holds_so_many_files(number, said):
    # Folders are none.
    found = opened(("folder/", ""), *((f"folder/{index}.md", "x") for index in range(number)))
    assert (found.faults, len(found.texts)) == (said, 0 if said else number)


BURSTS = "must not be compressed more than 200 times"
TAKEN_FOR_A_PICTURE = f"p.gif: {NO_PICTURE}"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (MAX_UNPACKED_BYTES - 1, f"a.md: {BURSTS}"),
        (MAX_UNPACKED_BYTES, f"a.md: {BURSTS}"),
        (MAX_UNPACKED_BYTES + 1, "archive: at most 65,536 KiB (it has 65,537)"),
    ],
    ids=["below", "at the limit", "above"],
)
def test_archive_unpacks_to_so_much(size, said):
    assert faults_of_size(archive(("a.md", "x")), size) == (said,)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (2000 * MAX_RATIO - 1, TAKEN_FOR_A_PICTURE),
        (2000 * MAX_RATIO, TAKEN_FOR_A_PICTURE),
        (2000 * MAX_RATIO + 1, f"p.gif: {BURSTS}"),
    ],
    ids=["below", "at the limit", "above"],
)
def test_file_shrinks_to_so_little(size, said):
    assert faults_of_size(archive(("p.gif", b"x" * 2000), ("a.md", TEXT)), size) == (said,)


@pytest.mark.parametrize(
    ("size", "said"),
    [(MAX_MEMBER_TEXT_BYTES, TAKEN_FOR_A_PICTURE), (MAX_MEMBER_TEXT_BYTES + 1, f"p.gif: {BURSTS}")],
    ids=["at the limit", "above"],
)
def test_small_file_may_shrink_to_anything(size, said):
    assert faults_of_size(archive(("p.gif", b"x"), ("a.md", TEXT)), size) == (said,)


@pytest.mark.parametrize(
    ("mode", "is_taken"),
    [
        (0, True),
        (stat.S_IFREG | 0o644, True),
        (stat.S_IFLNK | 0o777, False),
        (stat.S_IFCHR | 0o666, False),
        (stat.S_IFIFO | 0o666, False),
        (stat.S_IFSOCK | 0o666, False),
    ],
    ids=["unknown", "plain file", "link", "device", "pipe", "socket"],
)
def test_only_plain_files_are_taken(mode, is_taken):
    found = open_archive("sent.zip", with_entry(archive(("a.md", TEXT)), 38, "<I", mode << 16))
    assert found.faults == (() if is_taken else ("a.md: must be a plain file, not a link or a device",))


def test_file_with_a_password_is_refused():
    found = open_archive("sent.zip", with_entry(archive(("a.md", TEXT)), 8, "<H", 1))
    assert found == Opened({}, {}, ("a.md: must not be locked by a password",))


@pytest.mark.parametrize(
    "path",
    ["a..b/c..md", "content/projects/2024/a.md", "contents/challenges/a.md", "challenges/a.md", "12:30.md"],
    ids=["dots in names", "project", "folder of a longer name", "folder of its own", "colon of an hour"],
)
def test_path_that_only_looks_odd_is_taken(path):
    assert opened((path, TEXT)) == Opened({path: TEXT.encode()}, {}, ())


@pytest.mark.parametrize(
    "path", ["content/sdgs/sdg-04.md", "sent/content/announcements/2024-01-01-a.md"], ids=["goal", "announcement"]
)
def test_other_pages_are_not_taken(path):
    said = f"{path}: must be a project; a change to other pages is proposed in the repository"
    assert opened((path, TEXT)).faults == (said,)


@pytest.mark.parametrize(
    "path", ["__MACOSX/a.md", "x/__MACOSX/a.md", "._a.md", "x/._a.md", "x/.DS_Store", "Thumbs.db", "x/DESKTOP.INI"]
)
def test_file_of_a_system_is_passed_over(path):
    assert opened((path, "x"), ("a.md", TEXT)) == Opened({"a.md": TEXT.encode()}, {}, ())


@pytest.mark.parametrize("path", ["a._b.md", ".DS_Store.md", "aThumbs.db.md", "x__MACOSX/a.md"])
def test_file_with_a_name_like_that_of_a_system_is_not_passed_over(path):
    assert opened((path, TEXT)) == Opened({path: TEXT.encode()}, {}, ())


@pytest.mark.parametrize(
    ("first", "second"),
    [("é.md", "E\u0301.md"), ("ﬁ.md", "fi.md"), ("x/a.md", "X/A.md")],
    ids=["accents", "ligature", "folder"],
)
def test_names_that_a_system_takes_for_one_are_refused(first, second):
    said = f"{second}: must differ from '{first}' by more than capitals or accents"
    assert opened((first, "x"), (second, "y")).faults == (said,)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a" * 119, "a" * 119), ("a" * 120, "a" * 120), ("a" * 121, "a" * 120), ("\x1b[31m", "�[31m")],
    ids=["below", "at the limit", "above", "obeyed by a terminal"],
)
def test_name_is_shown_as_it_may_be_printed(name, shown):
    said = "must be a write-up (.md) or a picture (.jpg, .jpeg, .png, .webp, .gif, .avif)"
    assert opened((name, "x")).faults == (f"{shown}: {said}",)


def test_picture_is_taken_with_its_bytes():
    assert opened(("a.md", TEXT), ("x/p.gif", PICTURE)) == Opened({"a.md": TEXT.encode()}, {"x/p.gif": PICTURE}, ())


# Names that are not in UTF-8.


def sent_with(names: list[bytes], text: str, extra: bytes = b"") -> Opened:
    """Return what lies in a .zip as programs without UTF-8 write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        written.writestr("still.md", text)
        for name in names:
            # Of the same length, so that the name can be put in its place.
            member = zipfile.ZipInfo("?" * len(name))
            member.extra = extra
            written.writestr(member, PICTURE)
    content = out.getvalue()
    for name in names:
        content = content.replace(b"?" * len(name), name)
    return open_archive("sent.zip", content)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Lösung.jpg", "cp437"),
        ("Solução-é.jpg", "cp850"),
        ("照片.jpg", "gbk"),
        ("写真テスト.jpg", "cp932"),
        ("表.jpg", "cp932"),
        ("사진.jpg", "cp949"),
        ("фото.jpg", "cp866"),
        ("ملصق.jpg", "utf-8"),
    ],
)
@pytest.mark.parametrize("text", ["![A]({})", "cover: {{src: {}}}"], ids=["body", "front matter"])
def test_name_is_the_one_that_the_text_mentions(name, encoding, text):
    found = sent_with([name.encode(encoding)], text.format(name))
    assert (list(found.pictures), found.faults, found.notes) == ([name], (), ())


def test_one_archive_has_one_encoding():
    found = sent_with(["写真.jpg".encode("cp932"), "海.jpg".encode("cp932")], "![A](写真.jpg)")
    assert sorted(found.pictures) == ["写真.jpg", "海.jpg"]


@pytest.mark.parametrize(
    ("name", "encoding", "text"),
    [("фото.jpg", "cp866", "Вода далеко"), ("사진.jpg", "cp949", "물이 멀다"), ("Lösung.jpg", "cp437", "Water is far")],
)
def test_name_that_no_text_mentions_is_guessed_by_its_script_and_said(name, encoding, text):
    found = sent_with([name.encode(encoding)], text)
    assert list(found.pictures) == [name]
    assert "which is a guess" in found.notes[0]


@pytest.mark.parametrize("is_right", [True, False])
def test_name_that_the_archive_states_beside_is_taken(is_right):
    raw = "海.jpg".encode("cp949")
    field = struct.pack("<BI", 1, zlib.crc32(raw) ^ (not is_right)) + "실제.jpg".encode()
    found = sent_with([raw], "![A](海.jpg)", struct.pack("<HH", 0x7075, len(field)) + field)
    assert list(found.pictures) == (["실제.jpg"] if is_right else ["海.jpg"])


@pytest.mark.parametrize(
    ("names", "paths", "encoding", "is_guessed"),
    [
        ([b"a\\b.md"], ("a/b.md",), "utf-8", False),
        (["é.md".encode()], ("é.md",), "utf-8", False),
        (["é.md".encode(), "é.md".encode("cp850")], ("├⌐.md", "é.md"), "cp437", True),
        (["水\\照.md".encode("gb18030")], ("水/照.md",), "gb18030", True),
    ],
    ids=["back-slash", "UTF-8 without a flag", "one that is not", "another script"],
)
def test_names_are_read_in_one_encoding(names, paths, encoding, is_guessed):
    members = [zipfile.ZipInfo(name.decode("cp437")) for name in names]
    assert read_names(members, []) == (paths, encoding, is_guessed)


@pytest.mark.parametrize(("flag", "path"), [(0, "Ú.md"), (0x800, "Θ.md")], ids=["not stated", "stated"])
def test_name_that_is_stated_is_not_read_anew(flag, path):
    member = zipfile.ZipInfo("Θ.md")
    member.flag_bits = flag
    assert read_names([member], ["Ú.md".encode()]).paths == (path,)


def stated(name: str, raw: bytes, kind: int = 0x7075) -> bytes:
    field = struct.pack("<BI", 1, zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", kind, len(field)) + field


RAW = "海.jpg".encode("cp949")
OTHER = struct.pack("<HHBI", 0x5455, 5, 1, 0)


@pytest.mark.parametrize(
    ("extra", "path"),
    [
        (stated("실제.jpg", RAW), "실제.jpg"),
        (OTHER + stated("실제.jpg", RAW), "실제.jpg"),
        (stated("실제.jpg", RAW) + OTHER, "실제.jpg"),
        (struct.pack("<HH", 0x5455, 0) + stated("실제\\.jpg", RAW), "실제/.jpg"),
        (stated("실제.jpg", RAW, 0x7076), "海.jpg"),
        (stated("", RAW), "海.jpg"),
        (stated("실제.jpg", b"other"), "海.jpg"),
        (OTHER, "海.jpg"),
        (struct.pack("<HH", 0x7075, 0), "海.jpg"),
        (b"\x75\x70\x09", "海.jpg"),
        (b"", "海.jpg"),
    ],
    ids=["alone", "behind another", "before another", "behind an empty one", "of another kind", "empty", "of another name", "another", "without bytes", "cut", "none"],
)  # fmt: skip
def test_name_that_is_stated_in_a_field_is_taken(extra, path):
    member = zipfile.ZipInfo(RAW.decode("cp437"))
    member.extra = extra
    assert read_names([member], ["![A](海.jpg)".encode()]).paths == (path,)


@pytest.mark.parametrize(
    ("name", "encoding", "text", "path"),
    [
        ("Lösung.jpg", "cp437", "![A](L%C3%B6sung.jpg)", "Lösung.jpg"),
        ("фото.jpg", "cp866", "![A](ФОТО.JPG)", "фото.jpg"),
        ("фото.jpg", "cp866", "![A](in/фото.jpg)", "фото.jpg"),
        ("x/фото.jpg", "cp866", "![A](фото.jpg)", "x/фото.jpg"),
    ],
    ids=["as an address", "in capitals", "in a folder", "without its folder"],
)
def test_name_is_mentioned_in_any_way_a_text_may_write_it(name, encoding, text, path):
    member = zipfile.ZipInfo(name.encode(encoding).decode("cp437"))
    assert read_names([member], [text.encode()]) == ((path,), encoding, False)
