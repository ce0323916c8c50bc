"""Tells the city of changes: events in one batch, a receipt for each."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yinqiao_client.feed import BATCH_TYPE, refusal

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Receipt:
    """What became of one event. `token` is signed by the city (JWS, Ed25519): keep it."""

    no: str
    id: str
    status: int
    outcome: str
    reason: str
    is_repeated: bool
    token: str


def change(source: str, id: str, type: str, time: str, data: dict[str, Any]) -> dict[str, Any]:
    """An event as CloudEvents 1.0 has it. `id` is yours and means this event for ever; `time` has its zone."""
    return {"specversion": "1.0", "id": id, "source": source, "type": type, "time": time, "data": data}


def send(address: str, key: str, changes: Sequence[dict[str, Any]], *, timeout: float = 60) -> list[Receipt]:
    """Send at most 500 events; their receipts, in their order. What is wrong with one stands in its receipt.

    `NotAnswered` when the whole request was refused; OSError when there was no answer: then send the same again.
    """
    if not 0 < len(changes) <= MOST_AT_ONCE:
        raise ValueError(f"from 1 to {MOST_AT_ONCE} events at once")
    request = urllib.request.Request(
        f"{address.rstrip('/')}/api/v1/changes",
        data=json.dumps(list(changes), ensure_ascii=False).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": BATCH_TYPE},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            told = json.load(answer)
    except urllib.error.HTTPError as refused:
        raise refusal(refused) from None
    return [
        Receipt(
            one["no"], one["id"], one["status"], one["outcome"], one["reason"], one["is_repeated"], one["receipt"]
        )
        for one in told["items"]
    ]  # fmt: skip
