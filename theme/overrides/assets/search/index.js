// Find entries: fetch the few files of the index that the words of a query need, and rank what they list.

import { choicesOf, exactly, wishes } from "./query.js";
import { collapse, crc32, isTitle, placeOf, readRecord, shardOf, slotsOf } from "./records.js";
import { inOrder, isUnspaced } from "./words.js";

const COMMON = 0.4; // A word of more entries than this share of all tells nothing beside other words.

// What a page is worth that has joined words as they are typed or in parts, or is marked as what the query names, or is in
// the reader's language. What it names by number or by the whole title comes first, always.
const JOINED = 10;
const IN_PARTS = 0.3;
const MARKED = 2;
const OWN_LANGUAGE = 1.25;
const NAMED = 1e6;

export class Index {
  #store;

  constructor(store) {
    this.#store = store;
  }

  // What matches, best first: one page of each entry, that in `language` if it matches, else the original. `limit` is how
  // many are wanted; without it, all are listed, and `all` holds those in other languages, too.
  async find(query, limit = Infinity, language = document.documentElement.lang || "en") {
    const plan = await this.#store.plan();
    const words = wishes(query, plan, limit < Infinity);
    const made = await Promise.all(words.map((wish) => this.#group(plan, wish, language)));
    // What is not found joined is asked for in its parts.
    const asked = made.flatMap((group) => (group.scores.size || !group.parts.length ? [group] : group.parts));
    const found = asked.filter((group) => group.scores.size);
    const isTelling = (group) => limit === Infinity || group.terms.every((term) => term.count <= plan.entries * COMMON);
    const telling = found.filter(isTelling);
    const needed = telling.length ? telling : found;
    let scores = meet(needed);
    if (limit === Infinity) {
      await Promise.all(needed.map((group) => this.#complete(plan, group)));
      scores = meet(needed);
    }
    // For a few results the best entries of each word do, if some have them all; else the shortest lists come first.
    for (const group of [...needed].sort((one, other) => countOf(one) - countOf(other))) {
      if (scores.size) break;
      await this.#complete(plan, group);
      scores = meet(needed);
    }
    const isLoose = found.length > 0 && (found.length < asked.length || scores.size === 0);
    if (scores.size === 0) scores = join(found);
    for (const group of found) {
      if (needed.includes(group)) continue;
      for (const [slot, score] of group.scores) if (scores.has(slot)) scores.set(slot, scores.get(slot) + score);
    }
    const titled = await this.#titled(plan, query);
    for (const slot of titled) scores.set(slot, (scores.get(slot) ?? 0) + NAMED);
    const own = plan.languages.indexOf(language);
    for (const [slot, score] of scores) if (placeOf(plan, slot).language === own) scores.set(slot, score * OWN_LANGUAGE);
    const all = [...scores.keys()].sort((one, other) => scores.get(other) - scores.get(one) || one - other);
    const isWhole = found.every((group) => group.isWhole);
    const slots = collapse(plan, all, language);
    const marks = marksOf(found);
    const isNamed = titled.length > 0 || found.some((group) => group.terms.some((term) => term.isMark));
    const entries = slots.map((slot) => placeOf(plan, slot).entry);
    return { slots, entries, all, isWhole, isExact: isWhole && !marks.wanted.length, isLoose, isNamed, marks, similar: similarOf(found) };
  }

  // What is known of one wish: the forms that stand for it, and the entries each matters most to.
  async #group(plan, wish, language) {
    const stemsOf = (word) => this.#stems(plan, word);
    const choices = wish.isUnspaced ? [{ stem: wish.piece, worth: 1 }] : await choicesOf(wish, plan.start, stemsOf);
    choices.push(...wish.marks.map((mark) => ({ stem: mark, worth: MARKED, isMark: true })));
    let terms = (await Promise.all(choices.map((choice) => this.#terms(plan, choice)))).flat();
    if (terms.some((term) => term.isSimilar)) {
      const own = plan.languages.indexOf(language);
      const { likeliest } = await import("./guesses.js");
      terms = likeliest(terms, ({ places }) => places.some((place) => placeOf(plan, place % slotsOf(plan)).language === own));
    }
    const parts = await Promise.all(wish.parts.map((part) => this.#group(plan, part, language)));
    return this.#weigh(plan, { wish, terms, parts });
  }

  // The forms of a stem that were chosen, or all of them.
  async #terms(plan, { stem, forms, ...choice }) {
    const record = await this.#record(plan, "terms", stem);
    const chosen = [...record].filter(([form]) => !isTitle(form) && (!forms || forms.has(form)));
    const total = chosen.reduce((sum, [, { count }]) => sum + count, 0);
    return chosen.map(([form, { count, places }]) => {
      const worth = forms?.get(form) ?? choice.worth;
      const rarity = choice.isMark ? Math.log(1 + plan.entries) : Math.log(1 + plan.entries / (worth === 1 ? (choice.times ?? count) : total));
      return { ...choice, stem, form, count, places, weight: worth * rarity };
    });
  }

  async #complete(plan, group) {
    if (group.isWhole) return;
    const long = group.terms.filter((term) => term.places.length < term.count);
    await Promise.all([
      ...long.map(async (term) => Object.assign(term, (await this.#record(plan, "lists", term.stem)).get(term.form))),
      ...group.parts.map((part) => this.#complete(plan, part)),
    ]);
    this.#weigh(plan, group);
  }

  #weigh(plan, group) {
    const slots = slotsOf(plan);
    group.scores = new Map();
    for (const { weight, places, isMark } of group.terms) {
      const joined = group.parts.length && !isMark ? JOINED : 1;
      for (const place of places) {
        const slot = place % slots;
        const impact = plan.top - Math.floor(place / slots);
        const score = impact * weight * joined + (isMark && impact >= plan.title ? NAMED : 0);
        if (score > (group.scores.get(slot) ?? 0)) group.scores.set(slot, score);
      }
    }
    for (const [slot, score] of meet(group.parts)) {
      group.scores.set(slot, (group.scores.get(slot) ?? 0) + score * IN_PARTS);
    }
    const areWhole = group.parts.every((part) => part.isWhole);
    group.isWhole = areWhole && group.terms.every((term) => term.places.length === term.count);
    return group;
  }

  // The stems that may be those of a word, each with its forms and in how many entries each stands.
  async #stems(plan, word) {
    const shard = shardOf(word.slice(0, plan.start), plan.shards.words);
    return Object.entries(await this.#store.file("words", `${shard}.json`, (answer) => answer.json()));
  }

  // The pages whose title is the whole query: a mark beside the first word says so.
  async #titled(plan, query) {
    const words = inOrder(query);
    const first = words.find((word) => !/^[a-z]$/.test(word));
    if (!first) return [];
    const mark = `title=${crc32(words.join(" ")).toString(16).padStart(8, "0")}`;
    const stems = isUnspaced(first) ? [{ stem: [...first].slice(0, 2).join("") }] : exactly(await this.#stems(plan, first), first).filter(({ forms }) => forms);
    const records = await Promise.all(stems.map(({ stem }) => this.#record(plan, "terms", stem)));
    return records.flatMap((record) => record.get(mark)?.places ?? []).map((place) => place % slotsOf(plan));
  }

  async #record(plan, family, stem) {
    const shard = shardOf(stem, plan.shards[family]);
    const bytes = await this.#store.file(family, `${shard}.bin`, async (answer) => new Uint8Array(await answer.arrayBuffer()));
    return readRecord(bytes, stem);
  }
}

function countOf(group) {
  return Math.max(...group.terms.map((term) => term.count));
}

// Entries of every group, each with the sum of its scores.
function meet(groups) {
  const [first, ...others] = [...groups].sort((one, other) => one.scores.size - other.scores.size);
  const scores = new Map();
  for (const [slot, score] of first?.scores ?? []) {
    if (others.every((group) => group.scores.has(slot))) {
      scores.set(slot, others.reduce((sum, group) => sum + group.scores.get(slot), score));
    }
  }
  return scores;
}

function join(groups) {
  const scores = new Map();
  for (const group of groups) {
    for (const [slot, score] of group.scores) scores.set(slot, (scores.get(slot) ?? 0) + score);
  }
  return scores;
}

// What to mark in a text; `wanted` are runs that it must have as they are.
function marksOf(groups) {
  const all = groups.flatMap((group) => [group, ...group.parts]);
  const forms = new Set(all.flatMap((group) => group.terms.map((term) => term.form)));
  const starts = all.filter((group) => group.wish.isLast).map((group) => group.wish.piece);
  const runsOf = (some) => [...new Set(some.flatMap((group) => group.wish.run ?? []))];
  return { forms, starts, runs: runsOf(all), wanted: runsOf(groups).filter((run) => [...run].length > 2) };
}

// What was typed, and the words that it was taken for.
function similarOf(groups) {
  const similar = groups.filter((group) => group.terms.some((term) => term.isSimilar));
  return similar.map((group) => ({ word: group.wish.piece, forms: [...new Set(group.terms.map((term) => term.form))] }));
}
