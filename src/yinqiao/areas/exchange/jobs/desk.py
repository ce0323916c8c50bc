"""The courier's desk for webhooks: gives it signed messages, takes back how each ended."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone
from standardwebhooks.webhooks import Webhook

from yinqiao.areas.exchange import queries, services
from yinqiao.areas.exchange.rules import BATCH_TYPE
from yinqiao.areas.exchange.types import Message
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.outward import Answer, Parcel

COURIER = Actor.system("事件推送")


class WebhookDesk:
    """A receiver is an endpoint."""

    def due(self) -> Sequence[Hashable]:
        """The endpoints that may have something waiting."""
        with acting(COURIER):
            return queries.due_endpoints(at=timezone.now())

    def take(self, receiver: Hashable) -> Parcel | None:
        """The next message to one of them, on record and signed."""
        now = timezone.now()
        message = services.open_message(actor=COURIER, at=now, endpoint_id=UUID(str(receiver)))
        if message is None:
            return None
        return Parcel(message.id, message.url, headers_of(message, now), message.body, float(message.seconds))

    def close(self, parcel: Parcel, answer: Answer) -> bool:
        """How it ended."""
        return services.close_message(
            actor=COURIER, at=timezone.now(), message_id=parcel.ref, status=answer.status, failure=answer.failure,
            retry_after=answer.retry_after,
        )  # fmt: skip


def headers_of(message: Message, at: datetime) -> dict[str, str]:
    """As Standard Webhooks asks: number, moment of this attempt, a signature with each secret that is good."""
    moment, text = at.astimezone(UTC), message.body.decode()
    signed = [Webhook(one).sign(message.message_id, moment, text) for one in message.secrets]
    return {
        "content-type": f"{BATCH_TYPE}; charset=utf-8",
        "user-agent": "Yinqiao-Webhooks/1",
        "webhook-id": message.message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signed),
    }
