"""Runs a desk's carrier as a process until it is told to stop."""

from __future__ import annotations

import asyncio
import signal

from yinqiao.areas.hub.jobs.desk import access
from yinqiao.platform.carrier import Carrier, Desk
from yinqiao.platform.database.guard import await_database, refuse_unbound_role


def run_desk(desk: Desk, *, name: str, pause: float, look: float, once: bool) -> None:
    """Wait for the database, refuse a role that nothing binds, then carry."""
    await_database()
    refuse_unbound_role()
    asyncio.run(_run(desk, name, pause, look, once=once))


async def _run(desk: Desk, name: str, pause: float, look: float, *, once: bool) -> None:
    carrier = Carrier(desk, access(), name=name, pause=pause, look_seconds=look)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, carrier.stop)
    await carrier.run(once=once)
