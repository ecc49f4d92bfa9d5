// Search in a copy that is opened from a folder, where pages may not fetch: all texts are in one script, gmOffline.
"use strict";

(() => {
  const mount = document.querySelector("[data-search-page]");
  if (!mount) return;
  const MOST = 50;
  const root = mount.dataset.searchRoot || "../";
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const pages = window.gmOffline.map(([url, language, title, summary, text]) => {
    return { url, language, title, summary, inTitle: fold(title), inSummary: fold(summary), inText: fold(text) };
  });

  const form = document.createElement("form");
  form.setAttribute("role", "search");
  form.className = "gm-find";
  const field = document.createElement("input");
  field.type = "search";
  field.name = "q";
  field.className = "gm-find__input";
  field.setAttribute("aria-label", document.title.split(" - ")[0]);
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  form.append(field);
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const list = document.createElement("ol");
  list.className = "gm-plain gm-news";
  mount.replaceChildren(form, status, list);

  // Every word must be found; one in the title counts most.
  function scoreOf(page, words) {
    let score = 0;
    for (const word of words) {
      const found = page.inTitle.includes(word) * 9 + page.inSummary.includes(word) * 3 + page.inText.includes(word);
      if (!found) return 0;
      score += found;
    }
    return score;
  }

  function entryOf(page) {
    const item = document.createElement("li");
    item.className = "gm-news__item";
    const heading = document.createElement("h2");
    heading.className = "gm-news__title";
    const link = document.createElement("a");
    link.href = root + page.url;
    link.textContent = page.title;
    heading.append(link);
    const summary = document.createElement("p");
    summary.textContent = page.summary;
    for (const part of [link, summary]) {
      part.lang = page.language;
      part.dir = "auto";
    }
    item.append(heading, summary);
    return item;
  }

  // Of the same page in several languages that of the reader, else the one that fits best.
  function inOneLanguage(found) {
    const own = document.documentElement.lang || "en";
    const chosen = new Map();
    for (const page of found) {
      const address = page.url.replace(/^[a-z]{2}\//, "");
      if (!chosen.has(address) || page.language === own) chosen.set(address, page);
    }
    return [...chosen.values()];
  }

  function show() {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    const scored = pages.map((page) => [words.length && scoreOf(page, words), page]).filter(([score]) => score);
    const found = inOneLanguage(scored.sort((a, b) => b[0] - a[0]).map(([, page]) => page));
    status.textContent = words.length ? String(found.length) : "";
    list.replaceChildren(...found.slice(0, MOST).map(entryOf));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  field.addEventListener("input", show);
  show();
})();
