// Search on a page of its own: all results, filters with counts, and an address that can be shared.

import { element } from "../element.js";
import { gettext, written } from "../spoken.js";
import { Index } from "./index.js";
import { arranged, countOf, labelOf, note, othersOf, resultOf, words } from "./results.js";
import { counts, matching, Rows } from "./rows.js";
import { Store } from "./store.js";

const STEP = 10;
const PAUSE = 200;
const TURNED_OFF = "gm-search-key-off";
const FACETS = Object.keys(words.facets);

export async function mount(page) {
  const store = new Store(page.dataset.searchRoot ?? "../");
  const [index, rows] = [new Index(store), new Rows(store)];
  const view = build();
  page.replaceChildren(view.form, view.status, view.list, view.more, keySwitch());
  page.classList.add("gm-search", "gm-search--page");

  let turn = 0;
  let pause;
  let shown = STEP;

  const chosen = () => new Map([...view.filters].flatMap(([name, select]) => (select.value ? [[name, select.value]] : [])));

  async function look() {
    const mine = (turn += 1);
    const isCurrent = () => mine === turn;
    try {
      const [columns, pages] = await Promise.all([rows.columns(FACETS), rows.pages()]);
      if (!isCurrent()) return;
      if (!view.filters.size) addFilters(view, inLanguages(columns, pages), () => change("push"));
      readAddress(view);
      const query = view.input.value.trim();
      if (!query && !chosen().size) return rest(columns, pages);
      const found = query ? await index.find(query) : everything(pages);
      if (isCurrent()) await show(query, found, { columns, pages }, isCurrent);
    } catch (error) {
      if (isCurrent()) fail(error);
    }
  }

  function rest(columns, pages) {
    view.list.replaceChildren();
    view.more.hidden = true;
    view.status.textContent = words.hint;
    tellCounts(view, counts([...pages.keys()], inLanguages(columns, pages), chosen()));
  }

  async function show(query, found, { columns, pages }, isCurrent) {
    const slots = new Set(found.all);
    // Pages that were not found lend their language to none.
    const having = pages.map((ofRow) => ofRow.filter(({ slot }) => slots.has(slot)));
    const known = [...having.keys()].filter((row) => having[row].length);
    const spoken = inLanguages(columns, having);
    tellCounts(view, counts(known, spoken, chosen()));
    const language = chosen().get("language");
    const fitting = matching(known, spoken, chosen()).flatMap((row) => having[row]);
    const kept = new Set(fitting.filter((page) => !language || page.language === language).map(({ slot }) => slot));
    const left = await store.collapse(found.all.filter((slot) => kept.has(slot)));
    const items = [];
    let next = 0;
    while (next < left.length && items.length < shown) {
      const batch = await arranged(store, left.slice(next, next + STEP), found, query, Boolean(query));
      items.push(...batch.map(({ card, text }) => item(card, found.marks, text)));
      next += STEP;
      if (!isCurrent()) return;
    }
    view.list.replaceChildren(...items);
    // Pages that have all the characters, but apart, are none.
    if (!items.length) tellCounts(view, counts([], spoken, chosen()));
    view.more.hidden = next >= left.length;
    const told = note({ ...found, slots: items }, query || words.any);
    const count = countOf(view.more.hidden ? items.length : left.length);
    view.status.textContent = items.length ? `${told} ${count}`.trim() : `${told} ${words.noneHelp}`;
  }

  function item(card, marks, text) {
    const result = resultOf(card, marks, text);
    result.append(...othersOf(card));
    return result;
  }

  function fail(error) {
    console.warn(error);
    const again = element("button", { class: "gm-search__button", type: "button" }, words.again);
    again.addEventListener("click", look);
    view.list.replaceChildren();
    view.more.hidden = true;
    view.status.replaceChildren(`${words.failed} ${words.failedHelp} `, again);
  }

  function change(how) {
    const address = new URL(location.href);
    address.search = new URLSearchParams([...(view.input.value.trim() ? [["q", view.input.value.trim()]] : []), ...chosen()]);
    if (address.href !== location.href) history[`${how}State`](null, "", address);
    shown = STEP;
    return look();
  }

  view.input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => change("replace"), PAUSE);
  });
  view.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    change("push");
  });
  view.form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const select of view.filters.values()) select.value = "";
    change("push");
  });
  view.more.addEventListener("click", async () => {
    const first = view.list.children.length;
    shown += STEP;
    await look();
    view.list.children[first]?.querySelector("a").focus();
  });
  addEventListener("popstate", () => {
    view.input.value = "";
    shown = STEP;
    readAddress(view);
    look();
  });
  readAddress(view);
  await look();
}

