"""Party life of the matrix: on each side a branch with one member, a meeting at every turn of its way, one in no branch."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import CITY, HOMES, City, clerk, holder
from tests.probe_matrix.relations import Side
from yinqiao.areas.party.models import Member
from yinqiao.areas.party.services import accept_members
from yinqiao.areas.party_life import services
from yinqiao.areas.party_life.models import Honour, Meeting, Membership
from yinqiao.areas.party_life.types import (
    BranchInput,
    Care,
    CareInput,
    Category,
    Kind,
    Mark,
    MeetingInput,
    MeetingKind,
    Minutes,
    Occasion,
    Said,
    Setting,
)  # fmt: skip
from yinqiao.platform.access import Actor, acting

SYSTEM = Actor.system("matrix")
TURNS = ("planned", "told", "held", "checked")


def lay_party_life(city: City) -> None:
    """Called when there are members with dues."""
    for name in HOMES:
        officer, member_id = holder(name), city.targets["dues_account"][name]
        with acting(SYSTEM):
            place_no = Member.objects.values_list("place_no", flat=True).get(pk=member_id)
        branch = _found(city, officer, place_no, f"{name}党支部")
        city.put("life_branch", name, branch)
        city.put("life_empty", name, _found(city, officer, place_no, f"{name}空支部"))
        services.place_members(actor=officer, at=city.at, branch_id=branch, member_ids=[member_id])
        with acting(SYSTEM):
            person = city.targets["accepted_person"][name]
            Membership.objects.filter(pk=member_id).update(retiree_id=person)
        city.put("life_member", name, member_id)
        given = CareInput(Care.STUDY, timezone.localdate(city.at))
        city.put("life_errand", name, services.plan_errand(actor=officer, at=city.at, member_id=member_id, given=given))
        with acting(SYSTEM):
            Member.objects.filter(pk=member_id).update(joined_on=date(1970, 1, 1))
        services.give_condolence(
            actor=officer, at=city.at, member_ids=[member_id], occasion=Occasion.JULY, category=Category.OLD,
            given_on=timezone.localdate(city.at),
        )  # fmt: skip
        with acting(SYSTEM):
            city.put("life_honour", name, Honour.objects.values_list("pk", flat=True).get(member_id=member_id))
        for turn in TURNS:
            city.put(f"life_{turn}", name, _meeting(city, officer, branch, member_id, turn))
        city.put("own_life_meeting", name, city.targets["life_told"][name])
        side = Side(city, name)
        side.serial += 30
        late = side.reported()
        accept_members(
            actor=officer, at=city.at, ids=[late], receipt_no="", received_on=timezone.localdate(city.at)
        )  # fmt: skip
        city.put("life_unplaced", name, late)


def _found(city: City, officer: Actor, place_no: int, name: str) -> UUID:
    given = BranchInput(name, Kind.BRANCH, Setting.COMMUNITY, 5, None, "")
    return services.found_branch(actor=officer, at=city.at, place_no=place_no, given=given)


def _meeting(city: City, officer: Actor, branch: UUID, member_id: UUID, turn: str) -> UUID:
    given = MeetingInput(MeetingKind.THEME, city.at, "活动室", "学习")
    made = services.add_meeting(actor=officer, at=city.at, branch_id=branch, given=given)
    steps = TURNS.index(turn)
    if steps > 0:
        services.notify_meeting(actor=officer, at=city.at, meeting_id=made, lock_version=1)
    if steps > 1:
        services.mark_roll(
            actor=officer, at=city.at, meeting_id=made, lock_version=2, said={member_id: Said(Mark.EXCUSED, "frail")}
        )
        minutes = Minutes(timezone.localdate(city.at), "活动室", "主持", "记录", "学习", "")
        services.write_minutes(actor=officer, at=city.at, meeting_id=made, lock_version=3, minutes=minutes)
    if steps > 2:
        services.check_minutes(actor=clerk("city_manager", CITY), at=city.at, meeting_id=made, lock_version=4)
    return made


def seen(meeting_id: UUID | None) -> dict[str, int]:
    """A meeting as a page shows it."""
    with acting(SYSTEM):
        found = Meeting.objects.filter(pk=meeting_id).values_list("lock_version", flat=True).first()
    return {"lock_version": found or 1}


def code_of(meeting_id: UUID | None) -> str:
    """The code that is shown at a meeting."""
    with acting(SYSTEM):
        return Meeting.objects.filter(pk=meeting_id).values_list("code", flat=True).first() or "000000"


def post_seen(member_id: UUID | None) -> int:
    """A member as a page shows it."""
    with acting(SYSTEM):
        return Membership.objects.filter(pk=member_id).values_list("lock_version", flat=True).first() or 1
