"""A programmer who tries: sends with the key that was given, and ways to look at both worlds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.areas.accounts.models import Grant, User
from yinqiao.areas.accounts.queries import find_key_use
from yinqiao.areas.intake.services import receive_events
from yinqiao.areas.intake.types import Receipt, SourceKind
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City
from yinqiao.areas.sandbox import queries, services
from yinqiao.areas.sandbox.rules import NAMES, number_of
from yinqiao.areas.sandbox.types import MadeUp, NewSandbox, TriedRow
from yinqiao.platform.access import Actor, Scope, acting

UNTIL = date(2026, 4, 1)
SYSTEM = Actor.system("test")
FIRST = {"id_number": number_of(0), "name": NAMES[0]}


def manager_of(city: City) -> Actor:
    """The city's manager with an account and a grant, as a key needs them."""
    user, _ = User.objects.get_or_create(username="manager", defaults={"name": "易市级"})
    division = places().by_no[city.city].id
    grant, _ = Grant.objects.get_or_create(
        user=user, role="city_manager", division_id=division, defaults={"valid_from": date(2026, 1, 1)}
    )
    return Actor(user.pk, "city_manager", user.name, city.scopes["city"], "长沙市", grant.pk)


@dataclass
class Trying:
    """One sandbox and whoever tries in it."""

    city: City
    manager: Actor
    no: int
    token: str
    code: str
    numbers: Any = field(default_factory=lambda: count(1))

    @property
    def actor(self) -> Actor:
        """Whom the key opens for."""
        use = find_key_use(token=self.token, today=TODAY, request_id="")
        assert use is not None
        return use.actor

    def event(self, kind: str, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        """An event in structured mode."""
        return {
            "specversion": "1.0", "id": f"t-{next(self.numbers)}", "source": f"/sources/{self.code}", "type": kind,
            "time": "2026-03-04T09:00:00+08:00", "datacontenttype": "application/json", "data": data, **more,
        }  # fmt: skip

    def send(self, *events: Any, at: datetime = AT) -> list[Receipt]:
        """Send them as one batch, with the key."""
        return receive_events(actor=self.actor, at=at, events=list(events))

    def tell(self, kind: str, data: dict[str, Any], **more: Any) -> Receipt:
        """Send one event; its receipt."""
        return self.send(self.event(kind, data, **more))[0]

    @contextmanager
    def inside(self) -> Iterator[Scope]:
        """Within the sandbox, as its page looks into it."""
        with acting(self.manager), queries.looking_into(actor=self.manager, no=self.no, today=TODAY) as scope:
            yield scope

    def people(self) -> list[MadeUp]:
        """Who is in it, as they stand."""
        with self.inside() as scope:
            return queries.list_made_up(scope=scope)

    def told(self) -> list[TriedRow]:
        """What was told, the newest first."""
        with self.inside() as scope:
            return queries.list_tried(scope=scope)


def open_one(city: City, code: str, kind: SourceKind = SourceKind.POLICE) -> Trying:
    """Open a sandbox as the manager does."""
    manager = manager_of(city)
    no, token = services.open_sandbox(actor=manager, at=AT, sandbox=NewSandbox("长沙市公安局", kind, code, UNTIL))
    return Trying(city, manager, no, token, code)


# Every table behind a wall but what was done: the audit tells of sandboxes too. Who registers one sees it listed.
_KEPT = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relrowsecurity AND c.relname NOT LIKE 'audit%%'
  AND c.relname <> 'sandbox_sandbox'
ORDER BY 1
"""


def all_that_is_seen(actor: Actor) -> dict[str, int]:
    """How many rows of each table behind a wall somebody sees."""
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(_KEPT)
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in tables:
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
            found[name] = cursor.fetchone()[0]
    return found


def living(pk: UUID) -> bool:
    """Whether a person of the city is not recorded dead."""
    from yinqiao.areas.retirees.models import Retiree

    with acting(SYSTEM):
        return Retiree.objects.get(pk=pk).died_on is None
