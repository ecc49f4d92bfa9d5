"""Check outside links politely: one request at a time to each host, as its robots.txt allows."""

from __future__ import annotations

import ipaddress
import json
import socket
import ssl
import time
import urllib.error
import urllib.robotparser
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse, HTTPSConnection
from typing import IO, Any, NamedTuple
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    build_opener,
    getproxies,
)

AGENT = "GMOOC-link-check"
ARCHIVE = "https://archive.org/wayback/available?url="
# These answers say nothing of the page: it wants a login, or does not like programs.
_UNDECIDED = frozenset((401, 402, 403, 406, 407, 408, 409, 418, 425, 429, 451, 503, 999))
_MOVED = frozenset((301, 308))


class CrawlPolicy(NamedTuple):
    """How to ask: seconds to wait for an answer, between two requests to a host, and at most when asked to wait."""

    patience: float = 20
    pause: float = 1
    longest_wait: float = 120
    hosts: int = 8
    archive: str = ARCHIVE
    is_private_allowed: bool = False
    about: str = ""

    @property
    def agent(self) -> str:
        return f"Mozilla/5.0 (compatible; {AGENT}/1.0{'; +' + self.about if self.about else ''})"


class Look(NamedTuple):
    """What a look found: `why` is empty where the page was there, None where it cannot be told."""

    url: str
    why: str | None
    moved_to: str = ""
    archived: str = ""


def check_links(urls: Iterable[str], policy: CrawlPolicy) -> Iterator[Look]:
    """Look at pages, several hosts at once and the pages of each one after another; as they are done."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in sorted(set(urls)):
        by_host[urlsplit(url).netloc].append(url)
    with ThreadPoolExecutor(policy.hosts) as pool:
        jobs = [pool.submit(lambda found: list(_Host(policy).look(found)), found) for found in by_host.values()]
        for job in as_completed(jobs):
            yield from job.result()


class _PrivateAddressError(OSError):
    """A host of the network that this runs in, which is nobody's business, wherever a link or redirect names it."""


class _PublicConnection(HTTPConnection):
    """Connects to public addresses alone, and to the very ones it looked at: a name may mean another a moment later."""

    def connect(self) -> None:
        found = [row[4] for row in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)]
        if not all(_is_global(str(address[0])) for address in found):
            raise _PrivateAddressError(f"{self.host}: must be a public address")
        self.sock = socket.create_connection((str(found[0][0]), self.port), self.timeout)


class _PublicHTTPSConnection(HTTPSConnection, _PublicConnection):
    """The same with TLS, whose certificate is still that of the name."""


class _PublicHTTPHandler(HTTPHandler):
    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_PublicConnection, req)


class _PublicHTTPSHandler(HTTPSHandler):
    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_PublicHTTPSConnection, req, context=ssl.create_default_context())


class _Redirects(HTTPRedirectHandler):
    """Follows redirects to pages of public hosts, and remembers where a page has moved for good."""

    def __init__(self, *, is_private_allowed: bool) -> None:
        self.is_private_allowed = is_private_allowed
        self.is_permanent = True
        self.was_moved = False

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        target = urlsplit(newurl)
        if target.scheme not in ("http", "https"):
            raise _PrivateAddressError(f"{newurl}: must be a page of the web")
        # Behind a proxy this is the only look at the host; elsewhere the connection looks, too.
        if not self.is_private_allowed and not _is_public(target.hostname or ""):
            raise _PrivateAddressError(f"{newurl}: must be at a public address")
        self.was_moved = True
        self.is_permanent = self.is_permanent and code in _MOVED
        made = super().redirect_request(req, fp, code, msg, headers, newurl)
        if made is not None:
            made.method = req.get_method()
        return made


