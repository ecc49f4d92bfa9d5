"""Turn an entry into its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from gmooc.catalogue import Card, Catalogue, is_stale
from gmooc.frames import LANGUAGES as LANGUAGE_CODES
from gmooc.frames import frame_of, interface_of
from gmooc.locales import N_, Words
from gmooc.moments import country_names
from gmooc.outputs.citations import citation_tags, citations_of, downloads
from gmooc.outputs.embeds import embed_url, frame_line
from gmooc.outputs.family import Branch, ancestors_of, descendants_of, tree_of
from gmooc.outputs.family_picture import family_picture
from gmooc.outputs.labels import LANGUAGES, LICENCES, LINKS, NEWS, OUTCOMES, RESOURCES, STATUSES, WANTED, og_locale
from gmooc.outputs.linked_data import SECTIONS, Known, entry_graph
from gmooc.outputs.page import Page
from gmooc.outputs.people import person_url
from gmooc.outputs.phases import edges, state_of, when
from gmooc.outputs.place import Place, place_of
from gmooc.outputs.switch import alternates, changed_links, foreign, language_links, led_from
from gmooc.outputs.templates import Templates, attribute, safe
from gmooc.prose import SMALL_SCREENS, Heading, Image
from gmooc.records import SOURCE_LANGUAGE, Entry, url_of

# A page of a challenge or goal shows this many projects; all of them are in the gallery's lists.
SHOWN = 24

Pictures = Callable[[str], Image | None]


class Related(NamedTuple):
    """All that a page shows of other entries and of the clock, as plain values.

    `titles` maps ids of challenges, goals and projects to title and address; `cards` are projects it lists, of `total`
    in all; `states` are those of a challenge's phases; `images` maps picture files to what is published of them;
    `number` is a project's own, `offline` are its links that are gone, since when, and an archived copy of each;
    `is_stale` says that nobody looked at its status for a year.
    """

    titles: tuple[tuple[str, str, str], ...] = ()
    builds_on: Branch = ()
    built_upon: Branch = ()
    cards: tuple[Card, ...] = ()
    total: int = 0
    states: tuple[str, ...] = ()
    images: tuple[tuple[str, str, int, int], ...] = ()
    number: str = ""
    languages: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    offline: tuple[tuple[str, str, str], ...] = ()
    is_stale: bool = False


def related_of(
    card: Card,
    catalogue: Catalogue,
    picture: Pictures,
    language: str = "",
    changed: tuple[tuple[str, str], ...] = (),
) -> tuple[Any, ...]:
    """Give all that the page of an entry shows of others; nothing else may change it but its own file.

    The page is in the card's language, unless another `language` is named, in which the entry is not written.
    `changed` are the anchors and titles of what changed in the original since a translation was made.
    """
    language = language or interface_of(language_of_file(card))
    if card.kind == "project":
        return Related(
            titles=_titles_of_project(card, catalogue, language),
            builds_on=ancestors_of(card, catalogue),
            built_upon=descendants_of(card, catalogue),
            languages=catalogue.languages_of(card.id),
            changed=changed,
            images=_images(card, catalogue, picture),
            number=catalogue.numbers.get(card.id, ""),
            offline=catalogue.offline.get(card.source, ()),
            is_stale=is_stale(card, catalogue.now),
        )
    if card.kind == "challenge":
        projects = catalogue.projects_of_challenge.get(card.slug, ())
        return Related(
            titles=_titles(catalogue, language, *(f"sdgs/sdg-{goal:02}" for goal in card.goals)),
            cards=told(projects[:SHOWN], catalogue, language),
            total=len(projects),
            languages=catalogue.languages_of(card.id),
            changed=changed,
            states=_states(catalogue.entries[card.key], catalogue.now),
            images=_images(card, catalogue, picture),
        )
    if card.kind == "sdg":
        projects = catalogue.projects_of_goal.get(card.goals[0], ())
        challenges = (entry.id for entry in catalogue.challenges_of_goal(card.goals[0]))
        return Related(
            titles=_titles(catalogue, language, *challenges),
            cards=told(projects[:SHOWN], catalogue, language),
            total=len(projects),
            languages=catalogue.languages_of(card.id),
            changed=changed,
        )
    return Related(
        titles=_titles(catalogue, language, f"challenges/{card.challenge}"),
        languages=catalogue.languages_of(card.id),
        changed=changed,
        images=_images(card, catalogue, picture),
    )


def stands_alone(card: Card, catalogue: Catalogue) -> bool:
    """Say whether the page of an entry shows nothing of others but titles of challenges and goals, and no picture.

    What `related_of` gives of such an entry changes only with those titles.
    """
    if card.kind != "project" or card.builds_on or card.pictures or card.id in catalogue.built_upon:
        return False
    if card.source in catalogue.offline:
        return False
    return len(catalogue.translations[card.id]) == 1


def surroundings_of(catalogue: Catalogue) -> tuple[Any, ...]:
    """Give the titles and numbers that may stand on the page of an entry that stands alone, and who does not."""
    few = tuple((card.id, card.title, card.url) for card in catalogue.cards.values() if card.kind != "project")
    names = tuple(getattr(entry.record.names, code) for entry in catalogue.sdgs for code in LANGUAGE_CODES)
    translated = tuple(id for id, found in catalogue.translations.items() if len(found) > 1)
    stale = tuple(card.key for card in catalogue.cards.values() if is_stale(card, catalogue.now))
    remembered = (tuple(catalogue.numbers.items()), tuple(catalogue.offline))
    return (few, names, tuple(sorted(catalogue.built_upon)), *remembered, stale, translated)


def record_page(
    entry: Entry, related: tuple[Any, ...], templates: Templates, site_url: str, language: str = ""
) -> Page:
    """Give the page of an entry; in another `language`, its own text stands in a frame of that language."""
    known = Related._make(related)
    # A translation speaks the language in its file's name; an original the one it says.
    spoken = entry.language if entry.language != SOURCE_LANGUAGE else entry.record.language
    url = url_of(entry.id, language) if language else entry.url
    place = place_of("../" * url.count("/"), language or interface_of(entry.language))
    view = _VIEWS[entry.kind](entry, known, place)
    title = view.get("title", entry.record.title)
    prose = led_from(entry.prose.html, entry.url) if language else entry.prose.html
    view |= {
        "record": entry.record,
        "foreign": foreign(spoken, place.language),
        "changed": changed_links(known.changed, place.root + url_of(entry.id), place.words),
        "original": place.words.language_name(spoken) if language and spoken != language else "",
        "prose": safe(prose),
        "root": place.root,
        "home": place.home,
        "cards": [card_view(card, place) for card in known.cards],
        "count": known.total,
        "feed": f"{place.root}{url_of(entry.id)}feed" if entry.kind in ("challenge", "sdg") else "",
        "small_screens": SMALL_SCREENS,
        "images": {src: Image(place.root + path, width, height) for src, path, width, height in known.images},
    }
    # Of projects there are too many for a page in every language; their lists are there.
    there = known.languages if entry.kind == "project" else LANGUAGE_CODES
    if entry.kind == "project":
        view |= _reuse(entry, place, site_url)
    return Page(
        url=url,
        frame=frame_of(entry.kind, language or entry.language),
        title=title,
        description=entry.record.summary,
        body=templates.render(entry.kind, view, place.language),
        contents=(*view["before"], *entry.prose.headings, *view["after"]),
        source=entry.path,
        head=f'<meta property="og:locale" content="{og_locale(entry.spoken)}">'
        + (citation_tags(entry) if entry.kind == "project" else "")
        + entry_graph(entry, Known(known.titles, known.images, site_url or place.root), place)
        + alternates(site_url, url_of(entry.id), known.languages)
        + (_feed_links(view["feed"], title) if view["feed"] else ""),
        language=language or spoken,
        canonical=entry.url if language else "",
        languages=language_links(place.root, place.language, url_of(entry.id), SECTIONS[entry.kind][0], there),
    )


def _feed_links(feed: str, title: str) -> str:
    """Name the feeds of a page for programs that look for them."""
    links = (("application/atom+xml", "xml"), ("application/feed+json", "json"))
    return "".join(
        f'<link rel="alternate" type="{kind}" title="{attribute(title)}" href="{feed}.{ending}">'
        for kind, ending in links
    )


def card_view(card: Card, place: Place) -> dict[str, Any]:
    """Give what a card in a list shows."""
    names = country_names(place.language)
    return {
        "url": place.root + card.url,
        "title": card.title,
        "summary": card.summary,
        "foreign": foreign(card.language, place.language),
        "language": card.language,
        "spoken": LANGUAGES.get(card.language, card.language) if card.language != place.language else "",
        "goals": (*card.goals[:1], *sorted(card.goals[1:])),
        "year": card.year,
        "outcome": place.words.say(OUTCOMES.get(card.outcome, "")),
        "status": place.words.say(STATUSES.get(card.status, "")),
        "countries": sorted([names[code] for code in card.countries]),
        "award": card.award,
        "cover": place.root + card.cover if card.cover else "",
    }


def _titles_of_project(card: Card, catalogue: Catalogue, language: str) -> tuple[tuple[str, str, str], ...]:
    known = catalogue.titles.get((language, card.challenge, card.goals))
    if known is None:
        goals = (f"sdgs/sdg-{goal:02}" for goal in card.goals)
        known = _titles(catalogue, language, f"challenges/{card.challenge}", *goals)
        catalogue.titles[language, card.challenge, card.goals] = known
    return known


def language_of_file(card: Card) -> str:
    """Give the language that stands in the name of an entry's file."""
    return SOURCE_LANGUAGE if card.key == card.id else card.language


