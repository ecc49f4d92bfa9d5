// Find what an author forgot, as check.py finds it: words of the example, pictures without a text, a text too short.

import { fill } from "./words.js";

// Gives [{ path, code, message, isHint }]; a hint does not keep anybody from sending.
export function forgotten(values, story, rules) {
  const found = [];
  const tell = (path, code, name, told, isHint = false) => found.push({ path, code, message: fill(rules.rules[name], told), isHint });
  const goals = [["main", values.sdgs?.main], ...(values.sdgs?.also ?? []).map((goal, index) => [`also.${index}`, goal])];
  const texts = [
    ["title", values.title],
    ["summary", values.summary],
    ["team.name", values.team?.name],
    ...goals.map(([place, goal]) => [`sdgs.${place}.how`, goal?.how]),
    ...(values.team?.members ?? []).flatMap((member, index) => ["name", "role"].map((key) => [`team.members.${index}.${key}`, member?.[key]])),
  ];
  for (const [place, text] of texts) if (typeof text === "string" && rules.writing.template.includes(text.trim().toLowerCase())) tell(place.split("."), "E110", "template", { given: text });
  const escaped = new RegExp(rules.writing.patterns.escaped, "g");
  for (const [place, text] of texts) if (typeof text === "string" && text.match(escaped)?.some(isSign)) tell(place.split("."), "E116", "escaped", {}, true);
  if (story.includes("_No response_")) tell(["body"], "E112", "no_response", { given: "_No response_" });
  for (const given of emptySections(story)) tell(["body"], "E111", "empty_section", { given }, true);
  const pictures = [["cover", values.cover], ...(values.pictures ?? []).map((picture, index) => [`pictures.${index}`, picture])];
  for (const [place, picture] of pictures) if (typeof picture?.alt === "string" && isPoor(picture.alt, rules)) tell([...place.split("."), "alt"], "E113", "poor_text", { given: picture.src ?? "" }, true);
  for (const [, alt, name] of story.matchAll(/!\[([^\]]*)\]\(\s*<?([^)\s>]+)/g)) if (isPoor(alt, rules)) tell(["body"], "E113", "poor_text", { given: name }, true);
  const bare = outsideFences(story).replace(/`[^`\n]*`/g, "");
  const others = bare.match(new RegExp(rules.writing.patterns.of_others, "gmu")) ?? [];
  for (const given of new Set(others)) tell(["body"], "E116", "of_others", { given }, true);
  const limit = rules.writing.limits.words;
  const number = countWords(story, rules);
  if (number < limit) tell(["body"], "E114", "too_short", { limit, number }, true);
  return found;
}

// Gives a story without its blocks of code, which only show how something is written.
export function outsideFences(story) {
  return story.replace(/^ {0,3}(```|~~~)[^]*?^ {0,3}\1/gm, "");
}

// Headings with nothing below them before the next of the same rank or a higher one; those within code are text.
function emptySections(story) {
  const told = story.replace(/^(```|~~~)[^]*?^\1/gm, "code");
  const lines = told.split("\n").filter((line) => line.trim());
  const headings = lines.map((line) => line.match(/^ {0,3}(#{2,6})\s+(.*?)[\s#]*$/));
  const isEmpty = (index) => index + 1 === lines.length || (headings[index + 1] && headings[index + 1][1].length <= headings[index][1].length);
  return headings.flatMap((heading, index) => (heading && isEmpty(index) ? [heading[2]] : []));
}

// Whether a sign of HTML stands for one that is seen.
function isSign(given) {
  const sign = new DOMParser().parseFromString(given, "text/html").body.textContent;
  return sign !== given && !/^\p{C}$/u.test(sign);
}

function isPoor(alt, rules) {
  return new RegExp(`^(?:${rules.writing.patterns.poor})$`, "iu").test(alt.trim());
}

// Scripts that do not part their words are counted by their letters.
export function countWords(story, rules) {
  const text = story.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1");
  const unspaced = new RegExp(rules.writing.patterns.unspaced, "gu");
  const letters = text.match(unspaced)?.length ?? 0;
  return (text.replace(unspaced, " ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0) + rounded(letters / rules.writing.limits.characters);
}

// A half goes to the even number, as Python rounds.
function rounded(number) {
  const whole = Math.round(number);
  return number % 1 === 0.5 && whole % 2 ? whole - 1 : whole;
}
