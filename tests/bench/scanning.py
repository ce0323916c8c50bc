"""The rows about scans: a gigabyte sent block by block to the real server, beside a bare receiver on the same disk."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.bench.databases import pointed_at, register_of, scratch
from tests.bench.figures import Figure, at_least, at_most
from yinqiao.areas.accounts.models import Grant, User
from yinqiao.areas.accounts.queries import get_actor
from yinqiao.areas.archives.queries import list_archives
from yinqiao.areas.digitised import services
from yinqiao.areas.digitised.models import Scan
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.scans.sealing import BLOCK
from yinqiao.platform.scans.tests.samples import pdf

PEOPLE, BLOCKS, ROUNDS = 3_000, 128, 3
SIZE = BLOCK * BLOCKS
MEGABYTE = 2**20
_PIECE = os.urandom(BLOCK)


def archive_upload() -> Iterator[Figure]:
    """Speed in megabytes a second by the clock, the middle of some rounds; memory at its highest."""
    with (
        tempfile.TemporaryDirectory(prefix="yq-scans-", dir=settings.INSTANCE.home) as folder,
        scratch(register_of(PEOPLE)) as database,
        pointed_at(database),
    ):
        officer = _officer()
        floors, ours, memory = [], [], 0.0
        for no in range(ROUNDS):
            floors.append(_bare(Path(folder) / "bare"))
            seconds, used = _sent(officer, no, Path(folder))
            ours.append(seconds)
            memory = max(memory, used)
        checked = _checked(officer)
    floor, own = SIZE / MEGABYTE / statistics.median(floors), SIZE / MEGABYTE / statistics.median(ours)
    note = f"{own:.0f} MB/s against {floor:.0f} of a bare receiver that keeps the same blocks durably; 1 GiB, {BLOCKS} blocks"
    yield at_least("archive_upload", own / floor * 100, 80, note=note)
    yield at_most("archive_upload_memory", memory, 64, unit="MB", note="what the server grew by while it took 1 GiB")
    yield at_most("archive_check_memory", checked, 96, unit="MB", note="what the worker grew by while it checked 1 GiB")


def _officer() -> Actor:
    user = User.objects.get(username="shi.huang")
    grant = Grant.objects.get(user=user)
    return get_actor(user=user, grant_id=str(grant.pk), today=timezone.localdate(), request_id="")


def _announced(officer: Actor, no: int, size: int) -> UUID:
    with acting(officer):
        archive = list_archives(scope=officer.scope, wanted="received").filter(place_no=officer.scope.place_from)[5]
    batch = services.open_batch(actor=officer, at=timezone.now(), name="bench")
    name = f"{archive.archive_no}_1_{no + 20}.pdf"
    return services.begin_upload(actor=officer, at=timezone.now(), batch_id=batch, name=name, size=size).scan_id


def _sent(officer: Actor, no: int, folder: Path) -> tuple[float, float]:
    """Seconds for a gigabyte, and by how many megabytes the server grew."""
    scan = _announced(officer, no, SIZE)
    client = Client()
    client.force_login(User.objects.get(pk=officer.id), "allauth.account.auth_backends.AuthenticationBackend")
    cookie = f"sessionid={client.cookies['sessionid'].value}; csrftoken={'a' * 32}"
    headers = {"Cookie": cookie, "X-CSRFToken": "a" * 32, "Content-Type": "application/octet-stream"}
    with _server(folder) as (port, pid):
        _post(port, f"/digitised/scans/{scan}/blocks/?no=99", headers, b"x")
        before, begun = _resident(pid), time.perf_counter()
        for block in range(BLOCKS):
            status, told = _post(port, f"/digitised/scans/{scan}/blocks/?no={block}", headers, _PIECE)
            if status != 200 or json.loads(told)["received"] != (block + 1) * BLOCK:
                raise RuntimeError(f"block {block}: {status}")
        return time.perf_counter() - begun, _resident(pid) - before


def _post(port: int, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    line.request("POST", path, body, headers)
    answer = line.getresponse()
    told = answer.status, answer.read()
    line.close()
    return told


def _resident(pid: int) -> float:
    """The most that a process has held so far, in megabytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(one.split()[1]) for one in lines if one.startswith("VmHWM:")) / 1024


@contextmanager
def _server(folder: Path) -> Iterator[tuple[int, int]]:
    """The product's server with one worker: its port, and the process that answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--host", "127.0.0.1",
               "--port", str(port), "yinqiao.config.wsgi:application"]  # fmt: skip
    environment = {**os.environ, "YINQIAO_DB_NAME": settings.DATABASES["default"]["NAME"]}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
    )
    try:
        for _ in range(300):
            try:
                _post(port, "/healthz", {}, b"")
                break
            except OSError:
                time.sleep(0.1)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        yield port, max((int(one) for one in children), key=_resident)
    finally:
        process.terminate()
        process.wait(30)


def _bare(folder: Path) -> float:
    """Seconds in which a process without any work takes the same requests and keeps each durably in a file."""
    folder.mkdir(exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as door:
        taker = multiprocessing.get_context("fork").Process(target=_take, args=(door, folder))
        taker.start()
        port, begun = door.getsockname()[1], time.perf_counter()
        for block in range(BLOCKS):
            _post(port, f"/{block}", {}, _PIECE)
        seconds = time.perf_counter() - begun
        taker.join()
    for path in folder.iterdir():
        path.unlink()
    return seconds


def _take(door: socket.socket, folder: Path) -> None:
    buffer = memoryview(bytearray(MEGABYTE))
    for block in range(BLOCKS):
        line, _ = door.accept()
        with line, (folder / str(block)).open("wb") as target:
            begun = line.recv(65536)
            while b"\r\n\r\n" not in begun:
                begun += line.recv(65536)
            rest = begun.partition(b"\r\n\r\n")[2]
            target.write(rest)
            left = BLOCK - len(rest)
            while left:
                count = line.recv_into(buffer)
                target.write(buffer[:count])
                left -= count
            target.flush()
            os.fsync(target.fileno())
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def _checked(officer: Actor) -> float:
    """By how many megabytes this process grows while it takes in and looks through a PDF of a gigabyte."""
    content = pdf(1)
    head, tail = content[: content.rindex(b"%%EOF")], b"\n%%EOF\n"
    scan = _announced(officer, ROUNDS, SIZE)
    for block in range(BLOCKS):
        first = (head + b"%" + b"x" * (BLOCK - len(head) - 1)) if not block else b"x" * BLOCK
        piece = first if block < BLOCKS - 1 else first[: -len(tail)] + tail
        services.take_block(actor=officer, at=timezone.now(), scan_id=scan, no=block, source=BytesIO(piece))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    services.check_scan(actor=officer, at=timezone.now(), scan_id=scan)
    with acting(officer):
        row = Scan.objects.get(pk=scan)
    if row.state != "filed":
        raise RuntimeError(f"{row.state} {row.told}")
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
