// Turn what was filled in into the text of a content file: front matter in the model's order, and the story.

import { withListsAndTables } from "./lists.js";

const NUMBERS = new Set(["goal", "year", "count"]);

export function writeFile(values, story, fields) {
  return `---\n${writeGroup(values, fields, "")}---\n\n${story}`;
}

export function headingsOf(values, rules) {
  return rules.story[values.language] ?? rules.story.en;
}

// The story under its headings, in the language it is written in.
export function writeStory(body, headings) {
  const parts = headings.map((heading, index) => [heading, body?.[index]]).filter(([, text]) => text);
  const told = parts.map(([heading, text]) => `## ${heading}\n\n${written(text)}\n`);
  if (body?.more) told.push(`${written(body.more)}\n`);
  return told.join("\n");
}

function written(text) {
  return withListsAndTables(text.replace(/\r\n?/g, "\n"));
}

function writeGroup(values, fields, pad) {
  return fields.filter((field) => isFilled(values[field.name])).map((field) => writeField(field, values[field.name], pad)).join("");
}

export function writeField(field, value, pad) {
  const key = `${pad}${field.name}:`;
  if (Array.isArray(value)) return `${key}\n${value.map((row) => writeRow(field, row, `${pad}  `)).join("")}`;
  if (typeof value === "object") return `${key}\n${writeGroup(value, field.fields ?? [], `${pad}  `)}`;
  return `${key} ${scalar(field, value)}\n`;
}

// One entry of a list, its hyphen behind `pad`.
export function writeRow(field, row, pad) {
  if (typeof row === "string") return `${pad}- ${scalar(field, row)}\n`;
  return writeGroup(row, field.fields, `${pad}  `).replace(`${pad}  `, `${pad}- `);
}

export function isFilled(value) {
  if (value === undefined || value === "") return false;
  return typeof value === "object" ? Object.values(value).some(isFilled) : true;
}

function scalar(field, text) {
  if (NUMBERS.has(field.sort) && /^\d+$/.test(text)) return text;
  if (field.sort === "check" && /^(true|false)$/.test(text)) return text;
  return quoted(text);
}

// A quoted text means itself, whatever stands in it: NO, 12:30, "#". JSON's escapes are YAML's too; what YAML does not
// let stand as it is (control characters, some line ends, halves of characters) is escaped beside them.
export function quoted(text) {
  const whole = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  return JSON.stringify(whole).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped);
}

function escaped(sign) {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
