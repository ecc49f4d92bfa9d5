// Write lists and tables, as word processors and spreadsheets paste them in plain text, as Markdown does: the form's side
// of with_lists_and_tables in gmooc/intake/pasted_text.py; tests/fixtures/lists.json holds both to it.

// Letters are bullets in fonts of their own, and count before a tab; signs of private use are Word's. What stands between
// words, too, begins an item before a space, or in several lines.
const BULLET = /^\s*(?:([•‣▪▫⁃➢\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc\uf076])\s*|([·○◦●■□◆◇➤✓✔])\ufe0f?(\s*)|([o§Øüvq])\t\s*)(?=\S)(.*)$/u;
const NUMBER = /^\s*(?:([0-9]{1,3})(、)|[(（]([0-9]{1,3})([)）])|([①-⑳])())\s*(?=\S)(.*)$/u;
// What is Markdown or HTML already, and stays as it is: code, items, quotes, rows, tags.
// What a fence opens is closed by no fewer of its signs, with nothing behind them; ticks on one line are a word of code.
const FENCE = /^\s*(?:(`{3,})[^`]*|(~{3,}).*)$/;
const CLOSING_FENCE = /^\s*(`{3,}|~{3,})\s*$/;
const ITEM = /^\s*(?:[-*+]|[0-9]{1,9}[.)])\s+/;
const MARKED = /^\s*[|>]/;
const RULED = /^\s*(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)+(?:\|\s*)?$/;
const CODE_TAG = /^\s*<pre\b/i;
const TAG = /^\s*<\/?(?:table|t(?:head|body|foot|r|d|h)|[uod]l|li)\b/i;
const CODE = /^(?: {4}|\t)/;

export function withListsAndTables(text) {
  const lines = text.split("\n");
  const kept = keptOf(lines);
  const out = [];
  for (let index = 0; index < lines.length; ) {
    const block = blockAt(lines, kept, index);
    const made = kept[index] ? [] : [listOf, tableOf].map((read) => read(block)).find((found) => found.length) ?? [];
    index += block.length;
    const indent = made.length && out.length ? indentBelow(out.at(-1), block[0]) : 0;
    if (made.length && !indent && out.at(-1)?.trim()) out.push("");
    out.push(...(made.length ? made.map((line) => " ".repeat(indent) + line) : block));
    if (made.length && lines[index]?.trim() && !(indent && ITEM.test(lines[index]))) out.push("");
  }
  return out.join("\n");
}

// Whether each line is Markdown or HTML already.
function keptOf(lines) {
  let fence = "";
  let until = null;
  return lines.map((line, index) => {
    const isCode = Boolean(fence);
    const opening = isCode || until ? null : line.match(FENCE);
    if (isCode) fence = line.match(CLOSING_FENCE)?.[1].startsWith(fence) ? "" : fence;
    else if (opening) fence = opening[1] ?? opening[2];
    // A blank line ends a table and HTML, but for code.
    else if (!until) {
      const isBlock = RULED.test(line) || RULED.test(lines[index + 1] ?? "") || TAG.test(line);
      until = CODE_TAG.test(line) ? /<\/pre>/i : isBlock ? /^\s*$/ : null;
    }
    const isKept = Boolean(isCode || fence || until || ITEM.test(line) || MARKED.test(line));
    if (until?.test(line)) until = null;
    return isKept;
  });
}

// How far a list is indented that stands below an item of Markdown, and further in; 0 for any other.
function indentBelow(before, line) {
  const above = before.match(ITEM)?.[0];
  const start = (text) => text.length - text.trimStart().length;
  return above && start(line) > start(before) ? above.length : 0;
}

// The lines from one on that are all items, or all have as many tabs; else that one alone.
function blockAt(lines, kept, start) {
  const tabs = count(lines[start]);
  const isLike = itemOf(lines[start]) ? itemOf : tabs ? (line) => count(line) === tabs && !itemOf(line) : () => false;
  let end = start + 1;
  while (end < lines.length && !kept[start] && !kept[end] && isLike(lines[end])) end += 1;
  return lines.slice(start, end);
}

const count = (line) => line.split("\t").length - 1;

function itemOf(line) {
  const bullet = line.match(BULLET);
  if (bullet) return { mark: bullet[1] ?? bullet[2] ?? bullet[4], words: bullet[5].trim(), isSure: bullet[3] !== "" };
  const found = line.match(NUMBER);
  if (!found) return null;
  const number = Number(found[1] ?? found[3] ?? found[5].codePointAt(0) - 0x245f);
  return { mark: `1${found[2] ?? found[4] ?? ""}`, number, words: found[7].trim() };
}

function listOf(block) {
  const items = block.map(itemOf);
  if (!items.every(Boolean)) return [];
  const marks = new Set(items.map(({ mark }) => mark));
  if (![...marks].every((mark) => isLevel(items.filter((item) => item.mark === mark)))) return [];
  const levels = [];
  return items.map(({ mark, number, words }) => {
    const known = levels.findIndex((level) => level.mark === mark);
    if (known >= 0) levels.length = known;
    const marker = number === undefined ? "- " : `${number}. `;
    const indent = levels.at(-1)?.words ?? 0;
    levels.push({ mark, words: indent + marker.length });
    return " ".repeat(indent) + marker + words;
  });
}

// Items of one mark are a list: several, or sure; each number follows the one before, or begins anew.
function isLevel(items) {
  const follows = items.every(({ number }, index) => !index || number === undefined || number === 1 || number === items[index - 1].number + 1);
  return follows && (items.length > 1 || items[0].isSure);
}

function tableOf(block) {
  const rows = block.map((line) => line.split("\t").map((cell) => cell.trim().replaceAll("|", "\\|")));
  if (rows.length < 2 || rows[0].length < 2 || block.every((line) => CODE.test(line)) || !rows.every((row) => row.some(Boolean))) return [];
  return tableFrom(rows);
}

// A table of Markdown, its first row the head; cells are Markdown already.
export function tableFrom(rows) {
  const [head, ...others] = rows.map((row) => `| ${row.join(" | ")} |`);
  return [head, `|${" --- |".repeat(rows[0].length)}`, ...others];
}