def _titles(catalogue: Catalogue, language: str, *ids: str) -> tuple[tuple[str, str, str], ...]:
    found = [(id, catalogue.cards.get(id)) for id in ids]
    if language == SOURCE_LANGUAGE:
        return tuple([(id, card.title, card.url) for id, card in found if card])
    return tuple([(id, catalogue.title(id, language), url_of(id, language)) for id, card in found if card])


def told(cards: tuple[Card, ...], catalogue: Catalogue, language: str) -> tuple[Card, ...]:
    """Give translations of cards where there are any."""
    if language == SOURCE_LANGUAGE:
        return cards
    return tuple(catalogue.cards.get(f"{language}/{card.id}", card) for card in cards)


def _images(card: Card, catalogue: Catalogue, picture: Pictures) -> tuple[tuple[str, str, int, int], ...]:
    return tuple((src, *image) for src in card.pictures if (image := picture(src)))


def _project(entry: Entry, related: Related, place: Place) -> dict[str, Any]:
    record: Any = entry.record
    titles = {id: (title, url) for id, title, url in related.titles}
    names = country_names(place.language)
    say, root = place.words.say, place.root
    goals = []
    for goal in (record.sdgs.main, *record.sdgs.also):
        title, url = titles.get(
            f"sdgs/sdg-{goal.goal:02}", (say("Goal %(number)s", number=goal.goal), f"sdgs/{goal.goal}/")
        )
        goals.append({"number": goal.goal, "title": title, "url": root + url, "of": goal})
    challenge = titles.get(f"challenges/{record.challenge}")
    after = [Heading(2, "gm-team", say("Team"))]
    if record.links or record.cover or record.pictures:
        after.append(Heading(2, "gm-links", say("Links and pictures")))
    if related.builds_on or related.built_upon:
        after.append(Heading(2, "gm-family", say("Family of this project")))
    folder = entry.path.rpartition("/")[0]
    return {
        "goals": goals,
        "challenge": challenge and {"title": challenge[0], "url": root + challenge[1]},
        "countries": [names[code] for code in record.countries],
        "members": [(member, names.get(member.country or "", "")) for member in record.team.members],
        "outcome": say(OUTCOMES[record.outcome]),
        "status": say(STATUSES[record.status]),
        "wanted": [say(WANTED[what]) for what in record.wanted],
        "links": [(say(LINKS[link.kind]), link, _offline(link, related)) for link in record.links],
        "pictures": [(f"{folder}/{picture.src}", picture) for picture in record.pictures],
        "cover": record.cover and (f"{folder}/{record.cover.src}", record.cover),
        "builds_on": tree_of(related.builds_on, root),
        "built_upon": tree_of(related.built_upon, root),
        "family": family_picture(record, entry.id, entry.spoken, related.builds_on, related.built_upon, place.words),
        "licence": LICENCES[record.licence],
        "number": related.number,
        "update": f"{place.home}contribute/project/?improve={entry.url}" if related.is_stale else "",
        "before": [Heading(2, "gm-goals", say("Goals"))],
        "after": [*after, Heading(2, "gm-cite", say("Cite and reuse"))],
    }


