// Paste tables and lists of word processors, spreadsheets and pages as Markdown; everything else comes in as plain text.
// What was copied is read as a document that runs and loads nothing, and only its words and web addresses are taken.

import { tableFrom, withListsAndTables } from "./lists.js";

// More cells than a page should hold, as when a whole sheet is copied, are left to the browser.
const MAX_CELLS = 2000;
const BLOCKS = "address,article,blockquote,body,dd,div,dl,dt,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,main,ol,p,pre,section,table,ul".split(",");
const NEVER_SHOWN = "head,script,style,template,title,noscript,object,svg".split(",");

export function pasted(event) {
  const field = event.target;
  const text = markdownOf(event.clipboardData.getData("text/html"), event.clipboardData.getData("text/plain"));
  if (text === null) return;
  event.preventDefault();
  const before = field.value.slice(0, field.selectionStart);
  const after = field.value.slice(field.selectionEnd);
  const start = before.trim() ? "\n".repeat(Math.max(0, 2 - before.match(/\n*$/)[0].length)) : "";
  const end = after.trim() ? "\n".repeat(Math.max(0, 2 - after.match(/^\n*/)[0].length)) : "";
  // Deprecated, and the only way by which "Undo" still works.
  if (!document.execCommand("insertText", false, start + text + end)) field.setRangeText(start + text + end, field.selectionStart, field.selectionEnd, "end");
}

// The Markdown of what was copied; null where the browser's own way of pasting loses nothing.
export function markdownOf(html, plain) {
  const lines = plain.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  const body = parse(html);
  const isFormed = [...body.querySelectorAll("li, td, th, [data-style*='mso-list' i]")].length > 0 && body.querySelectorAll("td, th").length <= MAX_CELLS;
  const cells = body.querySelectorAll("td, th");
  // One cell of a sheet is its words.
  if (isFormed && !(cells.length === 1 && cells[0].textContent.trim() === body.textContent.trim())) return blocksOf(body).join("\n\n") || null;
  const found = withListsAndTables(lines);
  return found === lines ? null : found;
}

// Styles and handlers are renamed: the policy of the page forbids them, and browsers would complain of each.
function parse(html) {
  const tags = html.replace(/<style\b[^]*?<\/style\s*>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)\s*=/gi, "$1 data-$2="));
  return new DOMParser().parseFromString(tags, "text/html").body;
}

// The paragraphs, lists and tables below an element, each as Markdown.
function blocksOf(parent) {
  const found = [];
  let loose = [];
  let items = [];
  const close = () => {
    const text = wordsOf(loose);
    if (text) found.push(text);
    if (items.length) found.push(itemsOf(items));
    [loose, items] = [[], []];
  };
  for (const node of parent.childNodes) {
    const name = node.localName ?? "";
    const level = wordLevel(node);
    if (NEVER_SHOWN.includes(name)) continue;
    // Lines end between the paragraphs of Word's lists, which do not end a list.
    if (items.length && node.nodeType === Node.TEXT_NODE && !node.data.trim()) continue;
    if (level) {
      if (!items.length) close();
      items.push({ node, level });
    } else if (node.nodeType === Node.COMMENT_NODE) {
      continue;
    } else if (!BLOCKS.includes(name) && !node.querySelector?.(BLOCKS.join(","))) {
      if (items.length) close();
      loose.push(node);
    } else {
      close();
      if (name === "ul" || name === "ol") found.push(listOf(node).join("\n"));
      else if (name === "table") found.push(tableOf(node));
      else if (/^h[1-6]$/.test(name)) found.push(wordsOf([node]) && `### ${wordsOf([node])}`);
      else if (name === "pre") found.push(`\`\`\`\n${node.textContent.replace(/\n$/, "")}\n\`\`\``);
      else found.push(...blocksOf(node));
    }
  }
  close();
  return found.filter(Boolean);
}

function listOf(list, depth = "") {
  let number = Number(list.getAttribute("start") ?? 1) || 1;
  let last = "  ";
  return [...list.children].flatMap((item) => {
    // Google Docs puts a list that stands below an item beside it.
    if (item.localName === "ul" || item.localName === "ol") return listOf(item, depth + last);
    const marker = list.localName === "ol" ? `${number++}. ` : "- ";
    last = " ".repeat(marker.length);
    const inner = [...item.childNodes].filter((node) => node.localName === "ul" || node.localName === "ol");
    const copy = item.cloneNode(true);
    for (const below of copy.querySelectorAll(":scope > ul, :scope > ol")) below.remove();
    const [first = "", ...more] = blocksOf(copy).join("\n\n").split("\n");
    const text = [depth + marker + first, ...more.map((line) => line && depth + last + line)];
    return [...text, ...inner.flatMap((below) => listOf(below, depth + last))];
  });
}

