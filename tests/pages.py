"""Who of the cast may open which page, and every way to ask a list: by each head, each filter, its tabs, its last page.

Found as the journeys find it, by the addresses that need no number and by the links of the pages before, but in this
process: the lists are read from what their templates were given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django import forms
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, get_resolver, resolve, reverse
from django.utils import timezone

from tests.journeys.links import opens_to
from yinqiao.platform.ui.lists import ListPage
from yinqiao.shell.demo.cast import CAST_USERS

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Leaves, or asks for what a page of people does not: its own sign-in, its own answers.
SHUT = re.compile(r"account_|mfa_|shell:live|shell:ready|machine|api-")
MOST_TABS, MOST_CHOICES = 12, 6
_LINK = re.compile(r'<a[^>]*?\shref="([^"#]+)"')
_NO_TAB = {"page", "size", "sort", "export"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One address of a page as one role asks it; `rows` are those it shows, `queries` what it cost to show them."""

    role: str
    route: str
    address: str
    rows: int = 0
    total: int = 0
    queries: int = 0


@dataclass
class Reader:
    """One of the cast, signed in, who opens page after page until the links lead nowhere new."""

    role: str
    client: Client
    ways: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    found: list[Asked] = field(default_factory=list)

    def walk(self) -> list[Asked]:
        """Every page once, every list in all its ways; each address that answered with a page. Within `told_contexts`."""
        self.ways = dict(_without_numbers(self.role))
        while left := [name for name in self.ways if name not in self.done]:
            self.done.add(left[0])
            self._open(left[0], self.ways[left[0]])
        return self.found

    def _open(self, route: str, address: str) -> None:
        self.client.get(address)  # what is read once for many pages is no cost of this one
        answer = self._ask(route, address)
        if answer is None:
            return
        links = _links_of(answer, address)
        for target, match in links:
            if opens_to(match.func, self.role) and not SHUT.match(match.view_name):
                self.ways.setdefault(match.view_name, target)
        page = _list_of(answer)
        if page is not None:
            for query in dict.fromkeys([*_tabs(links, address), *_ways(page)]):
                self._ask(route, f"{urlsplit(address).path}?{query}")

    def _ask(self, route: str, address: str) -> Any:
        """The answer when it is a page; kept with what it shows."""
        queries = _Counting()
        with connection.execute_wrapper(queries):
            answer = self.client.get(address)
        if answer.status_code >= 500:
            raise RuntimeError(f"{address} answered {answer.status_code} to {self.role}")
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            return None
        page = _list_of(answer)
        rows, total = (len(page.table.page.object_list), page.total) if page else (0, 0)
        self.found.append(Asked(self.role, route, address, rows, total, queries.count))
        return answer


class _Counting:
    """How many statements were sent."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, *given: Any) -> Any:
        self.count += 1
        return execute(*given)


def readers() -> Iterator[Reader]:
    """The first of the cast in each role."""
    roles: set[str] = set()
    for one in CAST_USERS:
        if one.role not in roles:
            roles.add(one.role)
            client = Client(HTTP_HOST="localhost")
            client.force_login(get_user_model().objects.get(username=one.username), backend=BACKEND)
            yield Reader(one.role, client)


@contextmanager
def told_contexts() -> Iterator[None]:
    """Answers know what their templates were given: only while pages are found, not while they are timed."""
    setup_test_environment(debug=False)
    try:
        yield
    finally:
        teardown_test_environment()


def _without_numbers(role: str) -> Iterator[tuple[str, str]]:
    resolver = get_resolver()
    for space, (_, inner) in resolver.namespace_dict.items():
        for name in inner.reverse_dict:
            route = f"{space}:{name}"
            if not isinstance(name, str) or SHUT.match(route):
                continue
            try:
                address = reverse(route)
            except NoReverseMatch:
                continue
            if opens_to(resolve(address).func, role):
                yield route, address


def _list_of(answer: Any) -> ListPage | None:
    page = answer.context.get("page") if answer.context is not None else None
    return page if isinstance(page, ListPage) else None


def _links_of(answer: Any, address: str) -> list[tuple[str, ResolverMatch]]:
    found = []
    for target in map(unescape, _LINK.findall(answer.content.decode())):
        parts = urlsplit(urlsplit(address).path + target if target.startswith("?") else target)
        if parts.scheme or parts.netloc:
            continue
        try:
            found.append((parts.geturl(), resolve(parts.path)))
        except Resolver404:
            continue
    return found


def _tabs(links: list[tuple[str, ResolverMatch]], address: str) -> list[str]:
    """The same page narrowed or grouped in another way, by the links that it has."""
    path, tabs = urlsplit(address).path, {}
    for target, _ in links:
        parts = urlsplit(target)
        if parts.path == path and (pairs := [one for one in parse_qsl(parts.query) if one[0] not in _NO_TAB]):
            tabs[urlencode(pairs)] = None
    return list(tabs)[:MOST_TABS]


def _ways(page: ListPage) -> Iterator[str]:
    """Each head up and down, each filter, the last page, the longest page, the export before it is given a purpose."""
    for column in page.table.columns:
        if column.orderable:
            yield f"sort={column.name}"
            yield f"sort=-{column.name}"
    for name, one in page.form.fields.items() if page.form else ():
        yield from (urlencode({name: value}) for value in _values(one))
    for size in page.sizes:
        if size != page.size and page.total:
            yield f"size={size}"
    if page.table.paginator.num_pages > 1:
        yield f"page={page.table.paginator.num_pages}"
    if page.export_url:
        yield "export=1"


def _values(one: forms.Field) -> list[Any]:
    if isinstance(one, forms.ChoiceField):
        values = [value for value, _ in _flat(one.choices) if value not in ("", None)]
        return values if len(values) <= MOST_CHOICES else [values[0], values[len(values) // 2], values[-1]]
    if isinstance(one, (forms.DateField, forms.DateTimeField)):
        return [timezone.localdate().isoformat()]
    if isinstance(one, (forms.IntegerField, forms.DecimalField)):
        return [1]
    return ["on"] if isinstance(one, (forms.BooleanField, forms.NullBooleanField)) else ["王"]


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield value, label
