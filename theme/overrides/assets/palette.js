// Applies the colours chosen on an earlier page, or those of the system, before the page is drawn.
(() => {
  const chosen = (__md_get("__palette") || {}).color;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const system = !chosen || chosen.media === "(prefers-color-scheme)";
  document.body.dataset.mdColorScheme = system ? (dark ? "slate" : "default") : chosen.scheme;
})();
