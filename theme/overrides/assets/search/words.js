// Fold and split words as scripts/gmooc/search/tokenizer.py does: change both together.

// prettier-ignore
const UNSPACED =
  "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1050-\u109f\u1100-\u11ff\u1780-\u17d3" +
  "\u3005-\u3007\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{323af}";
const PIECES = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`, "gu");
const STARTS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
const MARKS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/g;
const LETTERS = { ß: "ss", ς: "σ", ı: "i", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d" };
const LONGEST = 40;

// Words that signs join without a space, a word and the number behind it, and a letter with the signs of C++ or C#.
const INSIDE = "[\\p{L}\\p{N}]";
const JOINED = new RegExp(
  `(?<!${INSIDE})(?<![\u0300-\u036f\u0900-\u0df3])` +
    `(?:${INSIDE}+(?:[-‐‑_.&+]${INSIDE}+){1,3}|\\p{L}+ \\p{Nd}{1,4}|[a-z](?:\\+\\+|#))(?!${INSIDE})`,
  "giu",
);
// Readers of German and its neighbours write umlauts in two letters where they have no keys for them.
const SPELT = { ä: "ae", ö: "oe", ü: "ue", å: "aa" };
const RESPELT = { ae: "a", oe: "o", ue: "u", aa: "a" };

export function small(text) {
  return text.normalize("NFKC").toLowerCase();
}

// Text in the letters that it is searched by: small, without accents and vowel points.
export function bare(text) {
  const letters = text.normalize("NFKD").toLowerCase().replace(MARKS, "").replace(/[ßςıæœøłđ]/g, (letter) => LETTERS[letter]);
  return letters.normalize("NFC");
}

export function fold(word) {
  const form = bare(word);
  return (form.startsWith("ال") && form.length > 4 ? form.slice(2) : form).slice(0, LONGEST);
}

// The ways in which a word may be spelt, the likeliest first.
export function spellings(word) {
  const respelt = fold(word).replace(/[aou]e|aa/g, (letters) => RESPELT[letters] ?? letters);
  return [...new Set([fold(word), fold(word.replace(/[äöüå]/g, (letter) => SPELT[letter])), respelt])];
}

export function isUnspaced(piece) {
  return STARTS_UNSPACED.test(piece);
}

// Every word, and every run of a script without spaces, with where it stands.
export function* pieces(text) {
  for (const match of text.matchAll(PIECES)) yield { piece: match[0], at: match.index };
}

// What signs join, as one word, and where it stands.
export function* chains(text) {
  for (const match of text.matchAll(JOINED)) {
    const chain = match[0].endsWith("++") ? match[0] : match[0].replace(/[-‐‑_.&+ ]/g, "");
    const isWord = !/^\p{Nd}+$/u.test(chain) && ![...chain].some(isUnspaced);
    if (isWord) yield { piece: chain, at: match.index, end: match.index + match[0].length };
  }
}

// The words of a title as they are looked up, runs of an unspaced script whole.
export function inOrder(title) {
  return Array.from(pieces(small(title)), ({ piece }) => (isUnspaced(piece) ? piece : fold(piece)));
}

export function pairs(run) {
  const characters = [...run];
  return characters.length < 2 ? characters : characters.slice(1).map((next, index) => characters[index] + next);
}
