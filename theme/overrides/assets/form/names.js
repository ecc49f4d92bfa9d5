// Give a write-up the file name that new.py would give it, in any script that the tables know.

const loaded = new Map();

export async function slugOf(title, base) {
  const plain = title.normalize("NFKC");
  const tables = await Promise.all([
    /[\u0080-\u06ff]/.test(plain) && letters("letters", base),
    /[\u0700-\u2bff]/.test(plain) && letters("scripts", base),
    /[\u2e80-\u33ff]/.test(plain) && letters("kana", base),
    /[\u3400-\u4dff]/.test(plain) && letters("rare", base),
    /[\u4e00-\u9fff]/.test(plain) && letters("han", base),
    /[\ua000-\ud7af]/.test(plain) && letters("hangul", base),
  ]);
  const latin = [...plain].map((sign) => written(sign, tables.filter(Boolean))).join("");
  let slug = (latin.toLowerCase().replaceAll("'", "").match(/[a-z0-9]+/g) ?? []).join("-");
  if (slug.length > 60) slug = slug.slice(0, 61).replace(/-[^-]*$/, "").slice(0, 60);
  // Windows takes most of these for devices, whatever their ending.
  if (/^(index|con|prn|aux|nul|com[0-9]|lpt[0-9])$/.test(slug)) return `${slug}-page`;
  return slug || `project-${await mark(title)}`;
}

function written(sign, tables) {
  if (sign < "\x80") return sign;
  const code = sign.codePointAt(0);
  const table = tables.find(({ first, letters }) => code >= first && code < first + letters.length);
  return table ? table.letters[code - table.first] : "";
}

async function letters(name, base) {
  if (!loaded.has(name)) loaded.set(name, fetch(new URL(`${name}.json`, base)).then((answer) => answer.json()));
  return loaded.get(name).catch(() => {
    loaded.delete(name);
    return null;
  });
}

// Four signs that are the same for the same title, where its letters are not known.
async function mark(title) {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(title)) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return (sum & 0xffff).toString(16).padStart(4, "0");
}
