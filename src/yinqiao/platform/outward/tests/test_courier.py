"""The courier: every receiver has its own pace, what fails is tried again by the desk alone, a stop finishes what is sent."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Hashable, Sequence

import pytest

from yinqiao.platform.outward import Answer, Courier, Parcel, Sender
from yinqiao.platform.outward.addresses import networks_of
from yinqiao.platform.outward.tests.receiver import Reply, receiving

pytestmark = [pytest.mark.fault]


class Desk:
    """So many parcels for each receiver, in order."""

    def __init__(self, urls: dict[str, str], each: int) -> None:
        self.urls = urls
        self.left = {name: list(range(each)) for name in urls}
        self.done: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self.failed: set[str] = set()
        self.failed_at = 0.0

    def due(self) -> Sequence[Hashable]:
        return [name for name, left in self.left.items() if left and name not in self.failed]

    def take(self, receiver: Hashable) -> Parcel | None:
        name = str(receiver)
        if name == "broken":
            raise LookupError("a fault of ours")
        if not self.left[name]:
            return None
        number = self.left[name][0]
        return Parcel((name, number), self.urls[name], {}, str(number).encode(), 6.0)

    def close(self, parcel: Parcel, answer: Answer) -> bool:
        name, number = parcel.ref
        if answer.status != 204:
            self.failed.add(name)
            self.failed_at = time.monotonic()
            return False
        self.left[name].remove(number)
        self.done[name].append((number, time.monotonic()))
        return True


def test_one_slow_receiver_and_one_fault_of_ours_delay_nobody_else() -> None:
    with receiving() as quick, receiving(lambda number, got: Reply(mode="hang")) as slow:
        desk = Desk({"slow": slow.url, "broken": quick.url, **{f"quick{n}": quick.url for n in range(20)}}, 5)
        asyncio.run(Courier(desk, Sender(networks_of("127.0.0.0/8")), pause=0.01).run(once=True))
        ends = [done[-1][1] for done in desk.done.values()]
        assert (len(ends), max(ends) < desk.failed_at) == (20, True)
        assert all([number for number, _ in done] == [0, 1, 2, 3, 4] for done in desk.done.values())
        assert desk.failed == {"slow"}


def test_what_is_on_its_way_is_finished_before_the_end() -> None:
    with receiving(lambda number, got: Reply(delay=0.3)) as receiver:
        desk = Desk({"one": receiver.url}, 3)

        async def run() -> None:
            courier = Courier(desk, Sender(networks_of("127.0.0.0/8")), pause=0.01)
            running = asyncio.create_task(courier.run())
            await asyncio.sleep(0.15)
            courier.stop()
            await running

        asyncio.run(run())
        assert len(desk.done["one"]) == len(receiver.got) == 1
