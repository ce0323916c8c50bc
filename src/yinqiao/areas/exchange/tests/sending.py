"""What the tests of webhooks stand on: a key, an endpoint, events about its place, and a message's way in one call."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from yinqiao.areas.accounts import services as accounts
from yinqiao.areas.accounts.models import AccessKey, Grant
from yinqiao.areas.accounts.tests.people import NOW, SYSTEM
from yinqiao.areas.accounts.types import NewKey
from yinqiao.areas.exchange import services
from yinqiao.areas.exchange.models import DeadLetter, Delivery, Endpoint
from yinqiao.areas.exchange.types import EndpointRow, Message, NewEndpoint
from yinqiao.areas.handover.events import ROSTER_CHECKED
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform
from yinqiao.platform.events.models import Epoch
from yinqiao.platform.events.sequencer import sequence_all
from yinqiao.platform.events.write import Subject

URL = "https://tongji.example.cn/yinqiao"


class Sending:
    """The scene; times are minutes after `NOW`."""

    def __init__(self, cast: SimpleNamespace, *, at: datetime = NOW) -> None:
        self.cast, self.at = cast, at
        grant = Grant.objects.get(user_id=cast.officer.id).pk
        self.admin = cast.street_admin.actor
        self.token = accounts.make_key(actor=self.admin, at=at, key=NewKey("统计平台", grant, date(2027, 3, 2)))
        self.key_id: UUID = AccessKey.objects.latest("id").pk
        with acting(SYSTEM):
            if not Epoch.objects.exists():
                Epoch.objects.create(reason="test")

    def register(self, **changes: Any) -> UUID:
        """An endpoint; its secret is kept as `secret`."""
        given = {"name": "街道统计平台", "key_id": self.key_id, "url": URL, **changes}
        made, self.secret = services.register_endpoint(actor=self.admin, at=self.at, endpoint=NewEndpoint(**given))
        return made

    def happen(self, count: int = 1, *, kind: EventType = ROSTER_CHECKED, place_no: int = 125) -> list[UUID]:
        """So many events in one act, numbered at once; what each is about."""
        about = [uuid4() for _ in range(count)]
        with perform(actor=SYSTEM, action="test.happened", at=self.at) as act:
            act.emit(kind, [Subject(None, None, place_no, subject_id=one) for one in about])
        sequence_all()
        return about

    def open(self, endpoint_id: UUID, minutes: float = 0) -> Message | None:
        """The next message."""
        moment = self.at + timedelta(minutes=minutes)
        return services.open_message(actor=SYSTEM, at=moment, endpoint_id=endpoint_id)

    def close(self, message: Message, status: int | None = 204, *, minutes: float = 0, **more: Any) -> bool:
        """How it ended."""
        return services.close_message(
            actor=SYSTEM, at=self.at + timedelta(minutes=minutes), message_id=message.id, status=status,
            failure=more.get("failure", ""), retry_after=more.get("retry_after"),
        )  # fmt: skip

    def endpoint(self, endpoint_id: UUID) -> Endpoint:
        """Its row, as the courier sees it."""
        with acting(SYSTEM):
            return Endpoint.objects.get(pk=endpoint_id)

    def letters(self) -> list[DeadLetter]:
        """What was put aside."""
        with acting(SYSTEM):
            return list(DeadLetter.objects.order_by("seq"))

    def messages(self) -> list[Delivery]:
        """What was sent, in order."""
        with acting(SYSTEM):
            return list(Delivery.objects.order_by("id"))

    def restore(self) -> UUID:
        """A new epoch, as after a restore."""
        with acting(SYSTEM):
            return Epoch.objects.create(reason="restore", began_at=timezone.now() + timedelta(days=1)).pk

    def row(self, endpoint_id: UUID, minutes: float = 0) -> EndpointRow:
        """How the administrator sees it."""
        from yinqiao.areas.accounts.queries import get_reach
        from yinqiao.areas.exchange.queries import get_endpoint

        moment = self.at + timedelta(minutes=minutes)
        with acting(self.admin):
            return get_endpoint(reach=get_reach(actor=self.admin), endpoint_id=endpoint_id, at=moment)


def abouts(message: Message | None) -> Sequence[str]:
    """What the events of a message are about, in order."""
    return [one["data"]["subject_id"] for one in json.loads(message.body)] if message else []
