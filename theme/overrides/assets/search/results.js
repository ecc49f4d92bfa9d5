// Show what was found: words for every state, and results with the words marked.

import { fold, isUnspaced, pieces, small } from "./words.js";

const ENGLISH = {
  placeholder: "Search",
  results: "Search results",
  one: "1 result",
  many: "{count} results",
  more: "The first {count} results",
  none: "Nothing found for “{query}”.",
  noneHelp: "Try fewer or other words, or a part of a word.",
  loose: "No entry has all the words. These have some of them.",
  similar: "Nothing found for exactly that. Showing results for “{words}”.",
  failed: "The search index could not be loaded.",
  failedHelp: "Check the connection and try again. From a folder on your computer, search works only while a web server shows the site.",
  again: "Try again",
  all: "Show all results",
  showMore: "Show more",
  hint: "Type at least three letters, or two Chinese characters.",
  keys: "Use the arrow keys to move through the results.",
  any: "All",
  clear: "Clear filters",
  key: "Reach search with the / key",
  submit: "Search",
  facets: { kind: "Kind", goal: "Goal", year: "Year", country: "Country", language: "Language", outcome: "Outcome", status: "Status" },
  values: {
    kind: { project: "Project", challenge: "Challenge", sdg: "Goal", announcement: "Announcement", page: "Page" },
  },
};

const LENGTH = 170;

function readWords() {
  const given = document.getElementById("gm-search-words");
  const words = given ? JSON.parse(given.textContent) : {};
  const [facets, values] = ["facets", "values"].map((name) => ({ ...ENGLISH[name], ...words[name] }));
  return { ...ENGLISH, ...words, facets, values };
}

export const words = readWords();

export function say(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function countOf(count, isExact = true) {
  if (count === 1 && isExact) return words.one;
  const number = new Intl.NumberFormat(document.documentElement.lang || "en").format(count);
  return say(isExact ? "many" : "more", { count: number });
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
  if (found.similar.length) return say("similar", { words: [...new Set(found.similar)].join(", ") });
  if (found.isLoose && found.slots.length) return words.loose;
  return found.slots.length ? "" : say("none", { query });
}

// A result is a link: it opens in a new tab, is copied and read aloud as links are.
export function resultOf(card, marks, text = "") {
  const excerpt = element("span", { class: "gm-search__excerpt" });
  const from = has(card.summary, marks) || !text ? card.summary : cut(text, marks);
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
  title.dir = excerpt.dir = "auto";
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
