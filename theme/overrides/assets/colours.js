// Applies the colours chosen on an earlier page, and the wish to save data, before this one is drawn.
(() => {
  let chosen = "system";
  try {
    chosen = localStorage.getItem("gm-colours") || "system";
  } catch {
    // Browsers may refuse storage; the page then follows the system.
  }
  document.documentElement.classList.replace("no-js", "js");
  document.documentElement.dataset.colours = chosen;
  if (navigator.connection?.saveData) document.documentElement.dataset.saves = "data";
  const dark = chosen === "dark" || (chosen === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.body.dataset.mdColorScheme = dark ? "slate" : "default";
})();
