// Has the page for unknown addresses, which hosts show at any depth, find the site and speak the reader's language.
(async () => {
  const page = document.documentElement;
  const { src, dataset } = document.currentScript;
  // Where the site is not known, several scripts look for it: the first that is found lies below its root.
  if (page.dataset.root) return;
  const root = (page.dataset.root = new URL("..", src).href);
  const below = (address) => root + address.replace(/^\/\.?/, "");
  const run = (source, type) => {
    // A script that was not found is not asked for again, so it gets another element.
    const script = document.createElement("script");
    script.type = type;
    script.src = source;
    document.body.append(script);
  };
  const lead = (part) => {
    if (!("anywhere" in dataset)) return;
    for (const name of ["href", "action", "data-root", "data-search-root"]) {
      for (const link of part.querySelectorAll(`[${name}^="/"]`)) link.setAttribute(name, below(link.getAttribute(name)));
    }
    for (const old of part.querySelectorAll('script[src^="/"]')) {
      if (part === document) run(below(old.getAttribute("src")), old.type);
      old.remove();
    }
  };
  lead(document);
  const folder = location.href.slice(root.length).split("/")[0];
  if (dataset.languages.split(" ").includes(`${folder}/`)) {
    try {
      const answer = await fetch(`${root}${folder}/404.html`);
      if (!answer.ok) throw new Error(answer.statusText);
      const other = new DOMParser().parseFromString(await answer.text(), "text/html");
      lead(other);
      other.body.dataset.mdColorScheme = document.body.dataset.mdColorScheme;
      document.title = other.title;
      page.lang = other.documentElement.lang;
      page.dir = other.documentElement.dir;
      document.body.replaceWith(other.body);
    } catch {
      // Without it the page goes on to say the same in every language.
    }
  }
  run(`${root}assets/gm.js`, "module");
})();
