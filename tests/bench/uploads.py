"""The rows about scans: a gibibyte through the product's own server, block by block, killed in the middle, gone on with.

Beside it, in turns and with the same bytes: a bare receiver on the same loopback that writes and waits for the same
disk, and the sealed write alone. The middle one of the paired ratios counts: the machine's other work hits both.
"""

from __future__ import annotations

import http.client
import io
import json
import mmap
import os
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from tests.bench.bare_receiver import LENGTH
from tests.bench.databases import pointed_at, register_of, scratch
from tests.bench.figures import Figure, at_least, at_most
from tests.bench.inward import Server, served
from yinqiao.areas.accounts.queries import get_actor
from yinqiao.areas.digitised import services
from yinqiao.areas.digitised.models import Block, Scan
from yinqiao.areas.digitised.queries import kept_archives
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.scans.backs import back
from yinqiao.platform.scans.sealing import BLOCK, MOST_BLOCKS, put_blocks

PEOPLE, PAGES, SIDE = 3_000, 64, 4_096
SPAN = BLOCK * MOST_BLOCKS
_SYSTEM, _OFFICER = Actor.system("bench"), "shi.huang"
_CHILD = b"yinqiao.platform.scans.child"
_SERVER = "yinqiao.config.wsgi:application"


def archive_upload() -> Iterator[Figure]:
    """A scan of a gibibyte: its rate beside both floors, the memory of the server and of its check, whole after a kill."""
    with scratch(register_of(PEOPLE)) as copy, pointed_at(copy), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scan.tif"
        digest = _make_tiff(path)
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            upload = _Upload(memoryview(content), {**os.environ, "YINQIAO_DB_NAME": copy})
            try:
                with _bare(Path(folder)) as floor:
                    upload.run(floor)
                child = _peak_of_child(lambda: upload.check(digest))
            finally:
                upload.forget()
                upload.content.release()
    note = (
        f"{_rate(upload.ours):,.0f} MiB/s; bare {_rate(upload.bare):,.0f}, sealed write {_rate(upload.sealed):,.0f};"
        f" {SPAN >> 20} MiB a request, {upload.busy:.2f} s of processor in the server; the server killed at half: {upload.again >> 20} MiB came again; digest equal"
    )
    yield at_least("archive_upload_of_bare", _share(upload.bare, upload.ours), 80, note=note)
    yield at_least(
        "archive_upload_of_sealing", _share(upload.sealed, upload.ours), 80, note="of the sealed write alone"
    )
    yield at_most("archive_upload_memory", upload.grown, 64, unit="MiB", note="what a worker of the server grew by")
    yield at_most("archive_upload_check", child, 256, unit="MiB", note="most that the confined child held")


class _Upload:
    """One scan on its way in, in requests of `SPAN`; seconds of each, and of the same bytes by each floor."""

    def __init__(self, content: memoryview, environment: dict[str, str]) -> None:
        self.content, self._environment = content, environment
        self.ours: list[float] = []
        self.bare: list[float] = []
        self.sealed: list[float] = []
        self.again = 0
        self.grown = self.busy = 0.0
        self._headers = _signed_in()
        user = get_user_model().objects.get(username=_OFFICER)
        self._officer = get_actor(user=user, grant_id=None, today=timezone.localdate(), request_id="")
        with acting(self._officer):
            archive = kept_archives(scope=self._officer.scope).filter(place_no=self._officer.scope.place_from).first()
        self._name = f"{archive.archive_no}_7_1.tif"
        self._batch = services.open_batch(actor=self._officer, at=timezone.now(), name="测速")
        self._scan = ""

    def run(self, floor: Callable[[memoryview], None]) -> None:
        """The first half, the kill in the middle of a request, the second half by another server."""
        half = len(self.content) // 2 // SPAN * SPAN
        with served(_SERVER, self._environment) as server:
            self._send(server, floor, 0, half)
            with socket.create_connection(("127.0.0.1", server.port)) as line:
                line.sendall(self._head(half))
                line.sendall(self.content[half : half + SPAN // 2])
                for one in _workers(server):
                    os.kill(one, signal.SIGKILL)
        with served(_SERVER, self._environment) as server:
            begun = self._announce(http.client.HTTPConnection("127.0.0.1", server.port, timeout=120))
            self.again = half + SPAN // 2 - begun
            self._send(server, floor, begun, len(self.content))

    def _send(self, server: Server, floor: Callable[[memoryview], None], begin: int, end: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        self._announce(line)
        before = {one: _memory(one, "VmRSS") for one in _workers(server)}
        begun = sum(map(_busy, before))
        for at in range(begin, end, SPAN):
            piece = self.content[at : min(at + SPAN, end)]
            self.ours.append(_timed(lambda at=at, piece=piece: self._post(line, at, piece)))  # type: ignore[misc]
            self.bare.append(_timed(lambda piece=piece: floor(piece)))  # type: ignore[misc]
            self.sealed.append(_timed(lambda piece=piece: _seal(piece)))  # type: ignore[misc]
        line.close()
        self.busy = (sum(map(_busy, before)) - begun) / len(range(begin, end, SPAN))
        grown = [_memory(one, "VmHWM") - held for one, held in before.items()]
        self.grown = max(self.grown, *grown)

    def _announce(self, line: http.client.HTTPConnection) -> int:
        body = urlencode({"name": self._name, "size": len(self.content)})
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", f"/digitised/batches/{self._batch}/files/", body, {**self._headers, **form})
        told = _answer(line)
        self._scan = told["id"]
        return int(told["received"])

    def _post(self, line: http.client.HTTPConnection, at: int, piece: memoryview) -> None:
        line.request("POST", self._address(at), piece, self._headers)  # type: ignore[arg-type]
        told = _answer(line)
        if told["received"] != at + len(piece):
            raise RuntimeError(f"{told['received']} of {at + len(piece)} bytes were taken")

    def _address(self, at: int) -> str:
        return f"/digitised/scans/{self._scan}/blocks/?no={at // BLOCK}"

    def _head(self, at: int) -> bytes:
        lines = [f"POST {self._address(at)} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {SPAN}"]
        return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in self._headers.items()), "", ""]).encode()

    def check(self, digest: str) -> None:
        """What the worker does next; RuntimeError when what was filed is not to the byte what was sent."""
        services.check_scan(actor=self._officer, at=timezone.now(), scan_id=UUID(self._scan))
        with acting(_SYSTEM):
            row = Scan.objects.get(pk=self._scan)
        if (row.state, row.sha256, row.pages) != ("filed", digest, PAGES):
            raise RuntimeError(f"the scan is {row.state} {row.told} with {row.pages} pages")

    def forget(self) -> None:
        """Take its blocks out of the store again."""
        if self._scan:
            with acting(_SYSTEM):
                addresses = list(Block.objects.filter(scan_id=self._scan).values_list("address", flat=True))
            for one in addresses:
                back().remove(one)


