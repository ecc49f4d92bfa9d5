"""Checks: rules over all entries, each fault with its line."""

from dataclasses import replace

import pytest

from gmooc.checks.parsing import References
from gmooc.checks.rules import (
    RuleContext,
    aliases_are_free,
    builds_on_exists,
    challenge_exists,
    dates_can_be_kept,
    findings,
    launch_is_translated,
    launched_editions_wait,
    links_lead_somewhere,
    nothing_is_forgotten,
    past_editions_say_their_facts,
    pictures_are_ours,
    pictures_exist,
    projects_differ,
    targets_belong_to_goals,
    year_is_folder,
)
from gmooc.content.catalogue import Card
from gmooc.core.problem_messages import translate_message
from samples import CHALLENGE, LONG, PROJECT, found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Text", "a\n[x](../../sdgs/sdg-4.md)", "12:5: E101 link '../../sdgs/sdg-4.md': must lead to a file that exists\n    try: [x](../../sdgs/sdg-04.md)"),
        ("Text", "[x](www.e.org/a)", "11:5: E101 link 'www.e.org/a': must lead to a file that exists\n    try: [x](https://www.e.org/a)"),
        ("Text", "![x](图片.png)", "11:6: E102 picture '图片.png': must be a file that lies beside this entry"),
        ("Text", "[x](<../../sdgs/sdg 04.md>)", "11:6: E101 link '../../sdgs/sdg 04.md': must lead to a file that exists\n    try: [x](<../../sdgs/sdg-04.md>)"),
        ("Text", "![x](no.png)", "11:6: E102 picture 'no.png': must be a file that lies beside this entry"),
        ("Text", "![x](https://e.org/a.png)", "11:6: E103 picture: must be a file beside this entry, not one on another host"),
        ("gmooc-2024", "gmoc-2024", "4:1: E104 challenge: must be one of gmooc-2024\n    try: challenge: gmooc-2024"),
        ("status: idea", "status: idea\nbuilds_on: [2024/none]", "10:13: E105 builds_on: must be another project, written as year/name (it is '2024/none')"),
        ("status: idea", "status: idea\nbuilds_on: [2024/bad]", "10:13: E105 builds_on: must be another project, written as year/name (it is '2024/bad')"),
        ("year: 2024", "year: 2023", "5:1: E106 year: must be that of the folder, 2024"),
        ("how: H", 'how: H, target: "4.9"', "7:32: E108 target: must be one of the 169 targets (it is '4.9')"),
        ("goal: 4, how: H", 'goal: 5, how: H, target: "4.1"', "7:32: E108 target: must belong to a goal that the entry names (it is '4.1')"),
    ],
    ids=lambda value: value[:14],
)  # fmt: skip
def test_a_broken_rule_has_its_place(content, old, new, expected):
    assert found(content, "projects/2024/bad.md", PROJECT.replace(old, new)) == [f"projects/2024/bad.md:{expected}"]


def test_a_translation_needs_its_original(content):
    assert found(content, "projects/2024/other.zh.md", PROJECT) == [
        "projects/2024/other.zh.md:1:1: E107 file: a translation needs its original, 'projects/2024/other.md'"
    ]


def test_an_english_translation_needs_its_original(content):
    assert found(content, "projects/2024/other.en.md", PROJECT) == [
        "projects/2024/other.en.md:1:1: E107 file: a translation needs its original, 'projects/2024/other.md'"
    ]


SPANISH = PROJECT.replace("title: A", "title: Agua").replace("status: idea", "status: idea\nlanguage: es")


def test_an_original_in_another_language_may_have_an_english_translation(content):
    assert found(content, "projects/2024/agua.md", SPANISH) == []
    assert found(content, "projects/2024/agua.en.md", PROJECT) == []


@pytest.mark.parametrize(
    ("path", "translation", "text"),
    [
        ("projects/2024/agua.md", "projects/2024/agua.es.md", SPANISH),
        ("projects/2024/agua/index.md", "projects/2024/agua/index.es.md", SPANISH),
        ("projects/2024/agua.md", "projects/2024/agua.en.md", SPANISH.replace("language: es", "language: en")),
        ("projects/2024/agua.md", "projects/2024/agua.en.md", SPANISH.replace("language: es\n", "")),
    ],
    ids=["Spanish", "in a folder", "English", "English unsaid"],
)
def test_a_translation_is_in_another_language_than_its_original(content, path, translation, text):
    assert found(content, path, text) == []
    name, language = path.rpartition("/")[2], translation.split(".")[1]
    assert found(content, translation, text.replace("title: Agua", "title: Water")) == [
        f"{translation}:1:1: E009 file name: must not end in '.{language}.md': the original, '{name}', is in that language"
    ]


