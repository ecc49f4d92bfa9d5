// Show results below a search field as its words are typed.
//
// Results are links in a list, and a live region tells how many there are. A combobox with a listbox would hide the
// links from screen readers and from the menu that opens a link in a new tab, and phones support it unevenly.

import { element } from "../element.js";
import { Index } from "./index.js";
import { arranged, countOf, note, resultOf, words } from "./results.js";
import { Store } from "./store.js";

const SHOWN = 6;
const PAUSE = 120;

export function mount(form) {
  const input = form.querySelector('input[name="q"]');
  const store = new Store(form.dataset.searchRoot ?? "./");
  const index = new Index(store);
  const status = element("p", { class: "gm-search__status", role: "status" });
  const list = element("ol", { class: "gm-search__list" });
  const all = element("a", { class: "gm-search__all" }, words.all);
  const panel = element("div", { class: "gm-search__panel", role: "region", "aria-label": words.results }, status, list, all);
  panel.hidden = true;
  form.classList.add("gm-search");
  form.append(panel);
  input.autocomplete = "off";
  store.plan().catch(() => {});

  let turn = 0;
  let pause;

  async function look() {
    const query = input.value.trim();
    const mine = (turn += 1);
    if (!query) return close();
    try {
      const isCurrent = () => mine === turn;
      for (const limit of [SHOWN, Infinity]) {
        const found = await index.find(input.value.trimStart(), limit);
        const rows = await arranged(store, best(found), found, query);
        if (isCurrent()) show(query, found, rows);
        // None of the first had its characters side by side: there may be others.
        if (!isCurrent() || list.children.length || !found.slots.length) return;
      }
    } catch (error) {
      if (mine === turn) fail(error);
    }
  }

  function best(found) {
    return found.slots.slice(0, SHOWN + 2);
  }

  function show(query, found, rows) {
    const results = rows.slice(0, SHOWN).map(({ card }) => resultOf(card, found.marks));
    // Whoever has gone down into the list stays there: at the same result, or at the first of the new ones.
    const held = list.contains(document.activeElement) && document.activeElement.href;
    list.replaceChildren(...results);
    all.href = `${form.action}?${new URLSearchParams({ q: query })}`;
    panel.hidden = false;
    if (held) (links().find((link) => link.href === held) ?? links()[0] ?? input).focus();
    const shown = list.children.length;
    all.hidden = !shown;
    const told = note({ ...found, slots: [...list.children] }, query);
    const areAllShown = found.isWhole && found.slots.length <= SHOWN;
    const count = countOf(found.isExact ? found.slots.length : shown, found.isExact || areAllShown);
    status.textContent = shown ? `${told} ${count} ${words.keys}`.trim() : `${told} ${words.noneHelp}`;
  }

  function fail(error) {
    console.warn(error);
    list.replaceChildren();
    panel.hidden = false;
    all.hidden = false;
    all.href = `${form.action}?${new URLSearchParams({ q: input.value })}`;
    status.textContent = `${words.failed} ${words.failedHelp}`;
  }

  function close() {
    turn += 1;
    panel.hidden = true;
    status.textContent = "";
  }

  function links() {
    return [...panel.querySelectorAll("a:not([hidden])")];
  }

  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(look, PAUSE);
  });
  input.addEventListener("focus", () => input.value && panel.hidden && look());
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      input.focus();
      close();
    }
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (!(event.key in steps) || panel.hidden) return;
    const stops = [input, ...links()];
    const at = stops.indexOf(document.activeElement);
    event.preventDefault();
    stops[(at + steps[event.key] + stops.length) % stops.length].focus();
  });
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!form.contains(event.target)) close();
  });
  if (input.value) look();
}
