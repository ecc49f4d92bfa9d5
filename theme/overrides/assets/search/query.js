// Read a query: what it asks for, and which of the words that the index knows may stand for each wish.

import { chains, fold, inOrder, isUnspaced, pairs, pieces, small, spellings } from "./words.js";

export const COMPLETIONS = 3;
const LONG_RUN = 4;

// What a page is worth that has a word otherwise than as it was typed.
const OTHER_FORM = 0.7; // At most: of a form that is rare beside the others of its stem, these are worth less.
const BEGUN = 0.5;
const IN_COMPOUND = 0.4;

// The stems that may stand for a word; `stemsOf` gives those that start as a word does.
export async function choicesOf(wish, shortest, stemsOf) {
  for (const word of wish.spellings) {
    const stems = await stemsOf(word);
    const exact = exactly(stems, word);
    const isStart = wish.isLast && word.length >= shortest;
    const known = new Set(exact.map(({ stem }) => stem));
    const begun = isStart ? choose(stems, BEGUN, (form) => form.startsWith(word)).filter(({ stem }) => !known.has(stem)) : [];
    if (exact.length || begun.length) return [...exact, ...begun.slice(0, COMPLETIONS)];
  }
  if (wish.parts.length) return [];
  const { guesses } = await import("./guesses.js");
  return guesses(wish.spellings[0], shortest, stemsOf);
}

// What a query asks for: words, pairs of characters, and words that are joined, which may stand in their parts, too. For a
// first look every other pair of a long run does: what is shown is compared with the text anyway, and each costs a file.
export function wishes(query, plan, isFirstLook) {
  const text = small(query);
  const found = Array.from(pieces(text), ({ piece, at }) => ({ piece, at, end: at + piece.length }));
  const isEnd = (end) => end === text.length && !/\s$/.test(query);
  const wish = ({ piece, at, end }) => ({ piece: fold(piece), at, spellings: spellings(piece), isLast: isEnd(end), marks: [], parts: [] });
  const all = found.flatMap((one) => {
    if (!isUnspaced(one.piece)) return [wish(one)];
    const run = pairs(one.piece);
    const asked = isFirstLook && run.length >= LONG_RUN ? run.filter((_, at) => at % 2 === 0 || at === run.length - 1) : run;
    return asked.map((pair) => ({ piece: pair, at: one.at, run: one.piece, isUnspaced: true, marks: [], parts: [] }));
  });
  for (const joint of [...numbered(found, plan), ...chains(text)]) {
    const parts = all.filter(({ at }) => at >= joint.at && at < joint.end);
    if (!parts.length || parts.some((part) => part.parts.length)) continue;
    const joined = { ...wish(joint), marks: joint.marks ?? [], parts: parts.length > 1 ? tellingOf(parts) : [] };
    all.splice(all.indexOf(parts[0]), parts.length, joined);
  }
  const chosen = tellingOf(all);
  return chosen.filter((wish, index) => chosen.findIndex((other) => other.piece === wish.piece) === index);
}

// A single letter tells nothing beside a word.
function tellingOf(wishes) {
  const long = wishes.filter((wish) => wish.isUnspaced || wish.piece.length > 1 || !/[a-z]/.test(wish.piece));
  return long.length ? long : wishes;
}

// Where a query names a goal by its number, in any of the words that readers have for it: 'SDG 4', 'ODD4', '目标 4'.
function* numbered(found, plan) {
  const names = plan.goals.map((name) => inOrder(name));
  const folded = found.map(({ piece }) => (isUnspaced(piece) ? piece : fold(piece)));
  for (const [index, { at, end }] of found.entries()) {
    const [, letters, digits] = /^(\P{Nd}*)([0-9٠-٩۰-۹]{1,2})$/u.exec(folded[index]) ?? [];
    if (!digits) continue;
    const before = letters ? [letters] : folded.slice(0, index);
    const isMeant = (name) => (isUnspaced(name[0]) ? before.at(-1)?.endsWith(name[0]) : name.every((word, place) => before.at(place - name.length) === word));
    const name = names.filter(isMeant).sort((one, other) => other.length - one.length)[0];
    if (!name) continue;
    // The digits of every script end with four bits that are their number.
    const number = [...digits].reduce((sum, digit) => sum * 10 + (digit.codePointAt(0) & 15), 0);
    const from = letters ? at : found[index - name.length].at;
    yield { piece: `${name.at(-1)}${number}`, at: from, end, marks: [`goal=${number}`] };
  }
}

// The stems with a form, each with the worth of its forms: of this one, the others, and compounds with the stem.
export function exactly(stems, word) {
  const having = stems.filter(([, forms]) => word in forms);
  // The same word may have another stem in another language, and is as rare in each.
  const times = having.reduce((sum, [, forms]) => sum + forms[word], 0);
  return having.flatMap(([stem, forms]) => {
    const own = Object.entries(forms).filter(([form]) => !form.startsWith("="));
    const share = forms[word] / own.reduce((sum, [, times]) => sum + times, 0);
    const worths = own.map(([form]) => [form, form === word ? 1 : OTHER_FORM * share]);
    const compounds = Object.entries(forms).filter(([form]) => form.startsWith("="));
    compounds.sort((one, other) => other[1] - one[1]);
    return [
      { stem, forms: new Map(worths), times },
      ...compounds.slice(0, COMPLETIONS).map(([form]) => ({ stem: form.slice(1), worth: IN_COMPOUND })),
    ];
  });
}

// The stems with forms that pass a test, those that most entries have first.
export function choose(stems, worth, test) {
  const chosen = stems.flatMap(([stem, forms]) => {
    const fitting = Object.entries(forms).filter(([form]) => test(form));
    if (!fitting.length) return [];
    return [{ stem, forms: new Map(fitting.map(([form]) => [form, worth])), times: Math.max(...fitting.map(([, times]) => times)) }];
  });
  return chosen.sort((one, other) => other.times - one.times);
}
