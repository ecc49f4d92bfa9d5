// Keep the draft in this browser, pictures too; and give it as a file that another browser can open.

const STORE = "drafts";
const MAX_TABS = 100;
// Milliseconds. A slow device needs seconds until a page that is loaded again has given its draft back; a copy of a tab
// waits in vain for that of the other.
const PATIENCE = 3_000;
const RELOAD_PATIENCE = 15_000;

function open() {
  return new Promise((done, fail) => {
    const request = indexedDB.open("gmooc-form", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
    request.onblocked = () => fail(new Error("blocked"));
  });
}

async function ask(mode, act) {
  const base = await open();
  try {
    return await new Promise((done, fail) => {
      const turn = base.transaction(STORE, mode);
      const request = act(turn.objectStore(STORE));
      turn.oncomplete = () => done(request.result);
      turn.onabort = turn.onerror = () => fail(turn.error);
    });
  } finally {
    base.close();
  }
}

export const load = (key) => ask("readonly", (store) => store.get(key));
export const clear = (key) => ask("readwrite", (store) => store.delete(key));

// Each tab has a draft of its own, which no other writes while the tab is open: the name is locked. It is the tab's from
// before, if it has been here; else the first draft that waits for a tab, or a new one. Give it, and whether other tabs
// are open, and whether other drafts wait. (Browsers lock on safe hosts only; elsewhere `save` parts two tabs.)
export async function claim(key) {
  const kept = new Set(await ask("readonly", (store) => store.getAllKeys()).catch(() => []));
  const all = namesOf(key, kept.size + MAX_TABS);
  const ordered = [...all.filter((name) => kept.has(name)), ...all.filter((name) => !kept.has(name))];
  const before = remembered(key);
  // A page that is loaded again gives its lock back only when it is gone.
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  const end = performance.now() + (type === "reload" ? RELOAD_PATIENCE : PATIENCE);
  while (before && performance.now() < end) {
    if (await hold(before)) return settled(key, before, all, kept);
    await new Promise((done) => setTimeout(done, 50));
  }
  for (const name of ordered) if (await hold(name)) return settled(key, name, all, kept);
  throw new Error("more tabs than drafts");
}

// Saves the draft of a tab. What another tab has written under the same name since is left alone: then the draft goes on
// under a name of its own. Gives whether it did.
export async function save(own, draft) {
  let { name } = own;
  await ask("readwrite", (store) => {
    const before = store.get(name);
    before.onsuccess = () => {
      if (!before.result || before.result.saved === own.saved) return store.put(draft, name);
      const keys = store.getAllKeys();
      keys.onsuccess = () => {
        name = namesOf(own.key, keys.result.length + 1).find((free) => !keys.result.includes(free));
        store.put(draft, name);
      };
    };
    return before;
  });
  const isMoved = name !== own.name;
  Object.assign(own, { name, saved: draft.saved });
  if (isMoved) remember(own);
  return isMoved;
}

function namesOf(key, count) {
  return Array.from({ length: count }, (_, index) => (index ? `${key}#${index + 1}` : key));
}

function remembered(key) {
  try {
    return sessionStorage.getItem(`gmooc-draft ${key}`);
  } catch {
    return null;
  }
}

function remember({ key, name }) {
  try {
    sessionStorage.setItem(`gmooc-draft ${key}`, name);
  } catch {
    // Without it, a page that is loaded again takes the first draft that is free.
  }
}

async function settled(key, name, all, kept) {
  remember({ key, name });
  const held = new Set((await navigator.locks?.query())?.held.map((lock) => lock.name));
  const others = all.filter((other) => other !== name);
  return {
    key,
    name,
    isShared: others.some((other) => held.has(lockOf(other))),
    waits: others.some((other) => kept.has(other) && !held.has(lockOf(other))),
  };
}

// Gives the draft of this page back.
let release = () => {};
addEventListener("pagehide", () => release());
// A page that comes back as it was no longer holds its draft.
addEventListener("pageshow", (event) => event.persisted && location.reload());

const lockOf = (name) => `gmooc-draft ${name}`;

function hold(name) {
  if (!navigator.locks) return true;
  return new Promise((done) => {
    navigator.locks.request(lockOf(name), { ifAvailable: true }, (lock) => {
      done(Boolean(lock));
      // It is held until the page goes.
      return lock && new Promise((free) => (release = free));
    });
  });
}

// A draft as a file: pictures as text, so that all is in one.
export async function toFile(draft) {
  const pictures = await Promise.all(draft.pictures.map(async (picture) => ({ ...picture, blob: await toDataUrl(picture.blob) })));
  return new Blob([JSON.stringify({ form: "gmooc-project", ...draft, pictures })], { type: "application/json" });
}

// Throws if the file is no draft.
export async function fromFile(file) {
  const draft = JSON.parse(await file.text());
  if (draft?.form !== "gmooc-project" || typeof draft.flat !== "object" || !Array.isArray(draft.pictures)) throw new Error("not a draft");
  const flat = Object.fromEntries(Object.entries(draft.flat).filter(([, value]) => typeof value === "string"));
  const pictures = draft.pictures.map(({ name, blob, width, height, thumb }) => {
    // The name becomes a path and the picture part of a page: both must be what this form writes.
    if (!/^[a-z0-9-]+\.(webp|jpg)$/.test(name) || !isPicture(blob) || !isPicture(thumb)) throw new Error("not a draft");
    return { name, blob: toBlob(blob), width: Number(width), height: Number(height), thumb };
  });
  return { flat, pictures, saved: String(draft.saved), step: Number(draft.step) || 1 };
}

function isPicture(url) {
  return /^data:image\/(webp|jpeg|png);base64,[A-Za-z0-9+/=]+$/.test(url);
}

export function toDataUrl(blob) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });
}

function toBlob(url) {
  const [head, body] = url.split(",");
  const bytes = Uint8Array.from(atob(body), (sign) => sign.charCodeAt(0));
  return new Blob([bytes], { type: head.slice(5).split(";")[0] });
}
