"""Acts that write many things, each in a process of its own, so that a test may kill it before and after its commit.

`main(goal, folder)`: prepares a scene (`register`, `offices`, `scans`), or does one act in it. Done already is done.
"""

from __future__ import annotations

import contextlib
import os
import pickle
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, Final

import django

Scenes = dict[str, Callable[[], dict[str, Any]]]
Acts = dict[str, Callable[[dict[str, Any]], None]]


def main(goal: str, folder: Path) -> None:
    """Prepare, or do the act."""
    walked(goal, folder, _SCENES, _ACTS)


def walked(goal: str, folder: Path, scenes: Scenes, acts: Acts) -> None:
    """Prepare one of `scenes`, or do one of `acts`. A refusal says that it was done before."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinqiao.config.settings")
    django.setup()
    from django.conf import settings

    from yinqiao.kernel.errors import Conflict, Refused

    settings.FILES_FOLDER = folder / "files"
    settings.KEYRING_FILE = folder / "keys.json"
    settings.FILES_FOLDER.mkdir(exist_ok=True)
    known = folder / "known.pickle"
    if goal in scenes:
        known.write_bytes(pickle.dumps(scenes[goal]()))
        return
    with contextlib.suppress(Conflict, Refused):
        acts[goal](pickle.loads(known.read_bytes()))  # noqa: S301  written by this walk


def _register() -> dict[str, Any]:
    """The small city: courses to settle, to leave and to sweep; services due; relief to check and to pay."""
    from yinqiao.areas.activities import services as activities
    from yinqiao.areas.activities.tests.school import CLOSES, enrolments, open_school
    from yinqiao.areas.activities.types import Plan
    from yinqiao.areas.duties.tests.serving import Serving
    from yinqiao.areas.retirees.tests.small_city import AT, build_city, register_many
    from yinqiao.areas.retirees.types import RetireeStatus

    city = build_city()

    def register(**facts: Any) -> Any:
        return register_many(city, [facts], RetireeStatus.MANAGED)[0]

    school = open_school(city, register)

    def course(begins: int) -> Any:
        return school.course(seats=1, plan=Plan(CLOSES + timedelta(days=5), 3, time(begins), time(begins + 1)))

    settle, leave, swept = (course(begins) for begins in (9, 11, 13))
    for at in range(3):
        for made in (settle, leave, swept):
            school.enrol(made, register(name=f"学员{'甲乙丙'[at]}"))
    for made in (leave, swept):
        school.settle(made)
    # Somebody is asked for the seat, and does not answer.
    activities.withdraw(actor=school.officer, at=AT + timedelta(days=16), enrolment_id=enrolments(swept)[0].pk)
    serving = Serving(city, register(born_on=Serving.BORN))
    serving.sweep()
    return {
        "city": city, "settle": settle, "leaves": enrolments(leave)[0].pk, "person": serving.person,
        "due": serving.open_ids(), "check": _relief(city, register()), "pay": _granted(city, register()),
    }  # fmt: skip


def _relief(city: Any, who: Any) -> Any:
    from yinqiao.areas.aid import services
    from yinqiao.areas.aid.tests.tellers import SIGNED
    from yinqiao.areas.aid.types import NewRelief, Origin
    from yinqiao.areas.retirees.tests.small_city import AT

    officer = city.actor("community_officer")
    case = services.apply_relief(actor=officer, at=AT, retiree_id=who, new=NewRelief("temporary", Origin.SELF))
    services.consent_to_check(actor=officer, at=AT, relief_id=case, consent=SIGNED)
    return case


def _granted(city: Any, who: Any) -> Any:
    from yinqiao.areas.aid import services
    from yinqiao.areas.aid.types import Opinion
    from yinqiao.areas.retirees.tests.small_city import AT

    case = _relief(city, who)
    _check(city, case, "430999195003113128")
    services.submit_opinion(actor=city.actor("street_officer"), at=AT, relief_id=case, opinion=Opinion(60_000))
    services.decide_relief(
        actor=city.actor("city_manager"), at=AT + timedelta(days=8), relief_id=case,
        opinion=Opinion(60_000, None, "长民救1号"),
    )  # fmt: skip
    return case


def _check(city: Any, case: Any, *numbers: str) -> None:
    from yinqiao.areas.aid import services
    from yinqiao.areas.aid.types import Household, Member
    from yinqiao.areas.retirees.tests.small_city import AT

    home = Household(tuple(Member("王某", "家人", one, 0) for one in numbers), 0)
    services.check_household(actor=city.actor("community_officer"), at=AT, relief_id=case, household=home)


def _settle(known: dict[str, Any]) -> None:
    from yinqiao.areas.activities import services
    from yinqiao.areas.activities.tests.school import AFTER, VALUE

    officer = known["city"].actor("street_officer", "street")
    services.settle(actor=officer, at=AFTER, offering_id=known["settle"], public_value=VALUE)


def _leave(known: dict[str, Any]) -> None:
    from yinqiao.areas.activities import services
    from yinqiao.areas.activities.tests.school import AFTER

    services.withdraw(
        actor=known["city"].actor("street_officer", "street"), at=AFTER, enrolment_id=known["leaves"]
    )  # fmt: skip


def _sweep_courses(known: dict[str, Any]) -> None:
    from yinqiao.areas.activities import services
    from yinqiao.areas.activities.tests.school import AFTER, SYSTEM

    services.sweep(actor=SYSTEM, at=AFTER + timedelta(days=9))


def _deliver(known: dict[str, Any]) -> None:
    from yinqiao.areas.duties.tests.serving import Serving

    Serving(known["city"], known["person"]).deliver(known["due"])


def _sweep_duties(known: dict[str, Any]) -> None:
    from yinqiao.areas.duties import services
    from yinqiao.areas.duties.tests.serving import AT, SYSTEM

    services.sweep_duties(actor=SYSTEM, at=AT + timedelta(days=70))


def _check_home(known: dict[str, Any]) -> None:
    from yinqiao.areas.aid.models import ReliefMember
    from yinqiao.platform.access import Actor, acting

    # A household may be looked into again: whoever goes on sees that it is recorded already.
    with acting(Actor.system("测试")):
        if ReliefMember.objects.filter(relief_id=known["check"]).exists():
            return
    _check(known["city"], known["check"], "430999194603113119", "430999195203113130")


def _pay(known: dict[str, Any]) -> None:
    from yinqiao.areas.aid import services
    from yinqiao.areas.aid.types import NewPayment
    from yinqiao.areas.retirees.tests.small_city import AT

    new = NewPayment(date(2026, 3, 1), 60_000, "临时救助资金", "")
    services.note_payment(
        actor=known["city"].actor("city_manager"), at=AT + timedelta(days=8), relief_id=known["pay"], new=new
    )  # fmt: skip


def _offices() -> dict[str, Any]:
    """The small city of the handover: a death and a life, a meeting with two decisions, a party branch with a meeting."""
    from yinqiao.areas.cases import services as cases
    from yinqiao.areas.cases.tests.offices import COMMUNITY, place_no
    from yinqiao.areas.cases.types import NewCase, NewDecision, NewMeeting
    from yinqiao.areas.effects.tests.lives import Lives
    from yinqiao.areas.handover.tests.conftest import NOW, make_scene
    from yinqiao.areas.party.tests.transfers import Transfer
    from yinqiao.areas.party_life import services as party_life
    from yinqiao.areas.party_life.tests.life import BRANCH, Life
    from yinqiao.platform.access import acting

    scene = make_scene()
    lives, transfer = Lives.of(scene), Transfer.of(scene)
    lives.agree()
    lives.die(name="欧阳建国")
    act = {"actor": scene.street, "at": NOW}
    case = cases.open_case(actor=scene.community, at=NOW, new=NewCase("housing_repair", "漏水", people=(lives.id(),)))
    cases.accept(case_id=case, **act)
    with acting(scene.street):
        from yinqiao.areas.cases.queries import get_case

        number = get_case(scope=scene.street.scope, case_id=case).number
    meeting = cases.plan_meeting(new=NewMeeting("协调会", NOW.date(), (number,), ()), **act)
    for words, owner in (("安排住处", place_no(COMMUNITY)), ("落实资金", None)):
        cases.decide(meeting_id=meeting, new=NewDecision(case, words, 3, place_no=owner), **act)
    place = transfer.member(102).place_no
    branch = party_life.found_branch(place_no=place, given=BRANCH, **act)
    party_life.place_members(branch_id=branch, member_ids=transfer.ids(102), **act)
    life = Life(transfer, branch, (102,))
    return {"scene": scene, "died": lives.id("欧阳建国"), "meeting": meeting, "life": life, "gathering": life.add()}


def _die(known: dict[str, Any]) -> None:
    from yinqiao.areas.effects.tests.lives import Lives

    Lives(known["scene"], known["scene"].city).die()


def _condole(known: dict[str, Any]) -> None:
    from yinqiao.areas.bereavement import services
    from yinqiao.areas.bereavement.models import Condolence
    from yinqiao.areas.bereavement.types import NewCondolence
    from yinqiao.areas.effects.tests.lives import NOW, SYSTEM, TODAY
    from yinqiao.platform.access import acting

    # A family is visited as often as people go there: whoever goes on looks at what is noted already.
    with acting(SYSTEM):
        if Condolence.objects.exists():
            return
    new = NewCondolence(visited_on=TODAY, visitors="社区书记", money_fen=50_000, gift="花圈")
    services.note_condolence(actor=known["scene"].community, at=NOW, retiree_id=known["died"], new=new)


def _meet(known: dict[str, Any]) -> None:
    from yinqiao.areas.cases import services
    from yinqiao.areas.cases.types import Held
    from yinqiao.areas.handover.tests.conftest import NOW

    held = Held(("望月湖街道 彭辉",), "先修后结。")
    services.record_meeting(actor=known["scene"].street, at=NOW, meeting_id=known["meeting"], held=held)


def _ask(known: dict[str, Any]) -> None:
    from yinqiao.areas.benefits import services
    from yinqiao.areas.handover.tests.conftest import NOW

    services.ask_fates(actor=known["scene"].street, at=NOW, enterprise_id=known["scene"].other_id)


def _tell(known: dict[str, Any]) -> None:
    known["life"].tell(known["gathering"])


def _plan(known: dict[str, Any]) -> None:
    known["life"].plan()


def _scans() -> dict[str, Any]:
    """A filed scan with two pages of text, which nobody has read."""
    from yinqiao.areas.digitised.tests.room import Room
    from yinqiao.areas.handover.tests.conftest import make_scene
    from yinqiao.areas.scan_texts.tests.desk import file_text

    file_text(Room.of(make_scene()), "9900102_1_1.pdf", "参加工作时间 一九六八年", "工资升级审批表")
    return {}


def _read(known: dict[str, Any]) -> None:
    from yinqiao.areas.scan_texts.tests.desk import read_all

    read_all()


_SCENES: Final[Scenes] = {
    "register": _register, "offices": _offices, "scans": _scans,
}  # fmt: skip
_ACTS: Final[Acts] = {
    "settle": _settle, "leave": _leave, "sweep_courses": _sweep_courses, "deliver": _deliver,
    "sweep_duties": _sweep_duties, "check": _check_home, "pay": _pay, "die": _die, "condole": _condole, "meet": _meet,
    "ask": _ask, "tell": _tell, "plan": _plan, "read": _read,
}  # fmt: skip
