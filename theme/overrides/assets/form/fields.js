// Read and fill the fields: rows that can be added and removed, lists to choose from, and the values as a tree.

import { element, fill } from "./words.js";

// `say` announces what is not seen by everybody.
export function upgrade(form, rules, say) {
  form.addEventListener("gm-removed", ({ detail }) => say(fill(rules.words.removed, { name: detail })));
  // Rows are set aside before anything is offered: each would hold the names of all countries, seen by nobody.
  for (const list of form.querySelectorAll("[data-list]")) prepare(list, rules);
  offer(form, rules);
  form.addEventListener("change", ({ target }) => {
    if (/\.goal$/.test(target.name)) offerTargets(form, target.name.replace(/goal$/, "target"), target.value, rules);
  });
}

// Countries, languages and targets are chosen; on paper they are written.
function offer(part, rules) {
  const { country, language } = rules.names;
  for (const [sort, names] of Object.entries({ country, language, target: {} })) {
    for (const input of part.querySelectorAll(`[data-control="${sort}"]`)) choose(input, names, rules.words.choose);
  }
}

function choose(input, names, first) {
  const select = element("select", { class: input.className, id: input.id, name: input.name, "aria-describedby": input.getAttribute("aria-describedby"), "aria-required": input.getAttribute("aria-required") });
  setOptions(select, names, first);
  input.replaceWith(select);
}

function setOptions(select, names, first) {
  const options = Object.entries(names).map(([value, label]) => element("option", { value }, label));
  select.replaceChildren(element("option", { value: "" }, first), ...options);
}

function offerTargets(form, name, goal, rules, chosen = "") {
  const select = form.elements.namedItem(name);
  if (!select) return;
  const targets = Object.entries(rules.targets[goal] ?? {}).map(([number, text]) => [number, `${number} ${text}`]);
  setOptions(select, Object.fromEntries(targets), rules.words.choose);
  select.value = chosen;
}

