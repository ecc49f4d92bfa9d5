// Give a write-up the file name that gmooc/core/slugs.py would give it; tests/fixtures/slugs.json holds both to one rule.

const LONGEST = 60;
// A table holds the Latin spelling of 4,096 signs; signs beyond the last table have none.
const SIGNS = 12;
const END_OF_LETTERS = 0x33000;
const loaded = new Map();

export async function slugOf(title, base) {
  const plain = title.normalize("NFKC");
  const codes = [...plain].map((sign) => sign.codePointAt(0)).filter((code) => code < END_OF_LETTERS);
  const blocks = [...new Set(codes.filter((code) => code >= 0x80).map((code) => code >> SIGNS))];
  const tables = new Map(await Promise.all(blocks.map(async (block) => [block, await letters(block, base)])));
  const written = (code) => tables.get(code >> SIGNS)?.[code & ((1 << SIGNS) - 1)] ?? "";
  const latin = codes.map((code) => (code < 0x80 ? String.fromCharCode(code) : written(code))).join("");
  let slug = (latin.toLowerCase().replaceAll("'", "").match(/[a-z0-9]+/g) ?? []).join("-");
  if (slug.length > LONGEST) slug = slug.slice(0, LONGEST + 1).replace(/-[^-]*$/, "").slice(0, LONGEST);
  // Windows takes most of these for devices, whatever their ending.
  if (/^(index|con|prn|aux|nul|com[0-9]|lpt[0-9])$/.test(slug)) return `${slug}-page`;
  return slug || `untitled-${mark(plain)}`;
}

async function letters(block, base) {
  const name = block.toString(16).padStart(2, "0");
  if (!loaded.has(name)) loaded.set(name, fetch(new URL(`letters/${name}.json`, base)).then((answer) => answer.json()));
  return loaded.get(name).catch(() => {
    loaded.delete(name);
    return null;
  });
}

// Four signs that are the same for the same title (FNV-1a), where none of its letters is known.
function mark(title) {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(title)) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return (sum & 0xffff).toString(16).padStart(4, "0");
}
