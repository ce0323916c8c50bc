"""WeChat Pay APIv3 微信支付: Native orders, signed by WECHATPAY2-SHA256-RSA2048; answers and notices verified and opened. Pure.

Signatures and sealing follow the published rules (签名生成, 签名验证, 证书和回调报文解密): five lines for a request, three for an answer or
a notice, RSA PKCS#1 v1.5 with SHA-256; resources are sealed by AES-256-GCM with the merchant's APIv3 key.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from yinqiao.platform.payments.types import Merchant, NoticeRefused, Order, Paid, Refunded, RefundState, Return

NATIVE = "/v3/pay/transactions/native"
REFUNDS = "/v3/refund/domestic/refunds"
_SCHEME = "WECHATPAY2-SHA256-RSA2048"
# As the rules say: what was signed more than five minutes ago, or ahead, is refused.
MOST_AGE = timedelta(minutes=5)
_CHINA = ZoneInfo("Asia/Shanghai")


def sign(private_key: bytes, *lines: str) -> str:
    """The signature over lines, each ended by a line feed."""
    key = serialization.load_pem_private_key(private_key, password=None)
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("a merchant's key is an RSA key")
    message = "".join(f"{line}\n" for line in lines).encode()
    return base64.b64encode(key.sign(message, PKCS1v15(), hashes.SHA256())).decode()


def authorization(merchant: Merchant, method: str, path: str, body: str, *, at: datetime, nonce: str) -> str:
    """The header `Authorization` of a request; `path` holds the query too."""
    stamp = str(int(at.timestamp()))
    signature = sign(merchant.private_key, method, path, stamp, nonce, body)
    told = {
        "mchid": merchant.number, "nonce_str": nonce, "signature": signature, "timestamp": stamp, "serial_no": merchant.serial,
    }  # fmt: skip
    return f"{_SCHEME} " + ",".join(f'{name}="{value}"' for name, value in told.items())


def require_genuine(merchant: Merchant, headers: Mapping[str, str], body: bytes, *, at: datetime) -> None:
    """Raise NoticeRefused unless the provider signed this body within the last minutes; headers in lower case."""
    stamp, nonce = headers.get("wechatpay-timestamp", ""), headers.get("wechatpay-nonce", "")
    key = merchant.platform_keys.get(headers.get("wechatpay-serial", ""))
    if key is None:
        raise NoticeRefused("unknown_key")
    if not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
        raise NoticeRefused("no_moment")
    if abs(at.timestamp() - int(stamp)) > MOST_AGE.total_seconds():
        raise NoticeRefused("too_old")
    public = serialization.load_pem_public_key(key)
    if not isinstance(public, RSAPublicKey):
        raise NoticeRefused("unknown_key")
    try:
        signature = base64.b64decode(headers.get("wechatpay-signature", ""), validate=True)
        public.verify(signature, f"{stamp}\n{nonce}\n".encode() + body + b"\n", PKCS1v15(), hashes.SHA256())
    except (binascii.Error, ValueError, InvalidSignature):
        raise NoticeRefused("wrong_signature") from None


def open_resource(merchant: Merchant, resource: Mapping[str, Any]) -> dict[str, Any]:
    """What a notice holds sealed."""
    try:
        if resource["algorithm"] != "AEAD_AES_256_GCM":
            raise NoticeRefused("unknown_seal")
        sealed = base64.b64decode(resource["ciphertext"], validate=True)
        with_it = str(resource.get("associated_data") or "").encode()
        opened = json.loads(AESGCM(merchant.api_key).decrypt(str(resource["nonce"]).encode(), sealed, with_it))
    except (KeyError, TypeError, ValueError, binascii.Error, InvalidTag):
        raise NoticeRefused("not_opened") from None
    if not isinstance(opened, dict):
        raise NoticeRefused("not_opened")
    return opened


def order_body(merchant: Merchant, order: Order) -> str:
    """The body of the request that places an order."""
    told = {
        "appid": merchant.app, "mchid": merchant.number, "description": order.words, "out_trade_no": order.number,
        "time_expire": order.expires_at.astimezone(_CHINA).isoformat(timespec="seconds"),
        "notify_url": order.notify_url, "amount": {"total": order.fen, "currency": "CNY"},
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False)


def query_path(merchant: Merchant, number: str) -> str:
    """Where the state of an order is asked."""
    return f"/v3/pay/transactions/out-trade-no/{number}?mchid={merchant.number}"


def paid_of(merchant: Merchant, told: Mapping[str, Any]) -> Paid:
    """A transaction as the provider describes it; NoticeRefused for another merchant's or one that cannot be read."""
    try:
        if told["mchid"] != merchant.number or told["appid"] != merchant.app:
            raise NoticeRefused("another_merchant")
        is_paid = told["trade_state"] == "SUCCESS"
        fen = told["amount"]["total"] if is_paid else 0
        if not isinstance(fen, int) or told.get("amount", {}).get("currency", "CNY") != "CNY":
            raise NoticeRefused("not_readable")
        return Paid(str(told["out_trade_no"]), str(told.get("transaction_id", "")), fen, is_paid)
    except (KeyError, TypeError, AttributeError):
        raise NoticeRefused("not_readable") from None


def refund_body(back: Return) -> str:
    """The body of the request that gives money back 申请退款; asked again under the same number it is the same refund."""
    told: dict[str, Any] = {
        "out_trade_no": back.order_number, "out_refund_no": back.number, "reason": back.words,
        "amount": {"refund": back.fen, "total": back.total_fen, "currency": "CNY"},
    }  # fmt: skip
    if back.notify_url:
        told["notify_url"] = back.notify_url
    return json.dumps(told, ensure_ascii=False)


def refund_path(number: str) -> str:
    """Where the state of a refund is asked 查询单笔退款."""
    return f"{REFUNDS}/{number}"


def refunded_of(merchant: Merchant, told: Mapping[str, Any]) -> Refunded:
    """A refund as the provider describes it: an answer names its `status`, a notice its `refund_status` and the merchant."""
    try:
        if told.get("mchid", merchant.number) != merchant.number:
            raise NoticeRefused("another_merchant")
        amount = told["amount"]
        fen, state = amount["refund"], RefundState(told["refund_status"] if "refund_status" in told else told["status"])
        if type(fen) is not int or fen <= 0 or amount.get("currency", "CNY") != "CNY":
            raise NoticeRefused("not_readable")
        return Refunded(str(told["out_refund_no"]), str(told["out_trade_no"]), str(told["refund_id"]), fen, state)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise NoticeRefused("not_readable") from None
