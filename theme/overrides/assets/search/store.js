// Read the files of the index, and what it holds of pages: cards and texts. scripts/gmooc/search/layout.py writes them:
// change both together.

import { collapse, placeOf } from "./records.js";

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

  // One page of each entry, in the order given: that in the reader's language, else the original.
  async collapse(slots, language = own()) {
    return collapse(await this.plan(), slots, language);
  }

  // What is shown of pages; `others` are the same entry in other languages.
  async cards(slots) {
    const found = await Promise.all(
      slots.map(async (slot) => {
        const pages = await this.pagesOf(slot);
        const others = pages.filter((page) => page.slot !== slot).map(({ card }) => this.read(card));
        return pages.filter((page) => page.slot === slot).map(({ card }) => ({ slot, ...this.read(card), others }));
      }),
    );
    return found.flat();
  }

  // The slot and the card of each page of an entry, by the slot of one of them or by the entry's number.
  async pagesOf(slot) {
    const [plan, shard] = await Promise.all([this.plan(), this.#shard("cards", slot)]);
    const { entry } = placeOf(plan, slot);
    const pages = Object.entries(shard).map(([slot, card]) => ({ slot: Number(slot), card }));
    return pages.filter((page) => placeOf(plan, page.slot).entry === entry);
  }

  // What a card says; of projects more comes after that.
  read([url, kind, language, title, summary, year, award, team]) {
    return { url: this.urlOf(inLanguage(url, kind)), kind, language, title, summary, year, award, team };
  }

  urlOf(path) {
    return new URL(path, this.#root).href;
  }

  async text(slot) {
    return (await this.#shard("texts", slot))[slot] ?? "";
  }

  async file(family, name, read, cache = "default") {
    const { format, level } = await this.plan();
    return this.get(`search/${format}-${level}/${family}/${name}`, read, cache);
  }

  get(path, read, cache) {
    return this.once(path, async () => {
      const answer = await fetch(this.urlOf(path), { cache });
      if (!answer.ok) throw new Error(`${answer.status} for ${path}`);
      return read(answer);
    });
  }

  // What was made once; again if that failed: another try may go better, and the site may have been published anew.
  once(name, make) {
    if (!this.#kept.has(name)) {
      const made = make();
      this.#kept.set(name, made);
      made.catch(() => this.#kept.clear());
    }
    return this.#kept.get(name);
  }

  // All pages of an entry are in one file.
  async #shard(family, slot) {
    const { shards } = await this.plan();
    return this.file(family, `${slot % shards[family]}.json`, (answer) => answer.json());
  }
}
