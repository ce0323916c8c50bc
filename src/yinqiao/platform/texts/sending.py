"""Sends one message by the provider that the installation names; in the demo the stand-in takes it."""

from __future__ import annotations

import asyncio
import secrets
from datetime import datetime

from django.conf import settings

from yinqiao.platform.outward import Answer, Sender
from yinqiao.platform.texts.aliyun import code_of, request_of
from yinqiao.platform.texts.standin import keep
from yinqiao.platform.texts.types import Account, Text

_SECONDS = 10.0


class TextNotSent(Exception):
    """The provider did not take the message; `args[0]` is a code, never the number or the words."""


def can_send(template: str) -> bool:
    """Whether messages of this template can be sent here at all."""
    account: Account | None = settings.TEXTS_ACCOUNT
    return template in account.templates if account else bool(settings.IS_DEMO)


def send(text: Text, *, at: datetime) -> None:
    """Hand one message over; `TextNotSent` with a code when it was not taken."""
    account: Account | None = settings.TEXTS_ACCOUNT
    if account is None:
        if not settings.IS_DEMO:
            raise TextNotSent("no_provider")
        keep(settings.TEXTS_STANDIN, text, at)
        return
    url, headers = request_of(text, account, at=at, nonce=secrets.token_hex(16))
    answer = asyncio.run(_ask(url, headers))
    code = answer.failure or code_of(answer.body)
    if answer.status != 200 or code != "OK":
        raise TextNotSent(code or f"status_{answer.status}")


async def _ask(url: str, headers: dict[str, str]) -> Answer:
    sender = Sender(settings.OUTWARD_NETWORKS)
    try:
        return await sender.post(url, headers, b"", seconds=_SECONDS, is_read=True)
    finally:
        await sender.close()
