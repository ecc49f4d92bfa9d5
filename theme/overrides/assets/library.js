// Filters the library of resources; what is chosen stands in the address, to be shared and gone back to.
export function start(library) {
  const form = library.querySelector("form");
  const status = form.querySelector("[role=status]");
  const parts = [...library.querySelectorAll("section")];
  const resources = [...library.querySelectorAll("[data-kind]")];
  const numbers = new Intl.NumberFormat(document.documentElement.lang);

  const show = () => {
    const { kind, language } = Object.fromEntries(new FormData(form));
    for (const { dataset, classList } of resources) {
      const fits = (!kind || dataset.kind === kind) && (!language || dataset.languages.split(" ").includes(language));
      classList.toggle("gm-resource--out", !fits);
    }
    const isShown = (resource) => !resource.classList.contains("gm-resource--out");
    for (const part of parts) {
      part.hidden = ![...part.querySelectorAll("[data-kind]")].some(isShown);
      library.querySelector(`nav a[href="#${part.getAttribute("aria-labelledby")}"]`).parentElement.hidden = part.hidden;
    }
    const shown = resources.filter(isShown).length;
    const count = status.dataset.count.replace("{shown}", numbers.format(shown)).replace("{all}", numbers.format(resources.length));
    status.textContent = kind || language ? count : "";
    library.querySelector(".gm-library__none").hidden = shown > 0;
  };
  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const field of form.querySelectorAll("select")) {
      field.value = asked.get(field.name) ?? "";
      // What is asked for may not be there.
      if (field.selectedIndex < 0) field.value = "";
    }
    show();
  };
  form.addEventListener("change", () => {
    const chosen = String(new URLSearchParams([...new FormData(form)].filter(([, value]) => value)));
    history.replaceState(null, "", `${location.pathname}${chosen && `?${chosen}`}`);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", read);
  read();
  form.hidden = false;
}
