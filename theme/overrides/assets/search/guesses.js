// What a word may stand for that no page has: one with another ending, or one that it is mistyped for.

import { choose, COMPLETIONS } from "./query.js";

const ENDINGS = 6; // A word that the index has no form of may have an ending of up to so many letters.
const MAX_SIMILAR = 8;

// What a page is worth that has such a word.
const ENDED = 0.9;
const SIMILAR = 0.5;

export async function guesses(word, shortest, stemsOf) {
  const ended = stemsWithin(await stemsOf(word), word, shortest);
  if (word.length < 4) return ended;
  const stems = (await Promise.all(starts(word, shortest).map(stemsOf))).flat();
  const similar = choose(stems, SIMILAR, (form) => isOneOff(word, form)).slice(0, MAX_SIMILAR);
  return [...ended, ...similar.map((choice) => ({ ...choice, isSimilar: true, isFar: choice.stem[0] !== word[0] }))];
}

// The terms that are meant by a word that no page has: words of the reader's language first, and mistyped ones before
// those that end otherwise. Who mistypes a word begins it right, as a rule: in other languages too much is alike.
export function likeliest(terms, isOwn) {
  const similar = terms.filter((term) => term.isSimilar);
  const ended = terms.filter((term) => !term.isSimilar);
  const near = similar.filter(({ isFar }) => !isFar);
  const chosen = [similar.filter(isOwn), ended.filter(isOwn), ended, near].find(({ length }) => length) ?? [];
  return chosen === ended || !chosen[0]?.isSimilar ? chosen : chosen.slice(0, COMPLETIONS);
}

// Where to look for what a word may be mistyped for: two letters swapped, or one too many, among the first ones.
function starts(word, length) {
  const swapped = [0, 1, 2].map((at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2));
  const dropped = [0, 1, 2].map((at) => word.slice(0, at) + word.slice(at + 1));
  const found = new Map([word, ...swapped, ...dropped].map((start) => [start.slice(0, length), start]));
  return [...found.values()];
}

function stemsWithin(stems, word, shortest) {
  const fitting = stems.filter(
    ([stem]) => word.startsWith(stem) && word.length - stem.length <= (stem.length > shortest ? ENDINGS : ENDINGS / 2),
  );
  const longest = Math.max(...fitting.map(([stem]) => stem.length));
  return fitting
    .filter(([stem]) => stem.length === longest)
    .map(([stem]) => ({ stem, worth: ENDED }));
}

// One letter more, less, other, or two swapped.
function isOneOff(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const room = Math.min(one.length, other.length) - start;
  while (end < room && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  return (left.length < 2 && right.length < 2) || (left.length === 2 && left === right[1] + right[0]);
}
