"""A message is taken from who knows the secret, unchanged and fresh, and from nobody else."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook

from yinqiao_client import Refused, verify

pytestmark = pytest.mark.fast
SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()
OTHER = "whsec_" + base64.b64encode(b"o" * 32).decode()
NOW = 1_790_000_000
EVENT = {
    "id": "a",
    "type": "x.y",
    "time": "2026-03-02T01:00:00Z",
    "sequence": "0000000000000000007",
    "epoch": "e",
    "data": {},
}
BODY = json.dumps([EVENT]).encode()


def headers(secret: str = SECRET, body: bytes = BODY, at: int = NOW, **more: str) -> dict[str, str]:
    signed = Webhook(secret).sign("msg_1", datetime.fromtimestamp(at, UTC), body.decode())
    return {"Webhook-Id": "msg_1", "Webhook-Timestamp": str(at), "Webhook-Signature": signed, **more}


def test_a_good_message_gives_its_number_and_events() -> None:
    message = verify(SECRET, headers(), BODY, now=NOW)
    assert (message.id, message.events[0].sequence, message.events[0].subject) == ("msg_1", 7, None)


def test_one_good_signature_of_several_is_enough() -> None:
    both = f"{headers(OTHER)['Webhook-Signature']} v1,%%% v2,abc {headers()['Webhook-Signature']}"
    assert verify(SECRET, headers(**{"Webhook-Signature": both}), BODY, now=NOW)


@pytest.mark.parametrize(
    ("given", "body", "now"),
    [
        (headers(OTHER), BODY, NOW), (headers(), BODY + b" ", NOW), (headers(), BODY, NOW + 301), (headers(), BODY, NOW - 301),
        (headers(**{"Webhook-Id": "msg_2"}), BODY, NOW), (headers(**{"Webhook-Timestamp": str(NOW + 1)}), BODY, NOW),
        (headers(**{"Webhook-Timestamp": "soon"}), BODY, NOW), (headers(**{"Webhook-Signature": ""}), BODY, NOW), ({}, BODY, NOW),
    ],
)  # fmt: skip
def test_any_other_is_refused(given: dict[str, str], body: bytes, now: int) -> None:
    with pytest.raises(Refused):
        verify(SECRET, given, body, now=now)


@given(
    st.binary(max_size=200),
    st.dictionaries(st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]), st.text()),
)
def test_nothing_that_comes_unsigned_does_more_than_be_refused(body: bytes, given: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        verify(SECRET, given, body, now=NOW)
