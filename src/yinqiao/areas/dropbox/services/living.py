"""That somebody lives, as an office tells it: nothing to write, but a contradiction when the register says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from pydantic import Field

from yinqiao.areas.dropbox.rules import judge_alive
from yinqiao.areas.dropbox.types import ALIVE
from yinqiao.areas.intake.types import Day, InwardType, Item, PersonData, Reason, SourceKind
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access.types import Scope
from yinqiao.platform.acts import Act


class AliveData(PersonData):
    """Somebody who is alive, by the office's own records. No ground for anything by itself."""

    since: Day = Field(description="状态日期，在这一天在世")


def _apply(act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """Taken by a person, who must have withdrawn the death before: this type writes nothing."""
    del act
    ids = [one.retiree_id for one in items]
    dead = people_within(scope=Scope.everything()).filter(pk__in=ids, died_on__isnull=False)
    return dict.fromkeys(dead.values_list("pk", flat=True), Reason.AFTER_DEATH)


_K = SourceKind
INWARD_ALIVE: Final = InwardType(
    ALIVE, "在世", AliveData,
    frozenset({_K.POLICE, _K.HUMAN_RESOURCES, _K.MEDICAL_INSURANCE, _K.CIVIL_AFFAIRS}),
    lambda data: (data.since, {}), judge_alive, _apply,
)  # fmt: skip
