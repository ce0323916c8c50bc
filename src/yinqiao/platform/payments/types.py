"""An order, what the provider says of it, and the account with the provider."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

# 微信支付 APIv3.
ENDPOINT = "https://api.mch.weixin.qq.com"


class NoticeRefused(Exception):
    """A notice or an answer that is not the provider's, or is too old; `args[0]` is a code."""


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be paid; `number` is ours and never used again. The words name nobody."""

    number: str
    fen: int
    words: str
    expires_at: datetime
    notify_url: str


@dataclass(frozen=True, slots=True)
class Paid:
    """What the provider says of an order: whether it was paid, how much, under which number of its own."""

    number: str
    transaction: str
    fen: int
    is_paid: bool


class RefundState(StrEnum):
    """What the provider says of a refund; the first is not yet an end, and 异常 waits for the merchant's hand there."""

    PROCESSING = "PROCESSING"
    SUCCESS = "SUCCESS"
    CLOSED = "CLOSED"
    ABNORMAL = "ABNORMAL"


@dataclass(frozen=True, slots=True)
class Return:
    """Money that shall go back: `number` is ours and never used again, `total_fen` what was paid for the order."""

    number: str
    order_number: str
    fen: int
    total_fen: int
    words: str
    notify_url: str = ""


@dataclass(frozen=True, slots=True)
class Refunded:
    """What the provider says of a refund: of which order, how much, under which number of its own, how far it is."""

    number: str
    order_number: str
    refund_id: str
    fen: int
    state: RefundState


@dataclass(frozen=True, slots=True)
class Merchant:
    """The account: its number, the key that signs requests, the key that opens notices, the provider's public keys.

    `platform_keys` maps the id or serial number in `Wechatpay-Serial` to a public key in PEM.
    """

    number: str
    app: str
    serial: str
    private_key: bytes = field(repr=False)
    api_key: bytes = field(repr=False)
    platform_keys: Mapping[str, bytes]
    endpoint: str = ENDPOINT


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: status, headers in lower case, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes
