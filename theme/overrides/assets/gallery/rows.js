// Read the gallery's files: which projects have what, in which order, and what is shown of them.

const { documentElement } = document;
const own = documentElement.lang || "en";
const prefix = own !== "en" && "projectsEverywhere" in documentElement.dataset ? `${own}/` : "";
const FIRST = "#".charCodeAt(0);
const [GAP, GAP_SIZE] = [0xd800, 0x800];
const FACETS = ["challenge", "year", "goal", "country", "outcome", "status", "language", "confirmed"];

export class Rows {
  #root;
  #files = new Map();
  #columns = new Map();
  #shard;
  #places;
  #count;
  #index;

  // `root` leads to the site's first page; so many cards as `shard` says are in a file.
  constructor({ root, shard }) {
    this.#root = new URL(root, document.baseURI);
    this.#shard = Number(shard);
  }

  // The rows that have every chosen value, in order, or in that of the rows they are looked for `among`.
  async find(chosen, among) {
    const wanted = await Promise.all([...chosen].map(async ([name, value]) => [await this.#column(name), value]));
    const fits = (row) => wanted.every(([column, value]) => column[row].includes(value));
    return (among ? [...among.keys()] : await this.#all()).filter(fits);
  }

  // The places of rows in which words stand, best first, and what is to be said of how they were found.
  async matching(query) {
    const [{ Index }, { note }] = await Promise.all([import("../search/index.js"), import("../search/results.js")]);
    this.#index ??= new Index(this.#root);
    const [found, entries] = await Promise.all([this.#index.find(query), this.#get("entries.json")]);
    const rowOf = new Map(entries.map((entry, row) => [entry, row]));
    const rows = found.entries.map((entry) => rowOf.get(entry)).filter((row) => row !== undefined);
    return { places: new Map(rows.map((row, place) => [row, place])), note: rows.length ? note(found, query) : "" };
  }

  get isWhole() {
    return FACETS.every((name) => this.#columns.has(name));
  }

  // For each facet, how many rows would have a value, its own choice left aside.
  async counts(chosen, among) {
    const columns = await Promise.all(FACETS.map((name) => this.#column(name)));
    const wanted = FACETS.map((name) => chosen.get(name) ?? "");
    const counts = FACETS.map(() => new Map());
    const count = (facet, row) => {
      for (const value of columns[facet][row]) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
    };
    for (const row of among?.keys() ?? (await this.#all())) {
      const lacking = wanted.flatMap((value, facet) => (value && !columns[facet][row].includes(value) ? [facet] : []));
      if (!lacking.length) FACETS.forEach((_, facet) => count(facet, row));
      if (lacking.length === 1) count(lacking[0], row);
    }
    return new Map(FACETS.map((name, facet) => [name, counts[facet]]));
  }

  // The place of each row when rows are sorted by title.
  async titleOrder() {
    const order = await this.#get("titles.json");
    const places = new Array(order.length);
    order.forEach((row, place) => (places[row] = place));
    return places;
  }

  // The land as a path, and where countries lie on it.
  world() {
    return this.#get("map.json");
  }

  async card(row) {
    this.#places ??= placesOf((await this.#column("year")).map(([year]) => year));
    const [year, at] = this.#places[row];
    const shard = await this.#get(`cards/${year}/${Math.floor(at / this.#shard)}.json`);
    const [path, spoken, direction, ...rest] = shard[at % this.#shard];
    const [goals, countries, outcome, status, checked, pattern, cover, texts] = rest.slice(4);
    const translated = texts?.[own];
    const [title, summary, award, team] = translated ?? rest;
    const language = translated ? own : spoken;
    const url = new URL(`${translated ? `${own}/` : prefix}${path}`, this.#root).href;
    const picture = cover && new URL(cover, this.#root).href;
    return { url, year, language, direction, title, summary, award, team, goals, countries, outcome, status, checked, pattern, picture };
  }

  async #all() {
    await this.#column("year");
    return Array.from({ length: this.#count }, (_, row) => row);
  }

  // What each row has of a facet. The rows of a file are taken apart only once.
  #column(name) {
    if (!this.#columns.has(name)) {
      const column = this.#readColumn(name);
      this.#columns.set(name, column);
      column.catch(() => this.#columns.delete(name));
    }
    return this.#columns.get(name);
  }

  async #readColumn(name) {
    const { values, rows } = await this.#get(`${name}.json`);
    const places = rows.map((characters) => Array.from(characters, numberOf));
    this.#count ??= places[0].length;
    // Files of two builds do not fit together; another try fetches those of one.
    if (places.some(({ length }) => length !== this.#count)) throw new Error(`not ${this.#count} rows in ${name}.json`);
    return Array.from({ length: this.#count }, (_, row) => places.flatMap((numbers) => values[numbers[row]] ?? []));
  }

  #get(path) {
    if (!this.#files.has(path)) {
      const url = new URL(`gallery/${path}`, this.#root);
      const answer = fetch(url, { cache: "no-cache" }).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
        return answer.json();
      });
      this.#files.set(path, answer);
      answer.catch(() => this.#files.clear());
    }
    return this.#files.get(path);
  }
}

function numberOf(character) {
  const code = character.codePointAt(0);
  return (code < GAP ? code : code - GAP_SIZE) - FIRST;
}

// Shards are counted from the start of each year.
function placesOf(years) {
  let start = 0;
  return years.map((year, row) => {
    if (year !== years[start]) start = row;
    return [year, row - start];
  });
}
