"""演示替身: the provider's side of the protocol, for demo and tests. Verifies and signs like the real one; no money moves.

Its keys and orders lie in a file of the installation, so that every process of the demo speaks to the same stand-in.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from yinqiao.platform.payments.types import Merchant, RefundState, Reply
from yinqiao.platform.payments.wechat import NATIVE, REFUNDS, sign

_SERIAL = "PUB_KEY_ID_STANDIN"
_MOST_ORDERS = 500
_SECONDS_TO_REFUND = 2


class StandIn:
    """Takes orders, is paid by whoever presses the button, gives money back, and tells the merchant."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def _kept(self) -> Iterator[dict[str, Any]]:
        """What it knows, held by one process at a time and written back."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            text = file.read()
            kept = _begin() if not text else {"refunds": {}, **json.loads(text)}
            yield kept
            for number in list(kept["orders"])[:-_MOST_ORDERS]:
                del kept["orders"][number]
            file.seek(0)
            file.truncate()
            file.write(json.dumps(kept, ensure_ascii=False))

    @property
    def merchant(self) -> Merchant:
        """The account that the demo has with it."""
        with self._kept() as kept:
            return Merchant(
                "1900000001", "wxdemo0000000001", "STANDIN01", kept["merchant_key"].encode(), kept["api_key"].encode(),
                {_SERIAL: _public(kept["platform_key"])},
            )  # fmt: skip

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes, *, at: datetime) -> Reply:
        """A request as the real one answers it: 401 for a wrong signature."""
        with self._kept() as kept:
            if not _is_signed(kept, method, path, headers.get("Authorization", ""), body):
                return self._reply(kept, 401, {"code": "SIGN_ERROR", "message": "签名错误"}, at)
            if (method, path) == ("POST", NATIVE):
                told = json.loads(body)
                kept["orders"].setdefault(told["out_trade_no"], {**told, "trade_state": "NOTPAY"})
                url = f"weixin://wxpay/bizpayurl?pr={told['out_trade_no'][-10:]}"
                return self._reply(kept, 200, {"code_url": url}, at)
            if path.startswith(REFUNDS):
                return self._reply(kept, *_refund(kept, method, path, body, at), at)
            order = kept["orders"].get(path.split("?")[0].rsplit("/", 1)[1])
            if order is None:
                return self._reply(kept, 404, {"code": "ORDER_NOT_EXIST", "message": "订单不存在"}, at)
            return self._reply(kept, 200, order, at)

    def pay(self, number: str, *, at: datetime, fen: int | None = None) -> tuple[dict[str, str], bytes] | None:
        """Pay an order, once; the notice that the merchant gets, or None for an order that is not known."""
        with self._kept() as kept:
            order = kept["orders"].get(number)
            if order is None:
                return None
            if order["trade_state"] != "SUCCESS":
                order |= {"trade_state": "SUCCESS", "transaction_id": f"42000{secrets.randbelow(10**23):023d}"}
                order["amount"] = {**order["amount"], "total": order["amount"]["total"] if fen is None else fen}
                order["success_time"] = at.isoformat(timespec="seconds")
            return self._notice(kept, order, at)

    def end_refund(
        self, number: str, *, at: datetime, state: RefundState = RefundState.SUCCESS
    ) -> tuple[dict[str, str], bytes] | None:
        """End a refund that is under way; the notice that the merchant gets, or None for one that is not known."""
        with self._kept() as kept:
            refund = kept["refunds"].get(number)
            if refund is None:
                return None
            if refund["status"] in (RefundState.PROCESSING, RefundState.ABNORMAL):
                refund["status"] = state.value
            told = {name: value for name, value in refund.items() if name != "status"}
            told |= {"mchid": "1900000001", "refund_status": state.value}
            return self._notice(kept, told, at, f"REFUND.{state.value}")

    def _notice(
        self, kept: dict[str, Any], about: dict[str, Any], at: datetime, event: str = "TRANSACTION.SUCCESS"
    ) -> tuple[dict[str, str], bytes]:
        nonce, kind = secrets.token_hex(6), event.partition(".")[0].lower()
        sealed = AESGCM(kept["api_key"].encode()).encrypt(nonce.encode(), json.dumps(about).encode(), kind.encode())
        resource = {
            "original_type": kind, "algorithm": "AEAD_AES_256_GCM", "associated_data": kind, "nonce": nonce,
            "ciphertext": base64.b64encode(sealed).decode(),
        }  # fmt: skip
        told = {
            "id": secrets.token_hex(16), "create_time": at.isoformat(timespec="seconds"), "resource_type": "encrypt-resource",
            "event_type": event, "summary": event, "resource": resource,
        }  # fmt: skip
        body = json.dumps(told, ensure_ascii=False).encode()
        return self._signed(kept, body, at), body

    def _reply(self, kept: dict[str, Any], status: int, told: dict[str, Any], at: datetime) -> Reply:
        body = json.dumps(told, ensure_ascii=False).encode()
        return Reply(status, self._signed(kept, body, at), body)

    def _signed(self, kept: dict[str, Any], body: bytes, at: datetime) -> dict[str, str]:
        stamp, nonce = str(int(at.timestamp())), secrets.token_hex(16)
        return {
            "wechatpay-serial": _SERIAL, "wechatpay-timestamp": stamp, "wechatpay-nonce": nonce,
            "wechatpay-signature": sign(kept["platform_key"].encode(), stamp, nonce, body.decode()),
        }  # fmt: skip


def _refund(kept: dict[str, Any], method: str, path: str, body: bytes, at: datetime) -> tuple[int, dict[str, Any]]:
    """申请退款 and 查询单笔退款: never more back than was paid, and one refund under one number."""
    if method == "GET":
        known = kept["refunds"].get(path.rsplit("/", 1)[1])
        if known and known["status"] == RefundState.PROCESSING and at.timestamp() - known["asked"] > _SECONDS_TO_REFUND:
            known["status"] = RefundState.SUCCESS.value
        return (200, known) if known else (404, {"code": "RESOURCE_NOT_EXISTS", "message": "退款单不存在"})
    asked = json.loads(body)
    order, number, fen = kept["orders"].get(asked["out_trade_no"]), asked["out_refund_no"], asked["amount"]["refund"]
    if order is None or order["trade_state"] != "SUCCESS":
        return 404, {"code": "RESOURCE_NOT_EXISTS", "message": "订单不存在"}
    if number not in kept["refunds"]:
        of_order = [one for one in kept["refunds"].values() if one["out_trade_no"] == asked["out_trade_no"]]
        gone = sum(one["amount"]["refund"] for one in of_order if one["status"] != RefundState.CLOSED)
        if asked["amount"]["total"] != order["amount"]["total"] or gone + fen > order["amount"]["total"]:
            return 400, {"code": "INVALID_REQUEST", "message": "退款金额大于可退金额"}
        kept["refunds"][number] = {
            "refund_id": f"50000{secrets.randbelow(10**23):023d}", "out_refund_no": number, "out_trade_no": asked["out_trade_no"],
            "transaction_id": order["transaction_id"], "status": RefundState.PROCESSING.value, "amount": asked["amount"],
            "asked": at.timestamp(),
        }  # fmt: skip
    return 200, kept["refunds"][number]


def _begin() -> dict[str, Any]:
    return {
        "merchant_key": _new_key(), "platform_key": _new_key(), "api_key": secrets.token_hex(16), "orders": {},
        "refunds": {},
    }  # fmt: skip


def _new_key() -> str:
    key = generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _public(private: str) -> bytes:
    key = serialization.load_pem_private_key(private.encode(), password=None)
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )  # fmt: skip


def _is_signed(kept: dict[str, Any], method: str, path: str, told: str, body: bytes) -> bool:
    parts = dict(re.findall(r'(\w+)="([^"]*)"', told))
    key = serialization.load_pem_public_key(_public(kept["merchant_key"]))
    lines = f"{method}\n{path}\n{parts.get('timestamp', '')}\n{parts.get('nonce_str', '')}\n".encode() + body + b"\n"
    try:
        if isinstance(key, RSAPublicKey):
            key.verify(base64.b64decode(parts.get("signature", "")), lines, PKCS1v15(), hashes.SHA256())
            return True
    except (InvalidSignature, ValueError):
        return False
    return False
