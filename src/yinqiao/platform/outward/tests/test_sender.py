"""One request outward: only to the address that was checked, and ended in time whatever the receiver does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

import pytest

from yinqiao.platform.outward import Answer, Sender
from yinqiao.platform.outward.addresses import networks_of
from yinqiao.platform.outward.tests.receiver import Receiver, Reply, receiving

pytestmark = [pytest.mark.fault]
HERE = networks_of("127.0.0.0/8")


def post(
    url: str, *, resolves: Sequence[str] | None = None, allowed: tuple = HERE, seconds: float = 3, times: int = 1
) -> Answer:
    """Post to a URL, whose name resolves to these addresses; the last answer."""

    async def resolve(host: str, port: int) -> list[str]:
        return list(resolves if resolves is not None else [host])

    async def run() -> Answer:
        sender = Sender(allowed, resolve=resolve)
        try:
            for _ in range(times):
                answer = await sender.post(url, {"content-type": "text/plain"}, b"x", seconds=seconds)
            return answer
        finally:
            await sender.close()

    return asyncio.run(run())


def test_a_good_receiver_is_reached_over_one_kept_connection() -> None:
    with receiving() as receiver:
        answer = post(receiver.url, times=3)
        assert (answer.status, answer.failure, len(receiver.got)) == (204, "", 3)
        assert receiver.got[0].body == b"x"
        assert receiver.got[0].headers["host"] == f"127.0.0.1:{receiver.port}"


@pytest.mark.parametrize(
    ("reply", "status", "failure"),
    [
        (Reply(500), 500, ""), (Reply(301, {"location": "http://127.0.0.1:1/"}), 301, ""),
        (Reply(mode="hang"), None, "timeout"), (Reply(200, mode="drip"), None, "timeout"), (Reply(mode="reset"), None, "cut"),
        (Reply(mode="noise"), None, "cut"), (Reply(200, mode="huge"), 200, ""),
    ],
    ids=["500", "redirect", "hangs", "drips", "resets", "no HTTP", "huge body"],
)  # fmt: skip
def test_a_bad_receiver_is_told_by_its_reason_and_in_time(reply: Reply, status: int | None, failure: str) -> None:
    with receiving(lambda number, got: reply) as receiver:
        began = time.monotonic()
        answer = post(receiver.url, seconds=1)
        assert (answer.status, answer.failure) == (status, failure)
        assert time.monotonic() - began < 20
        # A redirect is not followed: what it names was asked nothing.
        assert len(receiver.got) == 1


@pytest.mark.parametrize(("text", "seconds"), [("120", 120), ("999999999999", 86_400), ("soon", None), ("-5", None)])
def test_retry_after_is_read_where_it_can_be(text: str, seconds: int | None) -> None:
    with receiving(lambda number, got: Reply(429, {"retry-after": text})) as receiver:
        assert post(receiver.url).retry_after == seconds


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["10.0.0.9"], ["169.254.169.254"], ["::1"], ["::ffff:10.0.0.9"]],
)
def test_a_name_that_leads_inside_is_not_connected_to(addresses: list[str]) -> None:
    with receiving() as receiver:
        answer = post(f"http://rebound.example.cn:{receiver.port}/", resolves=addresses, allowed=())
        assert (answer.failure, receiver.got) == ("address_refused", [])


def test_a_name_is_resolved_anew_and_the_checked_address_is_the_one_connected_to() -> None:
    """DNS rebinding: the first look is good, the second leads inside; each connection goes where its own look said."""
    looks = iter([["127.0.0.1"], ["10.0.0.9"]])

    async def resolve(host: str, port: int) -> list[str]:
        return next(looks)

    async def run(receiver: Receiver) -> list[str]:
        sender = Sender(HERE, resolve=resolve)
        url = f"http://rebound.example.cn:{receiver.port}/"
        told = []
        for _ in range(2):
            told.append((await sender.post(url, {"connection": "close"}, b"x", seconds=3)).failure)
        await sender.close()
        return told

    with receiving() as receiver:
        assert asyncio.run(run(receiver)) == ["", "address_refused"]
        assert [one.headers["host"] for one in receiver.got] == [f"rebound.example.cn:{receiver.port}"]


def test_nobody_there_and_no_such_name_are_told_apart() -> None:
    with receiving() as receiver:
        port = receiver.port
    assert post(f"http://127.0.0.1:{port}/").failure == "unreachable"
    assert post("http://nowhere.example.cn/", resolves=[]).failure == "name_unknown"


def test_a_receiver_without_a_trusted_certificate_is_not_told_anything() -> None:
    with receiving() as receiver:
        answer = post(f"https://127.0.0.1:{receiver.port}/", seconds=3)
        assert answer.status is None
        assert answer.failure in ("certificate", "timeout", "cut")
        assert receiver.got == []
