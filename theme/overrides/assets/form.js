// The form: keeps the draft, checks it as it grows, and gives it to whoever wrote it as a file, a copy or an address.

import { check, parted } from "./form/checks.js";
import * as drafts from "./form/drafts.js";
import { fieldOf, showFault, showSummary } from "./form/faults.js";
import { readFlat, treeOf, upgrade, writeFlat } from "./form/fields.js";
import { slugOf } from "./form/names.js";
import { pasted } from "./form/paste.js";
import { shrink } from "./form/pictures.js";
import { showPage } from "./form/preview.js";
import { asZip, canShare, give, share } from "./form/sending.js";
import { stepsOf } from "./form/steps.js";
import { element, fill } from "./form/words.js";
import { headingsOf, writeFile, writeStory } from "./form/yaml.js";
import { zip } from "./form/zip.js";

const PAUSE = 400;
const form = document.querySelector("[data-form]");
// Only a correction needs what opens a published page.
const isCorrection = new URLSearchParams(location.search).has("improve");
const needed = [fetch("form.json").then((answer) => answer.json()), isCorrection && import("./form/improve.js")];
// Without its rules the form could keep and send nothing, so nobody begins to write in vain.
const [rules, improve] = await Promise.all(needed).catch(() => {
  const note = form.querySelector("[data-form-broken]");
  form.dataset.form = "broken";
  note.hidden = false;
  note.focus();
  throw new Error("the rules of the form could not be had");
});
const { words } = rules;
const page = isCorrection && improve.asked();
const pictures = new Map();
const touched = new Set();
// The draft of this tab: its name, and whether others are open or wait.
let own = null;
// The page that is improved, if one is.
let published = null;
const part = (name) => form.querySelector(`[${name}]`);
const steps = stepsOf(form, entered);

function current() {
  const flat = readFlat(form);
  const { values: filled, body, consent, names } = treeOf(flat);
  const values = { ...filled, ...published?.kept };
  const story = writeStory(body, headingsOf(values, rules));
  const isKnown = published?.written?.text !== undefined;
  const file = isKnown ? improve.written(published, values, story, rules) : writeFile(values, story, rules.fields);
  return { flat, values, story, consent, names, file };
}

async function pathOf({ values }) {
  const slug = await slugOf(values.title ?? "", new URL(form.dataset.letters, document.baseURI));
  const used = usedPictures();
  if (published) {
    const path = improve.pathFor(published.file, used.length > 0);
    return { folder: path.replace(/[^/]*$/, ""), slug: page.split("/").at(-2), path, used };
  }
  const folder = `content/projects/${values.year}/`;
  return { folder, slug, path: used.length ? `${folder}${slug}/index.md` : `${folder}${slug}.md`, used };
}

// Whether another project has the address; check.py would refuse the second, when its author is long gone.
async function isTaken(now) {
  if (published) return false;
  const names = await fetch(new URL("names.json", new URL(form.dataset.letters, document.baseURI))).then((answer) => answer.json()).catch(() => []);
  return names.includes(`${now.values.year}/${(await pathOf(now)).slug}`);
}

function usedPictures() {
  const named = new Set([...form.querySelectorAll("[data-picture] + input")].map((input) => input.value));
  return [...pictures.values()].filter(({ name }) => named.has(name));
}

function problemsOf(now) {
  const files = new Set([...usedPictures().map(({ name }) => name), ...(published?.names ?? [])]);
  const found = check(now.values, now.story, files, rules).flatMap((problem) => parted(problem, rules));
  const size = new TextEncoder().encode(now.file).length;
  const limit = rules.largest_file;
  if (size > limit * 1024) found.push({ path: ["body"], code: "E001", message: fill(rules.rules.too_large, { limit, size: Math.floor(size / 1024) + 1 }) });
  return found.map((problem) => ({ ...problem, field: fieldOf(form, problem, now.names) }));
}

