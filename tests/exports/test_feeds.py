"""Feeds that readers accept: both formats, each language, challenge, goal and kind of news, with whole texts."""

from __future__ import annotations

import json
import pickle
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from urllib.parse import urlsplit

import feedparser
import pytest

from gmooc.build.memo import digest_of_inputs
from gmooc.content.catalogue import build_catalogue, card_of
from gmooc.content.entry import identify, read_entry
from gmooc.content.published import Ledger, Listed
from gmooc.core.settings import Settings
from gmooc.exports.feeds import Feed, Item, absolute, atom, feed_targets, json_feed
from gmooc.text.document import read_document
from gmooc.text.markdown import Image
from reading import read
from rendering import context_of, files_of, kept_of

SITE = Settings("GMOOC & co", "The <site>", "https://example.org/base/")
NOWHERE = SITE._replace(site_url="")
NOW = datetime(2027, 1, 1, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
FILES = {
    "challenges/gmooc-2027.md": "title: Edition & more\nedition: 2027\nsummary: S\nsdgs: {main: 4}\nas_of: 2026-01-01",
    "sdgs/sdg-04.md": """title: Quality Education
number: 4
names: {ar: a, en: e, es: s, fr: f, ru: r, zh: z}
summary: S
iri: http://metadata.un.org/sdg/4
colour: "#C5192D"
text_colour: "#FFFFFF"
targets: [{number: "4.1", text: T}]""",
    "announcements/2026-12-01-open.md": (
        "title: Open <now>\npublish_at: 2026-12-01 08:00 Asia/Shanghai\nkind: launch\nsummary: S & s\nchallenge: gmooc-2027"
    ),
    "announcements/2026-12-01-open.zh.md": (
        "title: 开放报名\npublish_at: 2026-12-01 08:00 Asia/Shanghai\nkind: launch\nsummary: 报名\nchallenge: gmooc-2027"
    ),
    "announcements/2026-11-01-news.md": "title: News\npublish_at: 2026-11-01 08:00 UTC\nkind: news\nsummary: S",
}
for name in ("new", "unrecorded"):
    FILES[f"projects/2026/{name}.md"] = (
        f"title: Project {name}\nsummary: S\nchallenge: gmooc-2027\nyear: 2026\nteam: {{name: T}}\n"
        "sdgs: {main: {goal: 4, how: H}}\noutcome: app\nstatus: idea\nlanguage: zh"
    )
PROJECTS = []
BODY = "Whole *text* with [a link](../sdgs/sdg-04.md#targets), [here](#s) and ![a picture](p.png).\n\n## S\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"


@pytest.fixture(scope="module")
def catalogue():
    entries = []
    files = {*FILES, "announcements/p.png"}
    for path, front_matter in FILES.items():
        document, problems = read_document(path, f"---\n{front_matter}\n---\n{BODY}".encode())
        entry, more = read_entry(
            document, identify(path), files, {"announcements/p.png": Image("pictures/p.webp", 3, 2)}
        )
        assert (problems, more) == ((), ())
        entries.append(entry)
    PROJECTS[:] = [entry for entry in entries if entry.kind == "project"]
    few = [entry for entry in entries if entry.kind != "project"]
    return build_catalogue([card_of(entry, {}) for entry in entries], few, NOW)


def context(catalogue, settings=SITE):
    """What feeds are made of: the second project was never recorded, so nobody knows since when it is there."""
    ledger = Ledger({"projects/2026/new/": Listed("projects/2026/new/", 1, "2026-001", "", "2026-11-15")}, {}, {})
    kept = {entry.key: kept_of(entry=pickle.dumps(entry)) for entry in PROJECTS}
    return context_of(catalogue, settings, ledger=ledger, kept=kept)


@pytest.fixture(scope="module")
def made(catalogue):
    return files_of(feed_targets(context(catalogue)))


def test_there_is_a_feed_of_everything_people_follow(made):
    prefixes = ("", "ar/", "es/", "fr/", "ru/", "zh/")
    languages = [f"{prefix}{folder}feed" for prefix in prefixes for folder in ("", "announcements/")]
    kinds = [f"announcements/{kind}/feed" for kind in ("launch", "call", "deadline", "results", "event", "news")]
    paths = [*languages, *kinds, "challenges/gmooc-2027/feed", "sdgs/4/feed", "projects/feed"]
    assert sorted(made) == sorted(f"{path}.{ending}" for path in paths for ending in ("xml", "json"))


@pytest.mark.parametrize(
    ("feed", "titles"),
    [
        ("announcements/feed", ["Open <now>", "News"]),
        ("zh/announcements/feed", ["开放报名", "News"]),
        ("announcements/launch/feed", ["Open <now>"]),
        ("announcements/results/feed", []),
        ("feed", ["Open <now>", "Project new", "News"]),
        ("zh/feed", ["开放报名", "Project new", "News"]),
        ("ar/feed", ["Open <now>", "News"]),
        ("projects/feed", ["Project new"]),
        ("challenges/gmooc-2027/feed", ["Open <now>", "Project new"]),
        ("sdgs/4/feed", ["Open <now>", "Project new"]),
    ],
)
def test_both_formats_hold_what_is_followed(made, feed, titles):
    assert [item["title"] for item in json.loads(made[f"{feed}.json"])["items"]] == titles
    assert [
        entry.find(f"{ATOM}title").text for entry in ET.fromstring(made[f"{feed}.xml"]).iter(f"{ATOM}entry")
    ] == titles


def test_every_atom_feed_is_well_formed_to_a_reader(made):
    for path, feed in made.items():
        if path.endswith(".xml"):
            parsed = feedparser.parse(feed, response_headers={"content-type": "application/atom+xml"})
            assert not parsed.bozo, (path, parsed.get("bozo_exception"))
            assert parsed.version == "atom10"


def test_atom_holds_what_the_standard_asks_for(made):
    """RFC 4287, sections 4.1.1 and 4.1.2: what must be there, once, and ids that are unique and absolute."""
    for path, feed in made.items():
        if not path.endswith(".xml"):
            continue
        root = ET.fromstring(feed)
        for element in (root, *root.iter(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                (found,) = element.findall(f"{ATOM}{name}")
                assert found.text.strip()
            assert urlsplit(element.find(f"{ATOM}id").text).scheme == "tag"
            datetime.fromisoformat(element.find(f"{ATOM}updated").text)
        (own,) = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
        assert own.get("href") == SITE.site_url + path
        ids = [entry.find(f"{ATOM}id").text for entry in root.iter(f"{ATOM}entry")]
        assert len(ids) == len(set(ids))
        assert root.find(f"{ATOM}author/{ATOM}name").text == "GMOOC & co"


def test_json_holds_what_the_standard_asks_for(made):
    """JSON Feed 1.1: version and title; of items, id and content; addresses whole; dates with a zone."""
    for path, feed in made.items():
        if not path.endswith(".json"):
            continue
        data = json.loads(feed)
        assert data["version"] == "https://jsonfeed.org/version/1.1"
        assert data["feed_url"] == SITE.site_url + path
        assert data["title"]
        for item in data["items"]:
            assert item.keys() == {
                "id",
                "url",
                "title",
                "summary",
                "content_html",
                "date_published",
                "language",
                "tags",
            }
            assert item["url"].startswith(SITE.site_url)
            assert datetime.fromisoformat(item["date_published"]).tzinfo


def test_whole_texts_lead_to_whole_addresses(made):
    (_, text) = [item["content_html"] for item in json.loads(made["announcements/feed.json"])["items"]]
    assert re.findall(r'(?:href|src)="([^"]*)"', text) == [
        "https://example.org/base/sdgs/4/#targets",
        "https://example.org/base/announcements/2026-11-01-news/#s",
        "https://example.org/base/pictures/p.webp",
    ]
    assert not re.search("tabindex|loading=|class=", text)


def test_a_translation_bears_the_name_of_its_original(made):
    english, chinese = (json.loads(made[f"{prefix}announcements/feed.json"])["items"][0] for prefix in ("", "zh/"))
    assert english["id"] == chinese["id"] == "tag:mooc.global,2021:community/announcements/2026-12-01-open"
    assert (english["url"], chinese["url"]) == (
        "https://example.org/base/announcements/2026-12-01-open/",
        "https://example.org/base/zh/announcements/2026-12-01-open/",
    )
    assert (english["language"], chinese["language"]) == ("en", "zh")


def test_without_an_address_of_the_site_nothing_points_nowhere(catalogue):
    made = files_of(feed_targets(context(catalogue, NOWHERE)))
    data = json.loads(made["announcements/feed.json"])
    assert {"feed_url", "home_page_url"} & data.keys() == set()
    assert "url" not in data["items"][0]
    assert b'href="2026-12-01-open/"' in made["announcements/feed.xml"]


def test_only_a_feed_that_shows_something_else_is_made_again(catalogue):
    def keys():
        return {target.paths[0]: digest_of_inputs(target.inputs) for target in feed_targets(context(catalogue))}

    assert keys()["announcements/news/feed.xml"] != keys()["announcements/launch/feed.xml"]
    assert keys() == keys()


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ('srcset="../../pictures/a.avif" media="x"', 'srcset="https://e.org/pictures/a.avif" media="x"'),
        ('srcset="../a.webp 720w, b.webp 2x"', 'srcset="https://e.org/projects/a.webp 720w, https://e.org/projects/a/b.webp 2x"'),
        ('srcset="https://x.org/a.webp 2x"', 'srcset="https://x.org/a.webp 2x"'),
    ],
    ids=["one", "several", "absolute already"],
)  # fmt: skip
def test_every_candidate_of_a_picture_is_absolute(written, made):
    assert absolute(f"<source {written}>", "projects/a/", lambda url: f"https://e.org/{url}") == f"<source {made}>"


# Limits, order and addresses, without a whole catalogue.


def news(count: int):
    """A catalogue of so many announcements, one each minute, and what they are recorded as."""
    entries = [
        read(
            f"announcements/2026-11-01-n{number:02}.md",
            f"title: N{number:02}\npublish_at: 2026-11-01 08:{number:02} UTC\nkind: news\nsummary: S",
        )
        for number in range(count)
    ]
    return build_catalogue([card_of(entry, {}) for entry in entries], entries, NOW)


@pytest.mark.parametrize(("count", "shown"), [(29, 29), (30, 30), (31, 30)])
def test_feed_holds_the_newest_thirty(count, shown):
    made = files_of(feed_targets(context_of(news(count), SITE)))
    titles = [item["title"] for item in json.loads(made["announcements/feed.json"])["items"]]
    assert titles == [f"N{number:02}" for number in range(count - 1, count - 1 - shown, -1)]


def item(**more):
    plain = {"id": "announcements/a", "url": "announcements/a/", "title": "T", "summary": "S", "text": "<p>T</p>"}
    return Item(**{**plain, "published": "2026-11-01T08:00:00Z", "language": "zh", **more})


FEED = Feed("zh/announcements/feed", "F & co", "zh", "zh/announcements/", ())


@pytest.mark.parametrize(
    ("corrected", "updated", "modified"),
    [
        ("", "2026-11-01T08:00:00Z", None),
        ("2026-11-02T08:00:00Z", "2026-11-02T08:00:00Z", "2026-11-02T08:00:00Z"),
        ("2026-10-31T08:00:00Z", "2026-11-01T08:00:00Z", "2026-11-01T08:00:00Z"),
    ],
    ids=["never", "later", "before it came out"],
)
def test_entry_was_changed_when_it_came_out_or_was_corrected(corrected, updated, modified):
    feed = FEED._replace(items=(item(corrected=corrected),))
    [entry] = ET.fromstring(atom(feed, SITE)).iter(f"{ATOM}entry")
    assert entry.find(f"{ATOM}updated").text == updated
    assert entry.find(f"{ATOM}published").text == "2026-11-01T08:00:00Z"
    [told] = json.loads(json_feed(feed, SITE))["items"]
    assert (told["date_published"], told.get("date_modified")) == ("2026-11-01T08:00:00Z", modified)


def test_feed_changed_with_the_last_of_its_entries_and_an_empty_one_with_the_first_edition():
    items = (item(), item(id="b", corrected="2026-11-03T00:00:00Z"), item(id="c", published="2026-11-02T00:00:00Z"))
    for held, updated in ((items, "2026-11-03T00:00:00Z"), ((), "2021-01-24T00:00:00Z")):
        root = ET.fromstring(atom(FEED._replace(items=held), SITE))
        assert root.find(f"{ATOM}updated").text == updated


def test_feed_says_whose_it_is_and_what_it_follows():
    feed = FEED._replace(items=(item(tags=("call", "sdg-06")),))
    root = ET.fromstring(atom(feed, SITE))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh"
    assert root.find(f"{ATOM}id").text == "tag:mooc.global,2021:community/zh/announcements"
    assert root.find(f"{ATOM}subtitle").text == "The <site>"
    links = {link.get("rel"): (link.get("type"), link.get("href")) for link in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": ("text/html", "https://example.org/base/zh/announcements/"),
        "self": ("application/atom+xml", "https://example.org/base/zh/announcements/feed.xml"),
    }
    [entry] = root.iter(f"{ATOM}entry")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh"
    assert [tag.get("term") for tag in entry.iter(f"{ATOM}category")] == ["call", "sdg-06"]
    assert entry.find(f"{ATOM}content").attrib == {"type": "html"}
    told = json.loads(json_feed(feed, SITE))
    assert (told["title"], told["language"], told["description"]) == ("F & co", "zh", "The <site>")
    assert (told["authors"], told["home_page_url"]) == ([{"name": "GMOOC & co"}], "https://example.org/base/zh/announcements/")  # fmt: skip
    assert (told["items"][0]["tags"], told["items"][0]["language"]) == (["call", "sdg-06"], "zh")


def test_announcement_is_tagged_with_its_kind_its_edition_and_the_goals_of_that(made):
    first, last = json.loads(made["announcements/feed.json"])["items"]
    assert (first["tags"], last["tags"]) == (["launch", "gmooc-2027", "sdg-04"], ["news"])
    # Eight in the morning in Shanghai is midnight in UTC.
    assert (first["date_published"], last["date_published"]) == ("2026-12-01T00:00:00Z", "2026-11-01T08:00:00Z")
    [project] = json.loads(made["projects/feed.json"])["items"]
    assert (project["tags"], project["date_published"]) == (["project", "gmooc-2027", "sdg-04"], "2026-11-15T00:00:00Z")


def test_projects_in_another_language_are_in_its_feed_and_in_the_english_one(made):
    feeds = {prefix: [item["title"] for item in json.loads(made[f"{prefix}feed.json"])["items"]] for prefix in ("", "zh/", "fr/")}  # fmt: skip
    assert ["Project new" in titles for titles in feeds.values()] == [True, True, False]


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ('<a href="../../../sdgs/4/">', '<a href="https://e.org/sdgs/4/">'),
        ('<a href="../../../">', '<a href="https://e.org/">'),
        ('<a href="../b/#s">', '<a href="https://e.org/projects/2024/b/#s">'),
        ('<a href="#s">', '<a href="https://e.org/projects/2024/a/#s">'),
        ('<a href="">', '<a href="https://e.org/projects/2024/a/">'),
        ('<a href="b.pdf">', '<a href="https://e.org/projects/2024/a/b.pdf">'),
        ('<a href="../?a=1&amp;b=2">', '<a href="https://e.org/projects/2024/?a=1&amp;b=2">'),
        ('<a href="https://x.org/a/">', '<a href="https://x.org/a/">'),
        ('<a href="mailto:a@x.org">', '<a href="mailto:a@x.org">'),
        ('<img src="p.webp" loading="lazy" decoding="async" alt="A" width="1">', '<img src="https://e.org/projects/2024/a/p.webp" alt="A" width="1">'),
        ('<h2 id="s" tabindex="-1" class="c">', "<h2>"),
        ('He said: class="a" and href="b/" of &lt;a href="b/" id="c"&gt;', 'He said: class="a" and href="b/" of &lt;a href="b/" id="c"&gt;'),
    ],
    ids=["page", "home page", "part of a page", "part of this page", "this page", "file", "query", "elsewhere", "mail", "picture", "what is for our own page", "quoted"],
)  # fmt: skip
def test_every_address_is_whole(written, made):
    assert absolute(written, "projects/2024/a/", lambda url: f"https://e.org/{url}") == made
