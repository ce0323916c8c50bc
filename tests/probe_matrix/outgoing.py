"""What goes out to programmes, of the matrix: on each side an endpoint for a key, and an event that its receiver refused."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.utils import timezone

from tests.probe_matrix.city import City
from yinqiao.areas.exchange.models import DeadLetter
from yinqiao.areas.exchange.services import register_endpoint
from yinqiao.areas.exchange.types import NewEndpoint
from yinqiao.areas.handover.events import ROSTER_CHECKED
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Epoch

SYSTEM = Actor.system("matrix")


def put_endpoint(city: City, kind: str, side: str, keeper: Actor) -> None:
    """The endpoint of a key, and the letter of it."""
    with acting(SYSTEM):
        if not Epoch.objects.exists():
            Epoch.objects.create(reason="matrix")
    key_id: UUID = city.targets[f"{kind}_key"][side]
    new = NewEndpoint(f"接收程序{side}", key_id, "https://tongji.example.cn/yinqiao")
    made, _ = register_endpoint(actor=keeper, at=city.at, endpoint=new)
    city.put(f"{kind}_endpoint", side, made)
    with acting(SYSTEM):
        letter = DeadLetter.objects.create(
            endpoint_id=made, epoch=uuid4(), seq=1, event_id=uuid4(), type=ROSTER_CHECKED.code,
            message_id="msg_1", code="refused", put_aside_at=timezone.now(),
        )  # fmt: skip
    city.put(f"{kind}_letter", side, letter.pk)
