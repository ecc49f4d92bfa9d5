// The form of filters: what is chosen, how its values read, how many projects each would leave, and its address.

import { element } from "../element.js";
import { gettext, written } from "../spoken.js";

// What is no facet: it is asked for, but tells no rows apart by their values.
const OTHERS = ["q", "sort", "view"];

export class Choices {
  #values = new Map();
  #totals = new Map();

  constructor(form) {
    this.form = form;
    for (const control of form.elements) {
      const options = control.options ?? [control];
      for (const option of options) {
        if (!option.dataset.label) continue;
        if (!this.#values.has(control.name)) this.#values.set(control.name, new Map());
        this.#values.get(control.name).set(option.value, option);
        // The page itself tells how often each value is.
        this.#totals.set(option, [numberOf(option), option.disabled]);
      }
    }
  }

  // The chosen value of each facet.
  get chosen() {
    return new Map([...this.#asked].filter(([name]) => !OTHERS.includes(name)));
  }

  get query() {
    return this.form.elements.q.value.trim();
  }

  get sort() {
    return this.form.elements.sort.value;
  }

  get view() {
    return this.form.elements.view.value;
  }

  // In small letters, like the addresses of the lists.
  get address() {
    const asked = [...this.#asked].map(([name, value]) => [name, name === "q" ? value : value.toLowerCase()]);
    return new URLSearchParams(asked).toString();
  }

  get #asked() {
    return new Map([...new FormData(this.form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
  }

  // What the address does not name is not asked for, nor what no project has.
  readAddress() {
    const address = new URLSearchParams(location.search);
    for (const name of [...this.#values.keys(), ...OTHERS]) this.set(name, address.get(name) ?? "");
  }

  set(name, value) {
    for (const control of this.#controls(name)) {
      if (control.options) control.selectedIndex = Math.max(0, [...control.options].findIndex((option) => isSame(option, value)));
      else if (control.type === "search") control.value = value;
      else if (control.type === "checkbox") control.checked = isSame(control, value);
      else if (isSame(control, value)) control.checked = true;
    }
  }

  // How a value reads.
  labelOf(name, value) {
    return this.#values.get(name)?.get(String(value))?.dataset.label ?? value;
  }

  // The address that the page would have with another value.
  addressWith(name, value) {
    const asked = new URLSearchParams(this.address);
    asked.delete(name);
    if (value) asked.set(name, value.toLowerCase());
    return `?${asked}`;
  }

  // What comes first if nothing is said of it.
  nameOrder(label) {
    this.form.elements.sort.options[0].textContent = label;
  }

  tellTotals() {
    for (const [option, [text, isDisabled]] of this.#totals) tell(option, text, isDisabled && !isChosen(option));
  }

  // Each choice tells how many projects it would leave, the other filters being as they are; nothing while that is unknown.
  tellCounts(counts) {
    for (const [name, options] of this.#values) {
      for (const [value, option] of options) {
        const count = counts?.get(name).get(value) ?? 0;
        tell(option, counts ? written(count) : "", Boolean(counts) && !count && !isChosen(option));
      }
    }
  }

  // A button for each choice, which takes it back.
  showIn(chips, change) {
    const drawn = [...this.chosen, ...(this.query ? [["q", this.query]] : [])].map(([name, value]) => {
      const label = this.labelOf(name, value);
      const button = element("button", { class: "gm-gallery__chip", type: "button" }, label, element("span", { "aria-hidden": "true" }, " ×"));
      button.setAttribute("aria-label", gettext("Without: {choice}", { choice: label }));
      button.addEventListener("click", () => {
        this.set(name, "");
        change();
        this.#controls(name)[0].focus();
      });
      return element("li", {}, button);
    });
    chips.replaceChildren(...drawn);
    chips.hidden = !drawn.length;
  }

  #controls(name) {
    return [...this.form.elements].filter((control) => control.name === name);
  }
}

function isSame(option, value) {
  return option.value.toLowerCase() === value.toLowerCase();
}

function isChosen(option) {
  return option.selected || option.checked;
}

function numberOf(option) {
  return option.label === undefined ? besides(option).textContent : option.textContent.match(/\((.+)\)$/)[1];
}

// The number of a box stands beside it.
function besides(box) {
  return box.parentElement.querySelector(".gm-gallery__number");
}

function tell(option, text, isDisabled) {
  option.disabled = isDisabled;
  if (option.label === undefined) besides(option).textContent = text;
  else option.textContent = text ? `${option.dataset.label} (${text})` : option.dataset.label;
}
