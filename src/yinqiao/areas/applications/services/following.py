"""What a death, its withdrawal and an undone registration do with cases: set-based, in the act that they happen in."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yinqiao.areas.applications import events
from yinqiao.areas.applications.models import Case, Draft, Passage, Picture
from yinqiao.areas.applications.queries import item_of
from yinqiao.areas.applications.rules import next_state, resumed
from yinqiao.areas.applications.services.drafts import end_drafts
from yinqiao.areas.applications.services.pictures import end_pictures
from yinqiao.areas.applications.services.writing import CLOCK, close, set_clock, spells_of, subject_of
from yinqiao.areas.applications.types import OPEN, CaseState
from yinqiao.areas.applications.types import Act as Done
from yinqiao.areas.retirees.events import DEATH_RECORDED, DEATH_WITHDRAWN, REGISTRATION_UNDONE
from yinqiao.platform.access import widened
from yinqiao.platform.acts import Act
from yinqiao.platform.events.told import people_told_of

_FIELDS = ["state", "before_end", "closed_on", "missing", *CLOCK]
# What is asked for after a death is asked for by the family: another item.
_DIED, _ALIVE = "申请人已登记死亡，办理终止。家属可办理身后事项。", "死亡登记已撤销，恢复办理。"
_NOT_DEAD, _DEAD_AGAIN = "死亡登记已撤销，身后事项停止办理。", "已再次登记死亡，恢复办理。"


def _locked(people: Sequence[UUID], states: Sequence[CaseState]) -> list[Case]:
    found = Case.objects.select_for_update(of=("self",)).select_related("item", "retiree")
    return list(found.filter(retiree_id__in=people, state__in=states).order_by("pk"))


def follow_death(*, act: Act) -> None:
    """What whoever died had asked for is asked for no more; what relatives ask for after a death goes on where it stood."""
    people = people_told_of(act.id, DEATH_RECORDED)
    _let_go(act, people)
    _end(act, people, _DIED, is_posthumous=False)
    _resume(act, people, _DEAD_AGAIN, is_posthumous=True)


def follow_withdrawn_death(*, act: Act) -> None:
    """Who is not dead after all has asked for it still; what relatives ask for after that death is asked for no more."""
    people = people_told_of(act.id, DEATH_WITHDRAWN)
    _end(act, people, _NOT_DEAD, is_posthumous=True)
    _resume(act, people, _ALIVE, is_posthumous=False)


def _end(act: Act, people: Sequence[UUID], words: str, *, is_posthumous: bool) -> None:
    cases = [one for one in _locked(people, OPEN) if item_of(one.item).is_posthumous is is_posthumous]
    for case in cases:
        case.before_end, missing = case.state, case.missing
        close(act, case, item_of(case.item), CaseState.ENDED)
        case.missing = missing
    _write(act, cases, Done.END, words)
    act.emit(events.CLOSED, [subject_of(one, state=one.state) for one in cases])


def _resume(act: Act, people: Sequence[UUID], words: str, *, is_posthumous: bool) -> None:
    """What such an end had ended; a case of the same kind that was opened since goes first."""
    running = set(Case.objects.filter(retiree_id__in=people, state__in=OPEN).values_list("retiree_id", "code"))
    ended = [one for one in _locked(people, [CaseState.ENDED]) if one.before_end]
    cases = []
    for case in ended:
        item = item_of(case.item)
        if item.is_posthumous is not is_posthumous or (case.retiree_id, case.code) in running:
            continue
        running.add((case.retiree_id, case.code))
        before = CaseState(case.before_end)
        again = next_state(CaseState.ENDED, Done.GO_ON, case.step) or before
        case.state = before if before is CaseState.ASKED else again
        case.before_end, case.closed_on = "", None
        if before is not CaseState.ASKED:
            set_clock(case, item, resumed(spells_of(case), act.stamp.occurred_on))
        cases.append(case)
    _write(act, cases, Done.GO_ON, words)
    act.emit(events.MOVED, [subject_of(one, act=Done.GO_ON.value) for one in cases])


def _write(act: Act, cases: Sequence[Case], done: Done, words: str) -> None:
    Case.objects.bulk_update(cases, _FIELDS)
    Passage.objects.bulk_create(
        Passage(
            case=case, at=act.at, act=done, step=case.step, words=words, who=act.actor.name[:64],
            unit=act.actor.unit[:120], by_id=act.actor.id,
        )
        for case in cases
    )  # fmt: skip


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone no case stays."""
    people = people_told_of(act.id, REGISTRATION_UNDONE)
    end_pictures(act, Picture.objects.filter(case__retiree_id__in=people))
    Case.objects.filter(retiree_id__in=people).delete()
    _let_go(act, people)


def _let_go(act: Act, people: Sequence[UUID]) -> None:
    """Nobody who works here sees drafts: they are ended for everybody."""
    with widened("applications.end_drafts"):
        end_drafts(act, Draft.objects.filter(retiree_id__in=people))
