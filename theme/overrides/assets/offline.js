// Lists the pages that this browser has kept, on the page that stands in for those it has not.
// Every title ends in the name of the site.
const ending = document.title.slice(document.title.lastIndexOf(" - "));
const list = document.querySelector("[data-kept-pages]");

for (const name of await caches.keys()) {
  // Other sites on this host keep pages too; the name says whose they are.
  if (!document.baseURI.startsWith(name.split(" ")[1])) continue;
  const cache = await caches.open(name);
  for (const request of (await cache.keys()).reverse()) {
    if (request.headers.get("X-Sort") !== "page") continue;
    const page = new DOMParser().parseFromString(await (await cache.match(request)).text(), "text/html");
    const link = document.createElement("a");
    link.href = request.url;
    const { lang, dir } = page.querySelector("h1[lang]") ?? page.documentElement;
    Object.assign(link, { lang, dir });
    link.textContent = page.title.endsWith(ending) ? page.title.slice(0, -ending.length) : page.title;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
}
list.hidden = !list.children.length;
document.querySelector("[data-again]").addEventListener("submit", (event) => {
  event.preventDefault();
  location.reload();
});
