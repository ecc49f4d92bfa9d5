// Open a page that is published already: its text goes into the fields, and what has no field is kept as it is.

import { treeOf } from "./fields.js";
import { mend } from "./mending.js";
import { headingsOf, writeStory } from "./yaml.js";

const PAGE = /^([a-z]{2,3}(-[A-Za-z]+)?\/)?projects\/\d{4}\/[a-z0-9-]+\/$/;

// The address of the page that was asked for, or nothing.
export function asked() {
  const page = new URLSearchParams(location.search).get("improve") ?? "";
  return PAGE.test(page) ? page : "";
}

// Gives { draft, file, names, kept, title, written }: the draft for the fields, the file it comes from, the pictures that
// lie beside it, values without a field, and all as it is written there. Throws if the page cannot be had.
export async function open(page, root, rules) {
  const answer = await fetch(`${root}api/v1/${page.slice(0, -1)}.json`);
  if (!answer.ok) throw new Error(answer.status);
  const { front_matter: values, front_matter_text: text, markdown, source, title } = await answer.json();
  if (markdown === null) throw new Error("not whole");
  const kept = Object.fromEntries(Object.entries(values).filter(([key]) => rules.left_out.includes(key)));
  const flat = {};
  for (const field of rules.fields) if (!(field.name in kept)) flatten(values[field.name], field, field.name, flat);
  Object.assign(flat, storyOf(markdown, headingsOf(values, rules)));
  return { draft: { flat, pictures: [] }, file: source.file, names: namesOf(values, markdown), kept, title, written: { text, values, markdown } };
}

// The text of the file with new values and a new story in it: what did not change stays as it is written there.
export function written({ draft, kept, written }, values, story, rules) {
  const flat = Object.entries(draft.flat).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
  const { values: filled, body } = treeOf(Object.fromEntries(flat));
  const before = { ...filled, ...kept };
  const isOld = story === writeStory(body, headingsOf(before, rules));
  const front = mend(written.text, { given: written.values, before, after: values, fields: rules.fields });
  return `---\n${front}---\n${isOld ? written.markdown : `\n${story}`}`;
}

// A draft that was begun on an earlier text of the page: what its author had not touched is as the page has it now.
export function rebased(flat, before, now) {
  const partOf = (name) => name.split(".").slice(0, /^(body|sdgs|team)\./.test(name) ? 2 : 1).join(".");
  const contentOf = (whole, part) => JSON.stringify(Object.entries(whole).filter(([name, value]) => partOf(name) === part && value.trim()).map(([name, value]) => [name, value.trim()]).sort());
  const names = Object.keys({ ...flat, ...now });
  const isTouched = (name) => contentOf(flat, partOf(name)) !== contentOf(before, partOf(name));
  return Object.fromEntries(names.map((name) => [name, (isTouched(name) ? flat : now)[name]]).filter(([, value]) => value !== undefined));
}

function flatten(value, field, name, flat) {
  if (value === undefined || value === null) return;
  if (Array.isArray(value) && field.choices) flat[name] = value.join(" ");
  else if (Array.isArray(value)) value.forEach((row, index) => flatten(row, { ...field, is_list: false }, `${name}.${index}`, flat));
  else if (typeof value === "object") for (const inner of field.fields ?? []) flatten(value[inner.name], inner, `${name}.${inner.name}`, flat);
  else flat[name] = field.sort === "check" ? checked(value) : String(value);
}

function checked(value) {
  return /^(true|yes|on|y|t|1)$/i.test(value) ? "true" : "";
}

// Each section goes into its field if they stand in the form's own order; else the whole into the last one, unchanged.
function storyOf(markdown, headings) {
  const text = markdown.trim();
  const parts = text.split(/^## (.*)$/m);
  const flat = {};
  let last = -1;
  for (let index = 1; index < parts.length; index += 2) {
    const number = headings.indexOf(parts[index].trim());
    if (number <= last) return { "body.more": text };
    last = number;
    flat[`body.${number}`] = parts[index + 1].trim();
  }
  return parts[0].trim() || !parts[1] ? { "body.more": text } : flat;
}

function namesOf(values, markdown) {
  const named = [values.cover?.src, ...(values.pictures ?? []).map((picture) => picture?.src)];
  for (const [, name] of markdown.matchAll(/!?\[[^\]]*\]\(\s*<?([^)\s>]+)/g)) named.push(name, name.split("#")[0]);
  return new Set(named.filter(Boolean));
}

// Where the text belongs: the file it comes from, which has a folder of its own once pictures lie beside it.
export function pathFor(file, hasPictures) {
  if (!hasPictures || /\/index(\.[A-Za-z-]+)?\.md$/.test(file)) return file;
  return file.replace(/((\.[A-Za-z-]+)?\.md)$/, "/index$1");
}
