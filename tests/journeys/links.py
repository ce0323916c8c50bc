"""The links of a page: where they lead, and whether they lead somebody to a door that is shut to that role."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

import lxml.html
from django.urls import Resolver404, ResolverMatch, resolve
from playwright.sync_api import Page

# Which icon it is: of no matter for what a page is made of.
ICON = re.compile(r"\bti-\S+")
# Read from every element at once; a reveal or a progress bar asks by hx-get, a form by its action.
ADDRESSES = """() => [...document.querySelectorAll('a[href], [hx-get], form[action]')]
  .map(e => [e.getAttribute('href') || e.getAttribute('hx-get') || e.getAttribute('action'), e.tagName])"""


def links_of(page: Page) -> list[tuple[str, str, ResolverMatch]]:
    """(address, tag, route) of everything on the page that leads to another address of the site."""
    found: list[list[str]] = page.evaluate(ADDRESSES)
    return [(target, tag, match) for target, tag in found if (match := _match(target))]


def parts_and_links(text: str) -> tuple[set[str], list[tuple[str, str, ResolverMatch]]]:
    """Of a page as the server sends it: the kinds of parts that it is made of, and what `links_of` finds in it."""
    parts, found = set(), []
    for one in lxml.html.document_fromstring(text).body.iterdescendants("*"):
        given = one.attrib
        classes = ICON.sub("", given.get("class", ""))
        parts.add(" ".join((one.tag, classes, given.get("type", ""), given.get("role", ""))))
        target = given.get("href") if one.tag == "a" else given.get("hx-get") or given.get("action")
        if target and (match := _match(target)):
            found.append((target, one.tag.upper(), match))
    return parts, found


def shut_links(page: Page, role: str) -> list[str]:
    """The addresses that the page offers to this role although it may not open them."""
    return shut_among(links_of(page), role)


def shut_among(links: list[tuple[str, str, ResolverMatch]], role: str) -> list[str]:
    """The same among links that were read already."""
    return [target for target, tag, match in links if tag == "A" and not opens_to(match.func, role)]


def opens_to(view: object, role: str) -> bool:
    """Whether the gate of a view lets the role in; a view without a list of roles lets in everybody."""
    roles: frozenset[str] = getattr(view, "required_roles", frozenset())
    return not roles or role in roles


def _match(target: str) -> ResolverMatch | None:
    """The route behind an address; None for other sites, anchors and files."""
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc or not parts.path else _resolved(parts.path)


@cache
def _resolved(path: str) -> ResolverMatch | None:
    """The menu of every page leads to the same thirty addresses."""
    try:
        return resolve(path)
    except Resolver404:
        return None
