// Entries as rows, projects first and the newest before others: what each has of a facet, and which have what is chosen.

import { placeOf, slotOf } from "./records.js";

const FIRST = "#".charCodeAt(0);
const [GAP, GAP_SIZE] = [0xd800, 0x800];

export class Rows {
  #store;

  constructor(store) {
    this.#store = store;
  }

  // What each row has of each facet: a list of values.
  async columns(names) {
    return new Map(await Promise.all([...names].map(async (name) => [name, await this.column(name)])));
  }

  column(name) {
    return this.#store.once(`column ${name}`, () => this.#readColumn(name));
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
      this.#store.plan(), this.#numbers(), this.column("language"), this.column("translated"),
    ]);
    const page = (row, spoken, isTranslation) => ({ slot: slotOf(plan, numbers[row], spoken, isTranslation), language: spoken });
    return numbers.map((_, row) => [page(row, language[row][0], false), ...translated[row].map((other) => page(row, other, true))]);
  }

  // The row of each entry, by its number.
  async rowsByNumber() {
    return new Map((await this.#numbers()).map((number, row) => [number, row]));
  }

  // What is shown of projects, in the reader's language if they are; facts are those of the original.
  async cards(rows) {
    const plan = await this.#store.plan();
    const read = async (row) => {
      const pages = await this.#store.pagesOf(await this.#number(row));
      const original = pages.find(({ slot }) => !placeOf(plan, slot).isTranslation);
      const [shown] = await this.#store.collapse(pages.map(({ slot }) => slot));
      const [goals, countries, outcome, status, checked, pattern, cover] = original.card.slice(8);
      const picture = cover && this.#store.urlOf(cover);
      const said = this.#store.read(pages.find(({ slot }) => slot === shown).card);
      return { ...said, goals, countries, outcome, status, checked, pattern, picture };
    };
    return Promise.all(rows.map(read));
  }

  async #readColumn(name) {
    const [plan, { values, rows }] = await Promise.all([this.#store.plan(), this.#facet(name)]);
    const places = rows.map((characters) => Array.from(characters, numberOf));
    // Files of two builds do not fit together; another try fetches those of one.
    if (places.some(({ length }) => length !== plan.rows)) throw new Error(`not ${plan.rows} rows in ${name}.json`);
    return Array.from({ length: plan.rows }, (_, row) => places.flatMap((numbers) => values[numbers[row]] ?? []));
  }

  async #numbers() {
    const { rows, chunk } = await this.#store.plan();
    const chunks = Array.from({ length: Math.ceil(rows / chunk) }, (_, at) => this.#chunk(at));
    return (await Promise.all(chunks)).flat();
  }

  async #number(row) {
    const { chunk } = await this.#store.plan();
    return (await this.#chunk(Math.floor(row / chunk)))[row % chunk];
  }

  // Rows move when an entry comes or goes.
  #chunk(at) {
    return this.#store.file("rows", `${at}.json`, (answer) => answer.json(), "no-cache");
  }

  #facet(name) {
    return this.#store.file("facets", `${name}.json`, (answer) => answer.json(), "no-cache");
  }
}

// The rows that have every chosen value, in the order given; `columns` have, by the name of a facet, a list of values for
// each row.
export function matching(rows, columns, chosen) {
  const wanted = [...chosen].map(([name, value]) => [columns.get(name), value]);
  return rows.filter((row) => wanted.every(([column, value]) => column[row].includes(value)));
}

// For each facet, how many of the rows would have a value, its own choice left aside.
export function counts(rows, columns, chosen) {
  const found = new Map([...columns.keys()].map((name) => [name, new Map()]));
  const count = (name, row) => {
    const values = found.get(name);
    for (const value of columns.get(name)[row]) values.set(value, (values.get(value) ?? 0) + 1);
  };
  for (const row of rows) {
    const lacking = [...chosen].filter(([name, value]) => !columns.get(name)[row].includes(value));
    if (!lacking.length) for (const name of columns.keys()) count(name, row);
    if (lacking.length === 1) count(lacking[0][0], row);
  }
  return found;
}

function numberOf(character) {
  const code = character.codePointAt(0);
  return (code < GAP ? code : code - GAP_SIZE) - FIRST;
}