def _signed_in() -> dict[str, str]:
    """What the requests of a signed-in officer of the city carry."""
    client = Client(HTTP_HOST="localhost")
    user = get_user_model().objects.get(username=_OFFICER)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session, token = client.cookies[settings.SESSION_COOKIE_NAME].value, "a" * 32
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={token}", "X-CSRFToken": token}


def _answer(line: http.client.HTTPConnection) -> dict[str, Any]:
    answer = line.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"answered {answer.status}")
    told: dict[str, Any] = json.loads(content)
    return told


def _seal(piece: memoryview) -> None:
    """The floor without HTTP and without a database: the same bytes sealed into the same store."""
    sizes = [min(BLOCK, len(piece) - at) for at in range(0, len(piece), BLOCK)]
    for one in put_blocks(io.BytesIO(piece), uuid4(), 0, sizes=sizes):
        back().remove(one.address)


@contextmanager
def _bare(folder: Path) -> Iterator[Callable[[memoryview], None]]:
    """Sends bytes to the bare receiver and waits until they are on the disk."""
    command = [sys.executable, "-m", "tests.bench.bare_receiver", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        port = int(process.stdout.readline())  # type: ignore[union-attr]
        with socket.create_connection(("127.0.0.1", port)) as line:

            def send(piece: memoryview) -> None:
                line.sendall(LENGTH.pack(len(piece)))
                line.sendall(piece)
                line.recv(1)

            yield send


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _rate(took: list[float]) -> float:
    return SPAN / 2**20 / statistics.median(took)


def _share(floor: list[float], ours: list[float]) -> float:
    """Our rate in percent of the floor's: the middle one of the pairs but for the last, which is shorter."""
    return 100 * statistics.median(one / other for one, other in list(zip(floor, ours, strict=True))[:-1])


def _workers(server: Server) -> list[int]:
    """The processes that answer."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return [int(one) for one in children]


def _memory(pid: int, what: str) -> float:
    """MiB that a process holds (`VmRSS`) or has held at most (`VmHWM`)."""
    told = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(told[what].split()[0]) / 1024


def _busy(pid: int) -> float:
    """Seconds for which a process kept processors busy."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, told[11:13])) / os.sysconf("SC_CLK_TCK")


def _peak_of_child(work: Callable[[], None]) -> float:
    """The most that the confined child of `work` held, in MiB."""
    seen, is_over = [0.0], threading.Event()

    def watch() -> None:
        while not is_over.wait(0.02):
            for one in Path("/proc").iterdir():
                try:
                    if one.name.isdigit() and _CHILD in (one / "cmdline").read_bytes():
                        seen.append(_memory(int(one.name), "VmHWM"))
                except (OSError, KeyError):
                    continue

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        work()
    finally:
        is_over.set()
        watching.join()
    return max(seen)


_IFD = struct.Struct("<H" + "HHII" * 9 + "I")


def _make_tiff(path: Path) -> str:
    """A TIFF of `PAGES` grey pages without compression, as a flatbed writes them; its SHA-256."""
    page, digest, size = bytearray(os.urandom(SIDE * SIDE)), sha256(), SIDE * SIDE
    with path.open("wb") as target:
        at = 8
        for piece in _pieces(page, at, size):
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()


def _pieces(page: bytearray, at: int, size: int) -> Iterator[bytes]:
    yield struct.pack("<2sHI", b"II", 42, at)
    for no in range(PAGES):
        data = at + _IFD.size
        following = data + size if no < PAGES - 1 else 0
        tags = {256: SIDE, 257: SIDE, 258: 8, 259: 1, 262: 1, 273: data, 277: 1, 278: SIDE, 279: size}
        yield _IFD.pack(len(tags), *(part for tag, value in tags.items() for part in (tag, 4, 1, value)), following)
        page[:8] = struct.pack("<Q", no)
        yield bytes(page)
        at = data + size
