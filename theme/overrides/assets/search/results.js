// Show what was found: words for every state, and results with the words marked.

import { directionOf, element } from "../element.js";
import { gettext, ngettext } from "../spoken.js";
import { bare, chains, fold, inOrder, isUnspaced, pieces, small } from "./words.js";

export const words = {
  placeholder: gettext("Search"),
  results: gettext("Search results"),
  noneHelp: gettext("Try fewer or other words, or a part of a word."),
  loose: gettext("No entry has all the words. These have some of them."),
  failed: gettext("The search index could not be loaded."),
  failedHelp: gettext("Check the connection and try again. From a folder on your computer, search works only while a web server shows the site."),
  again: gettext("Try again"),
  all: gettext("Show all results"),
  showMore: gettext("Show more"),
  hint: gettext("Type at least three letters, or two Chinese characters."),
  keys: gettext("Use the arrow keys to move through the results."),
  any: gettext("All"),
  others: gettext("Also in:"),
  filters: gettext("Filters"),
  clear: gettext("Clear filters"),
  key: gettext("Reach search with the / key"),
  submit: gettext("Search"),
  facets: {
    kind: gettext("Kind"), goal: gettext("Goal"), year: gettext("Year"), country: gettext("Country"),
    language: gettext("Language"), outcome: gettext("Outcome"), status: gettext("Status"),
  },
  values: {
    kind: {
      project: gettext("Project"), challenge: gettext("Challenge"), sdg: gettext("Goal"),
      announcement: gettext("Announcement"), page: gettext("Page"),
    },
    outcome: {
      app: gettext("App or tool"), lesson: gettext("Lesson"), study: gettext("Study"), policy: gettext("Policy note"),
      art: gettext("Art"), event: gettext("Event"), other: gettext("Other"),
    },
    status: {
      idea: gettext("Idea"), prototype: gettext("Prototype"), pilot: gettext("Pilot"), "in-use": gettext("In use"),
      ended: gettext("Ended"), unknown: gettext("Not stated"),
    },
  },
};

const LENGTH = 170;

export function countOf(count, isExact = true) {
  if (isExact) return ngettext("{num} result.", "{num} results.", count);
  return ngettext("The first {num} result.", "The first {num} results.", count);
}

// How a value of a facet reads: as the page says, else as the browser names countries and languages.
export function labelOf(facet, value) {
  const given = words.values[facet]?.[value];
  if (given) return given;
  const type = { country: "region", language: "language" }[facet];
  try {
    return type ? new Intl.DisplayNames([document.documentElement.lang || "en"], { type }).of(value) : value;
  } catch {
    return value;
  }
}

export function note(found, query) {
  if (found.similar.length) {
    const list = (words) => [...new Set(words)].join(", ");
    const shown = { words: list(found.similar.map(({ word }) => word)), others: list(found.similar.flatMap(({ forms }) => forms)) };
    return gettext("No page has “{words}”. Shown: “{others}”.", shown);
  }
  if (found.isLoose && found.slots.length) return words.loose;
  return found.slots.length ? "" : gettext("Nothing found for “{query}”.", { query });
}

// A result is a link: it opens in a new tab, is copied and read aloud as links are.
export function resultOf(card, marks, text = "") {
  const excerpt = element("span", { class: "gm-search__excerpt" });
  // Behind a form feed stand words that the page is searched for by and does not show.
  const [shown] = text.split("\f");
  const from = has(card.summary, marks) || !has(shown, marks) ? card.summary : cut(shown, marks);
  mark(excerpt, from, marks);
  const title = element("span", { class: "gm-search__title" });
  mark(title, card.title, marks);
  const isForeign = card.language !== document.documentElement.lang;
  const about = [labelOf("kind", card.kind), card.year, isForeign && labelOf("language", card.language)];
  const link = element(
    "a",
    { class: "gm-search__link", href: card.url },
    title,
    element("span", { class: "gm-search__about" }, about.filter(Boolean).join(" · ")),
    excerpt,
  );
  if (isForeign) {
    title.lang = card.language;
    excerpt.lang = card.language;
  }
  // A title may begin with a name in other letters, so its language says more than its first letter.
  title.dir = excerpt.dir = directionOf(card.language);
  return element("li", { class: "gm-search__result" }, link);
}