def _reuse(entry: Entry, place: Place, site_url: str) -> dict[str, Any]:
    """Give what helps others to cite a project and to show it."""
    cited = citations_of(entry, site_url)
    return {
        "citation": cited.text,
        "bibtex": cited.bibtex,
        "downloads": downloads(cited, entry.slug),
        "embed": place.root + embed_url(entry.url),
        # Only originals lead to people, so that each work counts once.
        "contributors": [
            (person, place.root + person_url(person.name, person.orcid or "") if entry.key == entry.id else "")
            for person in entry.record.contributors
        ],
        "frame_line": frame_line(site_url, entry.url, entry.record.title) if site_url else "",
    }


def _offline(link: Any, related: Related) -> dict[str, Any] | None:
    """Say since when a link is gone, and where an archive has a copy that its authors did not name."""
    for url, since, archived in related.offline:
        if url == link.url:
            return {"since": date.fromisoformat(since), "archived": link.archived or archived}
    return None


def _challenge(entry: Entry, related: Related, place: Place) -> dict[str, Any]:
    record: Any = entry.record
    say, root = place.words.say, place.root
    goals = [{"number": int(id[-2:]), "title": title, "url": root + url} for id, title, url in related.titles]
    unknown = _unknown(record)
    phases = [
        {"of": phase, "state": state, "when": when(phase, place.words), **edges(phase, place.words)}
        for phase, state in zip(record.phases, related.states, strict=True)
    ]
    before = [Heading(2, "gm-dates", say("Dates"))] if phases else []
    if record.recognition.credit or record.recognition.certificate or record.recognition.prizes:
        before.append(Heading(2, "gm-recognition", say("What participants receive")))
    after = [Heading(2, "gm-projects", say("Projects"))]
    after += [Heading(2, "gm-unknown", say("Facts without a source"))] if unknown else []
    after += [Heading(2, "gm-sources", say("Sources"))] if record.sources else []
    folder = entry.path.rpartition("/")[0]
    return {
        "goals": goals,
        "phases": phases,
        "unknown": [say(name) for name in unknown],
        "team": _team(record.team, place.words),
        "outcomes": _outcomes(record.outcomes, place.words),
        "cover": record.cover and (f"{folder}/{record.cover.src}", record.cover),
        "facet": f"{root}projects/by/challenge/{entry.slug}/",
        "url": url_of(entry.id),
        "languages": LANGUAGES,
        "before": before,
        "after": after,
    }