// Faults of fields that somebody has left; those not yet reached wait.
function showFaults(now = current()) {
  const found = problemsOf(now);
  for (const field of touched) {
    const isConsent = field.name?.startsWith("consent.");
    const message = isConsent ? !field.checked && words.tick_this : found.find((problem) => problem.field === field)?.message;
    if (field.isConnected) showFault(field, message);
  }
  const isBlocked = faultsBetween(found, steps.number, steps.last).length > 0;
  for (const skip of form.querySelectorAll("[data-form-skip]")) skip.hidden = isBlocked;
  measure(now);
  return found;
}

function consentFaults({ consent }) {
  return Object.keys(rules.consent).filter((name) => !consent[name]).flatMap((name) => {
    const field = form.elements.namedItem(`consent.${name}`);
    return isAsked(field.parentElement) ? [{ field, message: words.tick_this }] : [];
  });
}

// Give what is there if it can be sent; else say at once all that is missing.
function ready() {
  const now = current();
  const found = [...problemsOf(now), ...consentFaults(now)];
  for (const { field } of found) touched.add(field);
  for (const field of touched) showFault(field, found.find((problem) => problem.field === field)?.message);
  const faults = found.filter(({ isHint }) => !isHint);
  if (faults.length) {
    summarise(faults, "all");
    return null;
  }
  part("data-form-summary").hidden = true;
  return now;
}

function summarise(faults, scope) {
  const summary = part("data-form-summary");
  summary.dataset.scope = scope;
  showSummary(summary, faults, words, steps.reveal);
}

// The steps.

function faultsBetween(found, first, end) {
  return found.filter(({ field, isHint }) => !isHint && steps.of(field) >= first && steps.of(field) < end);
}

// Going on, what the steps on the way lack is told first; the list of steps leads anywhere all the same.
function move(number) {
  const faults = faultsBetween(problemsOf(current()), steps.number, number);
  for (const { field } of faults) touched.add(field);
  showFaults();
  if (faults.length) summarise(faults, "step");
  else steps.enter(number);
}

function entered() {
  const summary = part("data-form-summary");
  if (summary.dataset.scope === "step") summary.hidden = true;
  showFaults();
  if (isKept) keepSoon();
}

// The draft.

let waiting;
// Whether there is a draft, in which the step is kept; who only looks at the steps has none.
let isKept = false;
function keepSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(keep, PAUSE);
}

async function keep() {
  clearTimeout(waiting);
  const saved = new Date().toISOString();
  try {
    const isMoved = await drafts.save(own, { flat: readFlat(form), pictures: usedPictures(), saved, step: steps.number, published });
    isKept = true;
    say([fill(words.saved, { time: told(saved) }), isMoved && words.other_tab].filter(Boolean).join(" "));
  } catch {
    say(words.not_saved);
  }
}

function told(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleString(document.documentElement.lang || [], { dateStyle: "medium", timeStyle: "short" });
}

// Only what is new is said: screen readers read a status aloud each time it is written.
function say(text, box = part("data-form-status")) {
  if (box.textContent !== text) box.textContent = text;
}

function restore(draft) {
  pictures.clear();
  for (const picture of draft.pictures ?? []) pictures.set(picture.name, picture);
  writeFlat(form, draft.flat ?? {}, rules);
  for (const input of form.querySelectorAll("[data-picture]")) showPicture(input);
  showFaults();
}

// Pictures.

function showPicture(input) {
  const note = input.parentElement.querySelector("[data-picture-note]");
  const given = input.nextElementSibling.value;
  const known = pictures.get(given);
  if (!known && !published?.names.has(given)) return note.replaceChildren();
  const image = known ? element("img", { src: known.thumb, alt: "" }) : "";
  const text = element("p", {}, known ? toldOf(known) : fill(words.as_published, { name: given }));
  const out = element("button", { type: "button", class: "gm-form__button gm-form__button--line" }, words.picture_gone);
  out.addEventListener("click", () => {
    input.nextElementSibling.value = "";
    note.replaceChildren();
    input.focus();
    showFaults();
    keep();
  });
  return note.replaceChildren(image, text, out);
}