def test_of_an_original_that_cannot_be_read_no_language_is_known(content):
    broken = found(content, "projects/2024/agua.md", f"no front matter\n\n{LONG}")
    assert [line.split(" ")[1] for line in broken] == ["E003"]
    with_translation = found(content, "projects/2024/agua.en.md", PROJECT)
    assert sorted(line.split(" ")[1] for line in with_translation) == ["E003", "E107"]


def test_a_file_name_that_fits_none_gets_one_that_does(content):
    assert found(content, "projects/2024/My Idea.md", PROJECT) == [
        "projects/2024/My Idea.md:1:1: E009 file name: must be lower-case words joined by hyphens, at "
        "projects/<year>/<name>.md\n    try: projects/2024/my-idea.md"
    ]


@pytest.mark.parametrize("name", ["README.md", "readme.md", "ReadMe.zh.md"])
def test_a_readme_is_told_the_name_of_its_folders_entry(content, name):
    (problem,) = (line for line in found(content, f"projects/2024/kiln/{name}", PROJECT) if "E009" in line)
    assert problem.endswith(f"try: projects/2024/kiln/index{'.zh' * ('zh' in name)}.md")


@pytest.mark.parametrize(("zone", "place"), [("EST", "America/New_York"), ("CET", "Europe/Paris")])
def test_a_zone_that_is_no_place_is_told_one(content, zone, place):
    text = CHALLENGE.replace("as_of", f"phases: [{{name: P, ends: 2024-07-15 17:00, zone: {zone}}}]\nas_of")
    assert found(content, "challenges/gmooc-2024.md", text) == [
        f"challenges/gmooc-2024.md:5:44: warning E017 zone: must be that of a place, such as {place}: '{zone}' does "
        "not say whose clocks count"
    ]


def test_a_fault_of_the_front_matter_hides_none_of_the_body(content):
    text = PROJECT.replace("outcome: app", "outcome: ap").replace("Text", "[x](gone.md)")
    assert [line.split()[1] for line in found(content, "projects/2024/bad.md", text)] == ["E012", "E101"]


@pytest.mark.parametrize(
    ("link", "is_there"),
    [("水.md", True), ("%E6%B0%B4.md", True), ("<my page.md>", True), ("my%20page.md?a", True), ("no.md?a", False)],
)
def test_link_of_a_free_page_finds_a_name_in_any_script(content, link, is_there):
    for name in ("水.md", "my page.md"):
        (content / name).write_text("---\ntitle: W\n---\nText\n")
    told = found(content, "more.md", f"---\ntitle: More\n---\n[x]({link})\n")
    assert [line.split()[1] for line in told] == ["E101"] * (not is_there)


