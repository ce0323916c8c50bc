"""Alibaba Cloud's short message service 阿里云短信服务: `SendSms` of 2017-05-25, signed by ACS3-HMAC-SHA256. Pure.

The signature is the published one (V3); a test computes the worked example of its documentation.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from yinqiao.platform.texts.types import Account, Text

ALGORITHM = "ACS3-HMAC-SHA256"
ENDPOINT = "https://dysmsapi.aliyuncs.com/"
_EMPTY = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the provider's interface, before it is signed."""

    host: str
    action: str
    version: str
    query: Mapping[str, str]


def encoded(query: Mapping[str, str]) -> str:
    """The query in the canonical form: sorted, everything but letters, digits and `-_.~` escaped.

    >>> encoded({"b": "银 桥", "a": "1*"})
    'a=1%2A&b=%E9%93%B6%20%E6%A1%A5'
    """
    return "&".join(f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}" for name, value in sorted(query.items()))


def signed_headers(call: Call, account: Account, *, at: datetime, nonce: str) -> dict[str, str]:
    """The headers of a call with an empty body, its signature among them."""
    headers = {
        "host": call.host,
        "x-acs-action": call.action,
        "x-acs-content-sha256": _EMPTY,
        "x-acs-date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": nonce,
        "x-acs-version": call.version,
    }
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    request = "\n".join(["POST", "/", encoded(call.query), lines, names, _EMPTY])
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(account.secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    told = f"{ALGORITHM} Credential={account.key_id},SignedHeaders={names},Signature={signature}"
    return {**headers, "authorization": told}


def request_of(text: Text, account: Account, *, at: datetime, nonce: str) -> tuple[str, dict[str, str]]:
    """Address and headers of the request that sends one message."""
    query = {
        "PhoneNumbers": text.phone,
        "SignName": account.sign_name,
        "TemplateCode": account.templates[text.template],
        "TemplateParam": json.dumps(dict(text.values), ensure_ascii=False, separators=(",", ":")),
    }
    call = Call(urlsplit(account.endpoint).netloc, "SendSms", "2017-05-25", query)
    return f"{account.endpoint}?{encoded(query)}", signed_headers(call, account, at=at, nonce=nonce)


def code_of(body: bytes) -> str:
    """What the provider says: `OK`, or the code of its refusal; empty when the answer cannot be read."""
    try:
        told = json.loads(body)
    except ValueError:
        return ""
    code = told.get("Code") if isinstance(told, dict) else None
    return code if isinstance(code, str) and code.isascii() and len(code) <= 80 else ""
