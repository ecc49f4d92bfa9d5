// Find what gives people away or deceives readers, as check.py finds it: addresses, telephone numbers, invisible signs.

import { fill } from "./words.js";

// Gives [{ path, code, message, isHint }], one of each code for a line; a hint does not keep anybody from sending.
export function exposed(values, story, rules) {
  const found = [];
  const bare = withoutCode(story);
  const isTeam = new RegExp(everyScript(rules.patterns.team_address), "iu");
  const mails = matches(story, rules.patterns.no_address, "gu").map(({ 0: text, index }) => ({ index, isHint: isTeam.test(text) || bare[index] !== story[index] }));
  const own = mails.filter(({ isHint }) => !isHint);
  for (const { isHint } of firstOfLines(story, [...own, ...mails])) found.push({ path: ["body"], code: "E023", message: rules.rules.e_mail, ...(isHint && { isHint }) });
  const telephone = { code: "E030", message: rules.rules.telephone, isHint: true };
  for (const _ of firstOfLines(story, matches(bare, rules.patterns.telephone, "giu"))) found.push({ path: ["body"], ...telephone });
  for (const [path, text] of textsOf(values)) if (matches(text, rules.patterns.telephone, "giu").length) found.push({ path, ...telephone });
  return found;
}

// Gives the same of signs that nobody sees and that the script of the story does not need.
export function hidden(story, rules) {
  const { patterns } = rules;
  const pattern = new RegExp(patterns.right_to_left, "u").test(story) ? patterns.hidden : patterns.hidden_left_to_right;
  const runs = [...story.matchAll(new RegExp(pattern, "gu"))].filter(([, signs]) => signs).map(({ 1: signs, index }) => {
    const text = signs.replace(/&#(x?)([0-9a-f]+);?/gi, (_, isHex, number) => String.fromCodePoint(parseInt(number, isHex ? 16 : 10)));
    const isTurning = new RegExp(patterns.turning, "u").test(text);
    const isHint = !new RegExp(patterns.deceiving, "su").test(text);
    return { index, isHint, message: isTurning ? rules.rules.turned : fill(rules.rules.hidden, { signs: namesOf(text) }) };
  });
  const worst = runs.filter(({ isHint }) => !isHint);
  return firstOfLines(story, [...worst, ...runs]).map(({ message, isHint }) => ({ path: ["body"], code: "E022", message, ...(isHint && { isHint }) }));
}

// Gives what is the matter with the links of a story.
export function deceivingLinks(story, rules) {
  const bare = withoutCode(story);
  const found = firstOfLines(bare, matches(bare, rules.patterns.web_host, "giu").filter(([, host]) => isLookAlike(decoded(host)))).map(({ 1: host }) => ({
    path: ["body"], code: "E032", message: fill(rules.rules.look_alike, { given: decoded(host) }),
  }));
  for (const [, text, url] of bare.matchAll(/(?<!!)\[([^\]]*)\]\(\s*<?(https?:\/\/[^)\s>]+)/gi)) {
    const given = otherHost(text, url, rules);
    if (given) found.push({ path: ["body"], code: "E031", message: fill(rules.rules.other_host, { given, host: hostOf(url, rules) }), isHint: true });
  }
  return found;
}

function otherHost(text, url, rules) {
  const named = text.match(new RegExp(everyScript(rules.patterns.named_host), "iu"))?.[1] ?? text.trim().match(new RegExp(`^${rules.patterns.bare_host}$`, "u"))?.[1];
  const host = hostOf(url, rules);
  if (!named || !host) return "";
  const [one, other] = [plainHost(named), plainHost(host)];
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`) ? "" : named;
}

function plainHost(host) {
  const plain = host.toLowerCase().replace(/^www\./, "");
  return URL.canParse(`https://${plain}`) ? new URL(`https://${plain}`).hostname : plain;
}

export function hostOf(url, rules) {
  return decoded(url.match(new RegExp(`^${everyScript(rules.patterns.web_host)}`, "iu"))?.[1] ?? "");
}

function decoded(host) {
  try {
    return decodeURIComponent(host);
  } catch {
    return host;
  }
}

// Whether a host is spelt in letters that look like those of another alphabet; nobody types one that begins with xn--.
export function isLookAlike(host) {
  const labels = host.toLowerCase().split(".");
  const mixes = (label) => ALPHABETS.filter((alphabet) => alphabet.test(label)).length > 1;
  const isDisguised = (label) => /\p{L}/u.test(label) && !/(?![аеорсухіјѕһԁԛԝӏ])\p{L}/u.test(label);
  return labels.some(mixes) || (/^[\x00-\x7f]*$/.test(labels.at(-1)) && labels.some(isDisguised));
}

// Those that have letters of the same shape.
const ALPHABETS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u, /\p{Script=Cherokee}/u, /\p{Script=Coptic}/u];

function namesOf(signs) {
  const numbers = [...new Set([...signs].map((sign) => `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`))];
  return numbers.slice(0, 3).join(", ") + (numbers.length > 3 ? ", …" : "");
}

// In Python, \w is a letter and \d a digit of any script; here they would be those of English.
export function everyScript(pattern) {
  const letters = pattern.replaceAll("[^\\W\\d_]", "\\p{L}").replaceAll("[\\w", "[\\p{L}\\p{N}_");
  return letters.replaceAll(/(?<!\[[^\]]*)\\w/g, "[\\p{L}\\p{N}_]").replaceAll("\\d", "\\p{Nd}");
}

// Gives a story with its code as spaces, so that all else keeps its place.
function withoutCode(story) {
  const blank = (code) => code.replace(/[^\n]/g, " ");
  return story.replace(/^ {0,3}(```|~~~)[^]*?^ {0,3}\1/gm, blank).replace(/(`+)[^`]+?\1(?!`)/g, blank).replace(/(?<=^\s*\n)(?: {4}|\t).*/gm, blank);
}

function matches(text, pattern, flags) {
  return [...text.matchAll(new RegExp(everyScript(pattern), flags))];
}

function firstOfLines(text, places) {
  const first = new Map();
  for (const place of places) {
    const line = text.slice(0, place.index).split("\n").length;
    if (!first.has(line)) first.set(line, place);
  }
  return [...first.values()];
}

function* textsOf(value, path = []) {
  if (typeof value === "string") yield [path, value];
  else if (value && typeof value === "object") for (const [key, inner] of Object.entries(value)) yield* textsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}
