"""Places and asks for orders and refunds with the provider that the installation names; in the demo the stand-in answers."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings

from yinqiao.platform.outward import Sender
from yinqiao.platform.payments.standin import StandIn
from yinqiao.platform.payments.types import Merchant, NoticeRefused, Order, Paid, Refunded, Reply, Return
from yinqiao.platform.payments.wechat import (
    NATIVE,
    REFUNDS,
    authorization,
    open_resource,
    order_body,
    paid_of,
    query_path,
    refund_body,
    refund_path,
    refunded_of,
    require_genuine,
)

_SECONDS = 10.0
_T = TypeVar("_T", Paid, Refunded)


class PaymentUnavailable(Exception):
    """The provider did not take the order or did not answer; `args[0]` is a code."""


def can_pay() -> bool:
    """Whether anything can be paid online here at all."""
    return settings.PAYMENTS_MERCHANT is not None or bool(settings.IS_DEMO)


def stand_in() -> StandIn | None:
    """The stand-in, where the demo has no account with a provider."""
    return StandIn(settings.PAYMENTS_STANDIN) if settings.IS_DEMO and settings.PAYMENTS_MERCHANT is None else None


def place_order(order: Order, *, at: datetime) -> str:
    """What the square code holds by which the order is paid. Placed again it is the same order."""
    told = _ask("POST", NATIVE, order_body(_merchant(), order), at)
    url = told.get("code_url")
    if not isinstance(url, str) or not url:
        raise PaymentUnavailable("no_code")
    return url


def find_paid(number: str, *, at: datetime) -> Paid | None:
    """What the provider knows of an order; None when it knows none."""
    merchant = _merchant()
    return _found(merchant, query_path(merchant, number), "ORDER_NOT_EXIST", paid_of, at)


def place_refund(back: Return, *, at: datetime) -> Refunded:
    """Ask for money to go back; asked for again it is the same refund. PaymentUnavailable with the provider's code."""
    try:
        return refunded_of(_merchant(), _ask("POST", REFUNDS, refund_body(back), at))
    except NoticeRefused as refusal:
        raise PaymentUnavailable(str(refusal)) from refusal


def find_refund(number: str, *, at: datetime) -> Refunded | None:
    """What the provider knows of a refund; None when it knows none."""
    return _found(_merchant(), refund_path(number), "RESOURCE_NOT_EXISTS", refunded_of, at)


def _found(
    merchant: Merchant, path: str, unknown: str, read: Callable[[Merchant, Mapping[str, Any]], _T], at: datetime
) -> _T | None:
    try:
        return read(merchant, _ask("GET", path, "", at))
    except NoticeRefused as refusal:
        raise PaymentUnavailable(str(refusal)) from refusal
    except PaymentUnavailable as problem:
        if problem.args[0] == unknown:
            return None
        raise


def take_notice(headers: Mapping[str, str], body: bytes, *, at: datetime) -> Paid | Refunded:
    """What a notice says, once it is known to be the provider's and fresh; NoticeRefused otherwise."""
    merchant = _merchant()
    require_genuine(merchant, {name.lower(): value for name, value in headers.items()}, body, at=at)
    try:
        told = json.loads(body)
    except ValueError:
        raise NoticeRefused("not_readable") from None
    resource = told.get("resource") if isinstance(told, dict) else None
    if not isinstance(resource, dict):
        raise NoticeRefused("not_readable")
    opened = open_resource(merchant, resource)
    is_refund = str(told.get("event_type", "")).startswith("REFUND.")
    return refunded_of(merchant, opened) if is_refund else paid_of(merchant, opened)


def _merchant() -> Merchant:
    merchant: Merchant | None = settings.PAYMENTS_MERCHANT
    if merchant is not None:
        return merchant
    standing = stand_in()
    if standing is None:
        raise PaymentUnavailable("no_provider")
    return standing.merchant


def _ask(method: str, path: str, body: str, at: datetime) -> dict[str, Any]:
    merchant, standing = _merchant(), stand_in()
    signed = authorization(merchant, method, path, body, at=at, nonce=secrets.token_hex(16))
    headers = {
        "Authorization": signed, "Accept": "application/json", "Content-Type": "application/json", "User-Agent": "yinqiao",
    }  # fmt: skip
    if standing is not None:
        reply = standing.answer(method, path, headers, body.encode(), at=at)
    else:
        reply = asyncio.run(_send(method, merchant.endpoint + path, headers, body.encode()))
    try:
        told = json.loads(reply.body)
    except ValueError:
        told = None
    if reply.status != 200:
        code = told.get("code", "") if isinstance(told, dict) else ""
        raise PaymentUnavailable(
            code if isinstance(code, str) and code.isascii() and code else f"status_{reply.status}"
        )
    try:
        require_genuine(merchant, reply.headers, reply.body, at=at)
    except NoticeRefused as refusal:
        raise PaymentUnavailable(str(refusal)) from refusal
    if not isinstance(told, dict):
        raise PaymentUnavailable("not_readable")
    return told


async def _send(method: str, url: str, headers: dict[str, str], body: bytes) -> Reply:
    sender = Sender(settings.OUTWARD_NETWORKS)
    try:
        answer = await sender.post(url, headers, body, seconds=_SECONDS, is_read=True, method=method)
    finally:
        await sender.close()
    if answer.status is None:
        raise PaymentUnavailable(answer.failure)
    return Reply(answer.status, answer.headers, answer.body)
