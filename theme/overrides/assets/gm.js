// Changes colours, has the menus follow a keyboard, and loads search and filters when somebody reaches for them.
const colours = document.querySelector("button[data-colours]");
if (colours) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  // Each press changes what is seen, but for the last, which gives the choice back to the system.
  const next = () => (system.matches ? { system: "light", light: "dark", dark: "system" } : { system: "dark", dark: "light", light: "system" });
  const apply = (chosen) => {
    document.documentElement.dataset.colours = chosen;
    document.body.dataset.mdColorScheme = chosen === "dark" || (chosen === "system" && system.matches) ? "slate" : "default";
    colours.querySelector("[data-colours-name]").textContent = colours.dataset[chosen];
  };
  apply(document.documentElement.dataset.colours);
  colours.hidden = false;
  colours.addEventListener("click", () => {
    const chosen = next()[document.documentElement.dataset.colours];
    apply(chosen);
    try {
      localStorage.setItem("gm-colours", chosen);
    } catch {
      // The choice then lasts as long as the page.
    }
  });
  system.addEventListener("change", () => apply(document.documentElement.dataset.colours));
}

// Until somebody wants to search, not a byte of it is loaded; search.js itself goes on from there.
const field = document.querySelector("form[role=search] input[name=q]");
const searchPage = document.querySelector("[data-search-page]");
if (field || searchPage) {
  let loaded;
  const load = () => (loaded ??= import("./search.js"));
  const isTyping = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  const isKeyOff = () => {
    try {
      return localStorage.getItem("gm-search-key-off") !== null;
    } catch {
      return false;
    }
  };
  field?.addEventListener("focus", load, { once: true });
  document.addEventListener("keydown", (event) => {
    if (loaded || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || isKeyOff() || !field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  if (searchPage || field === document.activeElement) load();
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

// The list of languages lies over the page, so it goes when it is left.
const languages = document.querySelector(".gm-languages");
if (languages) {
  languages.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !languages.open) return;
    languages.open = false;
    languages.querySelector("summary").focus();
  });
  languages.addEventListener("focusout", ({ relatedTarget: next }) => {
    if (next && !languages.contains(next)) languages.open = false;
  });
  addEventListener("pointerdown", ({ target }) => {
    if (!languages.contains(target)) languages.open = false;
  });
}

// A reader whose browser asks for another language in which this page is written is told so, once and for all pages.
const asked = navigator.languages.map((tag) => tag.split("-")[0]).find((code) => document.querySelector(`a[hreflang="${code}"], [aria-current][lang="${code}"]`));
const offered = asked && document.querySelector(`.gm-languages a[rel="alternate"][hreflang="${asked}"]`);
if (offered) import("./offer.js").then(({ offer }) => offer(offered));

// What was searched or filtered for is the same in every language.
for (const link of document.querySelectorAll("a[hreflang]")) {
  link.addEventListener("click", () => (link.search = location.search));
}

// The contents stand beside a text on wide screens only.
const contents = document.querySelectorAll(".md-nav--secondary a[href^='#']");
if (contents.length && matchMedia("(width >= 60em)").matches) import("./contents.js").then(({ follow }) => follow([...contents]));

// A folded part to which an address leads is opened.
const unfold = () => document.querySelector(":target")?.closest("details")?.setAttribute("open", "");
for (const moment of ["load", "hashchange"]) addEventListener(moment, unfold);

// The gallery's filters are loaded when somebody reaches for them, or when the address or an earlier visit asks for them.
const gallery = document.getElementById("gm-gallery");
if (gallery) {
  let started;
  let isReady = false;
  const start = () => (started ??= import("./gallery.js").then((module) => {
    module.start(gallery);
    isReady = true;
  }));
  for (const part of gallery.querySelectorAll("[data-gallery-reach]")) {
    for (const reach of ["pointerenter", "focusin", "change"]) part.addEventListener(reach, start, { once: true });
    // What was pressed before anything listened is pressed again.
    part.addEventListener("click", ({ target }) => isReady || start().then(() => target.closest("button")?.click()));
  }
  if (location.search || history.state?.pages) start();
}

const library = document.querySelector("[data-library]");
if (library) import("./library.js").then(({ start }) => start(library));

if (document.querySelector("[data-starts], [data-ends], [data-steps], [data-expires], [data-opens]")) import("./phases.js");

// Pages that were read stay readable without a network. Not in the preview, which changes with every keystroke.
if (navigator.serviceWorker && !document.querySelector("script[src='/_preview.js']")) {
  addEventListener("load", () => {
    navigator.serviceWorker.register(new URL("../sw.js", import.meta.url), { updateViaCache: "none" }).catch(() => {});
    if (!navigator.connection?.saveData) navigator.serviceWorker.ready.then(({ active }) => active.postMessage("prepare"));
  });
}
