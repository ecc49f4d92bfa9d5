// Say again, at the reader's own moment and in the reader's own time, how challenges and notices stand: the page may have
// been built days ago.

// The site writes days and hours as most of the world does, also in English.
const { lang } = document.documentElement;
const locale = lang === "en" ? "en-GB" : lang;
const own = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" });
const zone = new Intl.DateTimeFormat(locale, { timeZoneName: "long" });
const STATES = ["upcoming", "open", "judging", "closed"];
const now = new Date();

function stateOf(starts, ends, isJudged) {
  if (starts && now < starts) return "upcoming";
  if (ends && now > ends) return "closed";
  return isJudged ? "judging" : "open";
}

// The build says the same of an edition, in content/registration.py.
function stateOfEdition(states) {
  const found = new Set(states);
  if (found.has("open") || (found.size === 2 && found.has("closed") && found.has("upcoming"))) return "open";
  return found.has("judging") ? "judging" : states[0];
}

function nameOfZone(moment) {
  return zone.formatToParts(moment).find((part) => part.type === "timeZoneName")?.value ?? "";
}

// Of a range, browsers write Chinese days with slashes, unlike the days around it.
function rangeOf(first, last) {
  if (lang === "zh" && Number(first) !== Number(last)) return `${own.format(first)} – ${own.format(last)}`;
  return own.formatRange(first, last);
}

function moment(text) {
  return text ? new Date(text) : null;
}

function show(shown, state, words) {
  if (!shown || !state || shown.classList.contains(`gm-state--${state}`)) return;
  shown.className = `gm-state gm-state--${state}`;
  shown.textContent = words[state];
}

for (const phase of document.querySelectorAll("[data-starts], [data-ends]")) {
  const [starts, ends] = [moment(phase.dataset.starts), moment(phase.dataset.ends)];
  const state = stateOf(starts, ends, "judged" in phase.dataset);
  phase.classList.remove(...STATES.map((other) => `gm-phases__phase--${other}`));
  phase.classList.add(`gm-phases__phase--${state}`);
  show(phase.querySelector(".gm-state"), state, phase.closest("[data-open]").dataset);
  const line = phase.querySelector("[data-own]");
  if (line) {
    const [first, last] = [starts ?? ends, ends ?? starts];
    line.textContent = line.dataset.own.replace("{range}", rangeOf(first, last)).replace("{zone}", nameOfZone(first));
    line.hidden = false;
  }
}

for (const shown of document.querySelectorAll("[data-steps]")) {
  const states = shown.dataset.steps.split(" ").map((step) => {
    const [starts, ends, judged] = step.split("/");
    return stateOf(moment(starts), moment(ends), Boolean(judged));
  });
  show(shown, stateOfEdition(states), shown.dataset);
}

// Registration: the part of its state is shown, with what is left and the reader's own clock. registration.py says the same.
const distance = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
const MINUTE = 60_000;
const UNITS = [["day", 1440], ["hour", 60], ["minute", 1]];

function left(instant) {
  const minutes = Math.max(1, Math.ceil((instant - now) / MINUTE));
  // Two of a unit are the least that it is told in: "in 30 hours" says more than "in 1 day".
  const [unit, size] = UNITS.find(([, size]) => minutes >= 2 * size) ?? UNITS.at(-1);
  return distance.format(Math.floor(minutes / size), unit);
}

for (const shown of document.querySelectorAll("[data-opens]")) {
  const [opens, closes] = [moment(shown.dataset.opens), moment(shown.dataset.closes)];
  const state = now < opens ? "upcoming" : closes && now >= closes ? "closed" : "open";
  for (const part of shown.querySelectorAll("[data-join]")) part.hidden = part.dataset.join !== state;
  const edge = state === "upcoming" ? opens : closes;
  if (state === "closed" || !edge) continue;
  for (const line of shown.querySelectorAll(`[data-join="${state}"] [data-left]`)) {
    line.textContent = line.dataset.left.replace("{left}", left(edge));
    line.hidden = false;
  }
  for (const line of shown.querySelectorAll(`[data-join="${state}"] [data-moment]`)) {
    line.textContent = line.dataset.moment.replace("{range}", own.format(edge)).replace("{zone}", nameOfZone(edge));
    line.hidden = false;
  }
}

for (const notice of document.querySelectorAll("[data-expires]")) {
  notice.hidden = now > new Date(notice.dataset.expires);
}
const bar = document.querySelector(".gm-notice");
if (bar) bar.hidden = [...bar.children].every((notice) => notice.hidden);
