// The filters on a narrow screen: a dialog that holds the form while it is open.

import { element } from "../element.js";
import { gettext, ngettext } from "../spoken.js";

// `rail` is where the form stands on a wide screen.
export function sheetOf(rail, opener) {
  const [form] = rail.children;
  const title = element("h2", { class: "gm-sheet__title", id: "gm-sheet" }, gettext("Filters"));
  const close = element("button", { class: "gm-sheet__close", type: "button", "aria-label": gettext("Close") }, "×");
  const show = element("button", { class: "gm-button gm-sheet__show", type: "button" }, gettext("Show projects"));
  const dialog = element(
    "dialog",
    { class: "gm-sheet", "aria-labelledby": title.id },
    element("div", { class: "gm-sheet__head" }, title, close),
    element("div", { class: "gm-sheet__body" }),
    element("div", { class: "gm-sheet__foot", "aria-live": "polite" }, show),
  );
  rail.after(dialog);
  for (const button of [close, show]) button.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    rail.append(form);
    opener.focus();
  });
  // On a wide screen the form stands open.
  matchMedia("(width >= 60em)").addEventListener("change", () => dialog.close());
  return {
    open() {
      if (dialog.open) return;
      dialog.querySelector(".gm-sheet__body").append(form);
      dialog.showModal();
    },
    tell(count) {
      show.textContent = ngettext("Show {num} project", "Show {num} projects", count);
    },
  };
}