@pytest.mark.parametrize(
    ("names", "written", "meant"),
    [
        (["sdg-04.md", "sdg-14.md"], "sdg-4.md", "sdg-04.md"),
        (["sdg-14.md"], "sdg-4.md", ""),
        (["sdg-07.md", "sdg-17.md"], "sdg-7.md", "sdg-07.md"),
        (["sdg-01.md", "sdg-11.md", "sdg-10.md"], "sdg_1.md", "sdg-01.md"),
        (["sdg-04.md"], "sdg-44.md", ""),
        (["rain-2024.md"], "rain-2023.md", ""),
        (["rain-garden.md"], "rain-gardn.md", "rain-garden.md"),
        (["rain-garden.md"], "Rain_Garden.md", "rain-garden.md"),
        (["rain-garden.md", "rain-gardens.md"], "rain-gardn.md", ""),
        (["rain-garden.md", "rain-garden.zh.md"], "rain-gardn.md", "rain-garden.md"),
        (["rain-garden.md", "rain-garden.zh.md"], "rain-gardn.zh.md", "rain-garden.zh.md"),
        (["other/rain-garden.md"], "rain-garden.md", "other/rain-garden.md"),
        (["other/rain-garden.md", "more/rain-garden.md"], "rain-garden.md", ""),
        (["rain-garden.md", "other/rain-gardens.md"], "rain-gardn.md", "rain-garden.md"),
        (["../contribute.md", "other/readme.md"], "CONTRIBUTING.md", ""),
        (["other/README.md"], "README.md", ""),
    ],
)
def test_link_is_repaired_where_one_file_alone_can_be_meant(names, written, meant):
    files = frozenset(f"more/{name}" for name in names)
    claim = References("more/page.md", "more/page", "", ((written, f"more/{written}"),), (), (), ())
    assert [finding.repair for finding in links_lead_somewhere(claim, RuleContext({}, files, frozenset()))] == [meant]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("*No response*", "11:1: E112"),
        ("_No response_", "11:1: E112"),
        ("[a](./第一章%20开始.md)", "11:5: E101"),
        ("[a](../b/é%C3%A9.md)", "11:5: E101"),
        ("[a](../b/caf&eacute;.md)", "11:5: E101"),
        ("[Slate] (<https://example.org/slate>)", "11:1: warning E116"),
        ("•\tFirst\n•\tSecond", "11:1: warning E116"),
        ("Intro\n\uf0b7 一\n\uf0b7 二", "12:1: warning E116"),
    ],
)
def test_fault_stands_where_it_was_typed(content, written, place):
    (problem,) = found(content, "projects/2024/bad.md", PROJECT.replace("Text", written))
    assert problem.startswith(f"projects/2024/bad.md:{place} ")


def test_section_that_holds_a_comment_alone_has_its_line(content):
    body = "Text\n\n## Plan\n\n<!-- Say here how. -->\n\n## Results\n\nIt works."
    (problem,) = found(content, "projects/2024/bad.md", PROJECT.replace("Text", body))
    assert problem.startswith("projects/2024/bad.md:13:4: warning E111 section 'Plan'")


@pytest.mark.parametrize("link", ["http-status.md", "https.md", "httpd/index.md"])
def test_link_to_a_file_whose_name_begins_as_an_address_is_looked_at(content, link):
    assert found(content, "projects/2024/bad.md", PROJECT.replace("Text", f"[x]({link})")) == [
        f"projects/2024/bad.md:11:5: E101 link '{link}': must lead to a file that exists"
    ]


# Rules by themselves.


def claim(**more):
    values = {"path": "projects/2024/a.md", "key": "projects/2024/a", "kind": "project"}
    nothing = {"links": (), "pictures": (), "foreign_pictures": (), "files": ()}
    return References(**(values | nothing | more))


def card(path="projects/2024/a", kind="project", **more):
    values = {"key": path, "id": path, "kind": kind, "url": f"{path}/", "source": f"{path}.md", "language": "en"}
    return Card(**(values | {"title": "T", "summary": "S", "date": "2024-01-01", "year": 2024} | more))


def context(*cards, files=(), targets=(), now=""):
    return RuleContext({one.key: one for one in cards}, frozenset(files), frozenset(targets), now)


def says(found):
    return [(one.code, one.path, translate_message(one.message), one.repair) for one in found]


@pytest.mark.parametrize(
    ("links", "told"),
    [
        ((("b.md", "projects/2024/b.md"),), []),
        ((("../../assets/a.pdf", "assets/a.pdf"),), []),
        ((("no.md", "more/assets/no.md"),), [("no.md", "")]),
        ((("no.md", "no.md"), ("no.md", "no.md"), ("wo.md", "wo.md")), [("no.md", ""), ("wo.md", "")]),
        ((("WWW.e.org/a", "WWW.e.org/a"),), [("WWW.e.org/a", "https://WWW.e.org/a")]),
        ((("wwww.md", "wwww.md"),), [("wwww.md", "")]),
    ],
    ids=["there", "file of the theme", "not there", "twice", "address", "no address"],
)
def test_link_that_leads_nowhere_is_told_once(links, told):
    found = list(links_lead_somewhere(claim(links=links), context(files=["projects/2024/b.md"])))
    assert [(one.written, one.repair) for one in found] == told
    assert {(one.code, one.path, one.is_warning) for one in found} <= {("E101", (), False)}


