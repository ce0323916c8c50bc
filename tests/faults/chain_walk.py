"""Walks papers, packages between cities and the monthly handover in a process of its own, so that a test may kill it.

`python -m tests.faults.chain_walk prepare|print|hand_over|send|receive FOLDER`: looks at what is there and does what is
still to do, as the worker and the officers would after a crash, then prints what the database holds.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from yinqiao.areas.othercity.tests.cities import Cities
    from yinqiao.areas.routine.tests.months import Months

# Whoever goes to another city, comes from one, retires this month.
GONE, COMES, RETIRE = 202, 802, (301, 303)


def main(goal: str, folder: Path) -> None:
    """Go on until the goal is reached; print the counts as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinqiao.config.settings")
    django.setup()
    from django.conf import settings

    settings.FILES_FOLDER = folder / "files"
    settings.KEYRING_FILE = folder / "keys.json"
    settings.FILES_FOLDER.mkdir(exist_ok=True)
    {"prepare": _prepare, "print": _print, "hand_over": _hand_over, "send": _send, "receive": _receive}[goal](folder)
    sys.stdout.write(json.dumps(counts()))


def _months() -> Months:
    from yinqiao.areas.handover.tests.conftest import find_scene
    from yinqiao.areas.routine.tests.months import Months

    return Months.of(find_scene())


def _cities(folder: Path) -> Cities:
    from yinqiao.areas.handover.tests.conftest import CITY, find_scene, place_actor
    from yinqiao.areas.othercity.tests.cities import DESK, Cities

    far = pickle.loads((folder / "far.keys").read_bytes())  # noqa: S301  written by this walk
    return Cities(find_scene(), place_actor("agency_officer", DESK), place_actor("city_manager", CITY), far)


def _prepare(folder: Path) -> None:
    """People who retire soon, confirmed; people at the agency's desk; a package of another city that has just come."""
    from yinqiao.areas.handover.tests.conftest import find_scene
    from yinqiao.areas.othercity.tests.cities import Cities

    months = _months()
    months.expect()
    months.confirm(*RETIRE)
    cities = Cities.of(find_scene())
    (folder / "far.keys").write_bytes(pickle.dumps(cities.far))
    (folder / "theirs.jwe").write_bytes(cities.sealed(cities.message()))


def _print(folder: Path) -> None:
    from yinqiao.areas.handover.tests.conftest import NOW
    from yinqiao.areas.papers import services
    from yinqiao.areas.papers.models import Printing
    from yinqiao.areas.routine.views.papers import LETTER
    from yinqiao.platform.access import acting

    months = _months()
    with acting(months.firm):
        ordered = Printing.objects.values_list("pk", flat=True).first()
    if ordered is None:
        subjects = [str(months.person(one).pk) for one in RETIRE]
        ordered = services.order_printing(actor=months.firm, at=NOW, kind=LETTER, subjects=subjects)
    # As the worker does with a job that it finds begun and not ended.
    services.carry_out_printing(actor=months.firm, at=NOW, printing_id=ordered)


def _hand_over(folder: Path) -> None:
    from yinqiao.areas.handover.tests.conftest import NOW
    from yinqiao.areas.routine import services
    from yinqiao.areas.routine.types import ExpectedState

    months = _months()
    waiting = [one for one in RETIRE if months.state(one) is ExpectedState.CONFIRMED]
    if waiting:
        ids = [months.person(one).pk for one in waiting]
        services.hand_over_people(actor=months.firm, at=NOW, ids=ids)


def _send(folder: Path) -> None:
    from yinqiao.areas.othercity.models import Transfer
    from yinqiao.areas.othercity.types import TransferState
    from yinqiao.platform.access import Actor, acting

    cities = _cities(folder)
    with acting(Actor.system("测试")):
        sent = Transfer.objects.exists()
    if not sent:
        cities.offer(GONE)
    transfer = cities.transfer(GONE)
    if transfer.state == TransferState.OFFERED:
        answer = folder / "answer.jwe"
        if not answer.exists():
            answer.write_bytes(cities.answer(transfer.package, (transfer.pk, "")))
        cities.take_in(answer.read_bytes(), by=cities.desk)


def _receive(folder: Path) -> None:
    """The same file again: it counts once."""
    _cities(folder).take_in((folder / "theirs.jwe").read_bytes())


def counts() -> dict[str, Any]:
    """What the database holds, in counts that must be the same whatever went wrong on the way."""
    from django.db import connection

    from yinqiao.platform.access import Actor, acting

    found: dict[str, Any] = {}
    with acting(Actor.system("测试")), connection.cursor() as cursor:
        for name, statement in _COUNTS.items():
            cursor.execute(statement)
            found[name] = cursor.fetchone()[0]
    return found


_COUNTS = {
    "papers": "SELECT count(*)::int FROM papers_paper",
    "numbers": "SELECT coalesce(sum(last), 0)::int FROM papers_paperseries",
    "printed_files": "SELECT count(*)::int FROM files_storedfile WHERE kind = 'paper'",
    "listed": "SELECT count(*)::int FROM routine_expectedretiree WHERE state = 'listed'",
    "rosters": "SELECT count(*)::int FROM lists_batch WHERE kind = 'roster' AND state = 'uploaded'",
    "packages": "SELECT count(*)::int FROM othercity_package",
    "sealed_files": "SELECT count(*)::int FROM othercity_paper",
    "transfers": "SELECT coalesce(string_agg(state, ','), '') FROM othercity_transfer",
    "arrivals": "SELECT coalesce(string_agg(state, ','), '') FROM othercity_arrival",
    "away": "SELECT count(*)::int FROM retirees_retiree WHERE status = 'moved_away'",
    "held": "SELECT count(*)::int FROM handover_offer WHERE state = 'accepted'",
}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
