// Show one step of the form at a time. The address names it, so that the browser's own Back leads to the one before.

// `entered` is called whenever another step is shown. A form that is not divided is one step, the first and the last.
export function stepsOf(form, entered) {
  const progress = form.querySelector(".gm-form__progress");
  const all = progress ? [...form.querySelectorAll("[data-form-step]")] : [];
  const steps = { number: 1, last: Math.max(1, all.length), of, begin, enter, reveal };
  let title;

  // The number of the step that holds a field.
  function of(field) {
    return 1 + Math.max(0, all.findIndex((step) => step.contains(field)));
  }

  // Begins with the step that the address names, or else with the one where a draft was left.
  function begin(left = 1) {
    if (!progress) return;
    title = document.title;
    for (const moves of form.querySelectorAll("[data-form-moves]")) moves.hidden = false;
    const first = named() || Math.min(Math.max(1, left), steps.last);
    history.replaceState(history.state, "", `#${all[first - 1].id}`);
    show(first);
    addEventListener("hashchange", () => {
      if (!named() || named() === steps.number) return;
      show(named());
      entered();
      focusHeading();
    });
  }

  // Goes to a step, with the focus on its heading.
  function enter(number) {
    go(number);
    focusHeading();
  }

  // Goes to the step that holds a field, with the focus on the field.
  function reveal(field) {
    go(of(field));
    field.focus();
  }

  function named() {
    return 1 + all.findIndex(({ id }) => `#${id}` === location.hash);
  }

  function go(number) {
    if (!all[number - 1] || number === steps.number) return;
    history.pushState(null, "", `#${all[number - 1].id}`);
    show(number);
    entered();
  }

  function show(number) {
    steps.number = number;
    all.forEach((step, index) => (step.hidden = index + 1 !== number));
    progress.querySelectorAll("a").forEach((link, index) => {
      if (index + 1 === number) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
    document.title = [heading().firstChild.textContent, heading().lastChild.textContent.trim(), title].join(" – ");
  }

  function heading() {
    return all[steps.number - 1].querySelector("h2");
  }

  function focusHeading() {
    if (!progress) return;
    progress.scrollIntoView({ block: "start" });
    heading().focus();
  }

  return steps;
}
