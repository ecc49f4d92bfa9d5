// What Material's own script expects to find: a place in the browser's memory for this site's settings.
const __md_scope = new URL(document.currentScript.dataset.base || ".", location.href);
const __md_get = (key, storage = localStorage, scope = __md_scope) => {
  try {
    return JSON.parse(storage.getItem(`${scope.pathname}.${key}`));
  } catch {
    return null; // Browsers may refuse storage, for example on a page opened from a file.
  }
};
const __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // The choice then lasts as long as the page.
  }
};
const __md_hash = (text) => [...text].reduce((sum, sign) => (sum << 5) - sum + sign.charCodeAt(0), 0);
document.documentElement.classList.replace("no-js", "js");
