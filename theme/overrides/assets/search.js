// Wait for someone who wants to search; until then this is all that is loaded.

const TURNED_OFF = "gm-search-key-off";

const form = document.querySelector('form[role="search"]');
const input = form?.querySelector('input[name="q"]');
const page = document.querySelector("[data-search-page]");
let started;

function start() {
  started ??= Promise.all([
    addStyles(),
    page && import("./search/page.js").then(({ mount }) => mount(page)),
    form && !page?.contains(form) && import("./search/box.js").then(({ mount }) => mount(form)),
  ]);
  return started;
}

function addStyles() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("search.css", import.meta.url);
  document.head.append(link);
  // Results must not be seen without their styles; search without styles is better than none.
  return new Promise((done) => (link.onload = link.onerror = done));
}

function isTyping(element) {
  return element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName);
}

function isKeyOff() {
  try {
    return localStorage.getItem(TURNED_OFF) !== null;
  } catch {
    return false;
  }
}

input?.addEventListener("focus", start, { once: true });
if (page || input === document.activeElement) start();

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (isTyping(event.composedPath()[0]) || isKeyOff()) return;
  const field = page?.querySelector('input[name="q"]') ?? input;
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
