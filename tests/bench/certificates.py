"""The rows about certificates: from the tap to the signed file, as the role app does it, over 30,000 people.

Held to the processor time of this process and of its database, which the machine's other work does not lengthen; what it
took by the clock stands beside it. How many a second two cores make follows from the same time.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.test import override_settings
from django.utils import timezone

from tests.bench.databases import TENTH, pointed_at, register_of, scratch
from tests.bench.figures import Figure, at_least, at_most, p95
from tests.bench.looking import busiest_scopes
from tests.bench.pages import processors
from yinqiao.areas.certificates.queries import get_certificate
from yinqiao.areas.certificates.services import check_code, check_file, issue, permit
from yinqiao.areas.certificates.types import Asked
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.files.store import get_file, read_bytes

TIMES, WARM, CORES = 60, 5, 2
_ADDRESS = "http://localhost:8000/verify/"


def certificate() -> Iterator[Figure]:
    """Issued one after another for people of the busiest community, each read back as the browser would."""
    database = register_of(TENTH)
    with scratch(database) as copy, pointed_at(copy), tempfile.TemporaryDirectory() as folder:
        scope = busiest_scopes(copy)["community"]
        with override_settings(FILES_FOLDER=Path(folder)):
            busy, clock, pdf = _issued(scope)
            seen = _checked(pdf)
    note = f"median {statistics.median(busy):.0f} ms; by the clock p95 {p95(clock):.0f} ms, first {clock[0]:.0f} ms"
    yield at_most("certificate_tap_to_file", p95(busy[WARM:]), 400, unit="ms", note=note)
    a_second = CORES * 1000 / statistics.mean(busy[WARM:])
    yield at_least("certificate_rate", a_second, 20, unit="a second", note="two cores, by processor time")
    yield at_most("certificate_check", p95(seen), 100, unit="ms", note="an unknown code and a known file in turn")


def _issued(scope: Scope) -> tuple[list[float], list[float], bytes]:
    officer, at = Actor(uuid4(), "community_officer", "测速", scope), timezone.now()
    city = Actor(uuid4(), "city_manager", "测速", Scope.place(1, 2**31 - 1, "市"))
    permit(actor=city, at=at, kind="managed", is_automatic=True)
    with acting(officer):
        people = list(people_within(scope=scope).filter(status="managed").values_list("pk", flat=True)[: TIMES + WARM])
    busy, clock, pdf = [], [], b""
    asked = Asked("managed", "办理养老服务机构入住", _ADDRESS)
    for person in people:
        begun, before = time.perf_counter(), processors()
        made = issue(actor=officer, at=at, retiree_id=person, asked=asked)
        with acting(officer):
            file_id = get_certificate(scope=scope, certificate_id=made).file_id
            pdf = read_bytes(get_file(file_id)) if file_id else b""
        clock.append((time.perf_counter() - begun) * 1000)
        busy.append((processors() - before) * 1000)
    if not pdf.startswith(b"%PDF-"):
        raise RuntimeError("no certificate was sealed")
    return busy, clock, pdf


def _checked(pdf: bytes) -> list[float]:
    checker, at, took = Actor.system("证明查验"), timezone.now(), []
    for turn in range(TIMES):
        # Beyond sixty a minute one address is refused.
        moment = at + timedelta(minutes=turn)
        before = processors()
        check_code(actor=checker, at=moment, code="0123456789ABCDEFGHJKMNPQ", address="10.0.0.1")
        told = check_file(actor=checker, at=moment, content=pdf, address="10.0.0.1")
        took.append((processors() - before) * 1000)
        if told is None:
            raise RuntimeError("a certificate was not known by its file")
    return took
