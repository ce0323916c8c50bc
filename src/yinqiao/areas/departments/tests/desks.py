"""Officers of departments with accounts, beside the programme of the same source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.accounts.models import User
from yinqiao.areas.accounts.queries import get_actor
from yinqiao.areas.accounts.services import create_user
from yinqiao.areas.accounts.types import NewGrant, NewUser, Role, Target
from yinqiao.areas.departments import queries, services
from yinqiao.areas.intake.tests.offices import DEATH, SYSTEM, Office, died, open_office
from yinqiao.areas.intake.types import Receipt, SourceKind
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City
from yinqiao.platform.access import Actor, acting

PASSWORD = "橘子洲头看万山红遍层林尽染"


@dataclass(frozen=True)
class Desk:
    """One source with its programme and its officer."""

    office: Office
    actor: Actor

    @property
    def source_id(self) -> UUID:
        """The source that both speak for."""
        return self.office.source_id

    def tell(self, kind: str = DEATH, data: dict[str, Any] | None = None) -> Receipt:
        """Tell by hand; a death unless told otherwise."""
        return services.tell_by_hand(actor=self.actor, at=AT, kind=kind, data=data or died())

    def told(self) -> list[Any]:
        """What the officer sees of the own messages."""
        with acting(self.actor):
            return list(queries.list_told(scope=self.actor.scope))


def account(username: str, role: Role, target: Target) -> Actor:
    """Somebody with one role, as the middleware makes an actor of it."""
    new = NewUser(username, f"{username}某")
    grant = NewGrant(role, target, date(2026, 1, 1))
    made = create_user(actor=SYSTEM, at=AT, user=new, grant=grant, password=PASSWORD)
    return get_actor(user=User.objects.get(pk=made.user_id), grant_id=None, today=TODAY, request_id="test")


def open_desk(city: City, kind: SourceKind) -> Desk:
    """Register a source and give an account over it."""
    office = open_office(city, kind)
    officer = account(f"bumen.{kind.value}", Role.DEPARTMENT_OFFICER, Target(office_id=office.source_id))
    return Desk(office, officer)
