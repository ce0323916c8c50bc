"""Places that are no more: what they led, were given, called and were complained about goes on with their heirs."""

from __future__ import annotations

from django.db.models import Q

from yinqiao.areas.cases.models import Case, CaseStep, Decision, Meeting
from yinqiao.areas.cases.services.writing import note_passage
from yinqiao.areas.cases.types import CaseState
from yinqiao.areas.organisations.events import PLACE_MERGED
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.acts import Act
from yinqiao.platform.events.told import places_moved_by


def follow_merged_places(*, act: Act) -> int:
    """Bring cases, steps, meetings and decisions of merged places to their heirs; returns how many cases were led there.

    Where the heir leads what is said against itself the office above leads it: nobody judges oneself. The act runs over
    the whole city, so no widening is needed. A second run finds nothing left.
    """
    led = 0
    for old, new in places_moved_by(act.id, PLACE_MERGED).items():
        for table in (CaseStep, Meeting, Decision):
            table._default_manager.filter(place_no=old).update(place_no=new)
        Case.objects.filter(base_place_no=old).update(base_place_no=new)
        Case.objects.filter(origin_place_no=old).update(origin_place_no=new)
        for case in Case.objects.select_for_update(no_key=True).filter(Q(place_no=old) | Q(against_place_no=old)):
            led += case.place_no == old
            _follow(act, case, old, new)
    return led


def _follow(act: Act, case: Case, old: int, new: int) -> None:
    was_led, running = case.place_no == old, case.state != CaseState.CLOSED
    case.place_no = new if was_led else case.place_no
    case.against_place_no = new if case.against_place_no == old else case.against_place_no
    if case.place_no == case.against_place_no:
        path = places().path(new)
        if len(path) > 1:
            case.place_no = path[-2].place_no
            case.state = CaseState.NEW if running else case.state
        else:
            case.against_place_no = None
    case.save(update_fields=["place_no", "against_place_no", "state"])
    if running:
        words = f"由{places().label(case.place_no)}牵头。" if was_led or case.state == CaseState.NEW else ""
        note_passage(act, case.pk, "原单位撤并，由承继单位接续", words, is_hand=False)
