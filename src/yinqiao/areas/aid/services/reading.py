"""One case of relief locked for a step."""

from __future__ import annotations

from uuid import UUID

from yinqiao.areas.aid import errors
from yinqiao.areas.aid.models import Relief
from yinqiao.areas.aid.queries import get_relief
from yinqiao.areas.aid.rules import RELIEF_STEPS
from yinqiao.areas.aid.types import ReliefState
from yinqiao.platform.acts import Act


def lock_relief(act: Act, relief_id: UUID, step: str) -> Relief:
    """The row, locked, in a state in which the step is taken; NotFound out of scope, Conflict `aid.relief_step`."""
    found = get_relief(scope=act.actor.scope, relief_id=relief_id)
    row = Relief.objects.select_for_update().get(pk=found.pk)
    act.about("retiree", row.retiree_id)
    if ReliefState(row.state) not in RELIEF_STEPS[step]:
        raise errors.relief_step()
    return row
