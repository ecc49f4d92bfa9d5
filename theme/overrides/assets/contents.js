// Marks in the contents of a page the section that is being read.
export function follow(links) {
  const sections = links
    .map((link) => ({ link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter(({ heading }) => heading);
  const show = () => {
    // What begins in the upper third is read; at the end of a page, so is the last section, however short it is.
    const isAtEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
    const line = isAtEnd ? innerHeight : innerHeight / 3;
    const read = sections.findLast(({ heading }) => heading.getBoundingClientRect().top < line);
    for (const { link } of sections) {
      if (link === read?.link) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  let frame;
  addEventListener("scroll", () => (frame ??= requestAnimationFrame(() => ((frame = undefined), show()))), { passive: true });
  show();
}
