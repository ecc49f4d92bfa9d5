// Loads the search client when somebody reaches for it, and makes the menu button work with a keyboard.
const form = document.querySelector("form[role=search]");
const input = form?.querySelector("input[name=q]");
const isTyping = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
let client;

function load() {
  client ??= import("./search.js").then((module) => module.start(form)).catch(() => {});
  return client;
}

if (form) {
  input.addEventListener("focus", load, { once: true });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
      event.preventDefault();
      input.focus();
    }
  });
  if (document.querySelector("[data-search-page]")) load();
}

const menu = document.querySelector(".gm-menu");
const drawer = document.getElementById("__drawer");
if (menu && drawer) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = menu.className;
  button.setAttribute("aria-expanded", String(drawer.checked));
  button.append(...menu.childNodes);
  menu.replaceWith(button);
  const show = (open) => {
    drawer.checked = open;
    drawer.dispatchEvent(new Event("change", { bubbles: true }));
  };
  button.addEventListener("click", () => show(!drawer.checked));
  drawer.addEventListener("change", () => {
    button.setAttribute("aria-expanded", String(drawer.checked));
    if (drawer.checked) document.querySelector(".gm-drawer a")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) {
      show(false);
      button.focus();
    }
  });
}
