// Show the page as it will be. The story is Markdown: it goes through the same list of tags as on the published page.

import { element, fill } from "./words.js";

// What is set on the published page alone: names of emoji, and formulas.
const SIGNS = /:[a-z+-][a-z0-9_+-]*:|\$[^\s$][^$]*\$/;
// As on the page, one tilde is a sign, as in 3~5; two strike through.
const ONE_TILDE = { tokenizer: { del: (source) => (source.startsWith("~~") ? false : undefined) } };

export async function showPage(box, { values, story }, pictures, rules) {
  const { words, names } = rules;
  const dir = { dir: "auto" };
  const goals = [values.sdgs?.main, ...(values.sdgs?.also ?? [])].filter(Boolean);
  const facts = [["challenge", values.challenge], ["outcome", values.outcome], ["status", values.status]]
    .filter(([, value]) => value)
    .map(([name, value]) => element("div", {}, element("dt", {}, rules.labels[name]), element("dd", {}, names[name][value] ?? value)));
  const people = (values.team?.members ?? []).map((member) => element("li", dir, [member.name, member.role, member.affiliation, names.country[member.country]].filter(Boolean).join(", ")));
  box.replaceChildren(
    element("h3", {}, words.preview),
    SIGNS.test(story) ? element("p", { class: "gm-form__intro" }, words.preview_signs) : "",
    element("p", { class: "gm-form__title", ...dir }, values.title ?? ""),
    element("p", { class: "gm-head__summary", ...dir }, values.summary ?? ""),
    element("dl", { class: "gm-facts" }, ...facts),
    ...figures([values.cover], pictures),
    element("ul", {}, ...goals.map((goal) => element("li", dir, goal.how ? fill(words.pair, { name: names.goal[goal.goal] ?? "", text: goal.how }) : names.goal[goal.goal]))),
    await told(story, pictures, rules),
    element("p", dir, fill(words.pair, { name: words.by, text: values.team?.name ?? "" })),
    element("ul", {}, ...people),
    ...figures(values.pictures ?? [], pictures),
  );
  box.hidden = false;
}

function figures(shown, pictures) {
  return shown.filter((picture) => pictures.has(picture?.src)).map(({ src, alt, credit }) => element("figure", {}, element("img", { src: pictures.get(src).thumb, alt: alt ?? "" }), element("figcaption", {}, credit ?? "")));
}

async function told(story, pictures, rules) {
  const box = element("div", { class: "gm-prose", dir: "auto" });
  if (!rules.has_preview) {
    box.append(element("p", {}, rules.words.preview_plain), ...story.split(/\n{2,}/).map((text) => element("p", {}, text)));
    return box;
  }
  const [{ marked }, { default: purifier }] = await Promise.all([import("./marked.js"), import("./purify.js")]);
  marked.use(ONE_TILDE);
  const clean = purifier.sanitize(marked.parse(story, { gfm: true }), { ALLOWED_TAGS: rules.tags, ALLOWED_ATTR: ["href", "src", "alt", "title", "start", "align"], RETURN_DOM_FRAGMENT: true });
  for (const image of clean.querySelectorAll("img")) {
    const known = pictures.get(image.getAttribute("src"));
    if (known) image.src = known.thumb;
    else image.replaceWith(image.alt);
  }
  box.append(clean);
  return box;
}
