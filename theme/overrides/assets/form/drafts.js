// Keep the draft in this browser, pictures too; and give it as a file that another browser can open.

const STORE = "drafts";

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
export const save = (key, draft) => ask("readwrite", (store) => store.put(draft, key));
export const clear = (key) => ask("readwrite", (store) => store.delete(key));

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
  return { flat, pictures, saved: String(draft.saved) };
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
