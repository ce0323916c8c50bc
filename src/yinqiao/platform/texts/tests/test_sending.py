"""A message goes to a provider that really answers, or to the stand-in, or is refused; nothing is logged of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from yinqiao.platform.texts import Text, TextNotSent, can_send, kept_texts, send
from yinqiao.platform.texts.types import Account

pytestmark = pytest.mark.fast
AT = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
TEXT = Text("13800001111", "sign_in_code", {"code": "012345"}, "您的验证码是 012345")


class _Provider(HTTPServer):
    answer: tuple[int, bytes] = (200, b'{"Code":"OK"}')
    asked: list[tuple[str, str]]


class _Desk(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server: Any = self.server
        server.asked.append((self.path, self.headers["authorization"]))
        status, body = server.answer
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        return None


@pytest.fixture
def provider(settings: Any) -> Iterator[_Provider]:
    server = _Provider(("127.0.0.1", 0), _Desk)
    server.asked = []
    endpoint = f"http://127.0.0.1:{server.server_port}/"
    settings.TEXTS_ACCOUNT = Account("id", "secret", "长沙退管", {"sign_in_code": "SMS_1"}, endpoint)
    settings.OUTWARD_NETWORKS = (ip_network("127.0.0.0/8"),)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_provider_is_asked_once_with_a_signature(provider: _Provider) -> None:
    send(TEXT, at=AT)
    (path, told), *more = provider.asked
    assert not more and "PhoneNumbers=13800001111" in path and told.startswith("ACS3-HMAC-SHA256 Credential=id,")
    assert can_send("sign_in_code") and not can_send("other")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((200, b'{"Code":"isv.AMOUNT_NOT_ENOUGH"}'), "isv.AMOUNT_NOT_ENOUGH"),
        ((503, b""), "status_503"),
        ((200, b"?"), "status_200"),
    ],
)
def test_a_refusal_is_told_by_its_code_alone(provider: _Provider, answer: tuple[int, bytes], code: str) -> None:
    provider.answer = answer
    with pytest.raises(TextNotSent) as refused:
        send(TEXT, at=AT)
    assert refused.value.args == (code,)


def test_a_provider_out_of_reach_is_told(provider: _Provider, settings: Any) -> None:
    settings.OUTWARD_NETWORKS = ()
    with pytest.raises(TextNotSent, match="address_refused"):
        send(TEXT, at=AT)


def test_the_stand_in_keeps_the_last_twenty_and_stands_in_the_demo_alone(settings: Any, tmp_path: Path) -> None:
    settings.TEXTS_STANDIN, settings.TEXTS_ACCOUNT = tmp_path / "texts.jsonl", None
    assert kept_texts(settings.TEXTS_STANDIN) == []
    for number in range(25):
        send(Text("13800001111", "sign_in_code", {}, f"第{number}条"), at=AT)
    kept = kept_texts(settings.TEXTS_STANDIN)
    assert (len(kept), kept[0].words, kept[-1].words) == (20, "第24条", "第5条")
    assert settings.TEXTS_STANDIN.stat().st_mode & 0o077 == 0
    settings.IS_DEMO = False
    assert not can_send("sign_in_code")
    with pytest.raises(TextNotSent, match="no_provider"):
        send(TEXT, at=AT)
    assert "012345" not in repr(TEXT)