class _Host:
    """The pages of one host."""

    def __init__(self, policy: CrawlPolicy) -> None:
        self.policy = policy
        self.last = 0.0
        self.pause = policy.pause
        self.robots: urllib.robotparser.RobotFileParser | None = None

    def look(self, urls: list[str]) -> Iterator[Look]:
        if not self.policy.is_private_allowed and not _is_public(urlsplit(urls[0]).hostname or ""):
            # A link to a machine of the network that this runs in is nobody's business.
            yield from (Look(url, _why_unknown(urlsplit(url).hostname or "")) for url in urls)
            return
        self.robots = self._read_robots(urls[0])
        if self.robots and (delay := self.robots.crawl_delay(AGENT)):
            self.pause = min(max(self.pause, float(delay)), 30)
        for url in urls:
            if self.robots and not self.robots.can_fetch(AGENT, url):
                yield Look(url, None)
                continue
            try:
                found = self._look(url)
            except _PrivateAddressError:
                found = Look(url, None)
            if found.why:
                found = found._replace(archived=self._archived(url))
            yield found

    def _look(self, url: str) -> Look:
        waited = False
        method = "HEAD"
        while True:
            status, moved_to, retry, fault = self._ask(url, method)
            if fault:
                return Look(url, fault)
            if 200 <= status < 300:
                return Look(url, "", moved_to)
            if status in (429, 503) and retry is not None and retry <= self.policy.longest_wait and not waited:
                waited = True
                time.sleep(retry)
            elif method == "HEAD":
                # Some servers know no HEAD, or answer it as if the page were not there.
                method = "GET"
            else:
                return Look(url, None if status in _UNDECIDED else str(status))

    def _ask(self, url: str, method: str) -> tuple[int, str, float | None, str]:
        """Return status, the new address of a page that moved for good, seconds to wait, and a fault of the line."""
        redirects = _Redirects(is_private_allowed=self.policy.is_private_allowed)
        opener = _opener(redirects)
        self._pause()
        try:
            request = Request(_quoted(url), method=method, headers={"User-Agent": self.policy.agent, "Accept": "*/*"})
            with opener.open(request, timeout=self.policy.patience) as answer:
                moved = answer.url if redirects.was_moved and redirects.is_permanent else ""
                return answer.status, moved, None, ""
        except urllib.error.HTTPError as error:
            return error.code, "", _seconds(error.headers.get("Retry-After")), ""
        except _PrivateAddressError:
            raise
        except (OSError, HTTPException, ValueError) as error:
            if isinstance(reason := getattr(error, "reason", None), _PrivateAddressError):
                raise reason from error
            return 0, "", None, _fault(error)

    def _pause(self) -> None:
        left = self.last + self.pause - time.monotonic()
        if left > 0:
            time.sleep(left)
        self.last = time.monotonic()

    def _read_robots(self, url: str) -> urllib.robotparser.RobotFileParser | None:
        parts = urlsplit(url)
        request = Request(f"{parts.scheme}://{parts.netloc}/robots.txt", headers={"User-Agent": self.policy.agent})
        try:
            with self._open(request) as answer:
                parser = urllib.robotparser.RobotFileParser()
                parser.parse(answer.read(500_000).decode("utf-8", "replace").splitlines())
                return parser
        except (OSError, HTTPException, ValueError):
            # Without one, everything may be read; a host that is gone is found by the look itself.
            return None

    def _open(self, request: Request) -> Any:
        redirects = _Redirects(is_private_allowed=self.policy.is_private_allowed)
        return _opener(redirects).open(request, timeout=self.policy.patience)

    def _archived(self, url: str) -> str:
        """Ask an archive for its newest copy."""
        request = Request(self.policy.archive + quote(url, safe=""), headers={"User-Agent": self.policy.agent})
        try:
            with self._open(request) as answer:
                found = json.loads(answer.read(100_000))["archived_snapshots"]["closest"]
                return str(found["url"]).replace("http://web.", "https://web.") if found["available"] else ""
        except (OSError, HTTPException, ValueError, KeyError, TypeError):
            return ""


def _opener(redirects: _Redirects) -> OpenerDirector:
    if redirects.is_private_allowed or getproxies():
        return build_opener(redirects, HTTPSHandler(context=ssl.create_default_context()))
    return build_opener(redirects, _PublicHTTPHandler, _PublicHTTPSHandler)


def _fault(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLError):
        return "certificate"
    if isinstance(reason, TimeoutError):
        return "no answer"
    if isinstance(reason, socket.gaierror):
        return "no such host"
    return "no connection"


def _seconds(text: str | None) -> float | None:
    """Read Retry-After: seconds, or a date."""
    if not text:
        return None
    if text.strip().isdigit():
        return float(text)
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _quoted(url: str) -> str:
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~-._")


def _is_public(host: str) -> bool:
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    return all(_is_global(str(row[4][0])) for row in found)


def _is_global(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    # IPv6 has several ways of writing an address of IPv4.
    within = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (within is None or within.is_global)


def _why_unknown(host: str) -> str | None:
    try:
        socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return "no such host"
    return None