def test_picture_of_front_matter_is_told_at_its_keys():
    files = ((("cover", "src"), "projects/2024/p.png"), (("pictures", 1, "src"), "projects/2024/图.png"))
    found = pictures_exist(claim(files=files), context(files=["projects/2024/p.png"]))
    assert says(found) == [
        ("E102", ("pictures", 1, "src"), "picture '图.png': must be a file that lies beside this entry", "")
    ]


def test_picture_of_a_body_is_told_once():
    pictures = (
        ("%E5%9B%BE.png", "projects/2024/图.png"),
        ("p.png", "projects/2024/p.png"),
        ("p.png", "projects/2024/p.png"),
    )
    found = list(
        pictures_exist(claim(pictures=pictures), context(files=["projects/2024/图.png", "projects/2024/P.png"]))
    )
    assert [(one.written, one.repair) for one in found] == [("p.png", "P.png")]


@pytest.mark.parametrize("count", [0, 1, 100, 101])
def test_pictures_of_other_hosts_are_told_at_once_and_a_hundred_of_them(count):
    urls = tuple(f"https://example.org/{number}.png" for number in range(count))
    found = list(pictures_are_ours(claim(foreign_pictures=(*urls, *urls)), context()))
    assert [(one.written.split("\n"), one.is_told_once) for one in found] == [([*urls[:100]], True)] * (count > 0)


EDITIONS = (
    card("challenges/gmooc-2024", "challenge"),
    card("challenges/gmooc-2021", "challenge"),
    card("challenges/art", "challenge"),
    # A translation is no edition of its own.
    card("challenges/art", "challenge", key="zh/challenges/art", language="zh"),
)


@pytest.mark.parametrize(
    ("challenge", "told"),
    [
        ("", []),
        ("gmooc-2024", []),
        ("gmoc-2021", [("art, gmooc-2021, gmooc-2024", "challenge: gmooc-2021")]),
        ("zebra", [("art, gmooc-2021, gmooc-2024", "")]),
        ("gmooc-2023-a", [("art, gmooc-2021, gmooc-2024", "challenge: gmooc-2024")]),
    ],
)
def test_edition_that_is_not_there_is_told_those_that_are(challenge, told):
    one = card(challenge=challenge)
    found = says(challenge_exists(claim(), one, context(one, *EDITIONS, card("projects/2024/gmoc-2021"))))
    assert found == [("E104", ("challenge",), f"challenge: must be one of {names}", repair) for names, repair in told]


def test_project_builds_on_others():
    one = card(builds_on=("2023/b", "2024/no", "2024/a"), key="zh/projects/2024/a")
    found = says(builds_on_exists(claim(), one, context(card(), one, card("projects/2023/b"))))
    assert [path for _, path, _, _ in found] == [("builds_on", 1), ("builds_on", 2)]


@pytest.mark.parametrize(
    ("path", "kind", "year", "told"),
    [
        ("projects/2024/a", "project", 2024, []),
        ("projects/2023/a", "project", 2024, ["year: must be that of the folder, 2023"]),
        ("challenges/2023", "challenge", 2024, []),
    ],
)
def test_year_is_that_of_the_folder(path, kind, year, told):
    found = year_is_folder(claim(), card(path, kind, year=year), context())
    assert [translate_message(one.message) for one in found] == told


@pytest.mark.parametrize(
    ("target", "told"),
    [("4.1", []), ("14.1", ["14"]), ("4.9", ["169"]), ("17.a", [])],
)
def test_target_belongs_to_a_goal(target, told):
    place = ("sdgs", "also", 0, "target")
    found = list(
        targets_belong_to_goals(
            claim(targets=((place, target),)), card(goals=(4, 17)), context(targets=["4.1", "14.1", "17.a"])
        )
    )
    expected = {
        "14": "target: must belong to a goal that the entry names (it is '14.1')",
        "169": "target: must be one of the 169 targets (it is '4.9')",
    }
    assert says(found) == [("E108", place, expected[one], "") for one in told]


LAUNCH = {"tags": ("launch",), "date": "2027-01-24T08:00:00+00:00"}
BEFORE, THEN = "2027-01-24T07:59:59+00:00", "2027-01-24T08:00:00+00:00"


