"""The published rules of the protocol, against keys of our own: lines signed, resources sealed, both ways."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from yinqiao.platform.payments.settings import merchant_of
from yinqiao.platform.payments.standin import StandIn
from yinqiao.platform.payments.types import NoticeRefused, Order
from yinqiao.platform.payments.wechat import NATIVE, authorization, open_resource, order_body, paid_of

pytestmark = [pytest.mark.fast]
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
ORDER = Order("DF1", 2500, "社区服务交费", AT, "https://city.example/n")


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> StandIn:
    """One with its keys made."""
    return StandIn(tmp_path_factory.mktemp("pay") / "payments.json")


def test_the_five_lines_of_a_request_are_signed(standin: StandIn) -> None:
    merchant = standin.merchant
    body = order_body(merchant, ORDER)
    told = authorization(merchant, "POST", NATIVE, body, at=AT, nonce="N1")
    assert told.startswith('WECHATPAY2-SHA256-RSA2048 mchid="1900000001",nonce_str="N1",signature="')
    signature = base64.b64decode(told.split('signature="', 1)[1].split('"', 1)[0])
    key = serialization.load_pem_private_key(merchant.private_key, password=None).public_key()
    assert isinstance(key, RSAPublicKey)
    lines = f"POST\n{NATIVE}\n{int(AT.timestamp())}\nN1\n{body}\n".encode()
    key.verify(signature, lines, PKCS1v15(), hashes.SHA256())
    assert json.loads(body)["time_expire"] == "2026-03-02T09:00:00+08:00"


def test_the_stand_in_refuses_a_request_that_is_not_signed_by_the_merchant(standin: StandIn) -> None:
    body = order_body(standin.merchant, ORDER).encode()
    good = {"Authorization": authorization(standin.merchant, "POST", NATIVE, body.decode(), at=AT, nonce="N1")}
    assert standin.answer("POST", NATIVE, good, body, at=AT).status == 200
    assert standin.answer("POST", NATIVE, good, body + b" ", at=AT).status == 401
    assert standin.answer("POST", NATIVE, {}, body, at=AT).status == 401


def test_a_sealed_resource_opens_with_the_key_alone(standin: StandIn) -> None:
    merchant = standin.merchant
    sealed = AESGCM(merchant.api_key).encrypt(b"0123456789ab", b'{"a": 1}', b"transaction")
    resource = {
        "algorithm": "AEAD_AES_256_GCM", "nonce": "0123456789ab", "associated_data": "transaction",
        "ciphertext": base64.b64encode(sealed).decode(),
    }  # fmt: skip
    assert open_resource(merchant, resource) == {"a": 1}
    for changed in ({"nonce": "0123456789ac"}, {"associated_data": ""}, {"ciphertext": "?"}, {"algorithm": "x"}):
        with pytest.raises(NoticeRefused):
            open_resource(merchant, {**resource, **changed})


@pytest.mark.parametrize(
    "changed",
    [
        {"mchid": "1"},
        {"appid": "x"},
        {"amount": {"total": "25"}},
        {"amount": None},
        {"trade_state": None, "mchid": None},
    ],
)
def test_what_is_said_of_another_merchant_or_cannot_be_read_is_refused(
    standin: StandIn, changed: dict[str, object]
) -> None:
    merchant = standin.merchant
    told = {
        "mchid": merchant.number, "appid": merchant.app, "out_trade_no": "DF1", "trade_state": "SUCCESS",
        "amount": {"total": 2500, "currency": "CNY"}, "transaction_id": "4",
    }  # fmt: skip
    assert paid_of(merchant, told).fen == 2500
    with pytest.raises(NoticeRefused):
        paid_of(merchant, {**told, **changed})


def test_an_account_is_whole_or_not_there(tmp_path: Path) -> None:
    assert merchant_of({}, {}) is None
    with pytest.raises(ValueError, match="no provider"):
        merchant_of({"YINQIAO_PAYMENTS": "other"}, {})
    key = tmp_path / "key.pem"
    key.write_bytes(b"k")
    given = {
        "YINQIAO_PAYMENTS": "wechat", "YINQIAO_PAYMENTS_MERCHANT": "1", "YINQIAO_PAYMENTS_APP": "wx",
        "YINQIAO_PAYMENTS_SERIAL": "s", "YINQIAO_PAYMENTS_KEY": str(key), "YINQIAO_PAYMENTS_PLATFORM": f"PUB={key}",
    }  # fmt: skip
    with pytest.raises(ValueError, match="32-byte"):
        merchant_of(given, {})
    found = merchant_of(given, {"payments_api_key": "0" * 32})
    assert found and found.platform_keys == {"PUB": b"k"}
