// Draw a project as theme/records/_card.html does: change both together.

import { directionOf, element } from "../element.js";
import { gettext } from "../spoken.js";

const { lang } = document.documentElement;
// Months as the build writes them.
const months = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : `${lang}-u-nu-latn`, { year: "numeric", month: "long", timeZone: "UTC" });
// Of the patterns in css/41-cards.css.
const PATTERNS = 8;

// `choices` know how values read.
export function drawCard(card, choices) {
  const text = card.language === lang ? {} : { lang: card.language, dir: directionOf(card.language) };
  const countries = card.countries.map((code) => choices.labelOf("country", code)).sort().join(gettext(", "));
  const facts = [card.year, choices.labelOf("outcome", card.outcome), countries].filter(Boolean).join(" · ");
  const [main, ...others] = card.goals;
  const goals = main ? [main, ...others.sort((one, other) => one - other)] : [];
  const pattern = `gm-pattern--${card.pattern % PATTERNS} gm-pattern--size-${Math.floor(card.pattern / PATTERNS)}`;
  const size = { width: 400, height: 225, loading: "lazy", decoding: "async" };
  const picture = card.picture ? [element("img", { class: "gm-card__picture", src: card.picture, alt: "", ...size })] : [];
  const paragraph = (name, attributes, ...children) => element("p", { class: `gm-card__${name}`, ...attributes }, ...children);
  const state = stateOf(card, choices);
  return element(
    "li",
    { class: main ? `gm-card gm-goal-${main}` : "gm-card" },
    element("div", { class: `gm-card__media ${pattern}` }, ...picture),
    element("h3", { class: "gm-card__title" }, element("a", { href: card.url, ...text }, card.title)),
    ...(card.award ? [paragraph("award", text, card.award)] : []),
    paragraph("team", text, card.team),
    paragraph("text", text, card.summary),
    paragraph("goals", {}, ...goals.map(drawGoal)),
    paragraph("facts", {}, facts, ...languageOf(card, choices)),
    ...(state ? [paragraph("facts", {}, state)] : []),
  );
}

function stateOf(card, choices) {
  const status = card.status === "unknown" ? "" : choices.labelOf("status", card.status);
  if (!status || !card.checked) return status;
  return gettext("{status}, confirmed in {month}", { status, month: months.format(new Date(card.checked)) });
}

// A project in another language than the page says so.
function languageOf(card, choices) {
  return card.language === lang ? [] : [" · ", element("bdi", { lang: card.language }, choices.labelOf("language", card.language))];
}

function drawGoal(goal) {
  const tile = `gm-tile gm-tile--small gm-goal-${goal}`;
  return element("span", { class: tile }, element("span", { class: "gm-hidden" }, `${gettext("Goal")} `), goal);
}
