"""Acts of orders, hours, rounds, reviews, stays and papers of the record, each in a process that a test may kill.

As `rooms_walk`: `main(goal, folder)` prepares a scene (`club`, `desk`, `stays`, `store`), or does one act in it.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any, Final

from tests.faults.rooms_walk import Acts, Scenes, walked


def main(goal: str, folder: Path) -> None:
    """Prepare, or do the act."""
    walked(goal, folder, _SCENES, _ACTS)


def _club() -> dict[str, Any]:
    """The small city: hours to confirm, a task to cancel, who leaves; two people on a round, and a round to give up."""
    from yinqiao.areas.duties.tests.serving import Serving
    from yinqiao.areas.retirees.tests.small_city import build_city, register_many
    from yinqiao.areas.retirees.types import RetireeStatus
    from yinqiao.areas.rounds.tests.walking import Walking
    from yinqiao.areas.volunteers.tests.club import Club

    city = build_city()

    def register(**facts: Any) -> Any:
        return register_many(city, [facts], RetireeStatus.MANAGED)[0]

    club = Club(city, register)
    task, person = club.task(), club.volunteer("志愿者甲")
    part, leaves = club.take(task, person), club.volunteer("志愿者乙")
    club.take(task, leaves)
    first, other = register(born_on=Serving.BORN), register(born_on=Serving.BORN)
    serving = Serving(city, first)
    serving.sweep()
    officer = city.actor("community_officer")
    kept, lost = (Walking(serving, other, officer).take() for _ in range(2))
    return {
        "city": city, "part": part, "task": task, "leaves": leaves, "officer": officer, "item": kept.items[first],
        "lost": lost.round_id,
    }  # fmt: skip


def _confirm(known: dict[str, Any]) -> None:
    from yinqiao.areas.volunteers import services
    from yinqiao.areas.volunteers.tests.club import AFTER, BEGINS, ENDS
    from yinqiao.areas.volunteers.types import Grade, Served
    from yinqiao.kernel.errors import Invalid

    served = Served(starts_at=BEGINS, ends_at=ENDS, break_minutes=0, grade=Grade.GOOD)
    # Hours may be put right, with a reason: whoever goes on gives none, and is asked for it.
    with contextlib.suppress(Invalid):
        services.confirm(actor=known["officer"], at=AFTER, part_id=known["part"], served=served)


def _cancel_task(known: dict[str, Any]) -> None:
    from yinqiao.areas.retirees.tests.small_city import AT
    from yinqiao.areas.volunteers import services

    street = known["city"].actor("street_officer", "street")
    services.cancel_task(actor=street, at=AT, task_id=known["task"], why="下雨")


def _leave_club(known: dict[str, Any]) -> None:
    from yinqiao.areas.retirees.tests.small_city import AT
    from yinqiao.areas.volunteers import services

    services.leave(actor=known["officer"], at=AT, retiree_id=known["leaves"])


def _receive(known: dict[str, Any]) -> None:
    from yinqiao.areas.duties.types import Delivery, Outcome, Way
    from yinqiao.areas.retirees.tests.small_city import TODAY
    from yinqiao.areas.rounds import services
    from yinqiao.areas.rounds.tests.walking import LATER
    from yinqiao.areas.rounds.types import Told

    # The telephone sends the same again until it has a receipt.
    told = Told(Delivery(way=Way.VISIT, outcome=Outcome.MET, day=TODAY, condition="steady"), LATER, LATER, "")
    services.receive_item(actor=known["officer"], at=LATER, item_id=known["item"], told=told)


def _cancel_round(known: dict[str, Any]) -> None:
    from yinqiao.areas.rounds import services
    from yinqiao.areas.rounds.tests.walking import LATER

    services.cancel_round(actor=known["officer"], at=LATER, round_id=known["lost"])


def _desk() -> dict[str, Any]:
    """The city's desk of the hotline: orders that are over, and a cause that many call about."""
    from yinqiao.areas.cases.services import accept
    from yinqiao.areas.handover.tests.conftest import make_scene
    from yinqiao.areas.hotline import services
    from yinqiao.areas.hotline.models import Cluster
    from yinqiao.areas.hotline.tests.sheets import LATER, SYSTEM, Desk, row
    from yinqiao.platform.access import acting

    desk = Desk.of(make_scene())
    batch = desk.take(row("A1"))
    desk.close("A1")
    desk.quiet()
    desk.ferment()
    services.sweep_clusters(actor=SYSTEM, at=LATER)
    with acting(SYSTEM):
        cluster = Cluster.objects.get().pk
    case = desk.case("C0").pk
    accept(actor=desk.scene.street, at=LATER, case_id=case)
    return {"city": desk.city, "street": desk.scene.street, "batch": batch.pk, "cluster": cluster, "case": case}


