// Filter the gallery: by words and every facet at once, with counts, as cards and on a map, in an address that can be
// shared. Loaded when reached for.

import { element } from "./element.js";
import { drawCard } from "./gallery/card.js";
import { Choices } from "./gallery/choices.js";
import { counts, matching, Rows } from "./search/rows.js";
import { Store } from "./search/store.js";
import { gettext, ngettext, written } from "./spoken.js";

const STEP = 12;
const FACETS = ["challenge", "year", "goal", "country", "outcome", "status", "language", "confirmed"];
// Milliseconds without a key before words are searched.
const PAUSE = 250;

// `gallery` holds a form of filters, and the newest cards in a list.
export function start(gallery) {
  const part = (name) => gallery.querySelector(`[data-gallery-${name}]`);
  const [title, status, chips, more, opener] = ["title", "status", "chosen", "more", "open"].map(part);
  const list = gallery.querySelector(".gm-cards");
  const newest = [...list.children];
  const choices = new Choices(gallery.querySelector("form"));
  const names = { newest: title.textContent, found: gettext("Projects found") };

  const store = new Store(gallery.dataset.root);
  const rows = new Rows(store);
  let areCounted = false;
  let turn = 0;
  // How often more was asked for; it is remembered beside the address, for who comes back.
  let pages = history.state?.pages ?? 0;
  let map;
  let sheet;

  async function look() {
    const mine = (turn += 1);
    try {
      const { chosen, query, sort, view } = choices;
      const isResting = !chosen.size && !query && !sort;
      const isNeeded = !isResting || pages || view;
      const among = query ? await having(query) : { rows: isNeeded ? await everyRow() : [] };
      const found = isNeeded ? matching(among.rows, await rows.columns(chosen.keys()), chosen) : newest;
      const cards = isResting ? await withNewest(found) : await draw(await sorted(found, sort), STEP * (1 + pages));
      if (mine !== turn) return;
      list.replaceChildren(...cards);
      title.textContent = isResting ? names.newest : names.found;
      title.hidden = !cards.length;
      const count = isNeeded ? found.length : Number(gallery.dataset.count);
      if (more) more.hidden = cards.length >= count;
      // Silent until something was asked for; then also when it no longer is.
      const rest = turn > 1 ? gettext("No filter is set. The newest projects are shown.") : "";
      status.textContent = isResting ? rest : [among.note, told(count, cards.length)].filter(Boolean).join(" ");
      sheet?.tell(count);
      choices.showIn(chips, change);
      choices.nameOrder(query ? gettext("Best match first") : gettext("Newest first"));
      if (isResting) choices.tellTotals();
      else if (!areCounted) choices.tellCounts();
      // What a second choice would leave costs more bytes than the first: whoever saves them chooses without.
      const isSaving = navigator.connection?.saveData && !view;
      const columns = (isResting && !view) || isSaving ? undefined : await rows.columns(FACETS);
      if (mine !== turn) return;
      const left = columns && counts(among.rows, columns, chosen);
      if (left) choices.tellCounts(left);
      areCounted ||= Boolean(left);
      await showMap(view, left, chosen.get("country"));
    } catch (error) {
      if (mine === turn) fail(error);
    }
  }

  // Rows of projects come first, the newest before others.
  async function everyRow() {
    return Array.from({ length: (await store.plan()).listed }, (_, row) => row);
  }

  // The rows in which words stand, best first, and what is to be said of how they were found.
  async function having(query) {
    const [{ Index }, { note }] = await Promise.all([import("./search/index.js"), import("./search/results.js")]);
    const [found, rowOf, { listed }] = await Promise.all([new Index(store).find(query), rows.rowsByNumber(), store.plan()]);
    const having = found.entries.map((number) => rowOf.get(number)).filter((row) => row < listed);
    return { rows: having, note: having.length ? note(found, query) : "" };
  }

  async function withNewest(found) {
    const rest = pages ? found.slice(newest.length, newest.length + pages * STEP) : [];
    return [...newest, ...(await draw(rest))];
  }

  async function sorted(found, sort) {
    if (sort !== "title") return found;
    const places = await rows.titleOrder();
    return [...found].sort((one, other) => places[one] - places[other]);
  }

  async function draw(found, most = Infinity) {
    const cards = await rows.cards(found.slice(0, most));
    return cards.map((card) => drawCard(card, choices));
  }

  async function showMap(view, left, country) {
    part("map").hidden = !view;
    if (!view) return;
    if (!map) {
      const [{ WorldMap }, world] = await Promise.all([import("./gallery/map.js"), store.get("gallery/map.json", (answer) => answer.json())]);
      map ??= new WorldMap(part("map"), world, choices, change);
    }
    map.show(left.get("country"), country);
  }

  function fail(error) {
    console.warn(error);
    areCounted = false;
    const again = element("button", { class: "gm-gallery__button", type: "button" }, gettext("Try again"));
    again.addEventListener("click", look);
    status.replaceChildren(gettext("The filters could not be loaded. Try again, or choose from the lists below."), " ", again);
  }

  function change({ isTyping = false } = {}) {
    const address = new URL(location.href);
    address.search = choices.address;
    if (address.href !== location.href) history[isTyping ? "replaceState" : "pushState"](null, "", address);
    pages = 0;
    return look();
  }

  let pause;
  gallery.addEventListener("input", ({ target }) => {
    if (target.type !== "search") return;
    clearTimeout(pause);
    pause = setTimeout(change, PAUSE, { isTyping: true });
  });
  gallery.addEventListener("change", ({ target }) => {
    if (target.form === choices.form && target.type !== "search") change();
  });
  choices.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    change();
  });
  // The fields are as they were only after this event.
  choices.form.addEventListener("reset", () => setTimeout(change));
  more?.addEventListener("click", async () => {
    const first = list.children.length;
    pages += 1;
    history.replaceState({ pages }, "");
    await look();
    list.children[first]?.querySelector("a").focus();
  });
  opener.addEventListener("click", async () => {
    const { sheetOf } = await import("./gallery/sheet.js");
    // Whoever presses twice has one sheet.
    sheet ??= sheetOf(part("rail"), opener);
    sheet.open();
    look();
  });
  addEventListener("popstate", ({ state }) => {
    pages = state?.pages ?? 0;
    choices.readAddress();
    look();
  });
  if (location.search) choices.readAddress();
  // Whoever was quick has chosen something already.
  if (choices.address && !location.search) change();
  else look();
}

function told(found, shown) {
  if (!found) return gettext("No project has all of this. Choose fewer filters.");
  if (shown === found) return ngettext("{num} project.", "{num} projects.", found);
  return ngettext("{num} project; the first {shown} are shown.", "{num} projects; the first {shown} are shown.", found, { shown: written(shown) });
}
