"""The row about 长辈版: so many people at once, each reading a page before the next, against the server of `make up`."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.bench.figures import Figure, at_most, p95
from tests.journeys.site import Site, raise_site, raze_site

PEOPLE, AT_ONCE, SECONDS, WARM_UP = 3000, 200, 60, 10
BAR, SEED = 300, 1
# Somebody of 78 reads a page before going on; the pauses are drawn around this, none below a second.
READS_FOR = 8
# As one goes on from the home: what is due, back, what is held of one, who looked, and so on.
WALK = ("", "certification/", "", "record/", "seen/", "", "community/", "", "benefits/", "", "apply/", "", "requests/")
ENTER = f"""
import json
from django.utils import timezone
from yinqiao.areas.portal.services import open_session
from yinqiao.areas.portal.types import Device, Means, Proof
from yinqiao.areas.retirees.models import Retiree
from yinqiao.platform.access import Actor, acting
entrance = Actor.system("bench")
with acting(entrance):
    people = list(Retiree.objects.filter(status="managed").order_by("id").values_list("pk", flat=True)[:{AT_ONCE}])
proofs = [Proof(one, Means.PHONE_CODE) for one in people]
print(json.dumps([open_session(actor=entrance, at=timezone.now(), proof=one, device=Device("手机")) for one in proofs]))
"""


@dataclass
class Told:
    """What came back, from all at once: milliseconds each, and what was no page."""

    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def portal_at_once() -> Iterator[Figure]:
    """Each signed in beforehand, as a phone stays; what is counted begins when all have begun."""
    site = raise_site(people=PEOPLE, seed=SEED, workers=2)
    try:
        tokens = json.loads(site.run(ENTER))
        told, begins = Told(), time.monotonic() + WARM_UP
        readers = [
            threading.Thread(target=_read, args=(site, token, told, begins, random.Random(SEED + no)))
            for no, token in enumerate(tokens)
        ]
        for one in readers:
            one.start()
        for one in readers:
            one.join()
    finally:
        raze_site(site)
    if len(tokens) < AT_ONCE:
        raise RuntimeError(f"only {len(tokens)} people to let in")
    note = (
        f"{AT_ONCE} people, {len(told.took):,} pages, {len(told.took) / SECONDS:.0f} a second; each reads {READS_FOR} s"
    )
    yield at_most("portal_at_once", p95(told.took), BAR, unit="ms", note=note)
    yield at_most(
        "portal_at_once_errors", len(told.wrong), 0, unit="errors", note=", ".join(sorted(set(told.wrong))[:5])
    )


def _read(site: Site, token: str, told: Told, begins: float, chance: random.Random) -> None:
    """One person: a page, a pause, the next, until the time is over."""
    ends, at = begins + SECONDS, chance.randrange(len(WALK))
    time.sleep(chance.random() * WARM_UP)
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    while (now := time.monotonic()) < ends:
        path, at = f"/my/{WALK[at % len(WALK)]}", at + 1
        try:
            line.request("GET", path, headers={"Cookie": f"yq_my={token}"})
            answer = line.getresponse()
            answer.read()
            status = str(answer.status)
        except OSError as problem:
            line.close()
            status = type(problem).__name__
        with told.lock:
            if now >= begins:
                told.took.append((time.monotonic() - now) * 1000)
                if status != "200":
                    told.wrong.append(f"{status} at {path}")
        time.sleep(max(1.0, chance.expovariate(1 / READS_FOR)))
    line.close()
