// Filter the gallery: by every facet at once, with counts, in an address that can be shared. Loaded when reached for.

import { drawCard, element } from "./gallery/card.js";
import { Rows } from "./gallery/rows.js";
import { gettext, ngettext, written } from "./spoken.js";

const STEP = 12;
const FACETS = {
  challenge: gettext("Challenge"), goal: gettext("Goal"), year: gettext("Year"), country: gettext("Country"),
  outcome: gettext("Outcome"), status: gettext("Status"), language: gettext("Language"),
};
const SORTS = { newest: gettext("Newest first"), title: gettext("By title") };

// `gallery` holds the newest cards in [data-gallery-newest], and a <details data-gallery-filters> for the form.
export async function start(gallery) {
  const details = gallery.querySelector("[data-gallery-filters]");
  const newest = gallery.querySelector("[data-gallery-newest]");
  const view = build();
  const hint = details.querySelector("[data-gallery-hint]");
  newest.before(view.status, view.results);
  if ([...new URLSearchParams(location.search).keys()].some((name) => name in FACETS || name === "sort")) details.open = true;

  let rows;
  let turn = 0;
  let shown = STEP;

  async function look() {
    const mine = (turn += 1);
    try {
      rows ??= await Rows.load(gallery.dataset.root);
      if (!view.selects.size) show(view, rows, hint);
      if (mine !== turn) return;
      const chosen = readAddress(view);
      const isResting = !chosen.size && view.sort.value === "newest";
      const known = await knownCounts(chosen);
      tellCounts(view, rows.labels, known);
      const found = isResting ? [] : await rows.find(chosen);
      const cards = isResting ? [] : await draw(found);
      if (mine !== turn) return;
      view.list.replaceChildren(...cards);
      view.results.hidden = isResting || !found.length;
      view.more.hidden = cards.length >= found.length;
      view.clear.disabled = isResting;
      newest.hidden = !isResting;
      // Silent until something was asked for; then also when it no longer is.
      const rest = turn > 1 ? gettext("No filter is set. The newest projects are shown.") : "";
      view.status.textContent = isResting ? rest : told(found.length, cards.length);
      // What a second choice would leave costs more bytes than the first: whoever saves them chooses without.
      if (known || navigator.connection?.saveData) return;
      const counts = await rows.counts(chosen);
      if (mine === turn) tellCounts(view, rows.labels, counts);
    } catch (error) {
      if (mine === turn) fail(error);
    }
  }

  // Without a choice the index tells how often each value is; with one, all columns have to be there.
  function knownCounts(chosen) {
    if (!chosen.size) return rows.totals;
    return rows.isWhole ? rows.counts(chosen) : undefined;
  }

  async function draw(found) {
    const places = view.sort.value === "title" ? await rows.titleOrder() : null;
    const sorted = places ? [...found].sort((one, other) => places[one] - places[other]) : found;
    const cards = await Promise.all(sorted.slice(0, shown).map((row) => rows.card(row)));
    return cards.map((card) => drawCard(card, rows.labels, gallery.dataset.home));
  }

  function fail(error) {
    console.warn(error);
    rows = undefined;
    const again = element("button", { class: "gm-gallery__button", type: "button" }, gettext("Try again"));
    again.addEventListener("click", look);
    view.status.replaceChildren(gettext("The filters could not be loaded. Try again, or choose from the lists below."), " ", again);
  }

  function change() {
    const address = new URL(location.href);
    address.search = new URLSearchParams(asked(view));
    if (address.href !== location.href) history.pushState(null, "", address);
    shown = STEP;
    return look();
  }

  view.form.addEventListener("change", change);
  view.form.addEventListener("submit", (event) => event.preventDefault());
  view.form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const select of [...view.selects.values(), view.sort]) select.selectedIndex = 0;
    // The button is about to be disabled, and would take the focus with it.
    view.form.querySelector("select").focus();
    change();
  });
  view.more.addEventListener("click", async () => {
    const first = view.list.children.length;
    shown += STEP;
    await look();
    view.list.children[first]?.querySelector("a").focus();
  });
  addEventListener("popstate", () => {
    shown = STEP;
    look();
  });
  await look();
}

function build() {
  const sort = element("select", { class: "gm-gallery__select", name: "sort" });
  for (const [value, label] of Object.entries(SORTS)) sort.append(element("option", { value }, label));
  const clear = element("button", { class: "gm-gallery__button", type: "reset" }, gettext("Clear filters"));
  const form = element("form", { class: "gm-gallery__form", "aria-label": gettext("Filter projects"), autocomplete: "off" });
  const status = element("p", { class: "gm-gallery__status", role: "status" });
  const list = element("ul", { class: "gm-plain gm-cards" });
  const more = element("button", { class: "gm-gallery__button", type: "button" }, gettext("Show more"));
  const title = element("h2", { class: "gm-gallery__title" }, gettext("Projects found"));
  const results = element("section", { class: "gm-gallery__results", "aria-label": gettext("Projects found") }, title, list, more);
  results.hidden = true;
  return { form, sort, clear, status, list, more, results, selects: new Map() };
}

// The form takes the place of the words that stood in for it.
function show(view, rows, hint) {
  for (const [facet, labels] of rows.labels) {
    const select = element("select", { class: "gm-gallery__select", name: facet });
    select.append(element("option", { value: "" }, gettext("All")));
    for (const [value, label] of labels) select.append(element("option", { value }, label));
    view.selects.set(facet, select);
    view.form.append(labelled(FACETS[facet] ?? facet, select));
  }
  view.form.append(labelled(gettext("Sort"), view.sort), view.clear);
  hint.replaceWith(view.form);
}

function labelled(label, select) {
  select.id = `gm-gallery-${select.name}`;
  const named = element("label", { class: "gm-gallery__label", for: select.id }, label);
  return element("div", { class: "gm-gallery__field" }, named, select);
}

// What the form asks for, as the address says it: in small letters, like the addresses of the lists.
function asked(view) {
  const chosen = [...view.selects].flatMap(([facet, { value }]) => (value ? [[facet, value.toLowerCase()]] : []));
  return view.sort.value === "newest" ? chosen : [...chosen, ["sort", view.sort.value]];
}

// Set the form to what the address says, and give the chosen values; what no project has is not asked for.
function readAddress(view) {
  const address = new URLSearchParams(location.search);
  const set = (select, name) => {
    const wanted = (address.get(name) ?? "").toLowerCase();
    select.selectedIndex = Math.max(0, [...select.options].findIndex(({ value }) => value.toLowerCase() === wanted));
  };
  set(view.sort, "sort");
  for (const [facet, select] of view.selects) set(select, facet);
  return new Map([...view.selects].flatMap(([facet, { value }]) => (value ? [[facet, value]] : [])));
}

// Each choice tells how many projects it would leave, the other filters being as they are.
function tellCounts(view, labels, counts) {
  for (const [facet, select] of view.selects) {
    for (const option of select.options) {
      if (!option.value) continue;
      const label = labels.get(facet).get(option.value);
      const count = counts?.get(facet).get(option.value) ?? 0;
      option.textContent = counts ? `${label} (${written(count)})` : label;
      option.disabled = Boolean(counts) && !count && !option.selected;
    }
  }
}

function told(found, shown) {
  if (!found) return gettext("No project has all of this. Choose fewer filters.");
  if (shown === found) return ngettext("{num} project.", "{num} projects.", found);
  return ngettext("{num} project; the first {shown} are shown.", "{num} projects; the first {shown} are shown.", found, { shown: written(shown) });
}
