// What the index holds of entries, without words: cards, texts, and what each entry has of a facet.
// scripts/gmooc/search/layout.py writes the files: change both together.

import { collapse, placeOf, slotOf } from "./records.js";

const FIRST = "#".charCodeAt(0);
const [GAP, GAP_SIZE] = [0xd800, 0x800];

const own = () => document.documentElement.lang || "en";

// Of many projects there are pages only in the languages they were written in; of all else in every language.
function inLanguage(url, kind) {
  const isElsewhere = kind === "project" && !("projectsEverywhere" in document.documentElement.dataset);
  return own() === "en" || isElsewhere || /^[a-z]{2}\//.test(url) ? url : `${own()}/${url}`;
}

export class Store {
  #root;
  #kept = new Map();

  constructor(root) {
    this.#root = new URL(root, document.baseURI);
  }

  plan() {
    return this.get("search/index.json", (answer) => answer.json(), "no-cache");
  }

  // One page of each entry, in the order given: that in `language`, else the original.
  async collapse(slots, language = own()) {
    return collapse(await this.plan(), slots, language);
  }

  // What is shown of pages; `others` are the same entry in other languages.
  async cards(slots) {
    const plan = await this.plan();
    const found = await Promise.all(
      slots.map(async (slot) => {
        // All pages of an entry are in one file.
        const shard = await this.shard("cards", slot);
        const { entry } = placeOf(plan, slot);
        const others = Object.keys(shard).filter((other) => +other !== slot && placeOf(plan, +other).entry === entry);
        return shard[slot] && { slot, ...this.#read(shard[slot]), others: others.map((other) => this.#read(shard[other])) };
      }),
    );
    return found.filter(Boolean);
  }

  // What is shown of projects in rows, in the reader's language if they are; facts are those of the original.
  async cardsOf(rows) {
    const [plan, numbers] = await Promise.all([this.plan(), Promise.all(rows.map((row) => this.#number(row)))]);
    const read = async (number) => {
      const shard = await this.shard("cards", number);
      const pages = Object.keys(shard).map(Number).filter((slot) => placeOf(plan, slot).entry === number);
      const original = pages.find((slot) => !placeOf(plan, slot).isTranslation);
      const [slot] = collapse(plan, pages, own());
      const [goals, countries, outcome, status, checked, pattern, cover] = shard[original].slice(8);
      const picture = cover && new URL(cover, this.#root).href;
      return { ...this.#read(shard[slot]), goals, countries, outcome, status, checked, pattern, picture };
    };
    return Promise.all(numbers.map(read));
  }

  async text(slot) {
    return (await this.shard("texts", slot))[slot] ?? "";
  }

  // What each row has of each facet: a list of values.
  async columns(names) {
    return new Map(await Promise.all([...names].map(async (name) => [name, await this.column(name)])));
  }

  column(name) {
    return this.#once(`column ${name}`, () => this.#readColumn(name));
  }

  // The place of each project when they are sorted by title.
  async titleOrder() {
    const order = await this.#facet("titles");
    const places = new Array(order.length);
    order.forEach((row, place) => (places[row] = place));
    return places;
  }

  // The pages of each row, each with its language, that of the original first.
  async pages() {
    const [plan, numbers, language, translated] = await Promise.all([
      this.plan(), this.#numbers(), this.column("language"), this.column("translated"),
    ]);
    const page = (row, spoken, isTranslation) => ({ slot: slotOf(plan, numbers[row], spoken, isTranslation), language: spoken });
    return numbers.map((_, row) => [page(row, language[row][0], false), ...translated[row].map((other) => page(row, other, true))]);
  }

  // The row of each entry, by its number.
  async rowsByNumber() {
    return new Map((await this.#numbers()).map((number, row) => [number, row]));
  }

  // The file of a family in which an entry is, by the slot of any of its pages.
  async shard(family, slot) {
    const { shards } = await this.plan();
    return this.file(family, `${slot % shards[family]}.json`, (answer) => answer.json());
  }

  async file(family, name, read, cache = "default") {
    const { format, level } = await this.plan();
    return this.get(`search/${format}-${level}/${family}/${name}`, read, cache);
  }

  get(path, read, cache) {
    return this.#once(path, async () => {
      const answer = await fetch(new URL(path, this.#root), { cache });
      if (!answer.ok) throw new Error(`${answer.status} for ${path}`);
      return read(answer);
    });
  }

  #once(name, make) {
    if (!this.#kept.has(name)) {
      const made = make();
      this.#kept.set(name, made);
      // Another try may go better, and the site may have been published anew meanwhile.
      made.catch(() => this.#kept.clear());
    }
    return this.#kept.get(name);
  }

  async #readColumn(name) {
    const [plan, { values, rows }] = await Promise.all([this.plan(), this.#facet(name)]);
    const places = rows.map((characters) => Array.from(characters, numberOf));
    // Files of two builds do not fit together; another try fetches those of one.
    if (places.some(({ length }) => length !== plan.rows)) throw new Error(`not ${plan.rows} rows in ${name}.json`);
    return Array.from({ length: plan.rows }, (_, row) => places.flatMap((numbers) => values[numbers[row]] ?? []));
  }

  async #numbers() {
    const { rows, chunk } = await this.plan();
    const chunks = Array.from({ length: Math.ceil(rows / chunk) }, (_, at) => this.#chunk(at));
    return (await Promise.all(chunks)).flat();
  }

  async #number(row) {
    const { chunk } = await this.plan();
    return (await this.#chunk(Math.floor(row / chunk)))[row % chunk];
  }

  // Rows move when an entry comes or goes.
  #chunk(at) {
    return this.file("rows", `${at}.json`, (answer) => answer.json(), "no-cache");
  }

  #facet(name) {
    return this.file("facets", `${name}.json`, (answer) => answer.json(), "no-cache");
  }

  #read([url, kind, language, title, summary, year, award, team]) {
    return { url: new URL(inLanguage(url, kind), this.#root).href, kind, language, title, summary, year, award, team };
  }
}

function numberOf(character) {
  const code = character.codePointAt(0);
  return (code < GAP ? code : code - GAP_SIZE) - FIRST;
}
