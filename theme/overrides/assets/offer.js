// Offers the page in the language that the browser asks for: once, at the foot of the window, where nothing has to move.
const TEXTS = {
  ar: ["هذه الصفحة متاحة بالعربية", "إغلاق"],
  en: ["This page is available in English", "Close"],
  es: ["Esta página está disponible en español", "Cerrar"],
  fr: ["Cette page existe en français", "Fermer"],
  ru: ["Эта страница есть на русском языке", "Закрыть"],
  zh: ["本页有中文版", "关闭"],
};

const isFirst = () => {
  try {
    if (localStorage.getItem("gm-offered")) return false;
    localStorage.setItem("gm-offered", "yes");
    return true;
  } catch {
    // What cannot be remembered would be offered on every page.
    return false;
  }
};

export const offer = (link) => {
  if (!(link.hreflang in TEXTS) || !isFirst()) return;
  const [text, close] = TEXTS[link.hreflang];
  const box = document.createElement("aside");
  box.className = "gm-offer";
  box.lang = link.hreflang;
  box.dir = link.hreflang === "ar" ? "rtl" : "ltr";
  box.setAttribute("aria-label", text);
  const way = document.createElement("a");
  way.href = link.href;
  way.hreflang = link.hreflang;
  way.textContent = text;
  way.addEventListener("click", () => (way.search = location.search));
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = close;
  const leave = () => {
    const hadFocus = box.contains(document.activeElement);
    box.remove();
    if (hadFocus) document.getElementById("gm-main")?.focus({ preventScroll: true });
  };
  button.addEventListener("click", leave);
  box.addEventListener("keydown", (event) => event.key === "Escape" && leave());
  box.append(way, button);
  // For keyboards and screen readers it follows the link that skips the menu.
  document.querySelector(".gm-skip").after(box);
};