def _unknown(record: Any) -> list[str]:
    """Name the facts that visitors would look for and that no source gives."""
    received = record.recognition
    wanted = (
        (N_("the theme"), record.theme or not record.phases),
        (N_("dates and phases"), record.phases),
        (N_("who organises it"), record.organisers),
        (N_("who may take part"), record.eligibility),
        (N_("team size"), record.team),
        (N_("courses"), record.courses),
        (N_("credit, certificates and prizes"), received.credit or received.certificate or received.prizes),
        (N_("numbers of participants, teams and countries"), record.outcomes),
    )  # fmt: skip
    return [name for name, fact in wanted if not fact]


def _states(entry: Entry, now: datetime) -> tuple[str, ...]:
    return tuple(state_of(phase, now) for phase in entry.record.phases)


def _team(rule: Any, words: Words) -> list[str]:
    """Say how many make a team, and who puts it together."""
    if rule is None:
        return []
    facts = []
    if rule.min and rule.max:
        facts.append(
            words.say_count("%(least)s to %(num)s person", "%(least)s to %(num)s people", rule.max, least=rule.min)
        )
    if rule.formed_by == "organisers":
        facts.append(words.say("put together by the organisers"))
    if rule.formed_by == "participants":
        facts.append(words.say("put together by the participants"))
    return facts


def _outcomes(outcomes: Any, words: Words) -> list[str]:
    """Say in figures what came of a challenge."""
    if outcomes is None:
        return []
    facts = []
    if outcomes.participants is not None:
        facts.append(words.say_count("%(num)s participant", "%(num)s participants", outcomes.participants))
    if outcomes.teams is not None:
        facts.append(words.say_count("%(num)s team", "%(num)s teams", outcomes.teams))
    if outcomes.countries is not None:
        facts.append(words.say_count("%(num)s country", "%(num)s countries", outcomes.countries))
    return facts


def _sdg(entry: Entry, related: Related, place: Place) -> dict[str, Any]:
    record: Any = entry.record
    say, root = place.words.say, place.root
    kinds = [(say(label), [r for r in record.resources if r.kind == kind]) for kind, label in RESOURCES.items()]
    return {
        "title": getattr(record.names, place.language),
        "kinds": [(label, found) for label, found in kinds if found],
        "challenges": [(title, root + url) for _, title, url in related.titles],
        "names": [
            (code, LANGUAGES[code], getattr(record.names, code)) for code in ("ar", "en", "es", "fr", "ru", "zh")
        ],
        "facet": f"{root}projects/by/goal/{record.number}/",
        "languages": LANGUAGES,
        "before": [],
        "after": [
            Heading(2, "gm-targets", say("Targets")),
            Heading(2, "gm-resources", say("Learn and find data")),
            Heading(2, "gm-challenges", say("Challenges")),
            Heading(2, "gm-projects", say("Projects")),
        ],
    }


def _announcement(entry: Entry, related: Related, place: Place) -> dict[str, Any]:
    record: Any = entry.record
    say, root = place.words.say, place.root
    folder = entry.path.rpartition("/")[0]
    return {
        "kind": say(NEWS[record.kind]),
        "day": record.publish_at.local.day,
        "challenges": [(title, root + url) for _, title, url in related.titles],
        "cover": record.cover and (f"{folder}/{record.cover.src}", record.cover),
        "before": [],
        "after": [Heading(2, "gm-sources", say("Sources"))] if record.sources else [],
    }


_VIEWS: dict[str, Callable[[Entry, Related, Place], dict[str, Any]]] = {
    "project": _project,
    "challenge": _challenge,
    "sdg": _sdg,
    "announcement": _announcement,
}
