"""Alibaba Cloud's signature against the worked example of its documentation, and one message as it goes out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from yinqiao.platform.texts.aliyun import ENDPOINT, Call, code_of, request_of, signed_headers
from yinqiao.platform.texts.settings import account_of
from yinqiao.platform.texts.types import Account, Text

pytestmark = pytest.mark.fast
AT = datetime(2023, 10, 26, 10, 22, 32, tzinfo=UTC)
NONCE = "3156853299f313e23d1673dc12e1703d"
ACCOUNT = Account("YourAccessKeyId", "YourAccessKeySecret", "长沙退管", {"sign_in_code": "SMS_1"}, ENDPOINT)
ENVIRONMENT = {
    "YINQIAO_TEXTS": "aliyun", "YINQIAO_TEXTS_KEY_ID": "id", "YINQIAO_TEXTS_KEY_SECRET": "secret",
    "YINQIAO_TEXTS_SIGN": "长沙退管", "YINQIAO_TEXTS_TEMPLATES": "sign_in_code=SMS_1, other = SMS_2",
}  # fmt: skip


def test_the_published_example_gets_the_published_signature() -> None:
    query = {"ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd", "RegionId": "cn-shanghai"}
    call = Call("ecs.cn-shanghai.aliyuncs.com", "RunInstances", "2014-05-26", query)
    told = signed_headers(call, ACCOUNT, at=AT, nonce=NONCE)["authorization"]
    assert told == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,"
        "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_one_message_names_phone_signature_template_and_values() -> None:
    text = Text("13800001111", "sign_in_code", {"code": "012345"}, "……")
    url, headers = request_of(text, ACCOUNT, at=AT, nonce=NONCE)
    asked = {name: one[0] for name, one in parse_qs(urlsplit(url).query).items()}
    assert json.loads(asked.pop("TemplateParam")) == {"code": "012345"}
    assert asked == {"PhoneNumbers": "13800001111", "SignName": "长沙退管", "TemplateCode": "SMS_1"}
    assert (headers["host"], headers["x-acs-action"]) == ("dysmsapi.aliyuncs.com", "SendSms")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"Code":"OK","BizId":"1"}', "OK"),
        (b'{"Code":"isv.BUSINESS_LIMIT_CONTROL"}', "isv.BUSINESS_LIMIT_CONTROL"),
        (b"<html>", ""), (b"[]", ""), (b'{"Code":1}', ""), (b'{"Code":"\xe7\x8e\x8b"}', ""), (b"", ""),
    ],
)  # fmt: skip
def test_the_answer_is_read_and_what_cannot_be_read_is_no_yes(body: bytes, code: str) -> None:
    assert code_of(body) == code


def test_an_account_is_whole_or_refused_and_its_secret_is_not_shown() -> None:
    found = account_of(ENVIRONMENT, {})
    assert found is not None and found.templates == {"sign_in_code": "SMS_1", "other": "SMS_2"}
    assert "secret" not in repr(found)
    assert account_of({}, {}) is None
    for left_out in ("KEY_ID", "KEY_SECRET", "SIGN", "TEMPLATES"):
        told = {name: value for name, value in ENVIRONMENT.items() if not name.endswith(left_out)}
        with pytest.raises(ValueError, match="all needed"):
            account_of(told, {})
    with pytest.raises(ValueError, match="no provider"):
        account_of(ENVIRONMENT | {"YINQIAO_TEXTS": "other"}, {})
    without = {name: value for name, value in ENVIRONMENT.items() if not name.endswith("SECRET")}
    assert account_of(without, {"texts_key_secret": "kept"}) is not None