@pytest.mark.parametrize(
    ("more", "now", "missing"),
    [
        ({}, BEFORE, "ar, es, fr, ru"),
        ({}, THEN, ""),
        ({}, "", ""),
        ({"language": "fr"}, BEFORE, "en, ar, es, ru"),
        ({"tags": ("news",)}, BEFORE, ""),
        ({"key": "zh/announcements/n"}, BEFORE, ""),
        ({"kind": "project"}, BEFORE, ""),
    ],
    ids=["to come", "at its moment", "at no moment", "in French", "news", "translation", "another kind"],
)
def test_launch_to_come_is_told_the_languages_it_lacks(more, now, missing):
    one = card("announcements/n", **({"kind": "announcement"} | LAUNCH | more))
    chinese = card("announcements/n", "announcement", key="zh/announcements/n", language="zh")
    found = list(launch_is_translated(claim(key=one.key), one, context(chinese, one, now=now)))
    says = f"kind: a launch needs its translations, as n.<language>.md (missing: {missing})"
    told = [("E130", ("kind",), says, True)] if missing else []
    assert [(it.code, it.path, translate_message(it.message), it.is_warning) for it in found] == told


@pytest.mark.parametrize(
    ("now", "keys", "told"),
    [
        ("2025-01-01T00:00:01", ("theme", "team"), 1),
        ("2025-01-01T00:00:00", ("theme",), 0),
        ("", ("theme",), 0),
        ("2026", (), 0),
    ],
)
def test_facts_are_missed_once_an_edition_is_over(now, keys, told):
    found = past_editions_say_their_facts(claim(gaps=(keys, "2025-01-01T00:00:00")), card(), context(now=now))
    expected = f"facts: must have a value and a source, where there is one (missing: {', '.join(keys)})"
    assert [(one.code, translate_message(one.message), one.is_warning) for one in found] == [
        ("E142", expected, True)
    ] * told


def test_only_some_slips_of_dates_may_pass():
    codes = ("E011", "E013", "E014", "E016", "E017", "E131", "E132", "E133", "E141")
    slips = tuple((code, ("a",), ("m", ())) for code in codes)
    assert [one.code for one in dates_can_be_kept(claim(slips=slips), context()) if one.is_warning] == ["E017", "E141"]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (("E110", "Name of the team", ("team", "name")), ("", "", False, False)),
        (("E111", "Plan", ()), ("Plan", "", True, False)),
        (("E112", "_No response_", ()), ("_No response_", "", False, False)),
        (("E113", "p.png", ()), ("p.png", "", True, False)),
        (("E114", "3", ()), ("", "", True, True)),
        (("E031", "a.org https://b.org/", ()), ("a.org https://b.org/", "", True, False)),
        (("E116", "[x] (https://e.org/)", ()), ("[x] (https://e.org/)", "[x](https://e.org/)", True, False)),
        (("E116", "[水]（https://e.org/a）", ()), ("[水]（https://e.org/a）", "[水](https://e.org/a)", True, False)),
        (("E116", "[[x]]", ()), ("[[x]]", "", True, False)),
        (("E118", "file:///a", ()), ("file:///a", "", True, False)),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)  # fmt: skip
def test_what_was_forgotten_is_told_where_it_stands(fault, expected):
    (one,) = nothing_is_forgotten(claim(faults=(fault, fault)), context())
    assert (one.code, one.path) == (fault[0], fault[2])
    assert (one.written, one.repair, one.is_warning, one.is_of_body) == expected


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (("E118", "#plan", ()), "'#plan': must lead to a heading of this text"),
        (("E118", "a#plan", ()), "'a#plan': must be a web address, or the name of a file that lies beside this entry"),
        (("E031", "a.org https://b.org/x y", ()), "link 'a.org': must lead to the host that it names (it leads to 'b.org')"),
        (("E114", "49", ()), "text: at least 50 words, so that a reader learns what was done (it has 49)"),
    ],
    ids=["heading", "address", "host", "words"],
)  # fmt: skip
def test_what_was_forgotten_is_told_in_a_sentence(fault, sentence):
    (one,) = nothing_is_forgotten(claim(faults=(fault,)), context())
    assert translate_message(one.message) == sentence


