// The map of the gallery: a circle for each country of the projects that are left, which chooses it; and its table.

import { element } from "../element.js";
import { gettext, written } from "../spoken.js";

// In dots of the map's grid, as the page of impact has it.
const [SMALLEST, LARGEST] = [1, 3.4];
// Pixels between a finger and the circle that it means.
const REACH = 24;

export class WorldMap {
  #world;
  #choices;
  #change;
  #spots;
  #rows;

  constructor(place, world, choices, change) {
    [this.#world, this.#choices, this.#change] = [world, choices, change];
    const label = gettext("A map of the world with a circle for each country that projects come from. The table below says the same.");
    const picture = drawn("svg", { class: "gm-chart__picture gm-map", viewBox: "-1 -1 122 52", role: "img", "aria-label": label });
    this.#spots = drawn("g");
    picture.append(drawn("path", { class: "gm-map__land", d: world.land }), this.#spots);
    picture.addEventListener("click", (event) => this.#choose(nearest(this.#spots, event)));
    const caption = element("caption", { class: "gm-hidden" }, gettext("Projects by country"));
    const heads = [gettext("Country"), gettext("Projects")].map((text) => element("th", { scope: "col" }, text));
    this.#rows = element("tbody");
    const table = element("table", {}, caption, element("thead", {}, element("tr", {}, ...heads)), this.#rows);
    const frame = { class: "gm-table gm-gallery__countries", tabindex: 0, role: "region", "aria-label": gettext("Projects by country") };
    const note = gettext("Choose a country on the map or in the table. The map shows land as dots and draws no borders, and takes no side where one is disputed.");
    place.replaceChildren(picture, element("div", frame, table), element("p", { class: "gm-chart__note" }, note));
  }

  // `counts` say how many projects of each country are left, its own choice left aside.
  show(counts, chosen) {
    const most = Math.max(1, ...counts.values());
    const countries = [...counts].map(([code, count]) => ({ code, count, label: this.#choices.labelOf("country", code) }));
    const byLabel = new Intl.Collator(document.documentElement.lang).compare;
    countries.sort((one, other) => other.count - one.count || byLabel(one.label, other.label));
    this.#spots.replaceChildren(
      ...countries.filter(({ code }) => code in this.#world.places).map((country) => this.#spot(country, most, country.code === chosen)),
    );
    const focused = this.#rows.contains(document.activeElement) ? document.activeElement.dataset.country : undefined;
    this.#rows.replaceChildren(...countries.map((country) => this.#row(country, country.code === chosen)));
    if (focused) this.#rows.querySelector(`[data-country="${focused}"]`)?.focus();
  }

  #spot({ code, count, label }, most, isChosen) {
    const [cx, cy] = this.#world.places[code];
    const r = Math.max(SMALLEST, LARGEST * Math.sqrt(count / most)).toFixed(1);
    const spot = drawn("circle", { class: `gm-chart__spot${isChosen ? " gm-chart__spot--chosen" : ""}`, cx, cy, r, "data-country": code });
    const title = drawn("title");
    title.textContent = label + gettext(": ") + written(count);
    spot.append(title);
    return spot;
  }

  #row({ code, count, label }, isChosen) {
    const link = element("a", { href: this.#choices.addressWith("country", isChosen ? "" : code), "data-country": code }, label);
    if (isChosen) link.setAttribute("aria-current", "true");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#choose(code);
    });
    return element("tr", {}, element("th", { scope: "row" }, link), element("td", {}, written(count)));
  }

  // What is chosen already is taken back.
  #choose(code) {
    if (!code) return;
    this.#choices.set("country", this.#choices.chosen.get("country") === code ? "" : code);
    this.#change();
  }
}

function drawn(name, attributes = {}) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// The country of the circle that is nearest to where somebody pressed; none if that is far.
function nearest(spots, { clientX, clientY }) {
  const away = [...spots.children].map((spot) => {
    const { x, y, width, height } = spot.getBoundingClientRect();
    return [Math.max(0, Math.hypot(clientX - x - width / 2, clientY - y - height / 2) - width / 2), spot.dataset.country];
  });
  const [distance, code] = away.reduce((one, other) => (other[0] < one[0] ? other : one), [Infinity, ""]);
  return distance <= REACH ? code : "";
}