// Word and WPS write items as paragraphs whose style names the level, and the sign before them as part of the words.
function wordLevel(node) {
  return Number(node.getAttribute?.("data-style")?.match(/mso-list:\s*l\d+\s+level(\d)/i)?.[1] ?? 0);
}

function itemsOf(items) {
  const widths = [];
  const numbers = [];
  const least = Math.min(...items.map(({ level }) => level));
  return items.map(({ node, level }) => {
    const depth = Math.min(level - least, widths.length);
    const copy = node.cloneNode(true);
    const sign = [...copy.querySelectorAll("[data-style*='mso-list' i]")].find((part) => /mso-list:\s*ignore/i.test(part.getAttribute("data-style")));
    const shown = sign?.textContent.trim() ?? "";
    sign?.remove();
    const isNumbered = /^[(（]?([0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[.)）、]/.test(shown);
    numbers.length = Math.min(numbers.length, depth + 1);
    numbers[depth] = isNumbered ? (numbers[depth] ?? 0) + 1 : 0;
    const marker = isNumbered ? `${numbers[depth]}. ` : "- ";
    const indent = widths.slice(0, depth).join("");
    widths.length = depth;
    widths.push(" ".repeat(marker.length));
    return indent + marker + wordsOf([copy]).replace(/\n/g, `\n${indent}${widths[depth]}`);
  }).join("\n");
}

function tableOf(table) {
  const rows = [];
  [...table.rows].forEach((row, at) => {
    rows[at] ??= [];
    for (const cell of row.cells) {
      let column = 0;
      while (rows[at][column] !== undefined) column += 1;
      // What is merged stands in its first cell.
      for (let down = 0; down < Math.min(cell.rowSpan || 1, table.rows.length - at); down += 1) {
        for (let right = 0; right < Math.min(cell.colSpan, 50); right += 1) {
          (rows[at + down] ??= [])[column + right] = down || right ? "" : cellOf(cell);
        }
      }
    }
  });
  const filled = rows.map((row) => Array.from(row, (cell) => cell ?? "")).filter((row) => row.some(Boolean));
  const width = Math.max(0, ...filled.map((row) => row.findLastIndex(Boolean) + 1));
  if (!filled.length) return "";
  return tableFrom(filled.map((row) => Array.from({ length: width }, (_, index) => row[index] ?? ""))).join("\n");
}

function cellOf(cell) {
  return blocksOf(cell).join(" ").replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
}

// Words with their emphasis and links, in which no sign means more than it says.
function wordsOf(nodes) {
  const text = nodes.map(inlineOf).join("");
  return text.replace(/[^\S\n]+/g, " ").replace(/ ?\n ?/g, "\n").replace(/\n{2,}/g, "\n").trim().replace(/^([#>+-]|\d+[.)])(?=\s)/gm, (mark) => mark.replace(/[#>+.)-]$/, "\\$&"));
}

function inlineOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ").replace(/[\\`*<[\]]|~~|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&");
  if (node.nodeType !== Node.ELEMENT_NODE || NEVER_SHOWN.includes(node.localName)) return "";
  if (node.localName === "br") return "\n";
  const text = [...node.childNodes].map(inlineOf).join("");
  const [, before, words, after] = text.match(/^(\s*)([^]*?)(\s*)$/);
  const address = node.localName === "a" ? node.getAttribute("href") ?? "" : "";
  if (!words) return text;
  if (/^https?:\/\/[^\s<>()]+$/i.test(address)) return `${before}[${words}](${address})${after}`;
  // Google Docs wraps everything in a <b> that is none.
  const style = node.getAttribute("data-style") ?? "";
  const isStrong = /^(b|strong)$/.test(node.localName) ? !/font-weight:\s*(normal|400)/i.test(style) : /font-weight:\s*(bold|[6-9]00)/i.test(style);
  const isEmphasis = /^(i|em)$/.test(node.localName) && !/font-style:\s*normal/i.test(style);
  const mark = isStrong ? "**" : isEmphasis ? "*" : "";
  return words.includes("\n") ? text : `${before}${mark}${words}${mark}${after}`;
}
