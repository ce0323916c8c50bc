"""Three real servers of JetStream that write through to the disk, each of which can be killed, and stopped as if the network were cut."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import nats

from yinqiao.platform.carrier.line import TROUBLE

NODES = 3
_CONFIG = """
server_name: n{no}
listen: 127.0.0.1:{port}
max_payload: 17MB
max_pending: 64MB
jetstream {{ store_dir: "{store}", sync_interval: always, max_memory_store: 16MB, max_file_store: 1GB }}
{together}
authorization {{ users: [ {{ user: admin, password: "x" }} {users} ] }}
"""
_TOGETHER = """
cluster {{
  name: provinces
  listen: 127.0.0.1:{route}
  routes: [{routes}]
  no_advertise: true
}}
"""
# As `docs/operators/README.md` tells an operator to set them.
_CITY = """
  {{ user: c{code}, password: "x", permissions: {{
      publish: ["yinqiao.{code}.>", "$JS.API.STREAM.INFO.*", "$JS.API.STREAM.CREATE.YINQIAO-{code}", "$JS.API.STREAM.DELETE.YINQIAO-{code}",
                "$JS.API.CONSUMER.CREATE.*.city-{code}.yinqiao.*.transfer.{code}", "$JS.API.CONSUMER.DELETE.*.city-{code}",
                "$JS.API.CONSUMER.INFO.*.city-{code}", "$JS.API.CONSUMER.MSG.NEXT.*.city-{code}", "$JS.ACK.*.city-{code}.>"],
      subscribe: ["_INBOX.>"] }} }}
"""
_PROVINCE = """
  {{ user: c{code}, password: "x", permissions: {{
      publish: ["$JS.API.STREAM.INFO.*", "$JS.API.CONSUMER.CREATE.*.province-{code}.yinqiao.*.province.*",
                "$JS.API.CONSUMER.DELETE.*.province-{code}", "$JS.API.CONSUMER.INFO.*.province-{code}",
                "$JS.API.CONSUMER.MSG.NEXT.*.province-{code}", "$JS.ACK.*.province-{code}.>"],
      subscribe: ["_INBOX.>"] }} }}
"""
CITIES, PROVINCES = ("4301", "4403"), ("4300",)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Node:
    """One server."""

    no: int
    folder: Path
    port: int
    route: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, from what its disk holds."""
        server = shutil.which("nats-server", path=str(Path(sys.executable).parent))
        assert server is not None
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [server, "-c", str(self.folder / "conf")], stdout=log, stderr=subprocess.STDOUT
            )

    def log(self) -> str:
        """The end of what it said."""
        return (self.folder / "log").read_text(errors="replace")[-1000:]

    def kill(self) -> None:
        """As a machine that loses its power."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """It stands still: connections stay open and nobody answers."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


@dataclass
class Cluster:
    """The three of them."""

    nodes: list[Node] = field(default_factory=list)

    @property
    def servers(self) -> tuple[str, ...]:
        """Where whoever may do everything connects."""
        return self.servers_of("admin")

    def servers_of(self, user: str) -> tuple[str, ...]:
        """Where one user connects."""
        return tuple(f"nats://{user}:x@127.0.0.1:{one.port}" for one in self.nodes)

    def await_ready(self, seconds: float = 30.0) -> None:
        """Until they have a leader and answer."""
        deadline = time.monotonic() + seconds
        while not asyncio.run(_answers(self.servers)):
            assert time.monotonic() < deadline, [one.log() for one in self.nodes]
            time.sleep(0.1)

    def delete_stream(self, name: str) -> None:
        """As an operator might by mistake, or a fault of the servers."""

        async def work() -> None:
            client = await nats.connect(list(self.servers))
            await client.jetstream().delete_stream(name)
            await client.close()

        asyncio.run(work())

    def forget(self, name: str) -> None:
        """A stream is removed where there is one."""
        with contextlib.suppress(nats.js.errors.NotFoundError):
            self.delete_stream(name)

    def stream(self, name: str) -> list[tuple[str, dict[str, str], bytes]]:
        """Everything that lies in a stream, in its order: subject, headers, content."""

        async def work() -> list[tuple[str, dict[str, str], bytes]]:
            client = await nats.connect(list(self.servers))
            streams = client.jetstream()
            state = (await streams.stream_info(name)).state
            found = []
            for seq in range(state.first_seq, state.last_seq + 1):
                with contextlib.suppress(nats.js.errors.NotFoundError):
                    one = await streams.get_msg(name, seq)
                    found.append((one.subject or "", dict(one.headers or {}), one.data or b""))
            await client.close()
            return found

        return asyncio.run(work())

    def drop_message(self, name: str, seq: int) -> None:
        """One message is lost out of the middle."""

        async def work() -> None:
            client = await nats.connect(list(self.servers))
            await client.jetstream().delete_msg(name, seq)
            await client.close()

        asyncio.run(work())

    def post_again(self, name: str, subject: str, headers: dict[str, str], body: bytes) -> None:
        """A message comes a second time, under a number that the servers do not know."""

        async def work() -> None:
            client = await nats.connect(list(self.servers))
            kept = {key: value for key, value in headers.items() if key.startswith("Yinqiao")}
            await client.jetstream().publish(subject, body, stream=name, headers=kept)
            await client.close()

        asyncio.run(work())


async def _answers(servers: tuple[str, ...]) -> bool:
    try:
        client = await nats.connect(
            list(servers), connect_timeout=1, max_reconnect_attempts=1, error_cb=_silent, reconnect_time_wait=0
        )
    except TROUBLE:
        return False
    try:
        await client.jetstream(timeout=1).account_info()
    except TROUBLE:
        return False
    finally:
        await client.close()
    return True


async def _silent(problem: Exception) -> None:
    return None


@contextmanager
def cluster_in(folder: Path, *, nodes: int = NODES) -> Iterator[Cluster]:
    """Start the servers with their stores in a folder; everything is ended afterwards."""
    made = Cluster([Node(no, folder / f"n{no}", _free_port(), _free_port()) for no in range(1, nodes + 1)])
    routes = ", ".join(f'"nats://127.0.0.1:{one.route}"' for one in made.nodes)
    with ExitStack() as ending:
        for one in made.nodes:
            one.folder.mkdir(parents=True)
            text = _CONFIG.format(
                no=one.no,
                port=one.port,
                store=one.folder / "store",
                users=_users(),
                together=_TOGETHER.format(route=one.route, routes=routes) if nodes > 1 else "",
            )
            (one.folder / "conf").write_text(text)
            one.start()
            ending.callback(_end, one)
        made.await_ready()
        yield made


def _users() -> str:
    told = [_CITY.format(code=code) for code in CITIES] + [_PROVINCE.format(code=code) for code in PROVINCES]
    return "".join(told)


def _end(node: Node) -> None:
    if node.process is not None and node.process.poll() is None:
        node.process.send_signal(signal.SIGCONT)
        node.process.kill()
        node.process.wait()
