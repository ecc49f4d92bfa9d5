// Make the parts of a page.

const FROM_RIGHT = /^(ar|fa|he|ps|ur)\b/;

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// How a language runs, as scripts/gmooc/model/labels.py says it.
export function directionOf(language) {
  return FROM_RIGHT.test(language) ? "rtl" : "ltr";
}
