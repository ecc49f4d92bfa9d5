"""A page in the browser that remembers what it asked for and what it complained of."""

import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Response, expect

# Milliseconds.
PATIENCE = 10_000


def await_true(page: Page, expression: str, given: Any = None) -> None:
    """Wait until an expression is true in a page.

    Playwright's `wait_for_function` evaluates text from a timer in the page, which the site's security policy forbids.
    """
    last = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(expression, given):
        assert time.monotonic() < last, f"not true within {PATIENCE} ms: {expression}"
        page.wait_for_timeout(50)


@dataclass
class Visit:
    """A page of the site at `start`, watched from its first request on."""

    page: Page
    start: str
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url}"))
        self.page.on("response", self._hear_response)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("console", self._hear_console)

    def go(self, address: str) -> None:
        self.page.goto(self.start + address, wait_until="load")

    def arrive_at(self, path: str) -> None:
        """Wait until the page is at an address of the site."""
        expect(self.page).to_have_url(self.start + path)

    @property
    def path(self) -> str:
        """Where the page is now, relative to the site."""
        return self.page.url.removeprefix(self.start)

    @property
    def foreign(self) -> list[str]:
        """What was asked of other hosts."""
        host = urlsplit(self.start).netloc
        return [url for url in self.requests if urlsplit(url).netloc not in (host, "")]

    def _hear_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def _hear_console(self, message: ConsoleMessage) -> None:
        # The browser reports a breach of the content security policy here too.
        if message.type in ("error", "warning"):
            self.faults.append(message.text)
