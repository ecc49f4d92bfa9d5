"""Settings of mkdocs.yml: where questions go, and what is said of a value that cannot be followed."""

import pytest

from gmooc.core.settings import NO_CONTACT, PUBLIC_PAGE, Contact, SettingsError, read_settings

MAIL, PAGE = "hello@example.org", "https://example.org/contact/"


@pytest.mark.parametrize(
    ("mkdocs_yml", "expected"),
    [
        ("site_name: GMOOC", NO_CONTACT),
        ("extra: {mirrors: []}", NO_CONTACT),
        ("extra: {contact: }", NO_CONTACT),
        ("extra: {contact: {mail: '', page: ''}}", NO_CONTACT),
        (f"extra: {{contact: {{mail: {MAIL}}}}}", Contact(MAIL)),
        (f"extra: {{contact: {{mail: ' {MAIL} ', page: ''}}}}", Contact(MAIL)),
        (f"extra: {{contact: {{page: '{PAGE}'}}}}", Contact("", PAGE)),
        (f"extra:\n  contact:\n    mail: {MAIL}\n    page: {PAGE}\n", Contact(MAIL, PAGE)),
    ],
    ids=["no extra", "no contact", "nothing", "empty", "mail", "spaces around it", "page", "both"],
)
def test_contact_is_that_of_the_settings(mkdocs_yml, expected):
    assert read_settings(mkdocs_yml, {}).contact == expected


@pytest.mark.parametrize(
    ("contact", "urls"),
    [
        (NO_CONTACT, (PUBLIC_PAGE,)),
        (Contact(MAIL), (f"mailto:{MAIL}",)),
        (Contact("", PAGE), (PAGE,)),
        (Contact(MAIL, PAGE), (f"mailto:{MAIL}", PAGE)),
    ],
    ids=["the public page while there is none", "mail", "page", "both"],
)
def test_contact_leads_somewhere(contact, urls):
    assert contact.urls == urls


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("contact: hello@example.org",), "2:3: extra.contact: must be {mail, page} (it is 'hello@example.org')"),
        (("contact:", "  email: a@b.org"), "3:5: extra.contact.email: must be named mail or page"),
        (("contact:", "  page: ''", "  mail: hello"), "4:5: extra.contact.mail: must be one address of mail, such as 'hello@example.org' (it is 'hello')"),
        (("contact:", "  mail: a@b.org, c@d.org"), "3:5: extra.contact.mail: must be one address of mail, such as 'hello@example.org' (it is 'a@b.org, c@d.org')"),
        (("contact:", '  mail: "a@b.org?cc=c@d.org"'), "3:5: extra.contact.mail: must be one address of mail, such as 'hello@example.org' (it is 'a@b.org?cc=c@d.org')"),
        (("contact:", "  page: http://example.org/"), "3:5: extra.contact.page: must be an https address, such as 'https://example.org/contact/' (it is 'http://example.org/')"),
        (("contact:", "  page: 'javascript:alert(1)'"), "3:5: extra.contact.page: must be an https address, such as 'https://example.org/contact/' (it is 'javascript:alert(1)')"),
    ],
    ids=["no mapping", "unknown name", "no address", "two addresses", "more than an address", "not encrypted", "a script"],
)  # fmt: skip
def test_contact_that_cannot_be_followed_says_where_and_what_must_hold(lines, message):
    with pytest.raises(SettingsError) as raised:
        read_settings("\n".join(["extra:", *(f"  {line}" for line in lines)]), {})
    assert str(raised.value) == f"mkdocs.yml:{message}"
