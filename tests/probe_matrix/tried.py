"""Sandboxes of the matrix: on each side one with a death that was told; the city's manager looks after all of them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import HOMES, City
from yinqiao.areas.accounts.models import User
from yinqiao.areas.accounts.queries import find_key_use, get_actor
from yinqiao.areas.intake.services import receive_events
from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.sandbox.rules import NAMES, number_of
from yinqiao.areas.sandbox.services import open_sandbox
from yinqiao.areas.sandbox.types import NewSandbox


def lay_sandboxes(city: City, manager: UUID) -> dict[str, str]:
    """A suspicion of a death in each, so that there is something to decide; side → the key of its sandbox.

    The last of the made-up people, of whom no page for programmers tells, is planted: the manager alone sees who it is.
    """
    city.texts |= {"tried.own": NAMES[-1], "tried_number.own": number_of(len(NAMES) - 1)}
    keys = {}
    today = timezone.localdate(city.at)
    actor = get_actor(user=User.objects.get(pk=manager), grant_id=None, today=today, request_id="")
    for side in HOMES:
        new = NewSandbox(f"试用单位{side}", SourceKind.ENTERPRISE, f"try-{side}", today + timedelta(days=30))
        no, token = open_sandbox(actor=actor, at=city.at, sandbox=new)
        use = find_key_use(token=token, today=today, request_id="")
        assert use is not None
        data = {
            "id_number": number_of(0), "name": NAMES[0], "died_on": (today - timedelta(days=1)).isoformat(),
            "proof": "死亡医学证明",
        }  # fmt: skip
        event = {
            "specversion": "1.0", "id": "1", "source": f"/sources/try-{side}", "type": "cn.yinqiao.person.death.v1",
            "time": city.at.isoformat(timespec="seconds"), "datacontenttype": "application/json", "data": data,
        }  # fmt: skip
        (receipt,) = receive_events(actor=use.actor, at=city.at, events=[event])
        keys[f"sandbox.{side}"] = token
        city.put("sandbox", side, no)
        city.put("tried_message", side, receipt.no)
    return keys