@pytest.mark.parametrize(
    ("likeness", "told"),
    [
        (((b"a",), (b"a",), (b"b",)), [("1", "0")]),
        (((b"a", b"x"), (b"b", b"x"), (b"b", b"y"), (b"y",)), [("1", "0"), ("2", "1"), ("3", "2")]),
        (((b"a",), (b"b",), ()), []),
        (((b"a",), (), (b"b", b"a")), [("2", "0")]),
        (((b"a", b"b"), (b"c",), (b"c", b"a")), [("2", "0")]),
    ],
    ids=["title", "one after another", "none", "text", "two others"],
)
def test_project_that_is_like_an_earlier_one_is_told_the_first(likeness, told):
    claims = [claim(path=str(number), likeness=one) for number, one in enumerate(likeness)]
    found = [
        (one.path, dict(dict(it.message[1])["message"][1])["path"], it) for one, it in projects_differ(reversed(claims))
    ]
    assert [(path, first) for path, first, _ in found] == told
    assert {(it.code, it.path, it.is_warning) for _, _, it in found} <= {("E115", ("title",), True)}


NEXT = card("challenges/next", "challenge")
NEWS = card("announcements/n", "announcement", challenge="next", publish_at="2027-01-24 08:00 UTC", **LAUNCH)


@pytest.mark.parametrize(
    ("edition", "news", "now", "told"),
    [
        ({}, {}, BEFORE, 1),
        ({}, {}, THEN, 0),
        ({}, {}, "", 0),
        ({}, {"is_draft": True}, BEFORE, 0),
        ({}, {"tags": ("news",)}, BEFORE, 0),
        ({}, {"key": "zh/announcements/n"}, BEFORE, 0),
        ({}, {"challenge": "other"}, BEFORE, 0),
        ({"is_draft": True}, {}, BEFORE, 0),
        ({"publish_at": "2027-01-24 08:00 UTC"}, {}, BEFORE, 0),
        ({"key": "zh/challenges/next"}, {}, BEFORE, 0),
        ({"kind": "project"}, {}, BEFORE, 0),
    ],
    ids=["to come", "at its moment", "at no moment", "launch in draft", "news", "translated news", "of another edition",
         "draft", "waits", "translation", "another kind"],
)  # fmt: skip
def test_edition_that_is_launched_names_its_moment(edition, news, now, told):
    one = replace(NEXT, **edition)
    claims = [claim(key="challenges/none"), claim(key=one.key)]
    found = list(launched_editions_wait(claims, context(one, replace(NEWS, **news), now=now)))
    assert [(of.key, it.code, it.path, it.repair) for of, it in found] == [
        (one.key, "E139", ("publish_at",), "publish_at: 2027-01-24 08:00 UTC")
    ] * told


@pytest.mark.parametrize(
    ("aliases", "told"),
    [
        ({"a": ("old",)}, []),
        ({"a": ("old", "b")}, [("a", 1, "projects/2024/b.md")]),
        ({"a": ("old",), "b": ("older", "old")}, [("b", 1, "a")]),
        ({"a": ("a",)}, [("a", 0, "projects/2024/a.md")]),
        ({"a": ("2023/b",), "b": ("2023/b",)}, [("b", 0, "a")]),
        ({"a": ("old", "old")}, []),
    ],
    ids=["free", "of a page", "of another's", "its own", "of another year", "twice"],
)
def test_earlier_name_is_that_of_no_other_page(aliases, told):
    cards = [card(f"projects/2024/{name}", aliases=aliases.get(name, ())) for name in "ab"]
    claims = [claim(path=name, key=f"projects/2024/{name}") for name in "ba"]
    found = aliases_are_free(claims, context(*cards))
    assert [(of.path, it.path[1], dict(it.message[1])["path"]) for of, it in found] == told


@pytest.mark.parametrize("count", [100, 101])
def test_of_one_rule_a_hundred_findings_are_told(count):
    links = tuple((f"{number}.md", f"{number}.md") for number in range(count))
    one = card(builds_on=tuple(f"2024/{number}" for number in range(count)))
    found = [it.code for _, it in findings([claim(links=links)], context(one))]
    assert (found.count("E101"), found.count("E105")) == (100, 100)


def test_text_of_an_entry_without_a_card_is_looked_at():
    found = findings([claim(links=(("no.md", "no.md"),), targets=((("a",), "9.9"),))], context())
    assert [it.code for _, it in found] == ["E101"]
