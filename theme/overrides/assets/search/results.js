// Show what was found: words for every state, and results with the words marked.

import { gettext, ngettext } from "../spoken.js";
import { fold, isUnspaced, pieces, small } from "./words.js";

const FROM_RIGHT = /^(ar|fa|he|ps|ur)\b/;

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

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

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
  if (found.similar.length) return gettext("Nothing found for exactly that. Showing results for “{words}”.", { words: [...new Set(found.similar)].join(", ") });
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
  const about = [labelOf("kind", card.kind), card.facets.year?.[0]].filter(Boolean).join(" · ");
  const link = element(
    "a",
    { class: "gm-search__link", href: card.url },
    title,
    element("span", { class: "gm-search__about" }, about),
    excerpt,
  );
  if (card.language !== document.documentElement.lang) {
    title.lang = card.language;
    excerpt.lang = card.language;
  }
  // A title may begin with a name in other letters, so its language says more than its first letter.
  title.dir = excerpt.dir = FROM_RIGHT.test(card.language) ? "rtl" : "ltr";
  return element("li", { class: "gm-search__result" }, link);
}

// Characters that stand near each other in the index have to be neighbours in the text.
export async function isTrue(card, marks, textOf) {
  const runs = marks.runs.filter((run) => [...run].length > 2);
  const lacks = (text) => runs.filter((run) => !small(text).replace(/\s*\n\s*/g, "").includes(run));
  if (!lacks(`${card.title} ${card.summary}`).length) return true;
  return !lacks(`${card.title} ${card.summary} ${await textOf(card.slot)}`).length;
}

// Where the words stand: pairs of start and end.
function places(text, marks) {
  const found = [];
  for (const { piece, at } of pieces(text)) {
    if (isUnspaced(piece)) {
      for (const run of marks.runs) {
        const start = small(piece).indexOf(run);
        if (start >= 0) found.push([at + start, at + start + run.length, run]);
      }
      continue;
    }
    const form = fold(piece);
    const begun = marks.starts.find((start) => form.startsWith(start));
    if (marks.forms.has(form)) found.push([at, at + piece.length, form]);
    else if (begun) found.push([at, at + piece.length, begun]);
  }
  return found.sort((one, other) => one[0] - other[0]);
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
