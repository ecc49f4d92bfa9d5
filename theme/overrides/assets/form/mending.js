// Write values back into the front matter they come from: what did not change stays as it was written, comments and
// the order of keys stay, and what is new stands where the model has it.

import { isFilled, writeField, writeRow } from "./yaml.js";

// `given` are the values of `text`; `before` and `after` are values as the form holds them. Gives the new text.
export function mend(text, { given, before, after, fields }) {
  const lines = text.replace(/\n$/, "").split("\n");
  const mended = mendGroup(lines, "", { given, before, after, fields });
  if (mended) return `${mended.join("\n")}\n`;
  // A shape that is not one key a line is written anew, below all that was said in comments.
  const comments = lines.filter((line) => /^\s*#/.test(line)).map((line) => `${line.trim()}\n`);
  return comments.join("") + fields.filter((field) => isFilled(after[field.name])).map((field) => writeField(field, after[field.name], "")).join("");
}

// Gives the lines of a group, or nothing if they are not one key after another.
function mendGroup(lines, pad, { given, before, after, fields }) {
  const { blocks, tail } = blocksOf(lines, new RegExp(`^${pad}([A-Za-z_]+):(?=\\s|$)`), pad);
  if (String(blocks.map(({ key }) => key)) !== String(Object.keys(given ?? {}))) return null;
  const written = blocks.map(({ key, lead, own }) => {
    const field = fields.find(({ name }) => name === key);
    const values = { given: given[key], before: before?.[key], after: after?.[key] };
    if (isSame(values.before, values.after, field)) return [key, [...lead, ...own]];
    return [key, isFilled(values.after) ? [...lead, ...mendField(own, pad, values, field)] : lead];
  });
  fields.forEach((field, index) => {
    if (field.name in given || !isFilled(after?.[field.name])) return;
    const earlier = new Set(fields.slice(0, index).map(({ name }) => name));
    const place = 1 + written.findLastIndex(([key]) => earlier.has(key));
    written.splice(place, 0, [field.name, linesOf(writeField(field, after[field.name], pad))]);
  });
  return [...written.flatMap(([, own]) => own), ...tail];
}

// Lines by what they belong to: each block begins at a line of the pattern, with the comments above it.
function blocksOf(lines, pattern, pad) {
  const blocks = [];
  let lead = [];
  for (const line of lines) {
    const key = line.match(pattern);
    const isBetween = !line.trim() || (/^\s*#/.test(line) && line.search(/\S/) <= pad.length);
    if (key) blocks.push({ key: key[1], lead: lead.splice(0), own: [line] });
    else if (isBetween || !blocks.length) lead.push(line);
    else blocks.at(-1).own.push(...lead.splice(0), line);
  }
  return { blocks, tail: lead };
}

function mendField(own, pad, values, field) {
  const [first, ...rest] = own;
  const isOpen = /^\s*[A-Za-z_]+:\s*(#.*)?$/.test(first) && rest.some((line) => /^\s*[^\s#]/.test(line));
  if (isOpen && field.is_list) {
    const rows = mendRows(rest, values, field);
    if (rows) return [first, ...rows];
  } else if (isOpen && field.fields) {
    const inner = mendGroup(rest, padOf(rest), { ...values, fields: field.fields });
    if (inner) return [first, ...inner];
  }
  return withComments(own, linesOf(writeField(field, values.after, pad)), pad);
}

function mendRows(lines, { given, before, after }, field) {
  const pad = padOf(lines);
  const { blocks, tail } = blocksOf(lines, new RegExp(`^${pad}(-)(?=\\s|$)`), pad);
  if (blocks.length !== given?.length || blocks.length !== before?.length || !Array.isArray(after)) return null;
  const one = { ...field, is_list: false };
  const free = new Set(blocks.keys());
  const found = after.map((row) => {
    const index = [...free].find((number) => isSame(before[number], row, one));
    free.delete(index);
    return index;
  });
  const rows = after.flatMap((row, number) => {
    const index = found[number];
    if (index !== undefined) return [...blocks[index].lead, ...blocks[index].own];
    if (before.length !== after.length || !free.has(number)) return linesOf(writeRow(field, row, pad));
    const { lead, own } = blocks[number];
    return [...lead, ...mendRow(own, pad, { given: given[number], before: before[number], after: row }, field)];
  });
  return [...rows, ...tail];
}

function mendRow(own, pad, values, field) {
  const open = own.map((line, index) => (index ? line : line.replace("-", " ")));
  const inner = field.fields && mendGroup(open, padOf(open), { ...values, fields: field.fields });
  if (!inner) return withComments(own, linesOf(writeRow(field, values.after, pad)), pad);
  const [first, ...rest] = inner;
  return [`${pad}- ${/^\s*#/.test(first) ? first.trim() : first.slice(pad.length + 2)}`, ...rest];
}

// Comments of lines that are written anew stand behind the value if there is one line with one comment, else above it.
function withComments(old, lines, pad) {
  const comments = commentsOf(old);
  if (lines.length === 1 && comments.length === 1) return [`${lines[0]} ${comments[0]}`];
  return [...comments.map((comment) => pad + comment), ...lines];
}

function commentsOf(lines) {
  if (/:\s*[|>][\d+-]*\s*(#.*)?$/.test(lines[0])) return lines[0].match(/\s(#.*)$/)?.slice(1) ?? [];
  const comments = [];
  let quote = "";
  for (const line of lines) {
    for (let index = 0; index < line.length; index += 1) {
      const sign = line[index];
      if (quote) {
        if (sign === "\\" && quote === '"') index += 1;
        else if (sign === quote) quote = "";
      } else if (/["']/.test(sign) && /(^|[[{,:-])\s*$/.test(line.slice(0, index))) {
        quote = sign;
      } else if (sign === "#" && /(^|\s)$/.test(line.slice(0, index))) {
        comments.push(line.slice(index));
        break;
      }
    }
  }
  return comments;
}

function padOf(lines) {
  return lines.find((line) => /^\s*[^\s#]/.test(line)).match(/^\s*/)[0];
}

function linesOf(text) {
  return text.replace(/\n$/, "").split("\n");
}

export function isSame(one, other, field) {
  return JSON.stringify(plain(one, field)) === JSON.stringify(plain(other, field));
}

// Of a list of choices the order says nothing, and of a group neither that of its keys nor an empty one.
function plain(value, field) {
  if (!isFilled(value)) return null;
  if (Array.isArray(value)) {
    const rows = value.map((row) => plain(row, field && { ...field, is_list: false }));
    return field?.choices ? rows.sort() : rows;
  }
  if (typeof value !== "object") return value;
  const keys = Object.keys(value).filter((key) => isFilled(value[key])).sort();
  return Object.fromEntries(keys.map((key) => [key, plain(value[key], field?.fields?.find(({ name }) => name === key))]));
}