function prepare(list, rules) {
  const rows = [...list.querySelectorAll(":scope > [data-row]")];
  const row = list.dataset.adds;
  const add = element("button", { type: "button", class: "gm-form__button gm-form__button--line", "data-add": true }, fill(rules.words.add, { row }));
  list.append(add);
  list.gmRow = rows[0].cloneNode(true);
  for (const row of rows) row.remove();
  add.addEventListener("click", () => {
    addRow(list, rules).querySelector("input:not([type=hidden]), select, textarea").focus();
    list.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function addRow(list, rules) {
  const rows = list.querySelectorAll(":scope > [data-row]");
  const number = 1 + Math.max(-1, ...[...rows].map((row) => Number(row.dataset.row)));
  const row = list.gmRow.cloneNode(true);
  rename(row, `${list.dataset.list}.0`, `${list.dataset.list}.${number}`);
  row.dataset.row = number;
  const remove = element("button", { type: "button", class: "gm-form__button gm-form__button--line", "data-remove": true }, rules.words.remove);
  remove.addEventListener("click", () => {
    const name = row.querySelector("[data-row-name]").textContent;
    row.remove();
    count(list, rules);
    list.querySelector("[data-add]").focus();
    list.dispatchEvent(new CustomEvent("gm-removed", { bubbles: true, detail: name }));
    list.dispatchEvent(new Event("input", { bubbles: true }));
  });
  row.append(remove);
  offer(row, rules);
  list.querySelector("[data-add]").before(row);
  count(list, rules);
  return row;
}

function rename(row, from, to) {
  const [fromId, toId] = [from, to].map((path) => path.replaceAll(".", "-"));
  for (const part of row.querySelectorAll("*")) {
    for (const { name, value } of [...part.attributes]) {
      if (["name", "data-picture", "data-place"].includes(name) && value.startsWith(from)) part.setAttribute(name, to + value.slice(from.length));
      if (["id", "for", "aria-describedby"].includes(name)) part.setAttribute(name, value.replaceAll(`gm-f-${fromId}`, `gm-f-${toId}`));
    }
  }
}

function count(list, rules) {
  const rows = [...list.querySelectorAll(":scope > [data-row]")];
  rows.forEach((row, index) => {
    const name = fill(rules.words.row, { label: list.dataset.label, number: index + 1 });
    row.querySelector("[data-row-name]").textContent = name;
    row.querySelector("[data-remove]").setAttribute("aria-label", fill(rules.words.pair, { name: rules.words.remove, text: name }));
  });
  const most = Number(list.dataset.most);
  list.querySelector("[data-add]").hidden = most > 0 && rows.length >= most;
}

// What nobody sees and pasting brings along, and in the story what turns the direction of reading: no rule lets it pass,
// and nobody could find it to take it out. Joiners of letters and of emoji stay.
const UNSEEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const TURNING = /[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069]/g;

function seen(text, name) {
  return name.startsWith("body.") ? text.replace(/\x0b|\x0c/g, "\n").replace(TURNING, "") : text.replace(/\x0b/g, " ").replace(UNSEEN, "");
}

// Every field that holds something, by name.
export function readFlat(form) {
  const flat = {};
  for (const field of form.elements) {
    if (!field.name || (field.type === "checkbox" && !field.checked)) continue;
    const value = field.type === "checkbox" && field.value !== "true" ? `${flat[field.name] ? `${flat[field.name]} ` : ""}${field.value}` : field.value;
    const text = seen(value, field.name).trim();
    if (text) flat[field.name] = text;
  }
  return flat;
}

export function writeFlat(form, flat, rules) {
  for (const list of form.querySelectorAll("[data-list]")) {
    for (const row of list.querySelectorAll(":scope > [data-row]")) row.remove();
    const prefix = `${list.dataset.list}.`;
    const used = Object.keys(flat).filter((name) => name.startsWith(prefix)).map((name) => Number(name.slice(prefix.length).split(".")[0]));
    for (let index = 0; index <= Math.min(Math.max(-1, ...used), 200); index += 1) addRow(list, rules);
  }
  for (const field of form.elements) {
    const value = flat[field.name] ?? "";
    if (!field.name) continue;
    if (field.type === "checkbox") field.checked = value.split(" ").includes(field.value);
    else if (/\.target$/.test(field.name)) offerTargets(form, field.name, flat[field.name.replace(/target$/, "goal")], rules, value);
    else setValue(field, value);
  }
}

// A value that is not among those offered is offered too: a file may hold a language that no list has.
function setValue(field, value) {
  if (value && field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value)) field.append(element("option", { value }, value));
  field.value = value;
}

// The values as in a file, and the name of the field at each path.
export function treeOf(flat) {
  const whole = {};
  for (const [name, text] of Object.entries(flat)) {
    const path = name.split(".");
    let place = whole;
    for (const part of path.slice(0, -1)) place = place[part] ??= {};
    place[path.at(-1)] = name === "wanted" ? text.split(" ") : name.startsWith("body.") ? text : text.replace(/\s*\n\s*/g, " ");
  }
  const names = new Map();
  const values = listed(whole, "", [], names);
  const { body = {}, consent = {}, ...rest } = values;
  return { values: rest, body: Array.isArray(body) ? { ...whole.body } : body, consent, names };
}

function listed(value, name, path, names) {
  names.set(path.join("."), name);
  if (typeof value !== "object" || Array.isArray(value)) return value;
  const inner = (key) => (name ? `${name}.${key}` : key);
  const keys = Object.keys(value);
  if (name !== "body" && keys.length && keys.every((key) => /^\d+$/.test(key))) {
    return keys.sort((one, other) => one - other).map((key, index) => listed(value[key], inner(key), [...path, index], names));
  }
  return Object.fromEntries(keys.map((key) => [key, listed(value[key], inner(key), [...path, key], names)]));
}
