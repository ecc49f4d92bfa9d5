// Keeps the pages that somebody has read, for when the network is gone. Every page is asked of the network first, so it
// never stands between readers and what is new; nothing is fetched ahead but the page that says the network is gone.

// The way back: set this to false and publish. Browsers that have this file then forget all of it and remove it.
const IS_ON = true;

const PREFIX = `gm ${registration.scope} `;
const NAME = `${PREFIX}1`;
// One page in each language says that the network is gone.
const LANGUAGE = /^(?:[a-z]{2}\/)?/;
// The oldest of each sort go first; a page is about 20 KB, a picture at most 30 on a phone.
const MOST = { page: 60, picture: 60, part: 60 };
// Milliseconds: a reader with a kept page in hand does not wait longer for a new one.
const PATIENCE = 6000;

addEventListener("install", (event) => event.waitUntil(Promise.all([skipWaiting(), forget()])));
addEventListener("activate", (event) => event.waitUntil(IS_ON ? begin() : leave()));
// Who saves data is sent nothing that was not asked for; the page knows, and does not ask.
addEventListener("message", (event) => {
  if (IS_ON && event.data === "prepare") event.waitUntil(prepare(event.source.url));
});
addEventListener("fetch", (event) => {
  const sort = IS_ON && sortOf(event.request);
  if (sort) event.respondWith(answer(event, sort));
});

function sortOf(request) {
  if (request.method !== "GET" || !request.url.startsWith(registration.scope)) return "";
  if (request.mode === "navigate") return "page";
  if (/\/pictures\/[^/]+$/.test(request.url)) return "picture";
  return ["style", "script", "image"].includes(request.destination) ? "part" : "";
}

async function answer(event, sort) {
  const { request } = event;
  const cache = await caches.open(NAME);
  // What follows a question mark is read by scripts; the page is the same.
  const key = sort === "page" ? request.url.split(/[?#]/)[0] : request.url;
  const kept = await cache.match(key, { ignoreVary: true });
  // A picture's address changes with its content.
  if (kept && sort === "picture") return kept;
  // A host that says nothing of how long a page is good lets browsers guess, and an announcement would come late.
  const fresh = fetch(request, sort === "page" ? { cache: "no-cache" } : {}).then((response) => {
    if (response.ok && response.type === "basic" && !response.redirected) {
      event.waitUntil(keep(cache, key, response.clone(), sort));
    }
    return response;
  });
  try {
    return await (kept ? Promise.race([fresh, late()]) : fresh);
  } catch (error) {
    fresh.catch(() => {});
    if (kept) return sort === "page" ? marked(kept) : kept;
    if (sort === "page") return away(request.url);
    throw error;
  }
}

function late() {
  return new Promise((_, give) => setTimeout(give, PATIENCE, new Error("the network is slow")));
}

async function keep(cache, key, response, sort) {
  // Put anew, it is the youngest.
  await cache.delete(key);
  await cache.put(new Request(key, { headers: { "X-Sort": sort } }), response);
  const kept = (await cache.keys()).filter((request) => request.headers.get("X-Sort") === sort);
  await Promise.all(kept.slice(0, -MOST[sort]).map((request) => cache.delete(request)));
}

// A kept page says that it is one: the words are in the page, hidden.
async function marked(kept) {
  const text = await kept.text();
  return new Response(text.replace(" data-kept hidden", " data-kept"), { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

function awayFrom(address) {
  const [prefix] = LANGUAGE.exec(address.slice(registration.scope.length));
  return new URL(`${prefix}offline.html`, registration.scope).href;
}

async function away(address) {
  const kept = (await caches.match(awayFrom(address))) ?? (await caches.match(awayFrom(registration.scope)));
  if (!kept) return Response.error();
  // The page is shown at any depth, and its own anchors must not lead away from it.
  const anchored = (await kept.text()).replaceAll('href="#', `href="${address.split("#")[0].replaceAll('"', "%22")}#`);
  const text = anchored.replace("<head>", `<head><base href="${kept.url}">`);
  return new Response(text, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function prepare(address) {
  const cache = await caches.open(NAME);
  if (await cache.match(awayFrom(address))) return;
  await cache.addAll([awayFrom(address), "assets/gm.css", "assets/colours.js", "assets/gm.js", "assets/offline.js"].map((path) => new URL(path, registration.scope).href)).catch(() => {});
}

// With a new worker come new pages for when the network is gone.
async function forget() {
  const cache = await caches.open(NAME);
  const kept = await cache.keys();
  await Promise.all(kept.filter(({ url }) => url === awayFrom(url)).map((request) => cache.delete(request)));
}

async function begin() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
  await clients.claim();
}

async function leave() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX)).map((name) => caches.delete(name)));
  await registration.unregister();
}
