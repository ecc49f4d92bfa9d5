// Read the files of the index, as scripts/gmooc/search/layout.py writes them: change both together.

// An entry, a language and whether it is a translation are in one slot, from the lowest bits up.
export function placeOf(plan, slot) {
  const entries = 2 ** (plan.level + 1);
  const kind = Math.floor(slot / entries);
  return { entry: slot % entries, language: kind % 8, isTranslation: kind >= 8 };
}

export function slotOf(plan, entry, language, isTranslation) {
  const known = plan.languages.indexOf(language);
  const kind = (known < 0 ? plan.languages.length : known) + (isTranslation ? 8 : 0);
  return kind * 2 ** (plan.level + 1) + entry;
}

export function slotsOf(plan) {
  return 2 ** (plan.level + 5);
}

export function collapse(plan, slots, language) {
  const own = plan.languages.indexOf(language);
  const chosen = new Map();
  for (const slot of slots) {
    const place = placeOf(plan, slot);
    const before = chosen.get(place.entry);
    const worth = place.language === own ? 2 : place.isTranslation ? 0 : 1;
    if (!before) chosen.set(place.entry, { slot, worth });
    else if (worth > before.worth) Object.assign(before, { slot, worth });
  }
  return Array.from(chosen.values(), ({ slot }) => slot);
}

export function isTitle(form) {
  return form.startsWith("title=");
}

export function shardOf(name, count) {
  return crc32(name) % count;
}

export function crc32(text) {
  let sum = -1;
  for (const byte of new TextEncoder().encode(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}

// The forms of a stem, each with how many entries have it and the places of those that are listed.
export function readRecord(bytes, stem) {
  const decoder = new TextDecoder();
  let at = 0;
  const number = () => {
    let [value, factor] = [0, 1];
    for (; bytes[at] > 127; at += 1, factor *= 128) value += (bytes[at] - 128) * factor;
    return value + bytes[at++] * factor;
  };
  const forms = new Map();
  while (at < bytes.length) {
    const name = bytes.subarray(at + 1, at + 1 + bytes[at]);
    at += 1 + bytes[at];
    const size = number();
    const end = at + size;
    if (decoder.decode(name) === stem) {
      while (at < end) {
        const [shared, rest] = [bytes[at], bytes[at + 1]];
        const form = decoder.decode(Uint8Array.of(...name.subarray(0, shared), ...bytes.subarray(at + 2, at + 2 + rest)));
        at += 2 + rest;
        const [count, length] = [number(), number()];
        const places = [];
        for (let [stop, place] = [at + length, 0]; at < stop; ) places.push((place += number()));
        forms.set(form, { count, places });
      }
    }
    at = end;
  }
  return forms;
}
