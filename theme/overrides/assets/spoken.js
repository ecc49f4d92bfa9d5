// Say texts in the language of the page. English stands in the modules themselves and costs no request.

const language = document.documentElement.lang || "en";
const known = language === "en" ? {} : await load();
const rules = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

// Without its words a page goes on in English.
async function load() {
  try {
    const answer = await fetch(new URL(`words/${language}.json`, import.meta.url));
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// `{name}` in a text stands for a value.
export function gettext(text, values = {}) {
  return fill(known[text] ?? text, values);
}

// `{num}` stands for the number itself.
export function ngettext(one, many, number, values = {}) {
  const forms = known[one];
  const text = forms ? forms[rules.select(number)] ?? forms.other : number === 1 ? one : many;
  return fill(text, { num: written(number), ...values });
}

export function written(number) {
  return numbers.format(number);
}
