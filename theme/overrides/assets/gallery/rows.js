// Read the gallery's files: which projects have what, in which order, and what is shown of them.

const { documentElement } = document;
const own = documentElement.lang || "en";
const prefix = own !== "en" && "projectsEverywhere" in documentElement.dataset ? `${own}/` : "";
const FIRST = "#".charCodeAt(0);
const [GAP, GAP_SIZE] = [0xd800, 0x800];

export class Rows {
  #folder;
  #files = new Map();
  #columns = new Map();
  #shard;
  #places;

  // Give the rows: how values read and how often each is. What each row has comes when it is asked for.
  static async load(root) {
    const rows = new Rows();
    rows.#folder = new URL("gallery/", new URL(root, document.baseURI));
    const index = await rows.#get(own === "en" ? "index.json" : `index.${own}.json`);
    rows.count = index.count;
    rows.labels = new Map(index.facets.map(([name, values]) => [name, new Map(values)]));
    const totals = (values) => new Map(values.map(([value, , times]) => [value, times]));
    rows.totals = new Map(index.facets.map(([name, values]) => [name, totals(values)]));
    rows.#shard = index.shard;
    return rows;
  }

  // The rows that have every chosen value.
  async find(chosen) {
    const wanted = await Promise.all([...chosen].map(async ([name, value]) => [await this.#column(name), value]));
    const fits = (row) => wanted.every(([column, value]) => column[row].includes(value));
    return Array.from({ length: this.count }, (_, row) => row).filter(fits);
  }

  get isWhole() {
    return this.#columns.size === this.labels.size;
  }

  // For each facet, how many rows would have a value, its own choice left aside.
  async counts(chosen) {
    const names = [...this.labels.keys()];
    const columns = await Promise.all(names.map((name) => this.#column(name)));
    const wanted = names.map((name) => chosen.get(name) ?? "");
    const counts = names.map(() => new Map());
    const count = (facet, row) => {
      for (const value of columns[facet][row]) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
    };
    for (let row = 0; row < this.count; row += 1) {
      const lacking = wanted.flatMap((value, facet) => (value && !columns[facet][row].includes(value) ? [facet] : []));
      if (!lacking.length) names.forEach((_, facet) => count(facet, row));
      if (lacking.length === 1) count(lacking[0], row);
    }
    return new Map(names.map((name, facet) => [name, counts[facet]]));
  }

  // The place of each row when rows are sorted by title.
  async titleOrder() {
    const order = await this.#get("titles.json");
    const places = new Array(order.length);
    order.forEach((row, place) => (places[row] = place));
    return places;
  }

  async card(row) {
    this.#places ??= placesOf((await this.#column("year")).map(([year]) => year));
    const [year, at] = this.#places[row];
    const shard = await this.#get(`cards/${year}/${Math.floor(at / this.#shard)}.json`);
    const [path, ...original] = shard[at % this.#shard];
    const [goals, countries, outcome, status, award, cover, texts] = original.slice(4);
    const translated = texts?.[own];
    const [language, direction, title, summary] = translated ? [own, documentElement.dir || "ltr", ...translated] : original;
    const url = new URL(`../${translated ? `${own}/` : prefix}${path}`, this.#folder).href;
    const picture = cover && new URL(`../${cover}`, this.#folder).href;
    return { url, year, language, direction, title, summary, goals, countries, outcome, status, award, picture };
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
    // Files of two builds do not fit together; another try fetches those of one.
    if (places.some(({ length }) => length !== this.count)) throw new Error(`not ${this.count} rows in ${name}.json`);
    return Array.from({ length: this.count }, (_, row) => places.flatMap((numbers) => values[numbers[row]] ?? []));
  }

  #get(path) {
    if (!this.#files.has(path)) {
      const url = new URL(path, this.#folder);
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