function toldOf({ name, width, height, blob }) {
  return `${fill(words.picture_kept, { name, width, height, size: Math.ceil(blob.size / 1024) })} ${fill(words.use_picture, { name })}`;
}

async function take(input) {
  const [file] = input.files;
  if (!file) return;
  const note = input.parentElement.querySelector("[data-picture-note]");
  note.textContent = words.shrinking;
  try {
    const picture = await shrink(file, pictures);
    pictures.set(picture.name, picture);
    input.nextElementSibling.value = picture.name;
    showPicture(input);
  } catch {
    note.textContent = words.picture_unreadable;
  }
  input.value = "";
  touched.add(input);
  showFaults();
  await keep();
}

// The doors.

async function addressOf(host, now) {
  if (published) return host.edit + published.file.replace(/^content\//, "");
  const { folder, slug } = await pathOf(now);
  const query = new URLSearchParams({ filename: `${slug}.md`, value: now.file }).toString().replaceAll("+", "%20");
  return `${host.new}${folder.slice(0, -1)}?${query}`;
}

async function measure(now) {
  const mail = part("data-form-mail");
  if (mail) mail.href = mail.href.replace(/\?.*|$/, await mailOf(now));
  for (const door of form.querySelectorAll('[data-door="host"]')) {
    const bytes = (await addressOf(rules.hosts[door.dataset.host], now)).length;
    const told = { bytes, most: rules.longest_address - 1 };
    const tooLong = bytes >= rules.longest_address;
    const fits = published ? words.edit_there : fill(tooLong ? words.address_too_long : words.bytes, told);
    const hasPictures = usedPictures().length > 0;
    door.disabled = tooLong || hasPictures;
    door.parentElement.querySelector("[data-door-note]").textContent = hasPictures ? words.has_pictures : fits;
  }
}

function subjectOf({ values }) {
  return fill(published ? words.subject_of_correction : words.subject, { title: values.title ?? "" });
}

// Mail programs read what follows an address as it is: a plus would stay one.
async function mailOf(now) {
  const body = fill(words.mail, { name: `${(await pathOf(now)).slug}.zip` });
  return `?subject=${encodeURIComponent(subjectOf(now))}&body=${encodeURIComponent(body)}`;
}

async function archiveOf(now) {
  const { slug, path, used } = await pathOf(now);
  const files = [[path, new TextEncoder().encode(now.file)]];
  for (const { name, blob } of used) files.push([path.replace(/[^/]*$/, name), new Uint8Array(await blob.arrayBuffer())]);
  return asZip(zip(files, new Date()), `${slug}.zip`);
}

// Each says in its own place what it did.
const DOORS = {
  async share(now, tell) {
    await share(await archiveOf(now), subjectOf(now), words, tell);
  },
  async zip(now, tell) {
    const file = await archiveOf(now);
    give(file, file.name);
    tell(fill(words.zip_given, { name: file.name }));
  },
  async host(now, tell, { host }) {
    if (published) await DOORS.copy(now, tell);
    open(await addressOf(rules.hosts[host], now), "_blank", "noopener");
  },
  async file(now, tell) {
    const name = `${(await pathOf(now)).slug}.md`;
    give(new Blob([now.file], { type: "text/markdown" }), name);
    tell(fill(words.file_given, { name }));
  },
  async copy(now, tell) {
    part("data-form-file").textContent = now.file;
    const isCopied = await navigator.clipboard.writeText(now.file).then(() => true, () => false);
    tell(isCopied ? words.copied : words.not_copied);
    part("data-form-file").closest("details").open = !isCopied;
  },
};

const DRAFT = {
  async save() {
    const draft = { flat: readFlat(form), pictures: usedPictures(), saved: new Date().toISOString(), step: steps.number };
    give(await drafts.toFile(draft), "gmooc-draft.json");
  },
  async clear() {
    if (!confirm(words.clear_sure)) return;
    clearTimeout(waiting);
    await drafts.clear(own.name);
    isKept = false;
    steps.enter(1);
    restore(published?.draft ?? { flat: {}, pictures: [] });
    say(words.cleared);
  },
};

async function send(door, button) {
  const now = ready();
  const status = button.parentElement.querySelector("[data-door-status]");
  if (now && (await isTaken(now))) summarise([{ field: form.elements.title, message: words.taken }], "all");
  else if (now) DOORS[door](now, (text) => say(text, status), button.dataset);
}

// The year is that of the edition until somebody writes another: arrow keys pass over editions on the way to one.
function takeYear(field, year = "") {
  if (field.value && field.value !== field.dataset.taken) return;
  field.value = field.dataset.taken = year;
}

// A correction is called one, and asks nothing that only a new page must answer.
function isAsked(box) {
  return box.hasAttribute(published ? "data-form-correction" : "data-form-new");
}

function callCorrection() {
  const heading = document.querySelector("h1");
  const name = fill(words.correction, published);
  document.title = document.title.replace(heading.textContent, name);
  form.setAttribute("aria-label", name);
  const [before, after] = words.correction.split("{title}");
  heading.replaceChildren(before, element("bdi", {}, published.title), after);
  document.querySelector(".gm-intro").replaceChildren(element("p", {}, words.correction_intro));
  for (const box of form.querySelectorAll("[data-form-new], [data-form-correction]")) box.hidden = !isAsked(box);
}

function start() {
  upgrade(form, rules, say);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", keepSoon);
  form.addEventListener("paste", (event) => event.target.matches("textarea[name^='body.']") && pasted(event));
  form.addEventListener("change", ({ target }) => {
    if (target.id === "gm-draft-open") return;
    if (target.dataset.picture) {
      take(target);
      return;
    }
    if (target.name === "challenge") takeYear(form.elements.year, rules.years[target.value]);
    touched.add(target);
    showFaults();
    keepSoon();
  });
  form.addEventListener("click", ({ target }) => {
    const { door, draft, go } = target.dataset;
    if (door) send(door, target);
    if (draft) DRAFT[draft]();
    if (go) move(Number(go));
    if (target.hasAttribute("data-form-preview")) showPage(part("data-form-page"), current(), pictures, rules).then(() => part("data-form-page").focus());
  });
  part("data-form-file").closest("details").addEventListener("toggle", () => (part("data-form-file").textContent = current().file));
  form.querySelector("#gm-draft-open").addEventListener("change", async ({ target }) => {
    try {
      const draft = await drafts.fromFile(target.files[0]);
      restore(draft);
      steps.enter(draft.step);
      await keep();
    } catch {
      say(words.not_a_draft);
    }
    target.value = "";
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && waiting && keep());
  for (const name of ["data-form-look", "data-form-doors", "data-form-draft"]) part(name).hidden = false;
  part("data-form-share").hidden = !canShare();
}

start();
if (page) published = await improve.open(page, form.dataset.root, rules).catch(() => null);
const key = page ? `improve:${page}` : "project";
own = await drafts.claim(key).catch(() => ({ key, name: key }));
const kept = await drafts.load(own.name).catch(() => null);
const isMoved = kept?.published && published && JSON.stringify(kept.published.written) !== JSON.stringify(published.written);
if (isMoved) kept.flat = improve.rebased(kept.flat, kept.published.draft.flat, published.draft.flat);
published ??= kept?.published;
if (published) callCorrection();
steps.begin(kept?.step);
isKept = Boolean(kept);
own.saved = kept?.saved;
restore(kept ?? published?.draft ?? { flat: { language: document.documentElement.lang, licence: "CC-BY-4.0" }, pictures: [] });
const said = [];
if (kept) said.push(fill(isMoved ? words.moved : words.restored, { time: told(kept.saved) }));
else if (page) said.push(published ? fill(words.improving, published) : words.not_found);
if (own.isShared) said.push(words.other_tab);
if (own.waits) said.push(words.more_drafts);
if (said.length) say(said.join(" "));
form.dataset.form = "ready";
const found = () => problemsOf(current()).map(({ code, path }) => `${code} ${path.join(".")}`);
export { check, found, rules };
