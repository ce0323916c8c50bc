"""What a room above tells a case of how it was rated."""

from __future__ import annotations

from uuid import UUID

from yinqiao.areas.cases.models import Case
from yinqiao.areas.cases.services.writing import held_case, note_passage
from yinqiao.areas.cases.types import BAD, CaseState, Grade
from yinqiao.platform.acts import Act


def note_rated(*, act: Act, case_id: UUID, grade: Grade, by: str) -> None:
    """The person rated the outcome: a line of the timeline, and with a good word the case needs no call-back any more.

    Within an act of a room above that has found the case in the actor's own reach. A bad word reopens nothing by
    itself: whoever follows it up does, by the call-back.
    """
    case = held_case(case_id)
    note_passage(act, case.pk, f"{by}评价：{grade.label}"[:60], is_hand=False)
    if grade not in BAD and case.state == CaseState.CLOSED and not case.grade:
        Case.objects.filter(pk=case.pk).update(grade=grade)
