"""Every type of page of the site, with the address of one of its kind in the small site."""

from pathlib import Path

PAGES = {
    "home": "",
    "challenges": "challenges/",
    "challenge": "challenges/gmooc-test/",
    "challenge of little known": "challenges/gmooc-2024/",
    "projects": "projects/",
    "project": "projects/2026/lantern-school/",
    "project in Chinese": "projects/2026/shui-di/",
    "project in Arabic": "projects/2026/miyah-nazifa/",
    "project with a long title": "projects/2026/shadow-theatre/",
    "project with a hostile title": "projects/2026/test-pump/",
    "translation": "zh/projects/2026/lantern-school/",
    "project with an English translation": "projects/2026/huerto-de-prueba/",
    "English translation": "en/projects/2026/huerto-de-prueba/",
    "facets": "projects/by/",
    "facet": "projects/by/goal/",
    "facet value": "projects/by/goal/6/",
    "goals": "sdgs/",
    "goal": "sdgs/4/",
    "resources": "resources/",
    "announcements": "announcements/",
    "announcement": "announcements/2026-11-20-test-results/",
    "search": "search/",
    "search for a word": "search/?q=lantern",
    "contribute": "contribute/",
    "impact": "impact/",
    "projects to continue": "continue/",
    "guide to a challenge": "run-a-challenge/",
    "community": "community/",
    "form": "contribute/project/",
    "open data": "data/",
    "rules": "help/",
    "rule": "help/E016/",
    "rule in Chinese": "zh/help/E016/",
    "people": "people/",
    "person": "people/li-w-58e8ad/",
    "about": "about/",
    "alliance": "alliance/",
    "background": "background/",
    "privacy": "privacy/",
    "contact": "contact/",
    "home in Arabic": "ar/",
    "challenge that is not in Arabic": "ar/challenges/gmooc-test/",
    "goal in Russian": "ru/sdgs/4/",
    "form in Chinese": "zh/contribute/project/",
    "accessibility": "accessibility/",
    "not found": "404.html",
    "not found in Arabic": "ar/404.html",
    "offline": "offline.html",
    "offline in Arabic": "ar/offline.html",
}

# Pages without the frame of the others: to print, and for other sites to show.
SMALL_PAGES = {
    "certificate": "projects/2026/lantern-school/certificate.html",
    "certificate in Chinese": "zh/projects/2026/lantern-school/certificate.html",
    "certificate in Arabic": "projects/2026/miyah-nazifa/certificate.html",
    "project to frame": "embed/project/2026/lantern-school/",
    "project in Chinese to frame": "zh/embed/project/2026/lantern-school/",
    "project in Arabic to frame": "embed/project/2026/miyah-nazifa/",
    "goal to frame": "embed/goal/6/",
}

# What is there in one language only, and more pages of a type that is looked at already.
_NOT_EVERYWHERE = (
    "people/",
    "404.html",
    "offline.html",
    "en/",
    "zh/",
    "ar/",
    "ru/",
    "projects/2026/s",
    "projects/2026/m",
    "projects/2026/h",
)
# The types of pages that every language has.
EVERYWHERE = {name: address for name, address in PAGES.items() if not address.startswith(_NOT_EVERYWHERE)}


def file_of(site: Path, address: str) -> Path:
    """Return the file that answers an address."""
    path = site / address.partition("?")[0]
    return path if path.suffix else path / "index.html"