// The same page in other languages, each named as its readers do.
export function othersOf(card) {
  if (!card.others.length) return [];
  const names = [...card.others].sort((one, other) => (one.language < other.language ? -1 : 1)).map(({ url, language }) => {
    const name = new Intl.DisplayNames([language], { type: "language" }).of(language);
    return element("a", { class: "gm-search__other", href: url, lang: language, hreflang: language, dir: directionOf(language) }, name);
  });
  return [element("p", { class: "gm-search__others" }, words.others, " ", ...names.flatMap((name, at) => (at ? [", ", name] : [name])))];
}

// Pages as they are shown, each with the text that was read of it: without those whose characters only stand near each
// other, and first those that have the words of the query side by side. `withTexts` reads the texts of all.
export async function arranged(store, slots, { marks, isNamed }, query, withTexts = false) {
  // A page that the query names by its title or number is first as it is.
  const phrase = isNamed || inOrder(query).length < 2 ? "" : squeezed(query);
  const cards = await store.cards(slots);
  const rows = cards.map(async (card) => {
    const shown = `${card.title}\n${card.summary}`;
    const isRead = withTexts || lacks(shown, marks.wanted);
    const text = isRead ? await store.text(card.slot) : "";
    const whole = `${shown}\n${text}`;
    return { card, text, isTrue: !lacks(whole, marks.wanted), hasPhrase: squeezed(whole).includes(phrase) };
  });
  const found = (await Promise.all(rows)).filter((row) => row.isTrue);
  return [...found.filter((row) => row.hasPhrase), ...found.filter((row) => !row.hasPhrase)];
}

// Characters that stand near each other in the index have to be neighbours in the text.
function lacks(text, runs) {
  const joined = small(text).replace(/\s*\n\s*/g, "");
  return runs.some((run) => !joined.includes(run));
}

// Chinese is written with a space beside other letters, or without.
function squeezed(text) {
  return bare(text).replace(/\s+/g, " ").replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, "").trim();
}

// Where the words stand: pairs of start and end.
function places(text, marks) {
  const found = [];
  const isMeant = (form) => marks.forms.has(form) || marks.starts.some((start) => form.startsWith(start));
  for (const { piece, at } of pieces(text)) {
    if (isUnspaced(piece)) for (const run of marks.runs) found.push(...placesOf(run, piece, at));
    else if (isMeant(fold(piece))) found.push([at, at + piece.length, fold(piece)]);
  }
  for (const { piece, at, end } of chains(text)) if (isMeant(fold(piece))) found.push([at, end, fold(piece)]);
  return found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
}

// Each place of a run in a piece as it is written: one character there may be several when it is folded, or none.
function* placesOf(run, piece, from) {
  const folded = Array.from(piece.matchAll(/[^\p{M}\uff9e\uff9f][\p{M}\uff9e\uff9f]*|./gsu), ({ 0: written, index }) => {
    return { text: small(written), at: from + index, end: from + index + written.length };
  });
  const owners = folded.flatMap((one) => Array.from({ length: one.text.length }, () => one));
  const whole = folded.map(({ text }) => text).join("");
  for (let start = whole.indexOf(run); start >= 0; start = whole.indexOf(run, start + run.length)) {
    yield [owners[start].at, owners[start + run.length - 1].end, run];
  }
}

function has(text, marks) {
  return places(text, marks).length > 0;
}

function mark(target, text, marks) {
  let done = 0;
  for (const [start, end] of places(text, marks)) {
    if (start < done) continue;
    target.append(text.slice(done, start), element("mark", { class: "gm-search__mark" }, text.slice(start, end)));
    done = end;
  }
  target.append(text.slice(done));
}

// The part of a text that holds most of the words.
function cut(text, marks) {
  const found = places(text, marks);
  const kindsFrom = (start) => new Set(found.filter(([at]) => at >= start && at < start + LENGTH - 30).map((place) => place[2])).size;
  let [best, most] = [0, 0];
  for (const [start] of found.slice(0, 60)) {
    const kinds = kindsFrom(start);
    if (kinds > most) [best, most] = [start, kinds];
  }
  const near = Math.max(0, best - 40);
  const space = near && text.slice(near, best).search(/\s/);
  const start = near && space >= 0 ? near + space + 1 : near;
  const last = text.lastIndexOf(" ", start + LENGTH);
  const end = text.length <= start + LENGTH ? text.length : last > start + LENGTH - 25 ? last : start + LENGTH;
  return `${start ? "…" : ""}${text.slice(start, end).trim()}${end < text.length ? "…" : ""}`;
}
