// Find what gives people away, as check.py finds it: addresses and telephone numbers, by the same patterns.

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
