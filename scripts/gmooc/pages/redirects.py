"""Turn addresses that pages had before, and the numbers of projects, into pages that lead on."""

from __future__ import annotations

import html
from collections.abc import Iterator

from gmooc.content.entry import relative_url
from gmooc.content.published import GONE, alias_address
from gmooc.render.context import OutputContext
from gmooc.render.target import Target

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
{head}<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text}</p>
</main>
</body>
</html>
"""


def redirect_targets(context: OutputContext) -> Iterator[Target]:
    """List a page for each earlier address and each number of a project that is public."""
    catalogue, site_url = context.catalogue, context.settings.site_url
    cards = catalogue.cards
    for card in cards.values():
        for alias in card.aliases:
            yield _target(alias_address(card.url, alias), card.url, site_url)
    for id, number in catalogue.numbers.items():
        if id in cards:
            yield _target(f"p/{number}/", cards[id].url, site_url)
    for listed in context.ledger.addresses.values():
        if listed.leads_to == GONE:
            yield Target((f"{listed.address}index.html",), (), _gone)
        elif listed.leads_to:
            yield _target(listed.address, listed.leads_to, site_url)


def _target(address: str, target: str, site_url: str) -> Target:
    return Target((f"{address}index.html",), (address, target, site_url), _moved)


def _moved(address: str, target: str, site_url: str) -> bytes:
    # The way to the new address is relative, so that it holds in copies of the site as well.
    url = html.escape(relative_url(target, address))
    head = f'<link rel="canonical" href="{html.escape(site_url) + target if site_url else url}">\n'
    head += f'<meta http-equiv="refresh" content="0; url={url}">\n'
    text = f'It is now at <a href="{url}">{html.escape(target)}</a>.'
    return _PAGE.format(head=head, title="This page has moved", text=text).encode()


def _gone() -> bytes:
    text = "It was taken down on purpose, for example because somebody who is named on it asked for it."
    return _PAGE.format(head="", title="This page is no longer here", text=text).encode()
