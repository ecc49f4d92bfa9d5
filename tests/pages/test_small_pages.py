"""The rules are told in English and Chinese, every sentence of them."""

import pytest
from babel.messages.pofile import read_po

from gmooc.checks.rule_texts import RULE_TEXTS
from gmooc.core.i18n import MESSAGE_CATALOGS_FOLDER, words_of

SENTENCES = [sentence for rule in RULE_TEXTS for sentence in rule[1:4]]


def test_every_sentence_is_told_in_chinese():
    say = words_of("zh").say
    assert [sentence for sentence in SENTENCES if say(sentence) == sentence] == []


def test_catalogue_has_nothing_fuzzy_or_out_of_use():
    with (MESSAGE_CATALOGS_FOLDER / "zh/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file)
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert [message.id for message in catalogue if message.user_comments and message.id not in SENTENCES] == []


@pytest.mark.parametrize(("language", "said"), [("xx", "Why"), ("zh", "为什么")])
def test_language_without_words_speaks_english(language, said):
    assert words_of(language).say("Why") == said