function build() {
  const input = element("input", {
    class: "gm-search__input", type: "search", name: "q", id: "gm-search-page-input", autocomplete: "off", enterkeyhint: "search",
  });
  const label = element("label", { class: "gm-search__label", for: input.id }, words.placeholder);
  const submit = element("button", { class: "gm-search__button", type: "submit" }, words.submit);
  const clear = element("button", { class: "gm-search__button gm-search__button--quiet", type: "reset" }, words.clear);
  clear.hidden = true;
  const facets = element("div", { class: "gm-search__facets" });
  const line = element("div", { class: "gm-search__line" }, input, submit);
  const filters = element("details", {}, element("summary", {}, words.filters), facets, clear);
  // On a phone they would stand between the question and its answers.
  filters.open = matchMedia("(width >= 45em)").matches || [...new URLSearchParams(location.search).keys()].some((name) => name in words.facets);
  const form = element("form", { class: "gm-search__form", role: "search" }, label, line, filters);
  const status = element("div", { class: "gm-search__status", role: "status" });
  const list = element("ol", { class: "gm-search__list", "aria-label": words.results });
  const more = element("button", { class: "gm-search__button", type: "button" }, words.showMore);
  more.hidden = true;
  return { form, input, facets, clear, status, list, more, filters: new Map() };
}

function addFilters(view, columns, change) {
  const goals = document.querySelectorAll("[data-search-goals] option");
  words.values.goal = Object.fromEntries([...goals].map((goal) => [goal.value, goal.textContent]));
  for (const [name, column] of columns) {
    const values = [...new Set(column.flat())];
    if (!values.length) continue;
    const labels = values.map((value) => [value, labelOf(name, value)]);
    const isNumber = values.every((value) => /^\d+$/.test(value));
    const byLabel = new Intl.Collator(document.documentElement.lang || "en").compare;
    // From the idea to the end, and what says nothing last.
    const order = name === "outcome" || name === "status" ? Object.keys(words.values[name]) : null;
    const inOrder = (one, other) => order.indexOf(one) - order.indexOf(other);
    labels.sort((one, other) => (order ? inOrder(one[0], other[0]) : isNumber ? one[0] - other[0] : byLabel(one[1], other[1])));
    const select = element("select", { class: "gm-search__select", name, id: `gm-search-${name}` });
    // Without a choice of a language each entry is shown once, in the reader's own if it has it.
    select.append(element("option", { value: "" }, name === "language" ? ownLanguageFirst() : words.any));
    for (const [value, label] of labels) select.append(element("option", { value, "data-label": label }, label));
    const label = element("label", { class: "gm-search__facet" }, element("span", {}, words.facets[name] ?? name), select);
    select.addEventListener("change", change);
    view.facets.append(label);
    view.filters.set(name, select);
  }
}

function ownLanguageFirst() {
  return gettext("{language} first", { language: labelOf("language", document.documentElement.lang || "en") });
}

// The address says what is searched; what it does not name is not filtered.
function readAddress(view) {
  const asked = new URLSearchParams(location.search);
  if (document.activeElement !== view.input || !view.input.value) view.input.value = asked.get("q") ?? "";
  for (const [name, select] of view.filters) select.value = asked.get(name) ?? "";
  // A value that no entry has leaves a select without a choice.
  for (const select of view.filters.values()) if (select.selectedIndex < 0) select.value = "";
  view.clear.hidden = ![...view.filters.values()].some((select) => select.value);
}

// Entries are in the languages of their pages.
function inLanguages(columns, pages) {
  return new Map(columns).set("language", pages.map((ofRow) => ofRow.map(({ language }) => language)));
}

function everything(pages) {
  const all = pages.flat().map(({ slot }) => slot);
  return { all, marks: { forms: new Set(), starts: [], runs: [], wanted: [] }, similar: [], isLoose: false };
}

// Each filter tells how many results it would leave, the other filters being as they are.
function tellCounts(view, found) {
  for (const [name, select] of view.filters) {
    for (const option of select.options) {
      if (!option.value) continue;
      const count = found.get(name).get(option.value) ?? 0;
      option.textContent = `${option.dataset.label} (${written(count)})`;
      option.disabled = !count && !option.selected;
    }
  }
}

// A key without a modifier can be pressed by speech or by mistake: it can be turned off (WCAG 2.1.4).
function keySwitch() {
  const box = element("input", { type: "checkbox" });
  try {
    box.checked = localStorage.getItem(TURNED_OFF) === null;
  } catch {
    return "";
  }
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(TURNED_OFF);
    else localStorage.setItem(TURNED_OFF, "");
  });
  return element("label", { class: "gm-search__key" }, box, ` ${words.key}`);
}
