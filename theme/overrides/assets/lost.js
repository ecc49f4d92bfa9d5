// Finds the root of the site on the page for unknown addresses, which hosts show at any depth: this file lies below it.
(() => {
  const { dataset } = document.documentElement;
  if (dataset.root) return;
  dataset.root = new URL("..", document.currentScript.src).href;
  const below = (address) => dataset.root + address.replace(/^\/\.?/, "");
  for (const name of ["href", "action", "data-root", "data-search-root"]) {
    for (const part of document.querySelectorAll(`[${name}^="/"]`)) part.setAttribute(name, below(part.getAttribute(name)));
  }
  // A script that was not found is not asked for again, so each gets another element.
  for (const old of document.querySelectorAll('script[src^="/"]')) {
    const script = document.createElement("script");
    script.type = old.type;
    script.src = below(old.getAttribute("src"));
    old.replaceWith(script);
  }
})();
