// Read the gallery's files: which projects have what, in which order, and what is shown of them.

const language = document.documentElement.lang || "en";
const FIRST = "#".charCodeAt(0);
const [GAP, GAP_SIZE] = [0xd800, 0x800];

export class Rows {
  #folder;
  #files = new Map();
  #shard;
  #places;

  // Give the rows once everything that filters ask for has come.
  static async load(root) {
    const rows = new Rows();
    rows.#folder = new URL("gallery/", new URL(root, document.baseURI));
    const index = await rows.#get(language === "en" ? "index.json" : `index.${language}.json`);
    rows.count = index.count;
    rows.labels = new Map(index.facets.map(([name, labels]) => [name, new Map(labels)]));
    rows.#shard = index.shard;
    const columns = await Promise.all([...rows.labels.keys()].map(async (name) => [name, await rows.#column(name)]));
    rows.columns = new Map(columns);
    rows.#places = placesOf(rows.columns.get("year").map(([year]) => year));
    return rows;
  }

  // The rows that have every chosen value, and for each facet how many would have a value, its own choice left aside.
  find(chosen) {
    const names = [...this.columns.keys()];
    const columns = [...this.columns.values()];
    const wanted = names.map((name) => chosen.get(name) ?? "");
    const counts = names.map(() => new Map());
    const count = (facet, row) => {
      for (const value of columns[facet][row]) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
    };
    const found = [];
    for (let row = 0; row < this.count; row += 1) {
      const lacking = wanted.flatMap((value, facet) => (value && !columns[facet][row].includes(value) ? [facet] : []));
      if (lacking.length === 1) count(lacking[0], row);
      if (lacking.length) continue;
      found.push(row);
      names.forEach((_, facet) => count(facet, row));
    }
    return { found, counts: new Map(names.map((name, facet) => [name, counts[facet]])) };
  }

  // The place of each row when rows are sorted by title.
  async titleOrder() {
    const order = await this.#get("titles.json");
    const places = new Array(order.length);
    order.forEach((row, place) => (places[row] = place));
    return places;
  }

  async card(row) {
    const [year, at] = this.#places[row];
    const shard = await this.#get(`cards/${year}/${Math.floor(at / this.#shard)}.json`);
    const [path, language, direction, title, summary, award, cover] = shard[at % this.#shard];
    const url = new URL(`../${path}`, this.#folder).href;
    const picture = cover && new URL(`../${cover}`, this.#folder).href;
    const values = (name) => this.columns.get(name)[row];
    return { url, language, direction, title, summary, award, picture, values };
  }

  async #column(name) {
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
