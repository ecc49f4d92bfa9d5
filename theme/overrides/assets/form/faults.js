// Show what is to be repaired: a sentence at each field, and all of them at once above the form.

import { element, fill } from "./words.js";

// The field that a problem is about: the one itself, or the first one within its group.
export function fieldOf(form, problem, names) {
  for (let length = problem.path.length; length > 0; length -= 1) {
    const path = problem.path.slice(0, length).join(".");
    const rest = problem.path.slice(length).join(".");
    const start = names.get(path) ?? path;
    const name = rest ? `${start}.${rest}` : start;
    const field = form.querySelector(`[data-picture="${CSS.escape(name)}"]`) ?? form.querySelector(`[name="${CSS.escape(name)}"]`);
    if (field) return field;
    const group = form.querySelector(`[data-place="${CSS.escape(name)}"]`);
    if (group) return group.querySelector("input:not([type=hidden]), select, textarea, button") ?? group;
  }
  return form.querySelector(problem.path[0] === "body" ? '[name="body.0"]' : "[name]");
}

export function showFault(field, message) {
  const id = `${field.id}-fault`;
  document.getElementById(id)?.remove();
  const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((part) => part && part !== id);
  if (message) {
    field.before(element("p", { class: "gm-field__fault", id }, message));
    described.push(id);
    field.setAttribute("aria-invalid", "true");
  } else {
    field.removeAttribute("aria-invalid");
  }
  if (described.length) field.setAttribute("aria-describedby", described.join(" "));
  else field.removeAttribute("aria-describedby");
}

export function labelOf(field, words) {
  const label = field.labels?.[0] ?? field.closest("fieldset")?.querySelector("legend");
  const row = field.closest("[data-row]")?.querySelector("[data-row-name]");
  const text = label?.firstChild?.textContent.trim() || label?.textContent.trim() || "";
  return row && row !== label ? fill(words.pair, { name: row.textContent, text }) : text;
}

// `reveal` leads to a field, wherever it is. A box whose scope is a step tells what that step lacks.
export function showSummary(box, found, words, reveal) {
  const title = fill(found.length === 1 ? words.summary_one : words.summary_many, { count: found.length });
  const items = found.map(({ field, message }) => {
    const label = labelOf(field, words);
    const told = field.type === "checkbox" ? fill(words.tick, { label }) : fill(words.pair, { name: label, text: message });
    const link = element("a", { href: `#${field.id}` }, told);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      reveal(field);
    });
    return element("li", {}, link);
  });
  const isOfStep = box.dataset.scope === "step";
  const heading = element("h2", {}, isOfStep ? words.summary_of_step : words.summary_title);
  const later = isOfStep ? element("p", {}, words.summary_later) : null;
  box.replaceChildren(...[heading, element("p", {}, title), element("ul", {}, ...items), later].filter(Boolean));
  box.hidden = false;
  // It may be taller than the screen: what it says first is shown first.
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "start" });
}
