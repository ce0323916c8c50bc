"""Every page that a role may open, found as its users find it: by its address, and by the links of the pages before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from functools import cache, cached_property
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.urls import NoReverseMatch, ResolverMatch, URLPattern, reverse

from tests.journeys.links import links_of, opens_to, parts_and_links, shut_among
from tests.journeys.walk import Visit

# Leaving would end the session that the other journeys share.
LEAVING = "account_logout"


@dataclass(frozen=True)
class Answer:
    """What the server sends for an address, at the end of where it leads."""

    status: int
    headers: Message
    text: str


@dataclass
class Round:
    """One role's walk through the site; `problems` is what an inspector would write down."""

    visit: Visit
    role: str
    routes: dict[str, URLPattern]
    ways: dict[str, str] = field(default_factory=dict)
    learned: dict[str, Any] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def walk(self) -> None:
        """Open page after page until the links lead nowhere new, then what can be made up of the numbers seen."""
        while (found := next(self._next(), None)) is not None:
            name, address = found
            self.done.add(name)
            self._open(name, address)

    def _next(self) -> Iterator[tuple[str, str]]:
        left = [
            name for name, one in self.routes.items() if name not in self.done and opens_to(one.callback, self.role)
        ]
        for make in (self._by_link, self._by_numbers):
            for name in left:
                if address := make(name):
                    yield name, address

    def _by_link(self, name: str) -> str:
        """The address that a link led to, or that needs no number."""
        return self.ways.get(name) or _plain_address(name)

    def _by_numbers(self, name: str) -> str:
        """An address of the numbers that other addresses held."""
        needed = self.routes[name].pattern.converters.keys()
        return _address(name, {one: self.learned[one] for one in needed}) if needed <= self.learned.keys() else ""

    def _open(self, name: str, address: str) -> None:
        """Read the page as the server sends it; look at it in the browser where it is made of parts not seen there yet,
        by this walk or by a journey.
        """
        answer = self._asked(address)
        known = self.visit.gallery.answers
        known.setdefault(name, _no_page(answer))
        if known[name]:
            return
        parts, links = parts_and_links(answer.text)
        sent = self.visit.gallery.sent.setdefault(name, set())
        inspected = self.visit.gallery.inspected.get((name, self.visit.screen()), set())
        if answer.status == 200 and parts <= sent | inspected:
            self._read(name, links)
            return
        sent |= parts
        self._look(name, address)

    def _asked(self, address: str) -> Answer:
        """Ask as this person, past the browser, which would add a third to the work."""
        request = Request(self.visit.site.url + address, headers=self._known_by)
        try:
            answer = urlopen(request, timeout=60)
        except HTTPError as refused:
            answer = refused
        with answer:
            return Answer(answer.status, answer.headers, answer.read().decode(errors="replace"))

    @cached_property
    def _known_by(self) -> dict[str, str]:
        cookies = self.visit.page.context.cookies(self.visit.site.url)
        told = "; ".join(f"{one.get('name')}={one.get('value')}" for one in cookies)
        return {"Cookie": told, "Accept": "text/html,*/*", "Accept-Language": "zh-CN"}

    def _look(self, name: str, address: str) -> None:
        self.visit.go(address)
        try:
            self.visit.glance()
        except AssertionError as found:
            self.problems.append(f"{name}: {found}")
        if self.visit.status >= 400 and name in self.ways:
            self.problems.append(f"a link leads to {self.visit.status} at {address}")
        self._learn(links_of(self.visit.page))

    def _read(self, name: str, links: list[tuple[str, str, ResolverMatch]]) -> None:
        if self.role and (shut := shut_among(links, self.role)):
            self.problems.append(f"{name} offers {shut}, which this role may not open")
        self._learn(links)

    def _learn(self, links: list[tuple[str, str, ResolverMatch]]) -> None:
        for target, tag, match in links:
            if tag == "A":
                self.ways.setdefault(match.view_name, target)
            for number, value in match.kwargs.items():
                self.learned.setdefault(number, value)


@cache
def _plain_address(name: str) -> str:
    return _address(name, {})


def _address(name: str, numbers: dict[str, Any]) -> str:
    try:
        return reverse(name, kwargs=numbers)
    except NoReverseMatch:
        return ""


def _no_page(answer: Answer) -> str:
    """Why this address is no page to look at; empty when it is one."""
    if answer.status == 405:
        return "answers forms alone"
    if "attachment" in answer.headers.get("content-disposition", ""):
        return "a file"
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return "not read by people"
    return "" if re.search("<html", answer.text) else "a part of a page"