def _take_sheet(known: dict[str, Any]) -> None:
    from yinqiao.areas.handover.tests.conftest import NOW
    from yinqiao.areas.hotline import services
    from yinqiao.areas.hotline.tests.sheets import row, sheet

    services.take_orders(actor=known["city"], at=NOW, file=sheet(row("B1", "楼道灯不亮"), row("A1", "更正：四栋漏水")))


def _answer(known: dict[str, Any]) -> None:
    from yinqiao.areas.handover.tests.conftest import NOW
    from yinqiao.areas.hotline import services

    services.answer_orders(actor=known["city"], at=NOW, batch_id=known["batch"])


def _take_up(known: dict[str, Any]) -> None:
    from yinqiao.areas.hotline import services
    from yinqiao.areas.hotline.tests.sheets import LATER

    services.take_up(actor=known["city"], at=LATER, cluster_id=known["cluster"], words="查维修资金")


def _close_case(known: dict[str, Any]) -> None:
    from yinqiao.areas.cases import services
    from yinqiao.areas.hotline.tests.sheets import LATER, OUTCOME

    services.close(actor=known["street"], at=LATER, case_id=known["case"], outcome=OUTCOME)


def _stays() -> dict[str, Any]:
    """A review that waits to be approved; a stay with something open."""
    from yinqiao.areas.handover.tests.conftest import NOW, make_scene
    from yinqiao.areas.party.tests.transfers import Transfer
    from yinqiao.areas.party_life.tests.life import Life
    from yinqiao.areas.party_reviews.tests.round import B, E, Q, Round
    from yinqiao.areas.secondments import services
    from yinqiao.areas.secondments.tests.conftest import make_stay
    from yinqiao.areas.secondments.types import DeedKind, NewDeed

    scene = make_scene()
    review = Round.of(Life.of(Transfer.of(scene)))
    review.confirmed()
    review.send(E, Q, B)
    stay = make_stay(scene)
    new = NewDeed(DeedKind.VISIT, NOW.date(), "身体硬朗", "回电话", NOW.date())
    services.note_deed(actor=stay.officer, at=NOW, retiree_id=stay.people["王桂英"], new=new)
    return {"scene": scene, "review": review, "stay": stay}


def _approve(known: dict[str, Any]) -> None:
    from yinqiao.areas.party_reviews import services

    known["review"].do(services.approve, known["review"].life.district)


def _end_stay(known: dict[str, Any]) -> None:
    from yinqiao.areas.handover.tests.conftest import NOW
    from yinqiao.areas.secondments import services

    services.end_secondment(
        actor=known["scene"].community, at=NOW, secondment_id=known["stay"].id, why="企业召回"
    )  # fmt: skip


def _close_community(known: dict[str, Any]) -> None:
    from yinqiao.areas.handover.tests.conftest import NOW
    from yinqiao.areas.secondments import services

    services.close_community(actor=known["scene"].city, at=NOW, community_id=known["stay"].community_id)


def _store() -> dict[str, Any]:
    """A store room: one paper to seal, one to refuse."""
    from yinqiao.areas.archive_certificates.tests.desk import KINSHIP, Desk
    from yinqiao.areas.digitised.tests.room import Room
    from yinqiao.areas.handover.tests.conftest import make_scene

    desk = Desk.of(Room.of(make_scene()))
    return {"desk": desk, "drafted": desk.draft(desk.ask()), "asked": desk.ask(KINSHIP)}


def _issue(known: dict[str, Any]) -> None:
    known["desk"].issue(known["drafted"])


def _refuse(known: dict[str, Any]) -> None:
    from yinqiao.areas.archive_certificates import services
    from yinqiao.areas.handover.tests.conftest import NOW

    act = {"actor": known["desk"].room.mate, "at": NOW, "attestation_id": known["asked"]}
    services.refuse(words="档案没有记载，请到派出所办理。", **act)


_SCENES: Final[Scenes] = {
    "club": _club, "desk": _desk, "stays": _stays, "store": _store,
}  # fmt: skip
_ACTS: Final[Acts] = {
    "confirm": _confirm, "cancel_task": _cancel_task, "leave_club": _leave_club, "receive": _receive,
    "cancel_round": _cancel_round, "take_sheet": _take_sheet, "answer": _answer, "take_up": _take_up,
    "close_case": _close_case,
    "approve": _approve, "end_stay": _end_stay, "close_community": _close_community,
    "issue": _issue, "refuse": _refuse,
}  # fmt: skip
