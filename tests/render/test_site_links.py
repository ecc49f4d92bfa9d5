"""Code hosts: where a change is proposed, at the repository and at each mirror."""

import pytest

from gmooc.core.settings import Settings, SettingsError, read_settings
from gmooc.render.site_links import CodeHost, hosts_of

MIRROR = "extra:\n  mirrors:\n    - {kind: forgejo, url: https://codeberg.org/a/b/}\n"
CODEBERG = CodeHost(
    "codeberg.org", "https://codeberg.org/a/b/_new/main/", "https://codeberg.org/a/b/_edit/main/content/"
)
GITHUB = CodeHost("GitHub", "https://github.com/a/b/new/main/", "https://github.com/a/b/edit/main/content/")


@pytest.mark.parametrize(
    ("mkdocs_yml", "expected"),
    [
        ("repo_url: ''", ()),
        ("extra: {mirrors: []}", ()),
        ("repo_url: https://github.com/a/b", (GITHUB,)),
        ("repo_url: https://codeberg.org/a/b", (CODEBERG,)),
        (MIRROR, (CODEBERG,)),
        ("repo_url: https://github.com/a/b\n" + MIRROR, (GITHUB, CODEBERG)),
    ],
    ids=["unknown", "empty", "github", "forgejo", "mirror alone", "both"],
)
def test_hosts_are_those_of_the_settings(mkdocs_yml, expected):
    assert hosts_of(read_settings(mkdocs_yml, {})) == expected


def test_branch_is_the_same_everywhere():
    settings = Settings(
        "", "", "", "https://github.com/a/b", "edit/trunk/content/", mirrors=(("gitea", "https://e.org/a/b"),)
    )
    assert [(host.new, host.edit) for host in hosts_of(settings)] == [
        ("https://github.com/a/b/new/trunk/", "https://github.com/a/b/edit/trunk/content/"),
        ("https://e.org/a/b/_new/trunk/", "https://e.org/a/b/_edit/trunk/content/"),
    ]


def test_workflows_of_forgejo_know_their_own_host():
    run = {"GITHUB_REPOSITORY": "a/b", "GITHUB_SERVER_URL": "https://codeberg.org"}
    settings = read_settings("", run)
    assert (settings.site_url, hosts_of(settings)) == ("", (CODEBERG,))


@pytest.mark.parametrize(
    ("mirrors", "message"),
    [
        ("codeberg", "1:9: extra.mirrors: must be a list of {kind, url} (it is 'codeberg')"),
        ("[{url: https://e.org/a/b}]", "1:19: extra.mirrors.0.kind: must be one of github, forgejo, gitea (it is '')"),
        ("[{kind: gitea, url: 'javascript:alert(1)'}]", "1:33: extra.mirrors.0.url: must be the address of a repository (it is 'javascript:alert(1)')"),
    ],
    ids=["no list", "no kind", "no address"],
)  # fmt: skip
def test_mirror_that_cannot_be_followed_says_what_must_hold(mirrors, message):
    with pytest.raises(SettingsError) as raised:
        read_settings(f"extra: {{mirrors: {mirrors}}}", {})
    assert str(raised.value) == f"mkdocs.yml:{message}"
