"""The words of the form: labels of fields, its parts, and what its modules say in the browser."""

from __future__ import annotations

# A field that is not named here is called by its own name.
LABELS = {
    "title": "Name of the project",
    "summary": "What it is and whom it helps",
    "challenge": "Edition of the challenge",
    "year": "Year it was made",
    "team": "Team",
    "name": "Name",
    "members": "People of the team",
    "role": "What this person did",
    "affiliation": "University or organisation",
    "orcid": "ORCID",
    "countries": "Countries the team worked in",
    "sdgs": "Goals",
    "main": "Main goal",
    "also": "Another goal",
    "goal": "Goal",
    "how": "How the project serves it",
    "target": "Target",
    "evidence": "A page that shows it",
    "outcome": "What was made",
    "status": "Where it stands",
    "status_checked": "Day on which you last looked",
    "wanted": "What would help it on",
    "builds_on": "Projects it continues",
    "award": "Award in the challenge",
    "links": "Pages about it",
    "kind": "What is found there",
    "url": "Its address",
    "archived": "Archived copy",
    "cover": "Picture for its card and page",
    "pictures": "More pictures",
    "src": "Picture",
    "alt": "What the picture shows",
    "credit": "Who made it",
    "people_consent": "Everyone shown agreed to its publication",
    "licence": "Licence",
    "language": "Language you write in",
    "tags": "Tags",
    "contributors": "Who else worked on this page",
}

# What the model says of these is meant for those who write the file by hand.
HELPS = {
    **dict.fromkeys(("title", "year", "team", "sdgs", "main", "evidence", "outcome", "status", "wanted", "links"), ""),
    **dict.fromkeys(("kind", "url", "cover", "pictures", "licence", "language", "role", "affiliation", "country"), ""),
    "contributors": "Mentors, translators, editors …",
    "countries": "One line for each.",
    "challenge": "If you are not sure, choose the one whose year fits.",
    "src": "A photograph or drawing from your device.",
    "goal": "The 17 Sustainable Development Goals.",
    "target": "If you know which one.",
    "builds_on": "The end of the project's address on this site: year/name.",
    "archived": "For example in the Internet Archive.",
    "tags": "A word or two each.",
}

# What a button adds to a list.
ROWS_OF = {
    "members": "a person",
    "countries": "a country",
    "also": "another goal",
    "builds_on": "a project",
    "links": "a page",
    "pictures": "a picture",
    "tags": "a tag",
    "contributors": "a person",
}

# Parts of the form in reading order: heading, what to know, and the keys of the model; keys of none come last.
PARTS = (
    ("What is it?", "", ("title", "summary", "language", "challenge", "year", "outcome")),
    (
        "Who made it?",
        "Names or pseudonyms, as each person wishes. No e-mail address or telephone number: the page is public.",
        ("team", "countries"),
    ),
    ("Which goals does it serve?", "One main goal, and at most two more.", ("sdgs",)),
    (
        "The story",
        "Write as much as you like. An empty line begins a new paragraph. Leave a part empty if it does not apply.",
        ("body",),
    ),
    ("Where does it stand?", "", ("status", "status_checked", "wanted", "award", "builds_on", "links")),
    (
        "Pictures",
        "They are made small on your own device, and what the camera wrote into them (place, time) is removed.",
        ("cover", "pictures"),
    ),
    ("About this page", "", ("licence", "tags", "contributors")),
)
# Earlier names of a file, whether it is shown and what it was translated from are the maintainers' business.
LEFT_OUT = ("aliases", "draft", "source_hash")

# Headings of the story in the six languages of the United Nations; in another language they stand in English.
STORY = {
    "en": ("The problem", "Our solution", "How it works", "Results", "What we learned", "What is next"),
    "ar": ("المشكلة", "حلّنا", "كيف يعمل", "النتائج", "ما تعلّمناه", "ما التالي"),
    "es": ("El problema", "Nuestra solución", "Cómo funciona", "Resultados", "Lo que aprendimos", "Próximos pasos"),
    "fr": ("Le problème", "Notre solution", "Comment ça marche", "Résultats", "Ce que nous avons appris", "La suite"),
    "ru": ("Проблема", "Наше решение", "Как это работает", "Результаты", "Чему мы научились", "Что дальше"),
    "zh": ("问题", "我们的方案", "如何运作", "成果", "我们的收获", "下一步"),
}
STORY_HELP = (
    "Who has it, where, and how you know.",
    "What you made, in words that a neighbour understands.",
    "What happens step by step, and what it needs.",
    "What came of it: figures, voices, or what did not work.",
    "What you would tell the next team.",
    "What you or somebody else could do now.",
)

