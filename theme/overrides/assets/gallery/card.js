// Draw a project as theme/records/_card.html does: change both together.

import { gettext } from "../spoken.js";

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function drawCard(card, labels, home) {
  const isForeign = card.language !== document.documentElement.lang;
  const text = isForeign ? { lang: card.language, dir: card.direction } : {};
  const named = (facet, value) => labels.get(facet).get(value) ?? value;
  const countries = card.countries.map((code) => named("country", code));
  const status = card.status === "unknown" ? "" : named("status", card.status);
  const facts = [card.year, named("outcome", card.outcome), status, countries.sort().join(", ")];
  const [main, ...others] = card.goals;
  const goals = main ? [main, ...others.sort((one, other) => one - other)] : [];
  const drawn = element(
    "li",
    { class: main ? `gm-card gm-goal-${main}` : "gm-card" },
    element("h3", { class: "gm-card__title" }, element("a", { href: card.url, ...text }, card.title)),
    element("p", { class: "gm-card__text", ...text }, card.summary),
    element("p", { class: "gm-card__goals" }, ...goals.map((goal) => drawGoal(goal, home))),
    element("p", { class: "gm-card__facts" }, facts.filter(Boolean).join(" · "), ...drawLanguage(card, labels)),
  );
  if (card.picture) {
    const size = { width: 400, height: 225, loading: "lazy", decoding: "async" };
    drawn.prepend(element("img", { class: "gm-card__picture", src: card.picture, alt: "", ...size }));
  }
  if (card.award) drawn.append(element("p", { class: "gm-card__award", ...text }, card.award));
  return drawn;
}

// A project in another language than the page says so.
function drawLanguage(card, labels) {
  if (card.language === document.documentElement.lang) return [];
  return [" · ", element("bdi", { lang: card.language }, labels.get("language").get(card.language) ?? card.language)];
}

function drawGoal(goal, home) {
  const attributes = { class: `gm-tile gm-tile--small gm-goal-${goal}`, href: `${home}sdgs/${goal}/` };
  return element("a", attributes, element("span", { class: "gm-hidden" }, `${gettext("Goal")} `), goal);
}
