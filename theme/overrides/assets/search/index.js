// Find entries: fetch the few files of the index that the words of a query need, and rank what they list.

import { fold, isUnspaced, pairs, pieces, small } from "./words.js";

const ENDINGS = 6; // A word that the index has no form of may have an ending of up to so many letters.
const COMPLETIONS = 3;
const LONG_RUN = 4;
const COMMON = 0.4; // A word of more entries than this share of all tells nothing beside other words.

// Of many projects there are pages only in the languages they were written in; of all else in every language.
function inLanguage(url, kind) {
  const { lang, dataset } = document.documentElement;
  const own = lang || "en";
  const isElsewhere = kind === "project" && !("projectsEverywhere" in dataset);
  return own === "en" || isElsewhere || /^[a-z]{2}\//.test(url) ? url : `${own}/${url}`;
}

export class Index {
  #root;
  #kept = new Map();

  constructor(root) {
    this.#root = new URL(root, document.baseURI);
  }

  plan() {
    return this.#get("search/index.json", (answer) => answer.json(), "no-cache");
  }

  // The slots of all entries that match, best first. `limit` is how many are wanted; without it, all are listed.
  async find(query, limit = Infinity) {
    const plan = await this.plan();
    const asked = await Promise.all(wishes(query, limit < Infinity).map((wish) => this.#group(plan, wish)));
    const found = asked.filter((group) => group.terms.length);
    const missing = asked.filter((group) => !group.terms.length).map((group) => group.wish.piece);
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
    const isLoose = found.length > 0 && (missing.length > 0 || scores.size === 0);
    if (scores.size === 0) scores = join(found);
    for (const group of found) {
      if (needed.includes(group)) continue;
      for (const [slot, score] of group.scores) if (scores.has(slot)) scores.set(slot, scores.get(slot) + score);
    }
    const slots = [...scores.keys()].sort((one, other) => scores.get(other) - scores.get(one) || one - other);
    const isWhole = found.every((group) => group.isWhole);
    const isOne = found.length === 1 && found[0].terms.length === 1;
    const count = isOne ? found[0].terms[0].count : slots.length;
    const isCompared = found.some(({ wish }) => wish.run?.length > 2);
    return { slots, scores, count, isWhole, isExact: (isWhole || isOne) && !isCompared, isLoose, missing, marks: marksOf(found), similar: similarOf(found) };
  }

  async cards(slots) {
    const cards = await this.#objects("cards", slots);
    return cards.flatMap((card, index) => {
      if (!card) return [];
      const [url, kind, language, title, summary, facets] = card;
      return [{ slot: slots[index], url: new URL(inLanguage(url, kind), this.#root).href, kind, language, title, summary, facets }];
    });
  }

  async text(slot) {
    return (await this.#objects("texts", [slot]))[0] ?? "";
  }

  // Every facet as a list of the values of each entry, beside the slots of the entries.
  async columns() {
    const plan = await this.plan();
    const read = (name) => this.#file(plan, "facets", name, (answer) => answer.json());
    const [distances, ...columns] = await Promise.all([read("slots"), ...plan.facets.map(read)]);
    let slot = 0;
    const slots = distances.map((distance) => (slot += distance));
    const facets = plan.facets.map((name, index) => {
      const values = columns[index].values.map((value) => (value ? value.split(",") : []));
      return [name, columns[index].entries.map((number) => values[number])];
    });
    return { slots, facets: new Map(facets) };
  }

  async #objects(family, slots) {
    const plan = await this.plan();
    const shards = plan.shards[family];
    const read = (slot) => this.#file(plan, family, slot % shards, (answer) => answer.json());
    return Promise.all(slots.map(async (slot) => (await read(slot))[slot]));
  }

  // What is known of one word: the terms that stand for it, and the entries each matters most to.
  async #group(plan, wish) {
    const choices = wish.isUnspaced ? [{ term: wish.piece, worth: 1 }] : await this.#choices(plan, wish);
    const terms = await Promise.all(
      choices.map(async (choice) => ({ ...choice, ...(await this.#places(plan, "terms", choice.term)) })),
    );
    return this.#weigh(plan, { wish, terms: terms.filter((term) => term.count) });
  }

  async #complete(plan, group) {
    if (group.isWhole) return;
    const long = group.terms.filter((term) => term.places.length < term.count);
    await Promise.all(
      long.map(async (term) => Object.assign(term, await this.#places(plan, "lists", term.term))),
    );
    this.#weigh(plan, group);
  }

  #weigh(plan, group) {
    const slotBits = 2 ** (plan.level + 3);
    group.scores = new Map();
    for (const { worth, count, places } of group.terms) {
      const rarity = Math.log(1 + plan.entries / count) * worth;
      for (const place of places) {
        const slot = place % slotBits;
        const score = (plan.top - Math.floor(place / slotBits)) * rarity;
        if (score > (group.scores.get(slot) ?? 0)) group.scores.set(slot, score);
      }
    }
    group.isWhole = group.terms.every((term) => term.places.length === term.count);
    return group;
  }

  async #choices(plan, wish) {
    const word = wish.piece;
    const shard = shardOf(word.slice(0, plan.start), plan.shards.words);
    const stems = Object.entries(await this.#file(plan, "words", shard, (answer) => answer.json()));
    const choose = (worth, test) =>
      stems
        .filter(([, forms]) => Object.keys(forms).some(test))
        .map(([term, forms]) => ({ term, worth, forms: Object.keys(forms), ...mostUsed(forms, test) }))
        .sort((one, other) => other.times - one.times);
    const exact = choose(1, (form) => form === word);
    if (!exact.length) exact.push(...stemsWithin(stems, word, plan.start));
    const isStart = wish.isLast && word.length >= plan.start;
    const begun = isStart ? choose(0.6, (form) => form.startsWith(word)) : [];
    const known = new Set(exact.map(({ term }) => term));
    const chosen = [...exact, ...begun.filter(({ term }) => !known.has(term)).slice(0, COMPLETIONS)];
    if (chosen.length || word.length < 4) return chosen;
    return choose(0.5, (form) => isOneOff(word, form)).slice(0, COMPLETIONS).map((choice) => ({ ...choice, isSimilar: true }));
  }

  async #places(plan, family, term) {
    const shard = shardOf(term, plan.shards[family]);
    const bytes = await this.#file(plan, family, shard, async (answer) => new Uint8Array(await answer.arrayBuffer()));
    return readRecord(bytes, term);
  }

  #file(plan, family, shard, read) {
    const suffix = family === "terms" || family === "lists" ? "bin" : "json";
    return this.#get(`search/${plan.format}-${plan.level}/${family}/${shard}.${suffix}`, read);
  }

  #get(path, read, cache = "default") {
    if (!this.#kept.has(path)) {
      const answer = fetch(new URL(path, this.#root), { cache }).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} for ${path}`);
        return read(answer);
      });
      this.#kept.set(path, answer);
      // Another try may go better, and the site may have been published anew meanwhile.
      answer.catch(() => this.#kept.clear());
    }
    return this.#kept.get(path);
  }
}

// The words and pairs of characters that a query asks for. For a first look every other pair of a long run does: what
// is shown is compared with the text anyway, and each pair costs a file.
function wishes(query, isFirstLook) {
  const found = [...pieces(small(query))];
  const all = found.flatMap(({ piece }, index) => {
    if (isUnspaced(piece)) {
      const all = pairs(piece);
      const asked = isFirstLook && all.length >= LONG_RUN ? all.filter((_, at) => at % 2 === 0 || at === all.length - 1) : all;
      return asked.map((pair) => ({ piece: pair, run: piece, isUnspaced: true }));
    }
    return [{ piece: fold(piece), isLast: index === found.length - 1 && !/\s$/.test(query) }];
  });
  const long = all.filter((wish) => wish.isUnspaced || wish.piece.length > 1 || !/[a-z]/.test(wish.piece));
  const chosen = long.length ? long : all;
  return chosen.filter((wish, index) => chosen.findIndex((other) => other.piece === wish.piece) === index);
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

function marksOf(groups) {
  const forms = new Set(groups.flatMap((group) => group.terms.flatMap((term) => term.forms ?? [])));
  const starts = groups.filter((group) => group.wish.isLast).map((group) => group.wish.piece);
  const runs = new Set(groups.flatMap((group) => group.wish.run ?? []));
  return { forms, starts, runs: [...runs] };
}

function similarOf(groups) {
  return groups.flatMap((group) => group.terms.filter((term) => term.isSimilar).map((term) => term.form));
}

function mostUsed(forms, test) {
  const fitting = Object.entries(forms).filter(([form]) => test(form));
  const [form, times] = fitting.reduce((most, one) => (one[1] > most[1] ? one : most));
  return { form, times };
}

function stemsWithin(stems, word, shortest) {
  const fitting = stems.filter(
    ([stem]) => word.startsWith(stem) && word.length - stem.length <= (stem.length > shortest ? ENDINGS : ENDINGS / 2),
  );
  const longest = Math.max(...fitting.map(([stem]) => stem.length));
  return fitting
    .filter(([stem]) => stem.length === longest)
    .map(([term, forms]) => ({ term, worth: 0.9, forms: Object.keys(forms) }));
}

// One letter more, less, other, or two swapped.
function isOneOff(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const room = Math.min(one.length, other.length) - start;
  while (end < room && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  return (left.length < 2 && right.length < 2) || (left.length === 2 && left === right[1] + right[0]);
}

function shardOf(name, count) {
  let sum = -1;
  for (const byte of new TextEncoder().encode(name)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return (~sum >>> 0) % count;
}

function readRecord(bytes, term) {
  const decoder = new TextDecoder();
  let at = 0;
  const number = () => {
    let [value, factor] = [0, 1];
    for (; bytes[at] > 127; at += 1, factor *= 128) value += (bytes[at] - 128) * factor;
    return value + bytes[at++] * factor;
  };
  while (at < bytes.length) {
    const name = decoder.decode(bytes.subarray(at + 1, at + 1 + bytes[at]));
    at += 1 + bytes[at];
    const [count, size] = [number(), number()];
    const end = at + size;
    if (name === term) {
      const places = [];
      for (let place = 0; at < end; ) places.push((place += number()));
      return { count, places };
    }
    at = end;
  }
  return { count: 0, places: [] };
}
