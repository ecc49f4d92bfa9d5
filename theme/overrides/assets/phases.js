// Say again, at the reader's own moment and in the reader's own time, how the phases of a challenge stand: the page may
// have been built days ago.

const own = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
const zone = new Intl.DateTimeFormat(document.documentElement.lang, { timeZoneName: "long" });

const STATES = ["upcoming", "open", "closed"];

function stateOf(starts, ends, now) {
  if (starts && now < starts) return "upcoming";
  if (ends && now > ends) return "closed";
  return starts || ends ? "open" : "";
}

function nameOfZone(moment) {
  return zone.formatToParts(moment).find((part) => part.type === "timeZoneName")?.value ?? "";
}

for (const phase of document.querySelectorAll("[data-starts], [data-ends]")) {
  const [starts, ends] = [phase.dataset.starts, phase.dataset.ends].map((edge) => (edge ? new Date(edge) : null));
  const shown = phase.querySelector(".gm-state");
  const state = stateOf(starts, ends, new Date());
  if (shown && state && !shown.classList.contains(`gm-state--${state}`)) {
    phase.classList.remove(...STATES.map((other) => `gm-phases__phase--${other}`));
    phase.classList.add(`gm-phases__phase--${state}`);
    shown.className = `gm-state gm-state--${state}`;
    shown.textContent = phase.closest("[data-open]").dataset[state];
  }
  const line = phase.querySelector("[data-own]");
  if (line) {
    const edges = [starts, ends].filter(Boolean);
    line.textContent = `${line.dataset.own}: ${edges.map((edge) => own.format(edge)).join(" – ")} (${nameOfZone(edges[0])})`;
    line.hidden = false;
  }
}