# Offered beside the languages that the site has names for; browsers know what they are called.
MORE_LANGUAGES = (
    *(
        "af",
        "am",
        "bg",
        "bn",
        "ca",
        "cs",
        "da",
        "el",
        "et",
        "eu",
        "fa",
        "fi",
        "fil",
        "ga",
        "gu",
        "ha",
        "he",
        "hi",
        "hr",
    ),
    *("hu", "hy", "id", "ig", "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "ku", "ky", "lo", "lt", "lv", "mg"),
    *("mk", "ml", "mn", "mr", "ms", "mt", "my", "nb", "ne", "nl", "pa", "pl", "ps", "ro", "rw", "si", "sk", "sl"),
    *("so", "sq", "sr", "sv", "ta", "te", "tg", "th", "ti", "tk", "tr", "uk", "ur", "uz", "vi", "xh", "yo", "zu"),
)

# What everybody agrees to before a text leaves the browser.
CONSENT = {
    "names": "Everyone named here agreed to it, and chose the name that is shown.",
    "pictures": "Everyone shown in a picture agreed to it. For a child, a parent or guardian agreed.",
    "for_ever": "I know that the page is public. It can be changed or taken down later, but earlier versions stay in "
    "the history of the repository, and others may have copied them.",
    "licence": "The text and pictures are ours to publish under the licence chosen above.",
}

WORDS = {
    "choose": "Choose",
    "add": "Add {row}",
    "remove": "Remove",
    "removed": "{name}: removed.",
    "row": "{label}, {number}",
    "saved": "Saved in this browser at {time}. Nothing has been sent.",
    "not_saved": "This browser does not let the page save your text: keep the draft as a file.",
    "restored": "Your draft of {time} is here again.",
    "moved": "Your draft of {time} is here again. The page has changed since: what you had not touched is as it is "
    "now.",
    "cleared": "The draft was removed from this browser.",
    "clear_sure": "Remove everything you wrote from this browser?",
    "not_a_draft": "This file is not a draft of this form.",
    "summary_title": "Some things are missing before this can be sent",
    "summary_one": "{count} thing to repair",
    "summary_many": "{count} things to repair",
    "tick": "Tick: {label}",
    "tick_this": "Tick this to go on",
    "shrinking": "The picture is being made small.",
    "picture_kept": "{name}: {width} × {height} pixels, {size} kB. Place and camera are removed.",
    "picture_unreadable": "This browser cannot read that picture. Save it as JPEG or PNG and choose it again.",
    "picture_gone": "Take this picture out",
    "use_picture": "To show it within the story, write ![what it shows]({name}) there.",
    "bytes": "The address has {bytes} of at most {most} bytes.",
    "address_too_long": "Your text is too long for this door: its address would have {bytes} bytes, and code hosts "
    "take {most}. Copy the text or send the file instead.",
    "has_pictures": "Pictures cannot go through this door. Send the .zip file instead.",
    "zip_given": "Your browser saved {name}. Attach it to a message to the organisers.",
    "file_given": "Your browser saved {name}.",
    "copied": "Copied.",
    "not_copied": "Copying did not work here: mark the text below and copy it.",
    "preview": "Your page",
    "preview_plain": "This build shows the story as you typed it; on the published page it is set.",
    "by": "Team",
    "improving": "This is the page “{title}” as it is. A maintainer reads what you change.",
    "not_found": "The page to improve could not be opened. Try again when you are connected.",
    "as_published": "{name}: as on the page",
    "edit_there": "Copies your text and opens the file there: replace all of it with what was copied.",
}
# What only the browser finds.
RULES = {
    "choices": "must be one of {choices} (it is '{given}')",
    "too_long": "at most {max_length} characters (it has {length})",
    "too_many": "at most {most} entries (it has {length})",
    "unknown": "is not a key of this kind",
    "picture_missing": "picture '{given}': must be a file that lies beside this entry",
    "picture_foreign": "picture: must be a file beside this entry, not one on another host",
    "link_missing": "link '{given}': must lead to a file that exists",
    "too_large": "file: at most {limit} KiB (it has {size})",
    "challenge": "must be one of {choices}",
    "target_unknown": "must be one of the 169 targets (it is '{given}')",
    "template": "'{given}': must be your own words, not those of the example",
    "no_response": "'{given}': must be an answer, or be left out",
    "poor_text": "picture '{given}': must have a text that says what it shows, for those who do not see it",
    "too_deep": "text: at most {limit} levels of quotations",
    "empty_section": "section '{given}': must say something, or be left out",
    "too_short": "text: at least {limit} words, so that a reader learns what was done (it has {number})",
    "target_other": "must belong to a goal that the entry names (it is '{given}')",
}
